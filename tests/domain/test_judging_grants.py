"""What a granting act rests on, and what it asks of those rows beyond that."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from passdesk.domain.judging import Applies, Quarantined, Waits
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Filing, Person
from passdesk.domain.register import TooNew
from tests.domain.builders import (
    LIN,
    OPERATOR,
    PLACE,
    POLICY,
    Park,
    add_person,
    approval,
    filing,
    ident,
    issue,
    key_of,
    peopled,
    shown,
    times_of,
    why,
)


def state(kind: type[Any], key: str, **more: Any) -> Callable[[Park], None]:
    def change(zone: Park) -> None:
        row = replace(zone.row(kind, key), **more)
        zone.view.apply({row.ref: row})

    return change


# --- what a grant rests on


def test_a_grant_on_a_changed_row_is_quarantined_with_a_case() -> None:
    zone = peopled()
    late = zone.write("office", "pass_issued", ("hr",), **issue("lin", "p2"))
    zone.do("board", "person_suspended", "supervisor", **LIN)
    assert zone.take(late, ("hr",)).judgement == Quarantined("stale", tuple(refs_of_issue("p2")))
    assert zone.view.get(Person, ident("p2")) is None
    (case,) = zone.cases("stale_grant")
    assert (case.entries, case.cause, set(case.refs)) == ((late.mark,), "stale", set(refs_of_issue("p2")))


def refs_of_issue(name: str) -> list[tuple[str, bytes]]:
    return [
        ("pass", ident(name)), ("filing", ident("lin-filing")), ("person", ident("lin")),
        ("institution", ident("institute")), ("issuing_key", ident("key")),
    ]  # fmt: skip


def test_movements_and_edits_leave_what_a_grant_rests_on() -> None:
    zone = peopled()
    late = zone.write("office", "pass_issued", ("hr",), **issue("lin", "p2"))
    zone.do("gate1", "shown", **shown())
    zone.do("office", "person_edited", "hr", contact=key_of("c"), **LIN)
    assert zone.take(late, ("hr",)).judgement == Applies()


def test_own_unsent_acts_hold_together_and_fall_together() -> None:
    here, server = peopled(), peopled()
    offline = [
        (here.write("office", kind, (by,), **body), by)
        for kind, by, body in (("filing_filed", "hr", filing("lin", "f2")),)
    ]
    here.take(offline[0][0], ("hr",))
    offline.append((here.write("office", "filing_approved", ("approver",), **approval("lin", "f2")), "approver"))
    assert here.take(offline[1][0], ("approver",)).judgement == Applies()
    server.do("board", "person_suspended", "supervisor", **LIN)
    assert [why(server.take(entry, (by,)).judgement) for entry, by in offline] == ["stale", "stale"]


def test_a_grant_that_names_an_entry_not_held_waits_for_it() -> None:
    here, server = peopled(), peopled()
    stop = here.write("board", "person_suspended", ("supervisor",), **LIN)
    here.take(stop, ("supervisor",))
    resume = here.write("board", "person_resumed", ("supervisor",), **LIN)
    assert server.take(resume, ("supervisor",)).judgement == Waits("not_here_yet")
    assert server.cases() == []
    server.take(stop, ("supervisor",))
    assert server.take(resume, ("supervisor",)).judgement == Applies()
    assert server.row(Person, "lin").state == "active"


def test_what_is_rested_on_may_be_tuples_or_lists() -> None:
    zone = peopled()
    entry = zone.write("office", "filing_filed", ("hr",), **filing("lin", "f2"))
    ref, last = entry.body["rests_on"][1]
    assert (type(ref), type(last)) == (list, list)
    as_tuples = tuple((tuple(ref), mark and tuple(mark)) for ref, mark in entry.body["rests_on"])
    again = zone.write("office", "filing_filed", ("hr",), **filing("lin", "f2"), rests_on=as_tuples)
    assert again.body == entry.body
    assert zone.take(again, ("hr",)).judgement == Applies()


def test_a_grant_names_each_row_of_its_line_once() -> None:
    zone = peopled()
    whole = zone.resting("filing_filed", filing("lin", "f2"))
    odd = {
        "one too few": whole[:-1],
        "one too many": [*whole, [["desk", ident("gate1")], None]],
        "one twice": [*whole, [whole[1][0], None]],
        "unknown table": [*whole[:-1], [["cheese", ident("x")], None]],
        "none": [],
    }
    for name, rests_on in odd.items():
        judgement = zone.do("office", "filing_filed", "hr", **filing("lin", "f2"), rests_on=rests_on).judgement
        assert why(judgement) == "malformed", name


REFUSED: dict[str, tuple[list[Callable[[Park], None]], str, str, str, dict[str, Any], str]] = {
    "file an empty time": ([], "office", "filing_filed", "hr", filing("lin", "f2", valid_until=0), "empty_validity"),
    "file the suspended": (
        [state(Person, "lin", state="suspended")],
        "office",
        "filing_filed",
        "hr",
        filing("lin", "f2"),
        "person_suspended",
    ),
    "file nobody": ([], "office", "filing_filed", "hr", filing("nobody", "f2"), "person_suspended"),
    "file for nowhere": ([], "office", "filing_filed", "hr", filing("lin", "f2", "nowhere"), "institution_suspended"),
    "approve twice": ([], "office", "filing_approved", "approver", approval("lin"), "not_filed"),
    "approve another's": (
        [state(Filing, "lin-filing", state="filed")],
        "office",
        "filing_approved",
        "approver",
        approval("kim", "lin-filing"),
        "mismatch",
    ),
    "issue unapproved": (
        [state(Filing, "lin-filing", state="filed")],
        "office",
        "pass_issued",
        "hr",
        issue("lin", "p2"),
        "not_approved",
    ),
    "issue longer": ([], "office", "pass_issued", "hr", issue("lin", "p2", expires=2_000_000_001), "outside_filing"),
    "issue before": ([], "office", "pass_issued", "hr", issue("lin", "p2", not_before=1), "outside_filing"),
    "issue other class": ([], "office", "pass_issued", "hr", issue("lin", "p2", class_number=2), "mismatch"),
    "issue more lines": ([], "office", "pass_issued", "hr", issue("lin", "p2", lines=7), "mismatch"),
    "issue by no key": ([], "office", "pass_issued", "hr", issue("lin", "p2", key=ident("k")), "key_withdrawn"),
    "replace another's": (
        [lambda zone: add_person(zone, "kim")],
        "office",
        "pass_issued",
        "hr",
        issue("lin", "p2", replaces=ident("kim-pass")),
        "mismatch",
    ),
    "replace itself": ([], "office", "pass_issued", "hr", issue("lin", "p2", replaces=ident("p2")), "malformed"),
    "resume the active": ([], "board", "person_resumed", "supervisor", LIN, "not_suspended"),
    "lift no watch": ([], "board", "watch_lifted", "supervisor", LIN, "not_watched"),
    "skip a policy": ([], "head", "policy_published", "admin", {**POLICY, "number": 3}, "wrong_number"),
    "another policy's hash": ([], "head", "policy_published", "admin", {**POLICY, "hash": bytes(32)}, "mismatch"),
    "a name twice": ([], "head", "operator_added", "admin", {**OPERATOR, "name": "guard"}, "name_taken"),
    "an operator over again": (
        [],
        "head",
        "operator_added",
        "admin",
        {**OPERATOR, "operator": ident("guard"), "name": "fresh"},
        "already_there",
    ),
    "a person over again": (
        [state(Person, "lin", state="erased")],
        "office",
        "person_added",
        "hr",
        LIN,
        "already_there",
    ),
    "a pass over again": (
        [state(Pass, "lin-pass", state="revoked")],
        "office",
        "pass_issued",
        "hr",
        issue("lin"),
        "already_there",
    ),
    "a filing over again": (
        [state(Filing, "lin-filing", state="withdrawn")],
        "office",
        "filing_filed",
        "hr",
        filing("lin"),
        "already_there",
    ),
    "no such role": ([], "head", "operator_added", "admin", {**OPERATOR, "roles": ["king"]}, "unknown_role"),
    "no role": ([], "head", "operator_added", "admin", {**OPERATOR, "roles": []}, "unknown_role"),
    "a desk that is a server": (
        [],
        "head",
        "enrolment_opened",
        "admin",
        {"enrolment": ident("p"), **PLACE, "roles": ["server"]},
        "unknown_role",
    ),
    "change a desk to a server": (
        [],
        "head",
        "desk_changed",
        "admin",
        {"desk": ident("gate2"), **PLACE, "roles": ["server"]},
        "unknown_role",
    ),
    "change the server": ([], "head", "desk_changed", "admin", {"desk": ident("server"), **PLACE}, "server_desk"),
    "change a disabled desk": (
        [state(Desk, "gate2", state="disabled")],
        "head",
        "desk_changed",
        "admin",
        {"desk": ident("gate2"), **PLACE},
        "desk_disabled",
    ),
    "confirm a disabled desk": (
        [state(Desk, "gate2", state="disabled")],
        "head",
        "desk_confirmed",
        "admin",
        {"desk": ident("gate2")},
        "not_unconfirmed",
    ),
}


@pytest.mark.parametrize(("before", "desk", "kind", "by", "body", "cause"), REFUSED.values(), ids=REFUSED)
def test_unfit_grants(
    before: list[Callable[[Park], None]], desk: str, kind: str, by: str, body: dict[str, Any], cause: str
) -> None:
    zone = peopled()
    for change in before:
        change(zone)
    if cause == "malformed":
        body = {**body, "rests_on": zone.resting(kind, body)}
    rows = dict(zone.view.rows)
    assert why(zone.do(desk, kind, by, **body).judgement) == cause
    (case,) = zone.cases()
    assert {ref: row for ref, row in zone.view.rows.items() if ref not in (case.ref, times_of(desk))} == {
        ref: row for ref, row in rows.items() if ref != times_of(desk)
    }


# --- rows of a newer shape

NEWER: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {
    "person filed": ("person", "lin", "office", "filing_filed", filing("lin", "f2")),
    "institution filed": ("institution", "institute", "office", "filing_filed", filing("lin", "f2")),
    "filing there": ("filing", "f2", "office", "filing_filed", filing("lin", "f2")),
    "key": ("issuing_key", "key", "office", "pass_issued", issue("lin", "p2")),
    "the desk": ("desk", "office", "office", "filing_filed", filing("lin", "f2")),
    "the operator": ("operator", "hr", "office", "filing_filed", filing("lin", "f2")),
}


@pytest.mark.parametrize(("table", "name", "desk", "kind", "body"), NEWER.values(), ids=NEWER)
def test_a_grant_on_a_row_too_new_waits_and_writes_over_nothing(
    table: str, name: str, desk: str, kind: str, body: dict[str, Any]
) -> None:
    zone = peopled()
    row = TooNew(table, ident(name), 2)
    for resting in (zone.resting(kind, body), None):
        zone.view.rows[table, ident(name)] = row
        more: dict[str, Any] = {} if resting is None else {"rests_on": resting}
        assert zone.do(desk, kind, "hr", **body, **more).judgement == Waits("row_too_new")
        assert zone.view.rows[table, ident(name)] == row
    assert zone.cases() == []
