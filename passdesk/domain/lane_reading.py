"""Reads checkpoints, lanes with their timetables, and the times between checkpoints out of a policy file."""

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from passdesk.domain.hours_reading import moment
from passdesk.domain.movements import Direction
from passdesk.domain.names_reading import read_names
from passdesk.domain.toml_table import Table
from passdesk.domain.zone import COURSES, DIRECTIONS, MODES, Checkpoint, Lane, Line, Travel, Turn, pair

_MOST_TURNS = 24
_MOST_TRAVELS = 1000
_DAY_MINUTES = 24 * 60


def read_checkpoint(name: str, table: Table, lines: Mapping[str, Line]) -> Checkpoint:
    checkpoint = Checkpoint(name, read_names(table), table.reference("line", "line", lines))
    table.finish()
    return checkpoint


def read_lane(name: str, table: Table, checkpoints: Mapping[str, Checkpoint]) -> Lane:
    checkpoint = table.reference("checkpoint", "checkpoint", checkpoints)
    mode = table.choice("mode", MODES)
    named = table.texts("directions", default=list(DIRECTIONS))
    if not named or not set(named) <= set(DIRECTIONS):
        table.wrong("directions", f"needs one or both of {', '.join(DIRECTIONS)}")
    directions = tuple(one for one in DIRECTIONS if one in named) or DIRECTIONS
    course = table.choice("default", COURSES, default=directions[0])
    _fits(table, "default", course, directions)
    by_person = course == "by-person"
    timetable = _timetable(table, directions)
    table.finish()
    line = checkpoints[checkpoint].line if checkpoint in checkpoints else ""
    first = directions[0] if course == "by-person" else course
    return Lane(name, checkpoint, line, mode, directions, first, by_person, timetable)


def _fits(table: Table, key: str, course: str, directions: tuple[Direction, ...]) -> None:
    if course == "by-person":
        if len(directions) < len(DIRECTIONS):
            table.wrong(key, "by-person needs a lane of both directions")
    elif course not in directions:
        table.wrong(key, f"{course} is not among this lane's directions")


def _timetable(table: Table, directions: tuple[Direction, ...]) -> tuple[Turn, ...]:
    listed = table.take("timetable", list, 'a list as [["06:30", "entry"], ["16:00", "exit"]]', [])
    if listed is None or not table.has("timetable"):
        return ()
    turns = [turn for row in listed if (turn := _turn(row)) is not None]
    if len(turns) < len(listed):
        table.wrong("timetable", 'needs rows of a time and entry, exit or by-person, as ["06:30", "entry"]')
    if not 1 <= len(listed) <= _MOST_TURNS:
        table.wrong("timetable", f"has {len(listed)} of them; needs 1 to {_MOST_TURNS}")
    if any(one.since >= other.since for one, other in pairwise(turns)):
        table.wrong("timetable", "is out of order; needs each time later than the one before")
    for course in dict.fromkeys(turn.course for turn in turns):
        _fits(table, "timetable", course, directions)
    return tuple(turns)


def _turn(row: Any) -> Turn | None:
    match row:
        case [since, str() as said] if (at := moment(since)) is not None:
            course = next((known for known in COURSES if known == said), None)
            return Turn(at, course) if course is not None else None
    return None


def read_travel(
    root: Table, checkpoints: Mapping[str, Checkpoint], lanes: Mapping[str, Lane]
) -> Mapping[str, Travel]:
    """`[[travel]]`: the least times between lanes or checkpoints, by `pair`."""
    found: dict[str, Travel] = {}
    for table in root.listed("travel", _MOST_TRAVELS):
        count = len(table.mistakes)
        places = table.references("between", "place", {**checkpoints, **lanes})
        fit = len(table.mistakes) == count
        least_s = table.whole("minutes", 1, _DAY_MINUTES) * 60
        table.finish()
        if len(places) != 2:
            if fit:
                table.wrong("between", "needs two different places")
            continue
        name = pair(*places)
        if name in found:
            table.wrong("between", "stands in another travel already")
        for both in (place for place in places if place in checkpoints and place in lanes):
            table.wrong("between", f'"{both}" is a checkpoint and a lane')
        found[name] = Travel((min(places), max(places)), least_s)
    return MappingProxyType(found)
