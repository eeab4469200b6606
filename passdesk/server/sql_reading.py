"""Reads of one moment, on SQLAlchemy Core."""

from collections.abc import Collection, Iterator
from typing import Any

import cbor2
from sqlalchemy import ColumnElement, Connection, and_, func, select

from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import mark_key
from passdesk.domain.register import READER_VERSION, Mark, R, Ref, TooNew
from passdesk.domain.tables import STAYS_HOME
from passdesk.server import schema as t
from passdesk.server.storage import Accepted, Changed, Place
from passdesk.sync.crossings import Crossing, CrossingQuery, NewestQuery
from passdesk.sync.wire import BranchHead, JournalMark

ATTACHED = "attached"
"""The name in `idx` under which rows are found by the attachments they name."""
_MOST_ASKED = 500
_ENTRY = (
    t.entries.c.acceptance, t.entries.c.journal, t.entries.c.branch, t.entries.c.seq, t.entries.c.hash,
    t.entries.c.kind, t.entries.c.at, t.entries.c.judgement, t.entries.c.cause, t.entries.c.judged, t.entries.c.raw,
)  # fmt: skip
STORED = tuple(name for name in Crossing.__struct_fields__ if name not in ("settled_by", "annulled"))
"""The fields of a crossing that are columns of their own."""
_CROSSING = (*(t.crossings.c[name] for name in STORED), t.crossings.c.movement, t.annulments.c.by)
_UNDONE = and_(t.annulments.c.movement == t.crossings.c.movement, t.annulments.c.person == t.crossings.c.person)


def indexed(value: str | int | bytes) -> bytes:
    """A value as `idx` holds it."""
    return value if isinstance(value, bytes) else str(value).encode()


