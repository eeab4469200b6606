"""Two lanes apart, admitted after a stop, and the trail both are judged by."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from passdesk.domain import canonical, trails
from passdesk.domain.acts import STOPS_KEPT
from passdesk.domain.movements import TRAIL, Presence, Step
from passdesk.domain.people import Person
from passdesk.domain.register import Draft, MemoryView
from passdesk.domain.tables import columns_for
from passdesk.domain.trail_steps import steps
from passdesk.errors import Damaged
from tests.domain.builders import (
    BOOT,
    MINUTE,
    START,
    Park,
    apart,
    ident,
    issue,
    move,
    peopled,
    shown,
)

LIN: dict[str, Any] = {"person": ident("lin")}


def test_two_lanes_apart_a_late_exit_explains_and_a_later_entry_opens_again() -> None:
    zone = peopled()
    one = move(zone, "gate1", 10)
    two = move(zone, "gate2", 20)
    assert apart(zone) == [("open", (one, two))]
    case = zone.cases("two_lanes_apart")[0]
    assert (case.person, case.at) == (ident("lin"), START + 20 * MINUTE)
    move(zone, "board", 15, "exit")
    assert apart(zone) == [("explained", (one, two))]
    third = move(zone, "board", 17)
    assert apart(zone) == [("explained", (one, two)), ("open", (third, two))]
    fourth = move(zone, "office", 12)
    assert apart(zone)[2:] == [("open", (one, fourth))]


def test_a_case_between_the_same_two_opens_again() -> None:
    zone = peopled()
    draft = Draft(zone.view)
    one, two = (ident("gate1"), 1), (ident("gate2"), 1)
    for opened in ("open", "explained", "open"):
        if opened == "open":
            trails.open_case(draft, "two_lanes_apart", (one, two), START)
        else:
            trails.explain(draft, trails.case_key("two_lanes_apart", one, two))
        zone.view.apply(draft.changes)
        assert apart(zone) == [(opened, (one, two))]


def test_a_closed_case_is_neither_explained_nor_opened_again() -> None:
    zone = peopled()
    one, two = move(zone, "gate1", 10), move(zone, "gate2", 20)
    zone.do("board", "case_closed", "supervisor", case=zone.cases()[0].key)
    move(zone, "board", 15, "exit")
    assert apart(zone) == [("closed", (one, two))]


KNOWING = {
    "knew of the earlier": ("entry", True, "entry", 0),
    "did not": ("entry", False, "entry", 1),
    "out, then in": ("exit", False, "entry", 0),
    "in, then out": ("entry", False, "exit", 0),
    "out twice": ("exit", False, "exit", 0),
}


@pytest.mark.parametrize(("first", "knew", "second", "cases"), KNOWING.values(), ids=KNOWING)
def test_only_two_entries_apart_make_a_case(first: str, knew: bool, second: str, cases: int) -> None:
    zone = peopled()
    one = move(zone, "gate1", 10, first)
    move(zone, "gate2", 20, second, one if knew else None)
    assert len(zone.cases()) == cases


def test_an_entry_between_two_that_knew_of_each_other() -> None:
    zone = peopled()
    one = move(zone, "gate1", 10)
    two = move(zone, "gate2", 30, after=one)
    assert apart(zone) == []
    between = move(zone, "board", 20)
    assert sorted(apart(zone)) == sorted([("open", (one, between)), ("open", (between, two))])


def test_the_same_time_at_two_lanes_has_one_order() -> None:
    rows = []
    for order in (("gate1", "gate2"), ("gate2", "gate1")):
        zone = peopled()
        for desk in order:
            move(zone, desk, 10)
        rows.append((zone.row(Presence, "lin"), apart(zone)))
    assert rows[0] == rows[1]


# --- the trail itself


def test_a_trail_survives_its_travel() -> None:
    zone = peopled()
    one = move(zone, "gate1", 10)
    move(zone, "gate2", 20, "exit", after=one)
    row = zone.row(Presence, "lin")
    travelled = canonical.decode(canonical.encode(row.to_map()))
    again = Presence.from_map(travelled)
    assert again == row
    assert not isinstance(again.trail[0], Step)
    assert steps(again) == steps(row)
    assert [step.mark for step in steps(again)] == [one, (ident("gate2"), 1)]
    zone.view.apply({again.ref: again})
    third = move(zone, "board", 5)
    assert apart(zone) == [("open", (third, one))]


def test_a_gate_that_is_not_told_the_trail_folds_on() -> None:
    zone = peopled()
    one = move(zone, "gate1", 10)
    row = columns_for(zone.row(Presence, "lin"), ["checkpoint"])
    assert row.trail == ()
    for minute, inside, cases in ((20, True, 1), (5, True, 1)):
        gate = Park(MemoryView([row]))
        mark = move(gate, "gate2", minute)
        assert (gate.inside("lin"), len(gate.cases())) == (inside, cases)
        assert {step.mark for step in steps(gate.row(Presence, "lin"))} == {one, mark}
    gate = Park(MemoryView([row]))
    move(gate, "gate2", 5, "exit")
    assert (gate.inside("lin"), gate.row(Presence, "lin").movement) == (True, one)


def test_the_own_movement_that_came_back_is_not_folded_twice() -> None:
    zone = peopled()
    entry = zone.write("gate1", "shown", at=MINUTE, **shown())
    zone.take(entry)
    bare = columns_for(zone.row(Presence, "lin"), ["checkpoint"])
    zone.view.apply({bare.ref: bare})
    zone.take(entry)
    assert (zone.row(Presence, "lin"), zone.cases()) == (bare, [])


def test_only_the_newest_movements_are_kept() -> None:
    zone = peopled()
    after = None
    for minute in range(TRAIL + 6):
        after = move(zone, "gate1", 100 + minute, "exit" if minute % 2 else "entry", after)
    row = zone.row(Presence, "lin")
    assert len(row.trail) == TRAIL
    assert row.movement == after
    move(zone, "gate2", 1, "exit")
    assert zone.row(Presence, "lin") == row
    assert apart(zone) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.booleans()), max_size=8, unique_by=lambda one: one[0]))
def test_the_open_cases_are_the_clashes_of_the_trail(made: list[tuple[int, bool, bool]]) -> None:
    draft, before = Draft(MemoryView()), None
    for seq, (at, into, knows) in enumerate(made, 1):
        step = Step(at, ident("gate1"), seq, into, "lane", before if knows else None, b"", 0, BOOT, anchored=True)
        trails.move(draft, ident("lin"), step)
        before = step.mark
    zone = Park(MemoryView())
    zone.view.apply(draft.changes)
    presence = zone.view.get(Presence, ident("lin"))
    kept = steps(presence if isinstance(presence, Presence) else None)
    assert [step.at for step in kept] == sorted(at for at, _, _ in made)
    assert {entries for state, entries in apart(zone) if state == "open"} == trails.clashes(kept)


# --- admitted after a stop

STOPS: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "pass": ("pass_revoked", "supervisor", {"pass": ident("lin-pass")}, "lin-pass"),
    "person": ("person_suspended", "supervisor", LIN, "lin"),
    "erased person": ("person_erased", "supervisor", {**LIN, "hashes": []}, "lin"),
    "filing": ("filing_withdrawn", "supervisor", {"filing": ident("lin-filing")}, "lin-filing"),
    "institution": ("institution_suspended", "supervisor", {"institution": ident("institute")}, "institute"),
    "key": ("issuing_key_withdrawn", "admin", {"key": ident("key")}, "key"),
}


@pytest.mark.parametrize(("kind", "by", "body", "name"), STOPS.values(), ids=STOPS)
@pytest.mark.parametrize("known", ["stop first", "movement first"])
def test_admitted_after_a_stop(kind: str, by: str, body: dict[str, Any], name: str, known: str) -> None:
    for minute, direction, cases in ((5, "entry", 0), (10, "entry", 1), (15, "entry", 1), (15, "exit", 0)):
        zone = peopled()
        if known == "stop first":
            zone.do("head", kind, by, at=10 * MINUTE, **body)
        mark = move(zone, "gate1", minute, direction)
        if known != "stop first":
            zone.do("head", kind, by, at=10 * MINUTE, **body)
        found = [(case.entries, [key for _, key in case.refs], case.person) for case in zone.cases("admitted_after")]
        assert found == [((mark,), [ident(name)], ident("lin"))] * cases, (minute, direction)
        assert zone.inside("lin") is (direction == "entry")


def test_a_second_stop_joins_the_case_of_the_first() -> None:
    zone = peopled()
    move(zone, "gate1", 15)
    zone.do("head", "person_suspended", "supervisor", at=10 * MINUTE, **LIN)
    zone.do("head", "pass_revoked", "supervisor", at=12 * MINUTE, **{"pass": ident("lin-pass")})
    (case,) = zone.cases()
    assert case.refs == (("person", ident("lin")), ("pass", ident("lin-pass")))


def test_the_pass_that_was_replaced_admits_after_its_stop() -> None:
    zone = peopled()
    mark = move(zone, "gate1", 15)
    new = issue("lin", "p2", replaces=ident("lin-pass"))
    zone.do("office", "pass_issued", "hr", at=10 * MINUTE, **new)
    assert [case.entries for case in zone.cases("admitted_after")] == [(mark,)]
    move(zone, "gate1", 16, "exit")
    move(zone, "gate1", 17, pass_id=ident("p2"))
    assert len(zone.cases()) == 1


def test_after_resuming_nothing_is_amiss() -> None:
    zone = peopled()
    zone.do("head", "person_suspended", "supervisor", at=10 * MINUTE, **LIN)
    zone.do("head", "person_resumed", "supervisor", at=12 * MINUTE, **LIN)
    move(zone, "gate1", 15)
    assert zone.cases() == []


RESUMED: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "pass": ("pass_suspended", "pass_resumed", {"pass": ident("lin-pass")}, "lin-pass"),
    "person": ("person_suspended", "person_resumed", LIN, "lin"),
    "institution": (
        "institution_suspended", "institution_resumed", {"institution": ident("institute")}, "institute",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("stop", "resume", "body", "name"), RESUMED.values(), ids=RESUMED)
@pytest.mark.parametrize(("minute", "cases"), [(9, 0), (10, 1), (11, 1), (12, 0), (15, 1), (21, 0)])
def test_a_movement_that_comes_late_is_judged_by_the_stops_of_its_own_time(
    stop: str, resume: str, body: dict[str, Any], name: str, minute: int, cases: int
) -> None:
    zone = peopled()
    for stopped, resumed in ((10, 12), (15, 20)):
        zone.do("head", stop, "supervisor", at=stopped * MINUTE, **body)
        zone.do("head", resume, "supervisor", at=resumed * MINUTE, **body)
    mark = move(zone, "gate1", minute)
    found = [(case.entries, [key for _, key in case.refs]) for case in zone.cases("admitted_after")]
    assert found == [((mark,), [ident(name)])] * cases


def test_the_newest_stops_are_kept() -> None:
    zone = peopled()
    for number in range(STOPS_KEPT + 3):
        zone.do("head", "person_suspended", "supervisor", at=(2 * number + 10) * MINUTE, **LIN)
        zone.do("head", "person_resumed", "supervisor", at=(2 * number + 11) * MINUTE, **LIN)
    kept = zone.row(Person, "lin").stops
    assert len(kept) == STOPS_KEPT
    assert kept[-1][1] - kept[0][0] == (2 * STOPS_KEPT - 1) * MINUTE


@pytest.mark.parametrize("stops", [(1,), ((1,),), ((1, "2"),), ((1, 2, 3),), ("ab",)])
def test_stops_that_are_none_are_damaged(stops: tuple[Any, ...]) -> None:
    zone = peopled()
    view = MemoryView([replace(zone.row(Person, "lin"), stops=stops)])
    with pytest.raises(Damaged):
        trails.stops_before(Draft(view), ident("lin"), None, 5)


def test_an_unknown_pass_of_a_stopped_person_is_a_case() -> None:
    zone = peopled()
    zone.do("head", "person_suspended", "supervisor", at=10 * MINUTE, **LIN)
    move(zone, "gate1", 15, pass_id=ident("no row of this one"))
    assert len(zone.cases("admitted_after")) == 1


@pytest.mark.parametrize("trail", [((),), ((1, 2),), (tuple("0123456789"),), (("a",) * 10,)])
def test_a_trail_that_is_none_is_damaged(trail: tuple[tuple[Any, ...], ...]) -> None:
    row = Presence(key=bytes(16), inside=True, at=0, lane="", movement=(bytes(16), 1), trail=trail)
    with pytest.raises(Damaged):
        steps(row)


def test_a_movement_by_a_desk_that_has_no_business_at_a_lane_counts_and_is_a_case() -> None:
    zone = peopled()
    zone.do("head", "desk_disabled", "admin", desk=ident("gate1"))
    by_disabled, by_office, by_gate = move(zone, "gate1", 1), move(zone, "office", 2, "exit"), move(zone, "gate2", 3)
    assert [case.entries for case in zone.cases("desk_not_entitled")] == [(by_disabled,), (by_office,)]
    assert zone.row(Presence, "lin").movement == by_gate
