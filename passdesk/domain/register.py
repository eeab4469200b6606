"""Rows, how they travel, and the two views of a register: what `fold` and `decide` read, and what they change."""

from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Any, ClassVar, Literal, Protocol, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from passdesk.errors import Damaged

READER_VERSION = 3
"""The newest shape of rows this program reads; a row that needs more is `TooNew`."""

Mark = tuple[bytes, int]
"""[journal, seq] of an entry."""

Ref = tuple[str, bytes]
"""[table, key] of a row."""

Stops = tuple[tuple[int, int], ...]
"""The newest stops of a row that are over, oldest first: when it was stopped and when resumed, µs."""


class Row(Struct, frozen=True, kw_only=True):
    """One row of the register. Every field is an int, text, bytes, bool, None, or a tuple of such.

    `last` is the newest act that changed the row's *state*; movements and plain edits leave it.
    """

    TABLE: ClassVar[str] = ""
    INDEXED: ClassVar[tuple[str, ...]] = ()
    NEEDS: ClassVar[int] = 1

    key: bytes
    last: Mark | None = None

    @property
    def needs(self) -> int:
        """The version of rows a program has to read for this very row."""
        return self.NEEDS

    @property
    def ref(self) -> Ref:
        return (self.TABLE, self.key)

    def to_map(self) -> dict[str, Any]:
        """The row as it travels: fields at their defaults are left out."""
        out: dict[str, Any] = {}
        for name, default in _defaults(type(self)).items():
            value = getattr(self, name)
            if default is NODEFAULT or value != default:
                out[name] = value
        return out

    @classmethod
    def from_map(cls, body: Mapping[str, Any]) -> Self:
        """Read a row; a missing, unknown or mistyped field is `Damaged` (newer shapes announce themselves by `needs`).

        A field's own type is checked, not what stands inside a tuple.
        """
        known, types = _defaults(cls), _types(cls)
        if not all(name in known for name in body):
            raise Damaged(f"A row of {cls.TABLE} has fields this program does not know.")
        values = {name: _tuples(value) for name, value in body.items()}
        if (wrong := next((name for name in values if type(values[name]) not in types[name]), None)) is not None:
            raise Damaged(f"A row of {cls.TABLE} holds something else than it should in {wrong}.")
        try:
            return cls(**values)
        except TypeError as error:
            raise Damaged(f"A row of {cls.TABLE} lacks a field: {error}.") from error


class TooNew(Struct, frozen=True):
    """A row this program is too old to read. Whatever rests on it is never admitted."""

    table: str
    key: bytes
    needs: int


_DEFAULTS: dict[type[Row], dict[str, Any]] = {}


def _defaults(cls: type[Row]) -> dict[str, Any]:
    known = _DEFAULTS.get(cls)
    if known is None:
        known = _DEFAULTS[cls] = {field.name: field.default for field in fields(cls)}
    return known


_TYPES: dict[type[Row], dict[str, frozenset[type]]] = {}


def _types(cls: type[Row]) -> dict[str, frozenset[type]]:
    """By field, the plain types its value may have as it arrives."""
    known = _TYPES.get(cls)
    if known is None:
        hints = get_type_hints(cls)
        known = _TYPES[cls] = {name: frozenset(_plain(hints[name])) for name in cls.__struct_fields__}
    return known


def _plain(hint: Any) -> Iterator[type]:
    origin = get_origin(hint)
    if origin is Literal:
        yield from {type(value) for value in get_args(hint)}
    elif origin in (Union, UnionType):
        for one in get_args(hint):
            yield from _plain(one)
    else:
        yield origin or hint


def _tuples(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return tuple([_tuples(item) if isinstance(item, list) else item for item in value])


R = TypeVar("R", bound=Row)


class View(Protocol):
    """Read access to a register, whoever stores it."""

    def get(self, kind: type[R], key: bytes) -> R | TooNew | None: ...

    def find(self, kind: type[R], field: str, value: str | int | bytes) -> list[R]:
        """Every readable row whose indexed `field` equals `value`, or contains it where the field is a tuple."""
        ...


Changes = dict[Ref, Row | None]
"""Rows put, and None for rows dropped."""


class Overlaid:
    """A view with changes laid over it."""

    def __init__(self, below: View, changes: Changes) -> None:
        self._below = below
        self.changes = changes

    def get(self, kind: type[R], key: bytes) -> R | TooNew | None:
        ref = (kind.TABLE, key)
        if ref not in self.changes:
            return self._below.get(kind, key)
        row = self.changes[ref]
        return row if isinstance(row, kind) else None

    def find(self, kind: type[R], field: str, value: str | int | bytes) -> list[R]:
        below = [row for row in self._below.find(kind, field, value) if row.ref not in self.changes]
        above = [row for row in self.changes.values() if isinstance(row, kind) and matches(row, field, value)]
        return below + above


class Draft(Overlaid):
    """A view being changed; `changes` is what a fold amounts to.

    Each row is read once. A row this program cannot read is never written over.
    """

    def __init__(self, below: View) -> None:
        super().__init__(below, {})
        self._read: dict[Ref, Row | TooNew | None] = {}

    def get(self, kind: type[R], key: bytes) -> R | TooNew | None:
        ref = (kind.TABLE, key)
        if ref in self.changes:
            row: Row | TooNew | None = self.changes[ref]
        elif ref in self._read:
            row = self._read[ref]
        else:
            row = self._read[ref] = self._below.get(kind, key)
        return row if isinstance(row, (kind, TooNew)) else None

    def held(self, kind: type[R], key: bytes) -> R | None:
        """The row, where it is there and readable."""
        row = self.get(kind, key)
        return row if isinstance(row, kind) else None

    def too_new(self, kind: type[Row], key: bytes) -> bool:
        return isinstance(self.get(kind, key), TooNew)

    def put(self, row: Row) -> None:
        if not self.too_new(type(row), row.key):
            self.changes[row.ref] = row

    def drop(self, row: Row) -> None:
        self.changes[row.ref] = None

    def go_on_from_below(self) -> None:
        """The changes stand in the view below by now: nothing that was read before them counts any more."""
        self.changes = {}
        self._read = {}


def matches(row: Row, field: str, value: str | int | bytes) -> bool:
    """Whether `row` is found under `value` of the indexed `field`."""
    held = getattr(row, field)
    return value in held if isinstance(held, tuple) else bool(held == value)


class MemoryView:
    """A whole register in a dictionary: for simulation, for rebuilding, and for tests."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: dict[Ref, Row | TooNew] = {row.ref: row for row in rows}

    def get(self, kind: type[R], key: bytes) -> R | TooNew | None:
        row = self.rows.get((kind.TABLE, key))
        return row if isinstance(row, (kind, TooNew)) else None

    def find(self, kind: type[R], field: str, value: str | int | bytes) -> list[R]:
        return [row for row in self.rows.values() if isinstance(row, kind) and matches(row, field, value)]

    def apply(self, changes: Mapping[Ref, Row | None]) -> None:
        for ref, row in changes.items():
            if row is None:
                self.rows.pop(ref, None)
            else:
                self.rows[ref] = row
