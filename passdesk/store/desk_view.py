"""What a desk knows at one moment: the server's rows, its own entries folded over them, those in memory on top."""

from collections.abc import Iterator, Mapping
from typing import Any

from passdesk.domain.movements import Times
from passdesk.domain.register import Changes, Overlaid, R, Ref, Row
from passdesk.store.register_snapshot import JournalMark, Marks, RegisterSnapshot


class DeskView(Overlaid):
    """A domain `View`, valid inside the `with` that opened it; `times` is what is known of this journal's clock."""

    def __init__(self, snapshot: RegisterSnapshot, changes: Changes, times: Times) -> None:
        super().__init__(snapshot, changes)
        self._snapshot = snapshot
        self.times = times

    def all(self, kind: type[R]) -> Iterator[R]:
        """Every readable row of a table."""
        yield from (row for row in self._snapshot.all(kind) if row.ref not in self.changes)
        yield from self.changed_in_memory(kind)

    def holding(self, kind: type[R], field: str, value: Any) -> Iterator[R]:
        """Every readable row whose `field` equals `value`: see `RegisterSnapshot.holding`."""
        yield from (row for row in self._snapshot.holding(kind, field, value) if row.ref not in self.changes)
        yield from (row for row in self.changed_in_memory(kind) if getattr(row, field) == value)

    @property
    def marks(self) -> Marks:
        return self._snapshot.marks

    @property
    def seen(self) -> tuple[int, int] | None:
        """(generation, change number) of the feed applied; None before the first page."""
        marks = self.marks
        return None if marks.number is None else (marks.generation, marks.number)

    @property
    def mark(self) -> int:
        """The last own entry folded into the register's file."""
        return self.marks.mark

    @property
    def accounted(self) -> int:
        """The last own entry the server has accounted for."""
        return self.marks.accounted

    @property
    def journals(self) -> Mapping[bytes, JournalMark]:
        """How far the server has accounted for each journal, and when it last heard it."""
        return self._snapshot.journals

    def unconfirmed(self, ref: Ref) -> bool:
        """Whether the row rests on own entries the server has not accounted for. Without a server nothing does."""
        return self.seen is not None and (ref in self.changes or self._snapshot.is_own(ref))

    def changed_in_memory(self, kind: type[R]) -> Iterator[R]:
        """Rows of a table that entries above the mark have put."""
        rows: Iterator[Row | None] = iter(self.changes.values())
        return (row for row in rows if isinstance(row, kind))
