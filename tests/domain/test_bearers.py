"""A pass that gates see before the register has heard of it: its bearer counts from the first crossing on."""

from typing import Any

import pytest

from passdesk.domain.movements import Escorted, Mustered, Presence
from passdesk.domain.people import Person
from passdesk.domain.register import Mark
from passdesk.domain.spells import entries_of
from passdesk.errors import Damaged
from tests.domain.builders import MINUTE, START, Park, ident, issue, key_of, move, peopled, shown, why

LATE = ident("late-pass")
UNHEARD: dict[str, Any] = {"person": None, "pass_id": LATE}


def unheard(zone: Park, minute: int, direction: str = "entry", desk: str = "gate1", **more: Any) -> Mark:
    """Somebody crosses by a sound pass this zone has not heard of."""
    entry = zone.write(desk, "shown", at=minute * MINUTE, **{**shown(direction=direction, **more), **UNHEARD})
    zone.take(entry)
    return entry.mark


def issued(zone: Park, who: str = "lin", **more: Any) -> None:
    zone.do("office", "pass_issued", "hr", **issue(who, "late-pass", **more))


def test_the_bearer_is_inside_under_the_pass_and_its_holder_once_it_is_issued() -> None:
    zone = peopled()
    first = unheard(zone, 1, host=ident("host"))
    held = zone.row(Presence, LATE)
    assert (held.inside, held.movement, held.entries) == (True, first, ((LATE, 1),))
    issued(zone)
    assert [zone.view.get(kind, LATE) for kind in (Presence, Escorted)] == [None, None]
    moved = zone.row(Presence, "lin")
    assert (moved.inside, moved.at, moved.movement, moved.entries) == (True, START + MINUTE, first, ((LATE, 1),))
    assert zone.row(Escorted, "lin").host == ident("host")
    unheard(zone, 5, "exit")
    assert (zone.inside("lin"), zone.view.get(Presence, LATE)) == (False, None)


def test_a_pass_that_does_not_verify_moves_nobody_issued_or_not() -> None:
    for late in (True, False):
        zone = peopled()
        if not late:
            issued(zone)
        zone.do("gate1", "shown", **{**shown(verified=False), **UNHEARD})
        if late:
            issued(zone)
        assert (zone.inside("lin"), zone.view.get(Presence, LATE)) == (None, None)


def test_a_case_of_the_bearers_is_their_holders_and_is_judged_among_the_holders_other_movements() -> None:
    zone = peopled()
    move(zone, "gate2", 2, "exit")
    unheard(zone, 1)
    unheard(zone, 3, desk="gate2")
    unheard(zone, 4)
    assert [(case.state, case.person) for case in zone.cases()] == [("open", LATE)] * 2
    issued(zone)
    assert {(case.state, case.person) for case in zone.cases()} == {("explained", ident("lin")), ("open", ident("lin"))}


def test_who_was_found_by_a_pass_not_heard_of_is_found() -> None:
    zone = peopled()
    unheard(zone, 1)
    zone.do("gate2", "mustered", people=[LATE], started=None, how="pass", present=True)
    assert zone.row(Mustered, LATE).present
    issued(zone)
    assert (zone.view.get(Mustered, LATE), zone.row(Mustered, "lin").how) == (None, "pass")
    zone.do("gate2", "mustered", at=1, people=[LATE], started=None, how="pass", present=False)
    assert (zone.view.get(Mustered, LATE), zone.row(Mustered, "lin").present) == (None, False)


LATER: dict[str, tuple[str, str, dict[str, Any]]] = {
    "put right": ("put_right", "supervisor", {"people": [LATE], "inside": False, "reason": "looked"}),
    "sent back": ("returned", "guard", {"person": LATE, "into": False, "lane": "lane", "authority": "police"}),
}


@pytest.mark.parametrize(("kind", "by", "body"), LATER.values(), ids=LATER)
def test_who_names_the_bearer_by_the_pass_means_its_holder(kind: str, by: str, body: dict[str, Any]) -> None:
    for issued_first in (True, False):
        zone = peopled()
        unheard(zone, 1)
        if issued_first:
            issued(zone)
        zone.do("gate2", kind, by, at=9 * MINUTE, **body)
        if not issued_first:
            issued(zone)
        assert (zone.inside("lin"), zone.view.get(Presence, LATE)) == (False, None)


