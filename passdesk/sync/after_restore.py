"""After the server was restored from a copy: what it forgot, and which of it must hold all the same.

A row whose `last` lies beyond how far the server accounts for that journal now is one it has forgotten. A stop
among them is carried into the new register and holds; a right among them is dropped.
"""

from collections.abc import Iterator, Mapping

from passdesk.domain import canonical
from passdesk.domain import shapes as s
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Filing, Institution, IssuingKey, Operator, Person, Watch
from passdesk.domain.register import Mark, Ref, Row
from passdesk.errors import Damaged
from passdesk.store import carrying, exchanged
from passdesk.store.journal import Journal
from passdesk.store.register_file import RegisterFile

_STATE = "carried"
_LIMIT = 1 << 24
_Marks = Mapping[bytes, int]


def stops(row: Row) -> bool:
    """Whether the row, as it stands, takes a right away."""
    match row:
        case Pass(state=state):
            return state != "good"
        case Person(state=state) | Institution(state=state):
            return state != "active"
        case Filing(state=state):
            return state == "withdrawn"
        case IssuingKey(state=state) | Operator(state=state) | Desk(state=state):
            return state in ("withdrawn", "disabled")
        case Watch(state=state):
            return state == "active"
        case _:
            return False


def forgotten(old: RegisterFile, marks: _Marks, own: bytes) -> Iterator[Row]:
    """Stops of the old register that a server which accounts for journals as far as `marks` cannot know.

    Our own entries aren't among them: those beyond the mark are folded again and sent again.
    """
    with old.snapshot() as snapshot:
        for kind in (Pass, Person, Institution, Filing, IssuingKey, Operator, Desk, Watch):
            for row in snapshot.all(kind):
                if stops(row) and _beyond(row.last, marks) and row.last is not None and row.last[0] != own:
                    yield row


def _beyond(last: Mark | None, marks: _Marks) -> bool:
    return last is not None and last[1] > marks.get(last[0], 0)


def carry_over(journal: Journal, old: RegisterFile, new: RegisterFile, marks: _Marks) -> int:
    """Carry what the server forgot from the old register into the new one; how many rows."""
    rows = list(forgotten(old, marks, journal.id))
    _keep(journal, {row.ref: carrying.servers_last(new, row.ref) for row in rows})
    carrying.carry(new, rows)
    exchanged.note_restored(journal, restored=bool(rows))
    return len(rows)


def review(journal: Journal, register: RegisterFile, marks: _Marks) -> int:
    """Let go of what the server knows again: its mark has passed the stop, or a newer act has changed the row since.

    How many rows are carried on.
    """
    rows = carrying.carried(register)
    if not rows:
        return 0
    before = _kept(journal)
    known = [
        row.ref
        for row in rows
        if not _beyond(row.last, marks) or carrying.servers_last(register, row.ref) != before.get(row.ref)
    ]
    carrying.let_go(register, known)
    left = len(rows) - len(known)
    exchanged.note_restored(journal, restored=left > 0)
    return left


def _keep(journal: Journal, before: Mapping[Ref, Mark | None]) -> None:
    journal.set_state(_STATE, canonical.encode([[list(ref), last] for ref, last in before.items()]))


def _kept(journal: Journal) -> dict[Ref, Mark | None]:
    """By row that is carried: the server's own newest mark of it when that began."""
    value = canonical.decode(journal.get_state(_STATE) or canonical.encode([]), limit=_LIMIT)
    before: dict[Ref, Mark | None] = {}
    for part in value:
        match part:
            case [[str(table), bytes(key)], last] if last is None or s.mark(last):
                before[table, key] = None if last is None else (last[0], last[1])
            case _:
                raise Damaged("What is kept of a restored server is not of the form this program knows.")
    return before
