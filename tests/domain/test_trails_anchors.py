"""Movements made without an anchor: a late one puts them where they belong."""

from typing import Any

import pytest

from passdesk.domain.folding import fold
from passdesk.domain.movements import Presence, Times, Unanchored
from passdesk.domain.register import TooNew
from passdesk.domain.trail_steps import steps
from tests.domain.builders import (
    BOOT,
    MINUTE,
    START,
    Park,
    add_person,
    apart,
    ident,
    key_of,
    move,
    peopled,
)

LIN: dict[str, Any] = {"person": ident("lin")}


def unanchored(zone: Park, desk: str, boot: bytes = BOOT) -> None:
    zone.journal(desk).anchor, zone.journal(desk).boot_id = None, boot


def anchor(zone: Park, desk: str, at: int, value: int = START) -> None:
    zone.journal(desk).anchor = value
    zone.do(desk, "database_recovered", at=at * MINUTE)


def test_a_late_anchor_puts_movements_where_they_belong_and_judges_them_anew() -> None:
    zone = peopled()
    unanchored(zone, "gate1")
    one = move(zone, "gate1", 10)
    move(zone, "gate2", 15, "exit")
    two = move(zone, "gate2", 20)
    assert apart(zone) == []
    anchor(zone, "gate1", 21, START + 8 * MINUTE)
    assert [(step.mark, step.at - START, step.anchored) for step in steps(zone.row(Presence, "lin"))] == [
        ((ident("gate2"), 1), 15 * MINUTE, True), (one, 18 * MINUTE, True), (two, 20 * MINUTE, True),
    ]  # fmt: skip
    assert apart(zone) == [("open", (one, two))]
    assert zone.view.find(Unanchored, "person", ident("lin")) == []


def test_a_late_anchor_of_another_boot_or_journal_moves_nothing() -> None:
    zone = peopled()
    unanchored(zone, "gate1")
    move(zone, "gate1", 10)
    row = zone.row(Presence, "lin")
    anchor(zone, "gate2", 11, START + MINUTE)
    zone.journal("gate1").boot_id = key_of("another boot")[:16]
    anchor(zone, "gate1", 12, START + MINUTE)
    assert zone.row(Presence, "lin") == row
    assert len(zone.view.find(Unanchored, "person", ident("lin"))) == 1


def test_an_anchor_is_one_journals_own_even_where_boots_are_named_alike() -> None:
    zone = peopled()
    unanchored(zone, "gate1")
    unanchored(zone, "gate2")
    one, two = move(zone, "gate1", 10), move(zone, "gate2", 20, "exit")
    anchor(zone, "gate1", 30, START + MINUTE)
    at = {step.mark: step.at - START for step in steps(zone.row(Presence, "lin"))}
    assert at == {one: 11 * MINUTE, two: 20 * MINUTE}


def test_each_boot_waits_for_its_own_anchor() -> None:
    zone = peopled()
    add_person(zone, "kim")
    other = key_of("another boot")[:16]
    unanchored(zone, "gate1")
    move(zone, "gate1", 10)
    unanchored(zone, "gate1", other)
    move(zone, "gate1", 11, "exit")
    move(zone, "gate1", 12, who="kim")
    waiting = zone.view.find(Unanchored, "boots", ident("gate1") + other)
    assert {row.person for row in waiting} == {ident("lin"), ident("kim")}
    anchor(zone, "gate1", 13, START + MINUTE)
    assert zone.view.find(Unanchored, "boots", ident("gate1") + other) == []
    (left,) = zone.view.find(Unanchored, "boots", ident("gate1") + BOOT)
    assert (left.person, left.boots) == (ident("lin"), (ident("gate1") + BOOT,))
    assert zone.row(Presence, "kim").at == START + 13 * MINUTE


@pytest.mark.parametrize("late_stop", [False, True])
def test_a_late_anchor_judges_admissions_anew(late_stop: bool) -> None:
    for minute, value, states in (
        (8, START + 5 * MINUTE, ["open"]),
        (12, START - 5 * MINUTE, ["explained"]),
        (12, START, ["open"]),
        (8, START, []),
    ):
        zone = peopled()
        unanchored(zone, "gate1")
        if late_stop:
            move(zone, "gate1", minute)
        zone.do("head", "person_suspended", "supervisor", at=10 * MINUTE, **LIN)
        if not late_stop:
            move(zone, "gate1", minute)
        anchor(zone, "gate1", 20, value)
        assert [case.state for case in zone.cases("admitted_after")] == states, (minute, value - START)


def test_a_trail_too_new_to_read_is_left_alone() -> None:
    zone = peopled()
    newer = TooNew("presence", ident("lin"), 2)
    zone.view.rows["presence", ident("lin")] = newer
    unanchored(zone, "gate1")
    move(zone, "gate1", 10)
    anchor(zone, "gate1", 11)
    assert zone.view.rows["presence", ident("lin")] == newer


def test_a_desk_says_how_late_it_is_where_no_entry_does() -> None:
    zone = peopled()
    move(zone, "gate1", 1, "exit")
    move(zone, "gate2", 30)
    unanchored(zone, "gate1", key_of("dead battery")[:16])
    floor = START + 40 * MINUTE
    zone.do("gate1", "clock_held", at=2 * MINUTE, floor=floor)
    left = move(zone, "gate1", 3, "exit")
    assert steps(zone.row(Presence, "lin"))[-1][:3] == (floor, *left)
    assert zone.inside("lin") is False


def test_a_desk_that_says_it_is_later_than_it_was_heard_is_not_believed() -> None:
    zone = peopled()
    unanchored(zone, "gate1")
    far = zone.write("gate1", "clock_held", at=MINUTE, floor=(1 << 62))
    heard = START + 5 * MINUTE
    zone.view.apply(fold(far, zone.view, latest=heard).changes)
    assert zone.row(Times, ident("gate1")).floor == heard
