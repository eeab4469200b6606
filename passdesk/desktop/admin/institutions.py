"""Institutions to choose from in forms."""

from passdesk.domain.people import Institution
from passdesk.store.desk_store import DeskStore


def institutions_to_choose(store: DeskStore) -> tuple[tuple[bytes, str], ...]:
    """Id and both names of every institution, by name."""
    with store.view() as view:
        rows = sorted(view.all(Institution), key=lambda row: (row.name_latin.casefold(), row.key))
    return tuple((row.key, row.called.both) for row in rows)
