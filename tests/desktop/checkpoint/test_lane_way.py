"""Which way a lane leads: chosen with two keys, by the timetable, by person; and when it asks whether it is wrong."""

from datetime import datetime, time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.state import GatePicture, LanePlace, Passed, Shown
from passdesk.desktop.checkpoint.strip import strip_words
from passdesk.desktop.look import Look
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Direction
from passdesk.domain.zone import Course, Turn
from tests.desktop.checkpoint.conftest import AUTOMATIC, CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import page_of
from tests.domain.scenes import POLICY

PLAIN = replace(POLICY.lanes["F1-1"], timetable=(), by_person=False)
BY_PERSON = replace(PLAIN, by_person=True)
TIMETABLE = replace(PLAIN, timetable=(Turn(time(6, 30), "entry"), Turn(time(12), "by-person"), Turn(time(16), "exit")))


def at_hour(hour: int) -> int:
    return int(datetime(2027, 1, 20, hour, tzinfo=POLICY.local).timestamp()) * 1_000_000


def picture(lane: object = PLAIN, hour: int = 9, chosen: Direction | None = None) -> GatePicture:
    place = LanePlace.of(replace(POLICY, lanes={**POLICY.lanes, "F1-1": lane}), "F1-1")
    return changing.headed(GatePicture("F1-1", place, "entry", chosen=chosen, now=at_hour(hour)))


WAYS: dict[str, tuple[GatePicture, Direction, bool, Direction | None]] = {
    "plain": (picture(), "entry", False, "exit"),
    "plain, turned": (picture(chosen="exit"), "exit", False, "entry"),
    "by person": (picture(BY_PERSON), "entry", True, "entry"),
    "by person, held to exit": (picture(BY_PERSON, chosen="exit"), "exit", False, None),
    "timetable in the morning": (picture(TIMETABLE, 7), "entry", False, "entry"),
    "timetable at noon": (picture(TIMETABLE, 13), "entry", True, "entry"),
    "timetable at night": (picture(TIMETABLE, 23), "exit", False, "entry"),
    "timetable before the first turn": (picture(TIMETABLE, 5), "exit", False, "entry"),
    "timetable, held to entry": (picture(TIMETABLE, 23, "entry"), "entry", False, "exit"),
    "one way only": (picture(replace(PLAIN, directions=("entry",))), "entry", False, "entry"),
}


@pytest.mark.parametrize(("made", "direction", "by_person", "following"), WAYS.values(), ids=WAYS)
def test_ways(made: GatePicture, direction: Direction, by_person: bool, following: Direction | None) -> None:
    assert (made.direction, made.by_person) == (direction, by_person)
    assert changing.next_way(made) == following


def test_a_way_the_lane_does_not_take_is_no_way() -> None:
    only_in = picture(replace(PLAIN, directions=("entry",)))
    assert changing.turned(only_in, "exit") == only_in
    assert changing.turned(picture(), None) == picture()


def test_what_was_chosen_holds_until_the_policy_takes_it_away() -> None:
    held = picture(chosen="exit")
    assert changing.placed(held, held.place).direction == "exit"
    one_way = picture(replace(PLAIN, directions=("entry",))).place
    assert changing.placed(held, one_way).chosen is None


def passed(reason: str, direction: str = "entry") -> Passed:
    nobody = Names("", "")
    return Passed((bytes(16), 1), 0, nobody, nobody, "refuse", None, None, reason, direction)


ROWS: dict[str, tuple[list[Passed], bool]] = {
    "three inside already": ([passed("already_inside")] * 3, True),
    "three not inside": ([passed("not_inside", "exit")] * 3, True),
    "two": ([passed("already_inside")] * 2, False),
    "another between": ([passed("already_inside"), passed("expired"), passed("already_inside")], False),
    "an older one is another": ([passed("already_inside")] * 3 + [passed("expired")], True),
    "of two directions": ([passed("already_inside")] * 2 + [passed("already_inside", "exit")], False),
    "nobody": ([], False),
    "three expired": ([passed("expired")] * 3, False),
}


@pytest.mark.parametrize(("recent", "asks"), ROWS.values(), ids=ROWS)
def test_three_in_a_row_ask(recent: list[Passed], asks: bool) -> None:
    assert changing.set_wrong(recent) is asks


def press(at: Stand, key: Qt.Key, *, repeat: bool = False) -> bool:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeat)
    return at.gate.key(event, lone=True)


def test_it_takes_the_key_twice_to_turn_a_lane(stand: Make, look: Look) -> None:
    at = stand(AUTOMATIC)
    page_of(at, look)
    assert press(at, Qt.Key.Key_F6)
    assert at.gate.picture.direction == "entry"
    assert "F6" in strip_words(look, at.gate.picture)[0]
    press(at, Qt.Key.Key_F6, repeat=True)
    assert at.gate.picture.direction == "entry"
    press(at, Qt.Key.Key_F6)
    assert (at.gate.picture.direction, at.gate.picture.question) == ("exit", "")


def test_three_who_are_inside_already_ask_and_turning_answers(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    page_of(at, look)
    at.gate.turn_to("entry")
    at.store.write(
        "put_right", {"people": [at.holder.person], "inside": True, "reason": "seen"}, reading=at.opened.clock(),
        signers=(at.office.operator("chief", "supervisor"),),
    )  # fmt: skip
    for asked in (False, False, True):
        at.gate.scanned(at.text, "wedge")
        at.until(Shown)
        assert (at.gate.picture.question == "wrong way") is asked
    assert "Three in a row" in strip_words(look, at.gate.picture)[0]
    press(at, Qt.Key.Key_F6)
    press(at, Qt.Key.Key_F6)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    moment = at.moment()
    assert isinstance(moment, Shown)
    assert (moment.answer.verdict.direction, at.gate.picture.question) == ("exit", "")


def test_courses_are_what_a_timetable_may_say() -> None:
    courses: tuple[Course, ...] = ("entry", "exit", "by-person")
    for course in courses:
        made = picture(replace(PLAIN, timetable=(Turn(time(0), course),)))
        assert made.has_own_way
