"""People of whom nothing is known but the pass they came in by, which nobody has heard of: called by its number."""

from passdesk.credential.short_number import grouped, short_number
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Presence
from passdesk.domain.spells import entries_of


def is_by_pass(row: Presence) -> bool:
    """Whether its bearer came in under the pass's id, see `domain.bearers`."""
    return row.key in entries_of(row.entries)


def numbered(pass_id: bytes) -> Names:
    return Names(f"№ {grouped(short_number(pass_id))}", "")
