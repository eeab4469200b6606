"""Which way a lane goes: by its policy, the time of day, and where the person is."""

from datetime import time

from passdesk.domain.movements import Direction
from passdesk.domain.zone import Course, Lane


def heading(lane: Lane, now_local: time, inside: bool | None) -> Direction:
    """The direction for this person at this local time. `inside` None: not known, as outside.

    Never one that the lane does not take.
    """
    course = course_at(lane, now_local)
    going: Direction = course if course != "by-person" else "exit" if inside else "entry"
    return going if going in lane.directions else lane.default


def course_at(lane: Lane, now_local: time) -> Course:
    """By the timetable where there is one; before its first turn the last one of the day before still counts."""
    if not lane.timetable:
        return "by-person" if lane.by_person else lane.default
    begun = [turn for turn in lane.timetable if turn.since <= now_local]
    return (begun or lane.timetable)[-1].course