class SqlReads:
    """`Reads` over one connection that is in a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        meta = connection.execute(select(t.meta.c.generation, t.meta.c.change, t.meta.c.acceptance)).one()
        self.generation: int = meta.generation
        self.change: int = meta.change
        self.acceptance: int = meta.acceptance

    def get(self, kind: type[R], key: bytes) -> R | TooNew | None:
        which = and_(t.rows.c.tbl == kind.TABLE, t.rows.c.key == key)
        row = self._sql.execute(select(t.rows.c.needs, t.rows.c.body).where(which)).one_or_none()
        if row is None or row.body is None:
            return None
        return _row(kind, row.body) if row.needs <= READER_VERSION else TooNew(kind.TABLE, key, row.needs)

    def find(self, kind: type[R], field: str, value: str | int | bytes) -> list[R]:
        same = and_(t.rows.c.tbl == t.idx.c.tbl, t.rows.c.key == t.idx.c.key)
        which = and_(t.idx.c.tbl == kind.TABLE, t.idx.c.field == field, t.idx.c.value == indexed(value))
        return self._readable(kind, select(t.rows.c.body).join(t.idx, same).where(which))

    def all(self, kind: type[R]) -> Iterator[R]:
        yield from self._readable(kind, select(t.rows.c.body).where(t.rows.c.tbl == kind.TABLE).order_by(t.rows.c.key))

    def _readable(self, kind: type[R], query: Any) -> list[R]:
        there = query.where(t.rows.c.body.is_not(None), t.rows.c.needs <= READER_VERSION)
        return [_row(kind, body) for body in self._sql.execute(there).scalars()]

    def heads(self, journal: bytes) -> list[BranchHead]:
        query = select(t.journals.c.branch, t.journals.c.seq, t.journals.c.hash).where(t.journals.c.journal == journal)
        return [BranchHead(*row) for row in self._sql.execute(query.order_by(t.journals.c.branch))]

    def head(self, journal: bytes, branch: bytes) -> Place | None:
        which = and_(t.journals.c.journal == journal, t.journals.c.branch == branch)
        row = self._sql.execute(select(t.journals.c.branch, t.journals.c.seq, t.journals.c.hash).where(which))
        return _place(row.one_or_none())

    def place(self, journal: bytes, hash_: bytes) -> Place | None:
        which = and_(t.entries.c.journal == journal, t.entries.c.hash == hash_)
        row = self._sql.execute(select(t.entries.c.branch, t.entries.c.seq, t.entries.c.hash).where(which))
        return _place(row.one_or_none())

    def raw(self, journal: bytes, branch: bytes, seq: int) -> bytes | None:
        which = and_(t.entries.c.journal == journal, t.entries.c.branch == branch, t.entries.c.seq == seq)
        return self._bytes(select(t.entries.c.raw).where(which))

    def accepted(self, after: int, limit: int) -> list[Accepted]:
        return self._entries(t.entries.c.acceptance > after, limit)

    def unsettled(self) -> list[Accepted]:
        return self._entries(t.entries.c.acceptance.in_(select(t.waiting.c.acceptance)))

    def unread(self) -> list[Accepted]:
        return self._entries(t.entries.c.judgement == "unread")

    def _entries(self, which: ColumnElement[bool], limit: int | None = None) -> list[Accepted]:
        query = select(*_ENTRY).where(which).order_by(t.entries.c.acceptance).limit(limit)
        return [Accepted(*row) for row in self._sql.execute(query)]

    def founding(self) -> bytes | None:
        query = select(t.entries.c.raw).where(t.entries.c.kind == "zone_founded", t.entries.c.judgement == "applies")
        return self._bytes(query)

    def journals(self) -> list[JournalMark]:
        """A journal that was accepted but never said "that is all" counts as never heard."""
        columns = (t.journals.c.journal, t.journals.c.seq, t.journals.c.heard_at)
        query = select(*columns).where(t.journals.c.branch == b"").order_by(t.journals.c.journal)
        return [JournalMark(*row) for row in self._sql.execute(query)]

    def rows_since(self, number: int, limit: int) -> list[Changed]:
        columns = (t.rows.c.change, t.rows.c.tbl, t.rows.c.key, t.rows.c.needs, t.rows.c.body)
        query = select(*columns).where(t.rows.c.change > number, t.rows.c.tbl.not_in(STAYS_HOME))
        return [Changed(*row) for row in self._sql.execute(query.order_by(t.rows.c.change).limit(limit))]

    def erased_since(self, number: int, limit: int) -> list[tuple[int, bytes]]:
        query = select(t.erased.c.change, t.erased.c.hash).where(t.erased.c.change > number)
        return [(row.change, row.hash) for row in self._sql.execute(query.order_by(t.erased.c.change).limit(limit))]

    def erased(self, hashes: Collection[bytes]) -> set[bytes]:
        return self._among(t.erased.c.hash, hashes)

    def stored(self, hashes: Collection[bytes]) -> set[bytes]:
        return self._among(t.attachments.c.hash, hashes)

    def _among(self, column: ColumnElement[bytes], values: Collection[bytes]) -> set[bytes]:
        asked, found = list(values), set[bytes]()
        for at in range(0, len(asked), _MOST_ASKED):
            found.update(self._sql.execute(select(column).where(column.in_(asked[at : at + _MOST_ASKED]))).scalars())
        return found

    def attachment(self, hash_: bytes) -> bytes | None:
        return self._bytes(select(t.attachments.c.raw).where(t.attachments.c.hash == hash_))

    def owners(self, hash_: bytes) -> list[Ref]:
        which = and_(t.idx.c.field == ATTACHED, t.idx.c.value == hash_)
        query = select(t.idx.c.tbl, t.idx.c.key).where(t.idx.c.tbl.in_(("person", "operator", "note")), which)
        return [(row.tbl, row.key) for row in self._sql.execute(query)]

    def accepted_as(self, journal: bytes, branch: bytes, seq: int) -> Accepted | None:
        e = t.entries.c
        found = self._entries(and_(e.journal == journal, e.branch == branch, e.seq == seq), 1)
        return found[0] if found else None

    def crossings(self, query: CrossingQuery, limit: int) -> list[tuple[int, Crossing]]:
        number = t.crossings.c.acceptance
        return self._crossings([number > query.after, *_conditions(query)], number, limit)

    def newest_crossings(self, query: NewestQuery, limit: int) -> list[tuple[int, Crossing]]:
        number = t.crossings.c.acceptance
        earlier = [] if query.before is None else [number < query.before]
        return self._crossings([*earlier, *_conditions(query)], number.desc(), limit)

    def _crossings(self, which: list[ColumnElement[bool]], order: Any, limit: int) -> list[tuple[int, Crossing]]:
        joined = t.crossings.outerjoin(t.annulments, _UNDONE)
        columns = (t.crossings.c.acceptance, *_CROSSING)
        wanted = select(*columns).select_from(joined).where(*which).order_by(order).limit(limit)
        return [(row.acceptance, _crossing(row)) for row in self._sql.execute(wanted)]

    def secret(self, name: str) -> bytes | None:
        return self._bytes(select(t.secrets.c.value).where(t.secrets.c.name == name))

    def secrets(self, prefix: str) -> dict[str, bytes]:
        start = func.substr(t.secrets.c.name, 1, len(prefix)) == prefix
        rows = self._sql.execute(select(t.secrets.c.name, t.secrets.c.value).where(start))
        return {row.name: row.value for row in rows}

    def _bytes(self, query: Any) -> bytes | None:
        value: bytes | None = self._sql.execute(query.limit(1)).scalar_one_or_none()
        return value


def _row(kind: type[R], body: bytes) -> R:
    return kind.from_map(cbor2.loads(body))


def _place(row: Any) -> Place | None:
    return None if row is None else Place(row.branch, row.seq, row.hash)


def _crossing(row: Any) -> Crossing:
    """Whose pass nobody has heard of is kept under the pass: to who asks, they are nobody yet."""
    values = {name: getattr(row, name) for name in STORED}
    values["person"] = None if row.person == row.pass_id else row.person
    own = mark_key((row.branch[:16] or row.journal, row.seq))
    settled_by = _mark(row.movement) if row.movement not in (None, own) else None
    rest = {"reasons": tuple(row.reasons.split()), "settled_by": settled_by, "annulled": _mark(row.by)}
    return Crossing(**{**values, **rest})


def _mark(key: bytes | None) -> Mark | None:
    return None if key is None else (key[:16], int.from_bytes(key[16:]))


def _conditions(query: CrossingFilter) -> list[ColumnElement[bool]]:
    c = t.crossings.c
    same = {
        c.line: query.line, c.checkpoint: query.checkpoint, c.lane: query.lane, c.journal: query.desk,
        c.direction: query.direction, c.person: query.person, c.institution: query.institution,
        c.class_number: query.class_number, c.verdict: query.verdict, c.outcome: query.outcome or None,
        c.outcome_by: query.officer, c.override: query.override,
    }  # fmt: skip
    found = [column == value for column, value in same.items() if value is not None]
    if query.since is not None:
        found.append(c.at >= query.since)
    if query.until is not None:
        found.append(c.at < query.until)
    if query.outcome == "":
        found.append(c.outcome.is_(None))
    if query.reason is not None:
        found.append((" " + c.reasons + " ").contains(f" {query.reason} ", autoescape=True))
    return found
