"""Lanes that change their way, and the ways between checkpoints."""

from datetime import time

import pytest

from passdesk.domain.zone import Lane, Travel, Turn
from passdesk.domain.zone_reading import read_policy
from tests.domain.test_zone_reading import HETAO, OFFICE, changed, mistakes

LANE = 'checkpoint = "front"\nmode = "automatic"\n'


def source(lane: str) -> str:
    return changed(LANE, LANE + lane, OFFICE)


def lane(keys: str) -> Lane:
    return read_policy(source(keys)).lanes["front-1"]


def test_a_lane_of_old_has_no_timetable() -> None:
    assert (lane("").default, lane("").by_person, lane("").timetable) == ("entry", False, ())
    assert (lane('default = "exit"').default, lane('default = "exit"').by_person) == ("exit", False)


def test_a_lane_by_person_opens_in_its_first_direction() -> None:
    assert (lane('default = "by-person"').default, lane('default = "by-person"').by_person) == ("entry", True)


def test_a_timetable_is_kept_in_its_order() -> None:
    found = lane('timetable = [["06:30", "entry"], ["12:00", "by-person"], ["16:00", "exit"]]')
    assert found.timetable == (Turn(time(6, 30), "entry"), Turn(time(12), "by-person"), Turn(time(16), "exit"))
    whole = ", ".join(f'["{hour:02}:00", "entry"]' for hour in range(24))
    assert len(lane(f"timetable = [{whole}]").timetable) == 24


ROWS = 'lanes.front-1.timetable: needs rows of a time and entry, exit or by-person, as ["06:30", "entry"]'
MISTAKES = {
    "by person, one direction": (
        'default = "by-person"\ndirections = ["exit"]',
        "lanes.front-1.default: by-person needs a lane of both directions",
    ),
    "by person in a timetable, one direction": (
        'directions = ["exit"]\ntimetable = [["06:30", "by-person"]]',
        "lanes.front-1.timetable: by-person needs a lane of both directions",
    ),
    "a turn the lane does not take": (
        'directions = ["exit"]\ntimetable = [["06:30", "entry"], ["07:00", "entry"]]',
        "lanes.front-1.timetable: entry is not among this lane's directions",
    ),
    "out of order": (
        'timetable = [["16:00", "exit"], ["06:30", "entry"]]',
        "lanes.front-1.timetable: is out of order; needs each time later than the one before",
    ),
    "a time twice": (
        'timetable = [["06:30", "exit"], ["06:30", "entry"]]',
        "lanes.front-1.timetable: is out of order; needs each time later than the one before",
    ),
    "no time of day": ('timetable = [["24:00", "exit"]]', ROWS),
    "no such way": ('timetable = [["06:30", "out"]]', ROWS),
    "a row of three": ('timetable = [["06:30", "exit", "entry"]]', ROWS),
    "a row that is none": ("timetable = [6, true, []]", ROWS),
    "a local time": ('timetable = [[06:30:00, "exit"]]', ROWS),
    "empty": ("timetable = []", "lanes.front-1.timetable: has 0 of them; needs 1 to 24"),
    "too long": (
        "timetable = [" + ",\n".join(f'["{n // 60:02}:{n % 60:02}", "exit"]' for n in range(25)) + "]",
        "lanes.front-1.timetable: has 25 of them; needs 1 to 24",
    ),
    "a text": (
        'timetable = "06:30"',
        'lanes.front-1.timetable: needs a list as [["06:30", "entry"], ["16:00", "exit"]], not a text',
    ),
    "another default": (
        'default = "both"',
        'lanes.front-1.default: "both" is not one of entry, exit, by-person',
    ),
}


@pytest.mark.parametrize(("keys", "line"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_of_a_lane_is_one_line(keys: str, line: str) -> None:
    assert mistakes(source(keys)) == (line,)


WAY = 'between = ["F1", "S1"]\nminutes = 5'
NO_SUCH = 'no such place "S9"; places are F1, S1, S2, F1-1, F1-2, S1-1, S1-2, S2-1'


def test_a_way_is_found_from_both_ends() -> None:
    policy = read_policy(changed('between = ["F1", "S2"]', 'between = ["S2", "F1"]'))
    assert policy.travel == {"F1/S2": Travel(("F1", "S2"), 480)}
    assert read_policy(OFFICE).travel == {}
    assert read_policy("travel = []\n" + OFFICE).travel == {}


def test_a_way_between_lanes_is_found_too() -> None:
    policy = read_policy(changed('between = ["F1", "S2"]', 'between = ["F1-1", "S2"]'))
    assert policy.travel == {"F1-1/S2": Travel(("F1-1", "S2"), 480)}


WRONG_WAYS = {
    "a checkpoint there is not": ('between = ["F1", "S9"]\nminutes = 5', f"travel.1.between: {NO_SUCH}"),
    "to itself": ('between = ["F1", "F1"]\nminutes = 5', "travel.1.between: names something twice"),
    "one": ('between = ["F1"]\nminutes = 5', "travel.1.between: needs two different places"),
    "three": ('between = ["F1", "S1", "S2"]\nminutes = 5', "travel.1.between: needs two different places"),
    "no time": ('between = ["F1", "S1"]', "travel.1.minutes: missing; needs a whole number from 1 to 1440"),
    "two days": ('between = ["F1", "S1"]\nminutes = 2880', "travel.1.minutes: 2880 is out of range; from 1 to 1440"),
    "something else": (WAY + "\nhours = 1", "travel.1.hours: unknown key; keys here are between, minutes"),
    "twice": (
        WAY + '\n\n[[travel]]\nbetween = ["S1", "F1"]\nminutes = 9',
        "travel.2.between: stands in another travel already",
    ),
}


@pytest.mark.parametrize(("way", "line"), WRONG_WAYS.values(), ids=WRONG_WAYS)
def test_a_mistake_of_a_way_is_one_line(way: str, line: str) -> None:
    end = HETAO.index("[[travel]]"), HETAO.index("# --- pass classes")
    assert mistakes(f"{HETAO[: end[0]]}[[travel]]\n{way}\n\n{HETAO[end[1] :]}") == (line,)


def test_ways_that_are_no_tables() -> None:
    assert mistakes("travel = [1, 2]\n" + OFFICE) == ("travel: needs a list of tables",)
    assert mistakes('travel = "far"\n' + OFFICE) == ("travel: needs a list of tables, not a text",)
    many = "".join(f"[[travel]]\nminutes = {n}\n" for n in range(1001))
    assert mistakes(OFFICE + many) == ("travel: has 1001 of them; needs 0 to 1000",)
