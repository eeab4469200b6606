"""Whether an entry counts: rights, signatures, and the state a granting act rests on; one table for all."""

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from msgspec import Struct

from passdesk.domain import fitness, shapes
from passdesk.domain.entries import journal_id
from passdesk.domain.kinds import ADMINISTRATOR, KINDS, SERVER, SUPERVISOR, Kind
from passdesk.domain.passes import Pass
from passdesk.domain.people import ZONE_KEY, Desk, Filing, Operator, Person, Zone
from passdesk.domain.register import Draft, Mark, R, Ref, TooNew
from passdesk.domain.tables import TABLES

HeldMark = Callable[[Mark], bool]


class Applies(Struct, frozen=True):
    """The entry counts."""


class Quarantined(Struct, frozen=True):
    """An act that is kept and does not count; `cause` is a short code, `refs` the rows it would have touched."""

    cause: str
    refs: tuple[Ref, ...] = ()


class Waits(Struct, frozen=True):
    """An act that rests on something not held, or not readable, yet."""

    cause: str


class Unread(Struct, frozen=True):
    """An entry of a newer program: chained and kept, folded after an upgrade."""


Judgement = Applies | Quarantined | Waits | Unread


class Judged(Struct, frozen=True):
    """What is judged: `writer` is the journal id, `signers` are those whose signatures verified.

    `absent`: ids it is signed by that no row here knows yet. `fits`: its body is known to have its kind's shape.
    """

    kind: str
    body: Mapping[str, Any]
    writer: bytes
    signers: frozenset[bytes]
    absent: frozenset[bytes] = frozenset()
    fits: bool = False


def judge(act: Judged, draft: Draft, held: HeldMark) -> Judgement:
    """Judge one entry on the register as it stands. `held` tells whether an entry named by its mark is here."""
    kind = KINDS.get(act.kind)
    if kind is None:
        return Unread()
    if not act.fits and shapes.faults(act.body, kind.body) is not None:
        return Quarantined("malformed")
    match kind.nature:
        case "founding":
            return _founding(act, draft)
        case "fact":
            return _fact(act, kind, draft)
        case "restricting" | "edit" | "granting":
            return _act(act, kind, draft, held)
        case other:
            assert_never(other)


def entitled(act: Judged, kind: Kind, draft: Draft) -> frozenset[bytes]:
    """The signers whose signature counts under this kind: active, in one of its roles, within their scope."""
    where = _institutions_of(act, draft)
    rows = (draft.held(Operator, who) for who in act.signers)
    return frozenset(row.key for row in rows if row is not None and _in_role(row, kind) and _reaches(row, kind, where))


def resting_mark(draft: Draft, ref: Ref) -> Mark | None:
    """The newest act that changed the state of this row; None where there is no such row."""
    row = draft.held(TABLES[ref[0]], ref[1])
    return row.last if row is not None else None


def _founding(act: Judged, draft: Draft) -> Judgement:
    if draft.too_new(Zone, ZONE_KEY):
        return Waits("row_too_new")
    zone = draft.held(Zone, ZONE_KEY)
    if zone is None and act.kind != "zone_founded":
        return Waits("not_founded")
    root = zone.root if zone is not None else act.body["root"]
    if journal_id(root) not in act.signers:
        return Quarantined("unsigned")
    return Quarantined("already_founded") if zone is not None and act.kind == "zone_founded" else Applies()


def _fact(act: Judged, kind: Kind, draft: Draft) -> Judgement:
    """Facts and outcomes always count; only the server speaks for the zone, and a new journal proves the old."""
    if act.kind == "journal_continued":
        return _continuing(act, draft)
    if kind.desks != SERVER:
        return Applies()
    if (fault := _desk_fault(act, kind, draft)) is not None:
        return fault
    cause = fitness.unfit(act.kind, act.body, frozenset(), draft)
    return Applies() if cause is None else Quarantined(cause)


def _continuing(act: Judged, draft: Draft) -> Judgement:
    old = act.body["continues"]
    if journal_id(act.body["public_key"]) != act.writer:
        return Quarantined("malformed")
    if draft.held(Desk, old) is None:
        return Waits("not_here_yet")
    return Applies() if old in act.signers else Quarantined("unsigned")


def _act(act: Judged, kind: Kind, draft: Draft, held: HeldMark) -> Judgement:
    if any(draft.too_new(Operator, who) for who in act.signers):
        return Waits("row_too_new")
    if (fault := _desk_fault(act, kind, draft)) is not None:
        return fault
    signing = entitled(act, kind, draft)
    if (cause := _signers_fault(act, kind, signing, draft)) is not None:
        # A restored server may hold an act before the entry that added whoever signed it comes back.
        return Waits("signer_not_here_yet") if act.absent else Quarantined(cause, _touched(act))
    if kind.nature == "granting":
        return _granting(act, kind, signing, draft, held)
    missing = any(draft.get(TABLES[table], key) is None for table, key in _touched(act))
    return Waits("not_here_yet") if missing else Applies()


