"""Rows of a register file, written: canonical bodies in layers, with the values they are found under."""

from collections.abc import Iterable, Mapping
from typing import Any

import cbor2

from passdesk.domain import canonical
from passdesk.domain.register import READER_VERSION, Row
from passdesk.domain.tables import TABLES
from passdesk.errors import Damaged
from passdesk.store import people_due, search
from passdesk.store.engine import Connection

_OLD = "SELECT needs, body FROM rows WHERE tbl = ? AND key = ? AND layer = ?"
_PUT = (
    "INSERT INTO rows (tbl, key, layer, needs, body) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (tbl, key, layer) DO UPDATE SET needs = excluded.needs, body = excluded.body"
)
_REMOVE = "DELETE FROM rows WHERE tbl = ? AND key = ? AND layer = ?"
_FIND = "INSERT INTO idx (tbl, field, value, key, layer) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_LOSE = "DELETE FROM idx WHERE tbl = ? AND field = ? AND value = ? AND key = ? AND layer = ?"

Values = frozenset[tuple[str, bytes]]


def key_of(value: str | int | bytes) -> bytes:
    """A field's value as the index keeps it."""
    if isinstance(value, str):
        return value.encode(errors="surrogatepass")  # a word from a shell may be no text at all: it is nobody's
    return value if isinstance(value, bytes) else value.to_bytes(8, signed=True)


def read_row(table: str, body: bytes) -> Row:
    """A row this program can read; the file's own MAC vouches for the bytes, so the decoder may be the quick one."""
    kind = TABLES.get(table)
    if kind is None:
        raise Damaged(f"The register has rows of a table {table} that this program does not know.")
    return kind.from_map(cbor2.loads(body))


def put(writer: Connection, layer: int, row: Row) -> None:
    store(writer, layer, row.ref, row.needs, canonical.encode(row.to_map()))


def put_map(writer: Connection, layer: int, ref: tuple[str, bytes], needs: int, body: Mapping[str, Any]) -> None:
    """A row as it travelled; one this program should be able to read and cannot is `Damaged`."""
    store(writer, layer, ref, needs, canonical.encode(body))


def drop(writer: Connection, layer: int, ref: tuple[str, bytes]) -> None:
    """Remove the row from its layer, so that the layer below shows."""
    people_due.follow(writer, ref, _index(writer, layer, ref, frozenset()))
    writer.execute(_REMOVE, (*ref, layer))
    if ref[0] == "person":
        search.follow(writer, ref[1])


def hide(writer: Connection, layer: int, ref: tuple[str, bytes]) -> None:
    """Say in this layer that there is no such row, whatever the layers below say."""
    store(writer, layer, ref, 1, None)


def store(writer: Connection, layer: int, ref: tuple[str, bytes], needs: int, body: bytes | None) -> None:
    people_due.follow(writer, ref, _index(writer, layer, ref, _values(ref, needs, body)))
    writer.execute(_PUT, (*ref, layer, needs, body))
    if ref[0] == "person":
        search.follow(writer, ref[1])


def refs(reader: Connection, layer: int) -> set[tuple[str, bytes]]:
    """Every row of one of the small layers."""
    rows = reader.rows("SELECT tbl, key FROM rows WHERE layer < 2 AND layer = ?", (layer,))  # as its index says
    return {(table, key) for table, key in rows}


def clear(writer: Connection, layer: int) -> None:
    """Remove a whole small layer."""
    for ref in refs(writer, layer):
        drop(writer, layer, ref)


def sink(writer: Connection, ref: tuple[str, bytes], layer: int, below: int) -> None:
    """Let a row of one layer take the place of the one in the layer below."""
    needs, body = writer.one(_OLD, (*ref, layer)) or (1, None)
    if body is None:
        drop(writer, below, ref)
    else:
        store(writer, below, ref, needs, body)
    drop(writer, layer, ref)


def _index(writer: Connection, layer: int, ref: tuple[str, bytes], new: Values) -> Values:
    """What the row was found under, and what it is now."""
    kind = TABLES.get(ref[0])
    if kind is None or not kind.INDEXED:
        return frozenset()
    old_row = writer.one(_OLD, (*ref, layer))
    old = _values(ref, *old_row) if old_row is not None else frozenset()
    for sql, values in ((_LOSE, old - new), (_FIND, new - old)):
        writer.executemany(sql, _lines(ref, layer, values))
    return old | new


def _lines(ref: tuple[str, bytes], layer: int, values: Values) -> Iterable[tuple[Any, ...]]:
    return ((ref[0], field, value, ref[1], layer) for field, value in values)


def _values(ref: tuple[str, bytes], needs: int, body: bytes | None) -> Values:
    """What the row is found under. A row too new to read is found by its key alone."""
    if body is None or needs > READER_VERSION:
        return frozenset()
    row = read_row(ref[0], body)
    if row.key != ref[1]:
        raise Damaged(f"A row of {ref[0]} came under another key than its own.")
    return frozenset((field, key_of(value)) for field in row.INDEXED for value in _each(getattr(row, field)))


def _each(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
