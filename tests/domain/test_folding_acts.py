"""What acts do to rows: stops and their finality, grants, edits, erasing, and the zone's own rows."""

from hashlib import sha256
from typing import Any

import pytest
from msgspec.structs import replace

from passdesk.domain.judging import Applies, Waits
from passdesk.domain.passes import Pass
from passdesk.domain.people import (
    POLICY_KEY,
    TAKEN_BACK,
    Desk,
    Enrolment,
    Filing,
    Institution,
    IssuingKey,
    Operator,
    Person,
    Policy,
    Watch,
)
from tests.domain.builders import MINUTE, START, Park, add_person, approval, filing, ident, issue, key_of, peopled, why

LIN: dict[str, Any] = {"person": ident("lin")}
PASS: dict[str, Any] = {"pass": ident("lin-pass")}
ROWS: dict[str, tuple[type[Any], str, dict[str, Any]]] = {
    "person": (Person, "lin", LIN),
    "pass": (Pass, "lin-pass", PASS),
    "filing": (Filing, "lin-filing", {"filing": ident("lin-filing")}),
    "institution": (Institution, "institute", {"institution": ident("institute")}),
    "issuing_key": (IssuingKey, "key", {"key": ident("key")}),
    "operator": (Operator, "hr", {"operator": ident("hr")}),
    "desk": (Desk, "gate2", {"desk": ident("gate2")}),
}
BY = {"issuing_key": "admin", "operator": "admin", "desk": "admin", "institution": "admin"}


def act(zone: Park, kind: str, at: int = 0, **more: Any) -> Any:
    """The act on the row it is named after, by one who may, at the admin desk."""
    table = next(name for name in ROWS if kind.startswith(name))
    return zone.do("head", kind, BY.get(table, "supervisor"), at=at, **ROWS[table][2], **more).judgement


def state_of(zone: Park, table: str) -> str:
    kind, name, _ = ROWS[table]
    return str(zone.row(kind, name).state)


ERASE: dict[str, Any] = {"hashes": []}
FINALITY: dict[str, tuple[list[str], str]] = {
    "suspended": (["pass_suspended"], "suspended"),
    "resumed": (["pass_suspended", "pass_resumed"], "good"),
    "suspended twice": (["pass_suspended", "pass_suspended"], "suspended"),
    "revoked": (["pass_revoked"], "revoked"),
    "suspended, revoked": (["pass_suspended", "pass_revoked"], "revoked"),
    "revoked, suspended": (["pass_revoked", "pass_suspended"], "revoked"),
    "revoked, suspended, resumed": (["pass_revoked", "pass_suspended", "pass_resumed"], "revoked"),
    "revoked, resumed": (["pass_revoked", "pass_resumed"], "revoked"),
    "person suspended": (["person_suspended"], "suspended"),
    "person resumed": (["person_suspended", "person_resumed"], "active"),
    "person erased": (["person_erased"], "erased"),
    "erased, suspended": (["person_erased", "person_suspended"], "erased"),
    "erased, resumed": (["person_erased", "person_resumed"], "erased"),
    "suspended, erased, resumed": (["person_suspended", "person_erased", "person_resumed"], "erased"),
    "filing withdrawn": (["filing_withdrawn"], "withdrawn"),
    "filing withdrawn twice": (["filing_withdrawn", "filing_withdrawn"], "withdrawn"),
    "institution resumed": (["institution_suspended", "institution_resumed"], "active"),
    "key withdrawn twice": (["issuing_key_withdrawn", "issuing_key_withdrawn"], "withdrawn"),
    "operator disabled twice": (["operator_disabled", "operator_disabled"], "disabled"),
    "desk disabled": (["desk_disabled"], "disabled"),
}


@pytest.mark.parametrize(("kinds", "state"), FINALITY.values(), ids=FINALITY)
def test_stops_apply_in_whatever_state_and_final_ones_stay(kinds: list[str], state: str) -> None:
    zone = peopled()
    for at, kind in enumerate(kinds):
        judgement = act(zone, kind, at * MINUTE, **(ERASE if kind == "person_erased" else {}))
        assert kind.endswith("_resumed") or judgement == Applies()
    assert state_of(zone, next(name for name in ROWS if kinds[0].startswith(name))) == state


