"""A register at one moment: a view inside one read transaction."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from passdesk.domain import canonical
from passdesk.domain.register import READER_VERSION, R, Ref, Row, TooNew, matches
from passdesk.domain.tables import TABLES
from passdesk.store.engine import Connection
from passdesk.store.register_schema import OWN
from passdesk.store.row_storage import key_of, read_row

_GET = "SELECT needs, body FROM rows WHERE tbl = ? AND key = ? ORDER BY layer LIMIT 1"
_FIND = "SELECT DISTINCT key FROM idx WHERE tbl = ? AND field = ? AND value = ?"
_HOLDING = "SELECT DISTINCT key FROM rows WHERE tbl = ? AND instr(body, ?) > 0 ORDER BY key"
_ANY_FOUND = "SELECT 1 FROM idx WHERE tbl = ? LIMIT 1"
_MARKS = "SELECT journal, generation, scope, number, mark, accounted, complete, change FROM marks"
_MOST_CACHED = 20_000


class Marks(NamedTuple):
    """How far a register is: `number` of the feed applied (None: nothing yet), `mark` the last own entry folded in,
    `accounted` the last own entry the server has accounted for; `change` rises with every transaction."""

    journal: bytes
    generation: int
    scope: int
    number: int | None
    mark: int
    accounted: int
    complete: int
    change: int


class JournalMark(Struct, frozen=True):
    """How far the server has accounted for a journal, and when it last heard it (µs UTC)."""

    accounted: int
    heard_at: int


class Cached:
    """What was read at one moment: rows, and of a table whether any row of it is found by a field. Where all that a
    presentation asks is here, no read transaction is begun for it at all."""

    def __init__(self) -> None:
        self.rows: dict[Ref, Row | TooNew | None] = {}
        self.has_any: dict[str, bool] = {}


class RowCache:
    """What was read at one `change` of the file. A new change starts it anew; whoever reads an older one gets none."""

    def __init__(self) -> None:
        self._change = -1
        self._cached = Cached()

    def at(self, change: int) -> Cached:
        if change > self._change or len(self._cached.rows) > _MOST_CACHED:
            self._change, self._cached = change, Cached()
        return self._cached if change == self._change else Cached()


def read_marks(reader: Connection) -> Marks:
    row = reader.one(_MARKS)
    assert row is not None  # written when the file was made
    return Marks(*row)


class RegisterSnapshot:
    """Rows of all layers as one; valid while its transaction is open. A `View`."""

    def __init__(self, reader: Connection, marks: Marks, cached: Cached) -> None:
        self.marks = marks
        self._reader = reader
        self._cache, self._has_any = cached.rows, cached.has_any

    def get(self, kind: type[R], key: bytes) -> R | TooNew | None:
        ref = (kind.TABLE, key)
        held = self._cache[ref] if ref in self._cache else self._row(ref)
        return held if isinstance(held, (kind, TooNew)) else None

    def _row(self, ref: Ref) -> Row | TooNew | None:
        if ref in self._cache:
            return self._cache[ref]
        stored = self._reader.one(_GET, ref)
        row = None if stored is None else _read(ref, *stored)
        self._cache[ref] = row
        return row

    def find(self, kind: type[R], field: str, value: str | int | bytes) -> list[R]:
        if field not in kind.INDEXED:
            return [row for row in self.all(kind) if matches(row, field, value)]
        if not self._any_found(kind.TABLE):
            return []
        keys = self._reader.rows(_FIND, (kind.TABLE, field, key_of(value)))
        found = (self._row((kind.TABLE, key)) for (key,) in keys)
        return [row for row in found if isinstance(row, kind) and matches(row, field, value)]

    def _any_found(self, table: str) -> bool:
        there = self._has_any.get(table)
        if there is None:
            there = self._has_any[table] = self._reader.one(_ANY_FOUND, (table,)) is not None
        return there

    def all(self, kind: type[R]) -> Iterator[R]:
        """Every readable row of a table, in the order of their keys."""
        last = b""
        page = "SELECT DISTINCT key FROM rows WHERE tbl = ? AND key > ? ORDER BY key LIMIT 500"
        while keys := self._reader.rows(page, (kind.TABLE, last)):
            for (key,) in keys:
                row = self._row((kind.TABLE, key))
                if isinstance(row, kind):
                    yield row
            last = keys[-1][0]

    def holding(self, kind: type[R], field: str, value: Any) -> Iterator[R]:
        """Every readable row whose `field` equals `value`, no default of it, where no index is kept of that.

        The bodies are looked through as they are stored, and only those that may be meant are read.
        """
        wanted = canonical.encode({field: list(value) if isinstance(value, tuple) else value})[1:]
        for (key,) in self._reader.rows(_HOLDING, (kind.TABLE, wanted)):
            row = self._row((kind.TABLE, key))
            if isinstance(row, kind) and getattr(row, field) == value:
                yield row

    def is_own(self, ref: Ref) -> bool:
        """Whether this row stands as this desk's own unaccounted entries left it."""
        return self._reader.one("SELECT 1 FROM rows WHERE tbl = ? AND key = ? AND layer = ?", (*ref, OWN)) is not None

    @property
    def journals(self) -> Mapping[bytes, JournalMark]:
        """Every journal the server has told of."""
        rows = self._reader.rows("SELECT journal, accounted, heard_at FROM journals")
        return {journal: JournalMark(accounted, heard_at) for journal, accounted, heard_at in rows}


def _read(ref: Ref, needs: int, body: bytes | None) -> Row | TooNew | None:
    if body is None:
        return None
    if needs > READER_VERSION or ref[0] not in TABLES:
        return TooNew(ref[0], ref[1], needs)
    return read_row(ref[0], body)
