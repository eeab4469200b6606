"""One writing transaction, on SQLAlchemy Core."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, case, delete, insert, or_, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from passdesk.domain import canonical
from passdesk.domain.crossings import OVERRIDDEN
from passdesk.domain.movements import mark_key
from passdesk.domain.passes import Pass
from passdesk.domain.people import attached_to
from passdesk.domain.register import Ref, Row
from passdesk.server import schema as t
from passdesk.server.sql_reading import ATTACHED, STORED, SqlReads, indexed
from passdesk.server.storage import Accepted, Annulment, CrossingRow, Fate, Settled

_LARGEST = (1 << 63) - 1
_CROSSED = ("passed", "left")


class SqlWrites(SqlReads):
    """`Writes` over one connection; `finish` leaves the numbers for the next transaction."""

    def finish(self) -> None:
        numbers = {"generation": self.generation, "change": self.change, "acceptance": self.acceptance}
        self._sql.execute(update(t.meta).values(numbers))

    def _next(self) -> int:
        self.change += 1
        return self.change

    def accept(self, entry: Accepted) -> None:
        self.acceptance = entry.acceptance
        self._sql.execute(insert(t.entries), {name: getattr(entry, name) for name in entry.__struct_fields__})
        if entry.judgement == "waits":
            self._sql.execute(insert(t.waiting), {"acceptance": entry.acceptance})
        head = {"journal": entry.journal, "branch": entry.branch, "seq": entry.seq, "hash": entry.hash, "heard_at": 0}
        newest = {"seq": entry.seq, "hash": entry.hash}
        self._sql.execute(
            insert_or(t.journals).on_conflict_do_update(index_elements=["journal", "branch"], set_=newest), head
        )

    def judge(self, acceptance: int, judgement: Fate, cause: str, at: int, judged: int) -> None:
        values = {"judgement": judgement, "cause": cause, "at": at, "judged": judged}
        self._sql.execute(update(t.entries).where(t.entries.c.acceptance == acceptance).values(values))
        if judgement != "waits":
            self._sql.execute(delete(t.waiting).where(t.waiting.c.acceptance == acceptance))
        else:
            self._sql.execute(insert_or(t.waiting).on_conflict_do_nothing(), {"acceptance": acceptance})

    def put_rows(self, changes: Mapping[Ref, Row | None]) -> None:
        if not changes:
            return
        named = [{"b_tbl": table, "b_key": key} for table, key in changes]
        mine = (t.idx.c.tbl == bindparam("b_tbl"), t.idx.c.key == bindparam("b_key"))
        self._sql.execute(delete(t.idx).where(*mine), named)
        put = insert_or(t.rows)
        replaced = {name: put.excluded[name] for name in ("change", "needs", "body")}
        self._sql.execute(
            put.on_conflict_do_update(index_elements=["tbl", "key"], set_=replaced),
            [self._values(ref, row) for ref, row in changes.items()],
        )
        if found := [entry for row in changes.values() if row is not None for entry in _index(row)]:
            self._sql.execute(insert(t.idx), found)

    def _values(self, ref: Ref, row: Row | None) -> dict[str, Any]:
        body = None if row is None else canonical.encode(row.to_map())
        needs = 1 if row is None else row.needs
        return {"tbl": ref[0], "key": ref[1], "change": self._next(), "needs": needs, "body": body}

    def heard(self, journal: bytes, at: int) -> None:
        which = (t.journals.c.journal == journal, t.journals.c.branch == b"")
        self._sql.execute(update(t.journals).where(*which).values(heard_at=at))

    def put_attachment(self, hash_: bytes, raw: bytes) -> None:
        if not self.erased([hash_]):
            self._sql.execute(insert_or(t.attachments).on_conflict_do_nothing(), {"hash": hash_, "raw": raw})

    def erase(self, hashes: Iterable[bytes]) -> None:
        asked = set(hashes)
        if fresh := sorted(asked - self.erased(asked)):
            self._sql.execute(insert(t.erased), [{"hash": hash_, "change": self._next()} for hash_ in fresh])
        if asked:
            self._sql.execute(
                delete(t.attachments).where(t.attachments.c.hash == bindparam("b_hash")),
                [{"b_hash": hash_} for hash_ in asked],
            )

    def put_crossings(self, rows: Sequence[CrossingRow]) -> None:
        if rows:
            self._sql.execute(insert(t.crossings), [_crossing(row) for row in rows])

    def settle(self, settled: Sequence[Settled]) -> None:
        c = t.crossings.c
        for one in settled:
            let_go = c.instruction.in_(OVERRIDDEN) if one.outcome in _CROSSED else False
            free = c.outcome.is_(None)
            open_yet = or_(free, c.outcome.not_in(_CROSSED)) if one.instead else free
            which = (c.journal == one.journal, c.seq == one.seq, c.branch == one.branch, open_yet)
            values = {
                "outcome": one.outcome,
                "outcome_at": one.outcome_at,
                "outcome_by": one.outcome_by,
                "ms": one.ms,
                "override": let_go,
                "movement": mark_key(one.by),
            }
            self._sql.execute(update(t.crossings).where(*which).values(values))

    def annul(self, annulments: Sequence[Annulment]) -> None:
        """The first that undid it is the one that did."""
        for one in annulments:
            values = {"movement": mark_key(one.movement), "person": one.person, "by": mark_key(one.by)}
            self._sql.execute(insert_or(t.annulments).on_conflict_do_nothing(), values)

    def name_bearer(self, issued: Pass) -> None:
        c, a = t.crossings.c, t.annulments.c
        whose = {"person": issued.person, "institution": issued.institution, "class_number": issued.class_number}
        self._sql.execute(update(t.crossings).where(c.person == issued.key, c.pass_id == issued.key).values(whose))
        self._sql.execute(update(t.annulments).where(a.person == issued.key).values(person=issued.person))

    def retime(self, journal: bytes, branch: bytes, boot_id: bytes, anchor: int, latest: int) -> None:
        """Nothing is added up that could leave 64 bits: a desk may claim any boot clock and any anchor."""
        self._place(journal, branch, boot_id, anchor, (0, latest), anchored=True)

    def set_vouched(self, journal: bytes, branch: bytes, boot_id: bytes, anchor: int, within: tuple[int, int]) -> None:
        self._place(journal, branch, boot_id, anchor, within, anchored=False)

    def _place(
        self, journal: bytes, branch: bytes, boot_id: bytes, anchor: int, within: tuple[int, int], *, anchored: bool
    ) -> None:
        c, (earliest, latest) = t.crossings.c, within
        too_late = c.boot > min(latest - anchor, _LARGEST)
        too_early = c.boot < min(max(earliest - anchor, -_LARGEST), _LARGEST)
        at = case((too_late, latest), (too_early, earliest), else_=c.boot + anchor)
        which = (c.journal == journal, c.branch == branch, c.boot_id == boot_id, c.anchored.is_(False))
        self._sql.execute(update(t.crossings).where(*which).values(at=at, anchored=anchored))

    def hold(self, journal: bytes, branch: bytes, seq: int, boots: Sequence[bytes], latest: int) -> None:
        c = t.crossings.c
        which = (c.journal == journal, c.branch == branch, c.seq < seq, c.boot_id.in_(boots), c.anchored.is_(False))
        self._sql.execute(update(t.crossings).where(*which, c.at > latest).values(at=latest))

    def raise_generation(self, least: int) -> int:
        self.generation = max(self.generation + 1, least)
        return self.generation

    def set_secret(self, name: str, value: bytes | None) -> None:
        self._sql.execute(delete(t.secrets).where(t.secrets.c.name == name))
        if value is not None:
            self._sql.execute(insert(t.secrets), {"name": name, "value": value})


def _index(row: Row) -> list[dict[str, Any]]:
    pairs = {(field, indexed(value)) for field in row.INDEXED for value in _each(getattr(row, field))}
    pairs |= {(ATTACHED, hash_) for hash_ in attached_to(row)}
    return [{"tbl": row.TABLE, "field": field, "value": value, "key": row.key} for field, value in sorted(pairs)]


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _crossing(row: CrossingRow) -> dict[str, Any]:
    crossing = row.crossing
    values = {name: getattr(crossing, name) for name in STORED}
    movement = mark_key((crossing.branch[:16] or crossing.journal, crossing.seq)) if crossing.outcome else None
    rest = {"acceptance": row.acceptance, "boot": row.boot, "boot_id": row.boot_id, "anchored": row.anchored}
    return {**values, **rest, "movement": movement, "reasons": " ".join(crossing.reasons)}