@pytest.mark.parametrize("kind", ["person_suspended", "pass_revoked", "filing_withdrawn", "issuing_key_withdrawn"])
def test_a_stop_counts_from_the_earliest_whichever_came_first(kind: str) -> None:
    for order in ((MINUTE, 5 * MINUTE), (5 * MINUTE, MINUTE)):
        zone = peopled()
        for at in order:
            act(zone, kind, at)
        row_kind, name, _ = ROWS[next(name for name in ROWS if kind.startswith(name))]
        assert zone.row(row_kind, name).stopped_at == START + MINUTE


def test_a_resuming_that_had_not_seen_the_second_suspension_is_stale() -> None:
    zone = peopled()
    act(zone, "person_suspended")
    resume = zone.write("board", "person_resumed", ("supervisor",), **LIN)
    act(zone, "person_suspended")
    assert why(zone.take(resume, ("supervisor",)).judgement) == "stale"
    assert state_of(zone, "person") == "suspended"
    assert act(zone, "person_resumed") == Applies()
    assert (state_of(zone, "person"), zone.row(Person, "lin").stopped_at) == ("active", None)


STOPS_AND_EDITS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "pass_revoked": ("board", "supervisor", {"pass": ident("nowhere")}),
    "person_suspended": ("board", "supervisor", {"person": ident("nowhere")}),
    "watch_added": ("board", "supervisor", {"person": ident("nowhere"), "action": "refuse"}),
    "person_edited": ("office", "hr", {"person": ident("nowhere")}),
    "case_closed": ("board", "supervisor", {"case": ident("nowhere")}),
    "desk_disabled": ("head", "admin", {"desk": ident("nowhere")}),
    "enrolment_withdrawn": ("head", "admin", {"enrolment": ident("nowhere")}),
}


@pytest.mark.parametrize("kind", STOPS_AND_EDITS)
def test_a_stop_or_edit_of_a_row_not_here_yet_waits(kind: str) -> None:
    desk, by, body = STOPS_AND_EDITS[kind]
    zone = peopled()
    assert zone.do(desk, kind, by, **body).judgement == Waits("not_here_yet")
    assert zone.cases() == []


# --- filings and passes


def test_filing_approving_issuing_leave_their_marks() -> None:
    zone = peopled()
    filed, approved, issued = (
        zone.row(Filing, "lin-filing"),
        zone.row(Filing, "lin-filing").last,
        zone.row(Pass, "lin-pass"),
    )
    assert (filed.state, filed.filed_by, filed.approved_by) == ("approved", ident("hr"), ident("approver"))
    assert approved == (ident("office"), 5)
    assert (issued.last, issued.issuing_key, issued.short_number) == ((ident("office"), 6), ident("key"), "12345678903")
    assert zone.row(Person, "lin").institutions == (ident("institute"),)
    assert zone.row(Person, "lin").last == (ident("office"), 3)
    assert zone.row(Institution, "institute").tag == sha256(ident("institute")).digest()[:4]


def test_a_person_leaves_an_institution_with_their_last_filing_there_and_may_come_back() -> None:
    zone = peopled()
    zone.do("office", "filing_filed", "hr", **filing("lin", "f2"))
    act(zone, "filing_withdrawn")
    assert zone.row(Person, "lin").institutions == (ident("institute"),)
    zone.do("office", "filing_withdrawn", "hr", filing=ident("f2"))
    zone.do("office", "filing_withdrawn", "hr", filing=ident("f2"))
    person = zone.row(Person, "lin")
    assert (person.institutions, person.formerly) == ((), (ident("institute"),))
    zone.do("office", "filing_filed", "hr", **filing("lin", "f3"))
    person = zone.row(Person, "lin")
    assert (person.institutions, person.formerly) == ((ident("institute"),), ())


def test_the_pass_that_is_replaced_stops_and_is_never_resumed() -> None:
    zone = peopled()
    act(zone, "pass_suspended", MINUTE)
    new = issue("lin", "p2", replaces=ident("lin-pass"))
    assert zone.do("office", "pass_issued", "hr", at=2 * MINUTE, **new).judgement == Applies()
    old = zone.row(Pass, "lin-pass")
    assert (old.state, old.replaced_by, old.stopped_at) == ("replaced", ident("p2"), START + MINUTE)
    act(zone, "pass_suspended", 3 * MINUTE)
    assert state_of(zone, "pass") == "replaced"
    assert why(act(zone, "pass_resumed")) == "not_suspended"
    act(zone, "pass_revoked", 4 * MINUTE)
    assert state_of(zone, "pass") == "revoked"


