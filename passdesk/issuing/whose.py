"""Whose pass a code is: read and verified as at a gate, and nothing is recorded."""

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.credential.short_number import parse_short_number
from passdesk.credential.token import read_token
from passdesk.domain.passes import Pass, TokenRead, Verified
from passdesk.domain.people import IssuingKey, Operator
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds
from passdesk.store.trusted import administrators, ring_of


class Whose(Struct, frozen=True):
    """`person`: the holder as this desk's register has it, None where the pass is unknown here. `read`: what the code
    itself proved; None for a short number, which proves nothing."""

    person: bytes | None
    pass_id: bytes | None
    read: TokenRead | None


def whose_pass(store: DeskStore, clock: Clock, text: str) -> Whose:
    """The holder of the pass whose code or short number this is."""
    if (number := parse_short_number(text.strip())) is not None:
        with store.view() as view:
            found = view.find(Pass, "short_number", number)
        return Whose(found[0].person, found[0].key, None) if len(found) == 1 else Whose(None, None, None)
    journal, at = store.journal, seconds(store, clock())
    with store.view() as view:
        among = administrators(view.all(Operator), journal.zone)
        ring = ring_of(view.all(IssuingKey), among, journal.root, journal.zone, at)
        read = read_token(text.strip(), journal.zone, ring.keys)
        if not isinstance(read, Verified):
            return Whose(None, None, read)
        row = view.get(Pass, read.claims.pass_id)
    return Whose(row.person if isinstance(row, Pass) else None, read.claims.pass_id, read)