def test_a_bearers_crossing_is_undone_before_or_after_the_pass_is_issued() -> None:
    for before in (True, False):
        zone = peopled()
        mark = list(unheard(zone, 1))
        if not before:
            issued(zone)
        zone.do("gate1", "annulled", "guard", person=LATE, shown=mark, movement=mark, reason="slip")
        if before:
            issued(zone)
        held = zone.row(Presence, "lin")
        assert (held.inside, held.stands) == (False, False)


def test_no_pass_takes_the_movements_of_somebody_who_is_known() -> None:
    """A rogue desk issues a pass under the id of another person."""
    zone = peopled()
    zone.do("office", "person_added", "hr", person=ident("ho"), names=key_of("ho"))
    move(zone, "gate1", 1, who="ho")
    zone.do("office", "pass_issued", "hr", **{**issue("lin"), "pass": ident("ho")})
    assert (zone.inside("ho"), zone.inside("lin")) == (True, None)
    zone.do("gate2", "put_right", "supervisor", at=9 * MINUTE, people=[ident("ho")], inside=False, reason="looked")
    assert (zone.inside("ho"), zone.inside("lin")) == (False, None)
    assert isinstance(zone.row(Person, "ho"), Person)


def test_a_pass_that_is_set_aside_gives_its_bearers_movements_to_nobody() -> None:
    zone = peopled()
    unheard(zone, 1)
    refused = zone.do("gate1", "pass_issued", "hr", **issue("lin", "late-pass"))
    assert why(refused.judgement) == "desk_not_entitled"
    assert (zone.inside("lin"), zone.row(Presence, LATE).inside) == (None, True)


def tick(zone: Park, who: bytes, minute: int, present: bool = True) -> None:
    zone.do("gate2", "mustered", at=minute * MINUTE, people=[who], started=None, how="name", present=present)


def test_of_two_ticks_of_one_person_the_newer_counts_whichever_name_it_has() -> None:
    for older, newer in ((LATE, ident("lin")), (ident("lin"), LATE)):
        zone = peopled()
        tick(zone, older, 1)
        tick(zone, newer, 50, present=False)
        issued(zone)
        assert (zone.row(Mustered, "lin").present, zone.view.get(Mustered, LATE)) == (False, None)


def test_a_gate_that_names_its_own_entry_as_what_came_before_knows_of_nothing() -> None:
    zone = peopled()
    move(zone, "gate1", 1)
    move(zone, "gate2", 2, after=(ident("gate2"), 1))
    assert [case.state for case in zone.cases("two_lanes_apart")] == ["open"]


def test_a_persons_id_is_no_pass_that_moves_them() -> None:
    zone = peopled()
    zone.do("gate1", "shown", **{**shown(), "person": None, "pass_id": ident("lin")})
    assert zone.inside("lin") is None


def test_cases_of_a_bearer_who_moved_nowhere_are_their_holders() -> None:
    zone = peopled()
    refused = {**shown(outcome=None, verdict="refuse", instruction="turn back"), **UNHEARD}
    zone.do("gate1", "shown", **refused)
    zone.do("gate1", "outcome", shown=[ident("gate1"), 1], outcome="turned_away")
    issued(zone)
    zone.do("gate1", "returned", person=LATE, into=False, lane="lane", authority="police")
    assert [(case.kind, case.person) for case in zone.cases()] == [("unsigned_outcome", ident("lin"))] * 2


@pytest.mark.parametrize("added_first", [True, False])
def test_a_person_added_under_the_id_of_a_pass_keeps_what_was_done_by_it_from_nobody(added_first: bool) -> None:
    zone = peopled()
    unheard(zone, 1)
    if added_first:
        zone.do("office", "person_added", "hr", person=LATE, names=key_of("squatter"))
    issued(zone)
    if not added_first:
        zone.do("office", "person_added", "hr", person=LATE, names=key_of("squatter"))
    assert zone.inside("lin") is True
    stood = zone.view.get(Presence, LATE)
    assert stood is None or not (isinstance(stood, Presence) and stood.inside)
    move(zone, "gate2", 2)
    assert [case.person for case in zone.cases("two_lanes_apart")] == [ident("lin")]


@pytest.mark.parametrize("entries", [((b"x",),), (1, 2), (("x", 1),), ((b"x", None),)])
def test_entries_that_are_none_are_damaged(entries: tuple[Any, ...]) -> None:
    with pytest.raises(Damaged):
        entries_of(entries)