def test_replacing_does_not_soften_a_revocation() -> None:
    zone = peopled()
    act(zone, "pass_revoked")
    zone.do("office", "pass_issued", "hr", **issue("lin", "p2", replaces=ident("lin-pass")))
    assert state_of(zone, "pass") == "revoked"


def test_what_rests_on_the_pass_replaced_is_named() -> None:
    zone = peopled()
    new = zone.write("office", "pass_issued", ("hr",), **issue("lin", "p2", replaces=ident("lin-pass")))
    act(zone, "pass_revoked")
    assert why(zone.take(new, ("hr",)).judgement) == "stale"


# --- edits and erasing


def test_the_later_accepted_edit_wins_group_by_group() -> None:
    zone = peopled()
    zone.do("office", "person_edited", "hr", at=5, contact=key_of("c1"), note=key_of("n1"), **LIN)
    zone.do("office", "person_edited", "hr", at=1, contact=key_of("c2"), names=None, **LIN)
    row = zone.row(Person, "lin")
    assert (row.contact, row.note, row.names) == (key_of("c2"), key_of("n1"), key_of("lin-names"))
    assert (row.past, row.last) == ((key_of("c1"),), (ident("office"), 3))


def test_erasing_names_every_hash_the_person_ever_had_and_later_edits_too() -> None:
    zone = peopled()
    for number in range(100):
        zone.do("office", "person_edited", "hr", note=key_of(f"n{number}"), **LIN)
    late = zone.write("office", "person_edited", ("hr",), contact=key_of("late"), **LIN)
    act(zone, "person_erased", MINUTE, hashes=[key_of("known elsewhere")])
    zone.take(late, ("hr",))
    row = zone.row(Person, "lin")
    ever = {key_of(f"n{number}") for number in range(100)}
    assert set(row.past) == ever | {key_of("known elsewhere"), key_of("lin-names"), key_of("late")}
    assert [row.names, row.documents, row.contact, row.gate_photo, row.original_photo, row.note] == [None] * 6
    assert (row.state, row.stopped_at, row.institutions) == ("erased", START + MINUTE, (ident("institute"),))


def test_an_erased_person_is_filed_no_more() -> None:
    zone = peopled()
    act(zone, "person_erased", **ERASE)
    assert why(zone.do("office", "filing_filed", "hr", **filing("lin", "f2")).judgement) == "person_suspended"


# --- watches, cases


def test_watches() -> None:
    zone = peopled()
    for action, stands in (("attention", "attention"), ("refuse", "refuse"), ("attention", "refuse")):
        zone.do("board", "watch_added", "supervisor", action=action, reason="seen", **LIN)
        row = zone.row(Watch, "lin")
        assert (row.action, row.reason, row.state) == (stands, "seen", "active")
    lift = zone.write("board", "watch_lifted", ("supervisor",), **LIN)
    zone.do("board", "watch_added", "supervisor", action="refuse", **LIN)
    assert why(zone.take(lift, ("supervisor",)).judgement) == "stale"
    assert zone.do("board", "watch_lifted", "supervisor", **LIN).judgement == Applies()
    assert zone.row(Watch, "lin").state == "lifted"
    zone.do("board", "watch_added", "supervisor", action="attention", **LIN)
    assert (zone.row(Watch, "lin").state, zone.row(Watch, "lin").action) == ("active", "attention")


def test_a_closed_case_stays_closed() -> None:
    zone = peopled()
    late = zone.write("office", "pass_issued", ("hr",), **issue("lin", "p2"))
    act(zone, "person_suspended")
    zone.take(late, ("hr",))
    (case,) = zone.cases()
    assert zone.do("board", "case_closed", "supervisor", case=case.key).judgement == Applies()
    zone.take(late, ("hr",))
    assert [found.state for found in zone.cases()] == ["closed"]


# --- the zone's own rows


