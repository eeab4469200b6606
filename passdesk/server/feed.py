"""The feed: changed rows by number, each desk its share, in pages small enough to decode at a gate."""

from collections.abc import Iterator
from heapq import merge

import cbor2
from msgspec import Struct

from passdesk.domain import canonical
from passdesk.domain.people import Desk
from passdesk.domain.register import READER_VERSION
from passdesk.domain.tables import TABLES
from passdesk.server.feed_scope import Scope, scope_of
from passdesk.server.storage import Changed, Reads
from passdesk.sync.wire import LONGEST_PAGE, Cursor, Page, PageRow

_CHUNK = 500
_FRAME = 64
_MARK = 40


class _Erased(Struct, frozen=True):
    change: int
    hash: bytes


def page(reads: Reads, desk: Desk, cursor: Cursor | None) -> Page:
    """The next page for this desk, all of one moment. A cursor of another generation or scope: begin anew.

    `desk` is the asking desk's row as it stands in `reads`.
    """
    fits = cursor is not None and (cursor.generation, cursor.scope) == (reads.generation, desk.scope)
    if cursor is None or not fits or cursor.number > reads.change:
        return Page(reads.generation, desk.scope, 0, anew=True, more=True)
    filled = _fill(reads, scope_of(desk), cursor.number)
    if filled.full:
        return Page(reads.generation, desk.scope, filled.number, more=True, rows=filled.rows, erased=filled.erased)
    journals = tuple(reads.journals())
    accounted = next((mark.accounted for mark in journals if mark.journal == desk.key), 0)
    return Page(
        reads.generation,
        desk.scope,
        reads.change,
        rows=filled.rows,
        erased=filled.erased,
        accounted=accounted,
        journals=journals,
    )


class _Filled(Struct, frozen=True):
    rows: tuple[PageRow, ...]
    erased: tuple[bytes, ...]
    number: int
    full: bool


def _fill(reads: Reads, scope: Scope, number: int) -> _Filled:
    rows: list[PageRow] = []
    erased: list[bytes] = []
    # The marks stand on the last page, whichever that turns out to be.
    size = _FRAME + _MARK * len(reads.journals())
    for item in _in_order(reads, number):
        row = item.hash if isinstance(item, _Erased) else _shared(item, scope)
        size += _size(row)
        if size > LONGEST_PAGE and (rows or erased):
            return _Filled(tuple(rows), tuple(erased), number, full=True)
        if isinstance(row, bytes):
            erased.append(row)
        elif row is not None:
            rows.append(row)
        number = item.change
    return _Filled(tuple(rows), tuple(erased), number, full=False)


def _in_order(reads: Reads, number: int) -> Iterator[Changed | _Erased]:
    streams: tuple[Iterator[Changed | _Erased], ...] = (_rows(reads, number), _erased(reads, number))
    return merge(*streams, key=lambda item: item.change)


def _size(row: PageRow | bytes | None) -> int:
    match row:
        case None:
            return 0
        case bytes():
            return _MARK
        case PageRow(key=key, body=body):
            return _FRAME + len(key) + len(body or b"")


def _rows(reads: Reads, number: int) -> Iterator[Changed]:
    while chunk := reads.rows_since(number, _CHUNK):
        yield from chunk
        number = chunk[-1].change


def _erased(reads: Reads, number: int) -> Iterator[_Erased]:
    while chunk := reads.erased_since(number, _CHUNK):
        yield from (_Erased(*one) for one in chunk)
        number = chunk[-1][0]


def _shared(changed: Changed, scope: Scope) -> PageRow | None:
    """The row as it travels to this desk; a tombstone for one that left its scope; None for one never in it."""
    gone = PageRow(changed.table, changed.key, changed.needs, None)
    if changed.body is None:
        return gone
    if changed.needs > READER_VERSION:
        return None  # this server can't tell what of it may be seen; it is sent again after the upgrade
    row = TABLES[changed.table].from_map(cbor2.loads(changed.body))
    shared = scope.share(row)
    if shared is None:
        return gone if scope.may_leave(row) else None
    return PageRow(changed.table, changed.key, changed.needs, canonical.encode(shared.to_map()))