def _desk_fault(act: Judged, kind: Kind, draft: Draft) -> Quarantined | Waits | None:
    """A desk that goes on under a new key may stop and edit; it grants nothing until an administrator has looked."""
    desk = draft.get(Desk, act.writer)
    if isinstance(desk, TooNew):
        return Waits("row_too_new")
    if desk is None:
        return Quarantined("desk_unknown", _touched(act))
    if desk.state == "disabled":
        return Quarantined("desk_disabled", _touched(act))
    if not kind.desks & set(desk.roles):
        return Quarantined("desk_not_entitled", _touched(act))
    if desk.state == "unconfirmed" and kind.nature == "granting" and act.kind != "desk_confirmed":
        return Waits("desk_unconfirmed")
    return None


def _signers_fault(act: Judged, kind: Kind, signing: frozenset[bytes], draft: Draft) -> str | None:
    if len(signing) >= kind.signatures:
        return None if _is_for(act, signing, draft) else "operator_not_entitled"
    known = [row for who in act.signers if (row := draft.held(Operator, who)) is not None]
    if len(known) < kind.signatures:
        return "unsigned"
    in_role = [row for row in known if _in_role(row, kind)]
    return "operator_not_entitled" if len(in_role) < kind.signatures else "operator_out_of_scope"


def _is_for(act: Judged, signing: frozenset[bytes], draft: Draft) -> bool:
    """Passwords and cards are an operator's own business; a card an administrator may withdraw as well. Officers undo
    what their own desk recorded, supervisors any crossing."""
    if act.kind == "annulled":
        return act.body["movement"][0] == act.writer or _any_of(SUPERVISOR, signing, draft)
    if act.kind not in _OWN or act.body["operator"] in signing:
        return True
    return act.kind == "operator_card_withdrawn" and _any_of(ADMINISTRATOR, signing, draft)


def _any_of(roles: frozenset[str], signing: frozenset[bytes], draft: Draft) -> bool:
    rows = (draft.held(Operator, who) for who in signing)
    return any(row is not None and not roles.isdisjoint(row.roles) for row in rows)


_OWN = frozenset({"operator_rewrapped", "operator_card_made", "operator_card_withdrawn"})


def _in_role(row: Operator, kind: Kind) -> bool:
    return row.state == "active" and not kind.operators.isdisjoint(row.roles)


def _reaches(row: Operator, kind: Kind, where: frozenset[bytes]) -> bool:
    """Only HR is scoped to institutions; a role beyond it that the kind accepts reaches everywhere."""
    beyond_hr = kind.operators & (set(row.roles) - {"hr"})
    return bool(beyond_hr) or not row.institutions or not where or not where.isdisjoint(row.institutions)


def _institutions_of(act: Judged, draft: Draft) -> frozenset[bytes]:
    body = act.body
    if (named := body.get("institution")) is not None:
        return frozenset({named})
    if (row := _row(draft, Filing, body.get("filing")) or _row(draft, Pass, body.get("pass"))) is not None:
        return frozenset({row.institution})
    person = _row(draft, Person, body.get("person"))
    return frozenset() if person is None else frozenset(person.institutions)


def _row(draft: Draft, kind: type[R], key: bytes | None) -> R | None:
    return None if key is None else draft.held(kind, key)


def _touched(act: Judged) -> tuple[Ref, ...]:
    """The row an act is about: the one its kind is named after."""
    for prefix, (table, field) in _SUBJECTS.items():
        if act.kind.startswith(prefix) and field in act.body:
            return ((table, act.body[field]),)
    return ()


_SUBJECTS: Mapping[str, tuple[str, str]] = {
    "filing_": ("filing", "filing"),
    "pass_": ("pass", "pass"),
    "institution_": ("institution", "institution"),
    "person_": ("person", "person"),
    "watch_": ("person", "person"),
    "note_": ("person", "person"),
    "operator_": ("operator", "operator"),
    "issuing_key_": ("issuing_key", "key"),
    "enrolment_": ("enrolment", "enrolment"),
    "desk_": ("desk", "desk"),
    "case_": ("case", "case"),
}


def _granting(act: Judged, kind: Kind, signing: frozenset[bytes], draft: Draft, held: HeldMark) -> Judgement:
    refs, resting = kind.rests_on(act.body), act.body["rests_on"]
    named = {(table, key): None if last is None else (last[0], last[1]) for (table, key), last in resting}
    if set(named) != set(refs) or len(named) != len(resting):
        return Quarantined("malformed", refs)
    if any(draft.too_new(TABLES[table], key) for table, key in refs):
        return Waits("row_too_new")
    for ref, last in named.items():
        if resting_mark(draft, ref) != last:
            return Waits("not_here_yet") if last is not None and not held(last) else Quarantined("stale", refs)
    if kind.makes and draft.get(TABLES[refs[0][0]], refs[0][1]) is not None:
        return Quarantined("already_there", refs)
    cause = fitness.unfit(act.kind, act.body, signing, draft)
    return Applies() if cause is None else Quarantined(cause, refs)
