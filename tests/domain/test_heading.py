"""Which way a lane goes."""

from datetime import time

import pytest
from msgspec.structs import replace

from passdesk.domain.heading import heading
from passdesk.domain.zone import Lane, Turn
from tests.domain.scenes import LANE, POLICY

PLAIN = POLICY.lanes[LANE]
OUT = replace(PLAIN, default="exit")
BY_PERSON = replace(PLAIN, by_person=True)
DAY = replace(
    OUT, timetable=(Turn(time(6, 30), "entry"), Turn(time(12), "by-person"), Turn(time(16), "exit"))
)  # fmt: skip
IN_ONLY = replace(PLAIN, directions=("entry",))

HEADINGS: dict[str, tuple[Lane, str, bool | None, str]] = {
    "as it opens": (PLAIN, "12:00", None, "entry"),
    "as it opens, whoever comes": (PLAIN, "12:00", True, "entry"),
    "the other way": (OUT, "12:00", False, "exit"),
    "by person: inside": (BY_PERSON, "12:00", True, "exit"),
    "by person: outside": (BY_PERSON, "12:00", False, "entry"),
    "by person: not known": (BY_PERSON, "12:00", None, "entry"),
    "timetable: at its time": (DAY, "06:30", True, "entry"),
    "timetable: just before the next": (DAY, "11:59", True, "entry"),
    "timetable: by person, inside": (DAY, "12:00", True, "exit"),
    "timetable: by person, outside": (DAY, "15:59", False, "entry"),
    "timetable: the last": (DAY, "16:00", False, "exit"),
    "timetable: midnight": (DAY, "00:00", False, "exit"),
    "timetable: before the first the last of the day before": (DAY, "06:29", False, "exit"),
    "timetable: one turn all day": (replace(DAY, timetable=DAY.timetable[:1]), "03:00", True, "entry"),
    "a direction the lane does not take": (replace(IN_ONLY, by_person=True), "12:00", True, "entry"),
    "a turn the lane does not take": (replace(IN_ONLY, timetable=DAY.timetable), "17:00", True, "entry"),
}


@pytest.mark.parametrize(("lane", "now", "inside", "way"), HEADINGS.values(), ids=HEADINGS)
def test_the_way_a_lane_goes(lane: Lane, now: str, inside: bool | None, way: str) -> None:
    assert heading(lane, time.fromisoformat(now), inside) == way