def test_operators_keys_and_policy() -> None:
    zone = peopled()
    added: dict[str, Any] = {
        "operator": ident("new"), "name": "new", "public_key": key_of("new"), "certificate": b"c", "roles": ["hr"],
        "institutions": [ident("institute")], "wrapped": key_of("once"),
    }  # fmt: skip
    zone.do("head", "operator_added", "admin", **added)
    zone.do("office", "operator_rewrapped", "new", operator=ident("new"), wrapped=key_of("own"))
    row = zone.row(Operator, "new")
    assert (row.institutions, row.wrapped, row.rewrapped) == ((ident("institute"),), key_of("own"), True)
    assert row.last == (ident("head"), 1)
    published: dict[str, Any] = {"signed": b"two", "hash": sha256(b"two").digest(), "number": 2}
    zone.do("head", "policy_published", "admin", **published)
    assert zone.row(Policy, POLICY_KEY) == Policy(
        key=POLICY_KEY, last=(ident("head"), 2), signed=b"two", hash=sha256(b"two").digest(), number=2
    )


def test_what_a_desk_may_see_changes_its_scope_number() -> None:
    zone = peopled()
    place: dict[str, Any] = {
        "name": "gate2",
        "roles": ["checkpoint", "records"],
        "lanes": ["b"],
        "institutions": [ident("institute")],
    }
    zone.do("head", "desk_changed", "admin", desk=ident("gate2"), **place)
    row = zone.row(Desk, "gate2")
    assert (row.scope, row.roles, row.lanes) == (2, ("checkpoint", "records"), ("b",))
    assert row.institutions == (ident("institute"),)


def test_a_place_is_used_by_the_desk_that_fills_it() -> None:
    zone = peopled()
    place: dict[str, Any] = {"name": "gate3", "roles": ["checkpoint"], "lanes": ["c"]}
    zone.do("head", "enrolment_opened", "admin", enrolment=ident("place"), **place)
    gate: dict[str, Any] = {"desk": ident("gate3"), "public_key": key_of("gate3"), "certificate": b"c"}
    zone.do("server", "desk_enrolled", enrolment=ident("place"), **gate, **place)
    assert zone.row(Enrolment, "place").used_by == ident("gate3")
    assert zone.row(Desk, "gate3").lanes == ("c",)


@pytest.mark.parametrize("first", ["withdrawn", "filled"])
def test_of_a_place_taken_back_and_filled_the_first_counts(first: str) -> None:
    zone = peopled()
    place: dict[str, Any] = {"name": "gate3", "roles": ["checkpoint"], "lanes": ["c"]}
    gate: dict[str, Any] = {"desk": ident("gate3"), "public_key": key_of("gate3"), "certificate": b"c"}
    zone.do("head", "enrolment_opened", "admin", enrolment=ident("place"), **place)
    for what in (first, "filled" if first == "withdrawn" else "withdrawn"):
        if what == "filled":
            filled = zone.do("server", "desk_enrolled", enrolment=ident("place"), **gate, **place)
        else:
            assert zone.do("head", "enrolment_withdrawn", "admin", enrolment=ident("place")).judgement == Applies()
    row, desk = zone.row(Enrolment, "place"), zone.view.get(Desk, ident("gate3"))
    if first == "withdrawn":
        assert why(filled.judgement) == "already_enrolled"
        assert (row.used_by, row.is_open, desk) == (TAKEN_BACK, False, None)
    else:
        assert (row.used_by, zone.row(Desk, "gate3").state) == (ident("gate3"), "active")


def test_a_grant_applied_on_a_changed_row_would_show() -> None:
    """The control: were `last` not moved by a stop, the stale approval would count."""
    zone = peopled()
    add_person(zone, "kim")
    zone.do("office", "filing_filed", "hr", **filing("kim", "f2"))
    late = zone.write("office", "filing_approved", ("approver",), **approval("kim", "f2"))
    zone.do("board", "institution_suspended", "supervisor", institution=ident("institute"))
    zone.do("board", "institution_resumed", "supervisor", institution=ident("institute"))
    assert why(zone.take(late, ("approver",)).judgement) == "stale"
    row = zone.row(Institution, "institute")
    zone.view.apply({row.ref: replace(row, last=(ident("office"), 1))})
    assert zone.take(late, ("approver",)).judgement == Applies()
