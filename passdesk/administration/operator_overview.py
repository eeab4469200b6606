"""Operators as an administrator looks at them: with their institutions' names and what last happened to each."""

from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.domain.people import Desk, Institution, Operator
from passdesk.domain.register import View
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing_in import has_one_time_password


class OperatorLine(Struct, frozen=True):
    """`institutions`: the names of those an HR officer is kept to. `changed_at`: when their row last
    changed, µs, where that was written at this desk; else `changed_by` names the desk that did, where it is known.
    `one_time`: they have still to choose a password of their own."""

    operator: Operator
    institutions: tuple[Names, ...] = ()
    changed_at: int | None = None
    changed_by: str = ""
    one_time: bool = False

    @property
    def key(self) -> bytes:
        return self.operator.key

    @property
    def active(self) -> bool:
        return self.operator.state == "active"


def operator_lines(store: DeskStore) -> list[OperatorLine]:
    """Every operator this desk knows: active ones first, then by name."""
    with store.view() as view:
        rows = sorted(view.all(Operator), key=lambda row: (row.state != "active", row.name.casefold(), row.key))
        return [_line(store, view, row) for row in rows]


def _line(store: DeskStore, view: View, row: Operator) -> OperatorLine:
    names = tuple(_institution(view, key) for key in row.institutions)
    once = has_one_time_password(view, row)
    if row.last is None:
        return OperatorLine(row, names, one_time=once)
    journal, seq = row.last
    entry = store.journal.entry(seq) if journal == store.journal.id else None
    if entry is not None:
        return OperatorLine(row, names, max(entry.content.at, row.card_at), one_time=once)
    desk = view.get(Desk, journal)
    return OperatorLine(row, names, row.card_at or None, desk.name if isinstance(desk, Desk) else "", once)


def _institution(view: View, key: bytes) -> Names:
    row = view.get(Institution, key)
    return row.called if isinstance(row, Institution) else Names(key.hex())
