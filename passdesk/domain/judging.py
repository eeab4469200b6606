"""Whether an entry counts: rights, signatures, and the state a granting act rests on, by one table for desk and server."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from passdesk.domain import fitness, shapes
from passdesk.domain.kinds import KINDS, Kind
from passdesk.domain.passes import Pass
from passdesk.domain.people import ZONE_KEY, Desk, Filing, Operator, Person, Zone
from passdesk.domain.register import Draft, Mark, Ref
from passdesk.domain.tables import TABLES

HeldMark = Callable[[Mark], bool]


@dataclass(frozen=True, slots=True)
class Applies:
    """The entry counts."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An act that is kept and does not count; `cause` is a short code, `refs` the rows it would have touched."""

    cause: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Waits:
    """An act that rests on something not held yet."""

    cause: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry of a newer program: chained and kept, folded after an upgrade."""


Judgement = Applies | Quarantined | Waits | Unread


@dataclass(frozen=True, slots=True)
class Judged:
    """What is judged: `writer` is the journal id (of a branch: the branch's), `signers` whose signatures verified."""

    kind: str
    body: Mapping[str, Any]
    writer: bytes
    signers: frozenset[bytes]


def judge(act: Judged, draft: Draft, held: HeldMark) -> Judgement:
    """Judge one entry on the register as it stands. `held` tells whether an entry named by its mark is here."""
    kind = KINDS.get(act.kind)
    if kind is None:
        return Unread()
    if shapes.faults(act.body, kind.body) is not None:
        return Quarantined("malformed")
    if kind.nature == "founding":
        return _founding(act, draft)
    if (cause := _desk_fault(act, kind, draft)) is not None:
        return Quarantined(cause)
    if not kind.is_act:
        return _continuing(act, draft) if act.kind == "journal_continued" else Applies()
    if (cause := _signers_fault(act, kind, draft)) is not None:
        return Quarantined(cause, _touched(act))
    if kind.nature == "restricting":
        missing = any(draft.get(TABLES[table], key) is None for table, key in _touched(act))
        return Waits("not_here_yet") if missing else Applies()
    if kind.nature == "edit":
        return Applies()
    return _granting(act, kind, draft, held)


def _founding(act: Judged, draft: Draft) -> Judgement:
    zone = draft.held(Zone, ZONE_KEY)
    root = zone.root if zone is not None else act.body.get("root", b"")
    if sha256(root).digest()[:16] not in act.signers:
        return Quarantined("unsigned")
    if act.kind == "zone_founded":
        return Applies() if zone is None else Quarantined("already_founded")
    return Applies() if zone is not None else Waits("not_founded")


def _continuing(act: Judged, draft: Draft) -> Judgement:
    if draft.held(Desk, act.body["continues"]) is None:
        return Waits("not_here_yet")
    return Applies() if act.body["continues"] in act.signers else Quarantined("unsigned")


def _desk_fault(act: Judged, kind: Kind, draft: Draft) -> str | None:
    if act.kind in ("journal_continued", "journal_opened"):
        return None
    desk = draft.held(Desk, act.writer)
    if desk is None:
        return "desk_unknown" if kind.is_act else None
    if not kind.is_act and "server" not in kind.desks:
        return None  # facts and outcomes always count
    if desk.state == "disabled" and kind.is_act:
        return "desk_disabled"
    return None if kind.desks & set(desk.roles) else "desk_not_entitled"


def _signers_fault(act: Judged, kind: Kind, draft: Draft) -> str | None:
    signers = [row for who in act.signers if (row := draft.held(Operator, who)) is not None]
    if len(signers) < kind.signatures:
        return "unsigned"
    entitled = [row for row in signers if row.state == "active" and kind.operators & set(row.roles)]
    if len(entitled) < kind.signatures:
        return "operator_not_entitled"
    if act.kind == "operator_rewrapped" and act.body["operator"] not in act.signers:
        return "operator_not_entitled"
    where = _institutions_of(act, draft)
    if not all(_reaches(row, kind, where) for row in entitled):
        return "operator_out_of_scope"
    return None


def _reaches(row: Operator, kind: Kind, where: frozenset[bytes]) -> bool:
    beyond_hr = kind.operators & set(row.roles) - {"hr"}
    return bool(beyond_hr) or not row.institutions or not where or bool(where & set(row.institutions))


def _institutions_of(act: Judged, draft: Draft) -> frozenset[bytes]:
    if (named := act.body.get("institution")) is not None:
        return frozenset({named})
    filing = act.body.get("filing")
    if filing is not None and (row := draft.held(Filing, filing)) is not None:
        return frozenset({row.institution})
    a_pass = act.body.get("pass")
    if a_pass is not None and (issued := draft.held(Pass, a_pass)) is not None:
        return frozenset({issued.institution})
    person = act.body.get("person")
    if person is not None and (who := draft.held(Person, person)) is not None:
        return frozenset(who.institutions)
    return frozenset()


def _touched(act: Judged) -> tuple[Ref, ...]:
    """The row an act is about: the one its kind is named after."""
    table = next((name for name in _SUBJECTS if act.kind.startswith(name)), "")
    field = _SUBJECTS.get(table, "")
    return (("person" if table == "watch" else table, act.body[field]),) if field in act.body else ()


_SUBJECTS = {
    "filing": "filing",
    "pass": "pass",
    "institution": "institution",
    "person": "person",
    "watch": "person",
    "operator": "operator",
    "issuing_key": "key",
    "desk": "desk",
    "case": "case",
}


def _granting(act: Judged, kind: Kind, draft: Draft, held: HeldMark) -> Judgement:
    refs = kind.rests_on(act.body)
    named = {(ref[0], ref[1]): None if last is None else (last[0], last[1]) for ref, last in act.body["rests_on"]}
    if set(named) != set(refs):
        return Quarantined("malformed", refs)
    for ref, last in named.items():
        if resting_mark(draft, ref) != last:
            return Waits("not_here_yet") if last is not None and not held(last) else Quarantined("stale", refs)
    if (cause := fitness.unfit(act.kind, act.body, act.signers, draft)) is not None:
        return Quarantined(cause, refs)
    return Applies()


def resting_mark(draft: Draft, ref: Ref) -> Mark | None:
    """The newest act that changed the state of this row; None where there is no such row."""
    row = draft.held(TABLES[ref[0]], ref[1])
    return row.last if row is not None else None
