"""Reads names out of a policy file."""

from passdesk.domain.toml_table import Table
from passdesk.domain.zone import Names


def read_names(table: Table) -> Names:
    """`name = "Gate"`, or `name = { en = "Gate", zh-Hant = "…", zh-Hans = "…" }`."""
    if not table.is_table("name"):
        en = table.text("name")
        return Names(en, en, en)
    names = table.table("name")
    en = names.text("en")
    chinese = names.text("zh-Hant", default=en), names.text("zh-Hans", default=en)
    names.finish()
    return Names(en, *chinese)
