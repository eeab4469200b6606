"""When a class of pass may cross: by weekday, holiday, and over midnight, in local time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from passdesk.domain.opening import is_open
from passdesk.domain.zone import DAYS, Day, Opening
from tests.domain.scenes import GOOD, POLICY

Hours = tuple[time, time] | None
DAYTIME, NIGHT = (time(7), time(22)), (time(22), time(6))
CHRISTMAS = date(2026, 12, 25)
"""A Friday."""


def opening(now: str, hours: Hours, on: dict[Day, Opening], zone: str = "Asia/Hong_Kong") -> bool:
    local = ZoneInfo(zone)
    policy = replace(POLICY, holidays=frozenset({CHRISTMAS}), local=local)
    seconds = int(datetime.fromisoformat(now).replace(tzinfo=local).timestamp())
    return is_open(replace(policy.classes[1], hours=hours, hours_on=on), policy, seconds)


OPEN: dict[str, tuple[str, Hours, dict[Day, Opening]]] = {
    "no hours at all": ("2026-12-24 03:00", None, {}),
    "at the beginning": ("2026-12-24 07:00", DAYTIME, {}),
    "just before the end": ("2026-12-24 21:59", DAYTIME, {}),
    "at night": ("2026-12-24 23:00", NIGHT, {}),
    "the night's first minute": ("2026-12-24 22:00", NIGHT, {}),
    "the morning after": ("2026-12-24 05:59", NIGHT, {}),
    "another weekday is closed": ("2026-12-24 12:00", DAYTIME, {"fri": "closed"}),
    "this weekday all day": ("2026-12-24 03:00", DAYTIME, {"thu": "all day"}),
    "this weekday by its own hours": ("2026-12-24 06:00", DAYTIME, {"thu": (time(5), time(9))}),
    "a holiday as its weekday": ("2026-12-25 12:00", DAYTIME, {}),
    "a holiday by its own hours": ("2026-12-25 06:00", DAYTIME, {"fri": "closed", "holiday": (time(5), time(9))}),
    "a day that no entry names": ("2026-12-24 03:00", None, {"fri": "closed"}),
    "after midnight the evening's opening": ("2026-12-25 01:00", DAYTIME, {"thu": NIGHT, "fri": "closed"}),
    "into a holiday from the evening before": ("2026-12-25 05:00", NIGHT, {"holiday": "closed"}),
}
SHUT: dict[str, tuple[str, Hours, dict[Day, Opening]]] = {
    "just before": ("2026-12-24 06:59", DAYTIME, {}),
    "at the end": ("2026-12-24 22:00", DAYTIME, {}),
    "between nights": ("2026-12-24 06:00", NIGHT, {}),
    "this weekday is closed": ("2026-12-24 12:00", DAYTIME, {"thu": "closed"}),
    "closed, and no hours else": ("2026-12-24 12:00", None, {"thu": "closed"}),
    "a holiday is closed": ("2026-12-25 12:00", DAYTIME, {"holiday": "closed"}),
    "a closed holiday on an open weekday": ("2026-12-25 12:00", None, {"fri": "all day", "holiday": "closed"}),
    "the day after, before its own opening": ("2026-12-26 01:00", NIGHT, {"fri": "closed"}),
    "the night after a closed holiday": ("2026-12-26 01:00", NIGHT, {"holiday": "closed"}),
    "the evening's opening is over": ("2026-12-25 06:00", DAYTIME, {"thu": NIGHT, "fri": "closed"}),
    "all day ends at midnight": ("2026-12-25 00:00", DAYTIME, {"thu": "all day", "fri": "closed"}),
}


@pytest.mark.parametrize(("now", "hours", "on"), OPEN.values(), ids=OPEN)
def test_open(now: str, hours: Hours, on: dict[Day, Opening]) -> None:
    assert opening(now, hours, on)


@pytest.mark.parametrize(("now", "hours", "on"), SHUT.values(), ids=SHUT)
def test_shut(now: str, hours: Hours, on: dict[Day, Opening]) -> None:
    assert not opening(now, hours, on)


@pytest.mark.parametrize(("now", "is_it"), [("00:30", True), ("01:30", True), ("02:30", False)])
def test_the_hour_that_comes_twice_is_one_hour_of_the_day(now: str, is_it: bool) -> None:
    assert opening(f"2026-10-25 {now}", (time(20), time(2)), {}, "Europe/London") == is_it


def test_the_verdict_goes_by_the_opening() -> None:
    """Noon of the scene is a weekday in Hong Kong."""
    scene = GOOD.class_but(hours_on=dict.fromkeys(DAYS[:7], "closed"))
    assert [reason.code for reason in scene.verdict().reasons] == ["outside_hours"]
    assert GOOD.class_but(hours_on={"holiday": "closed"}).verdict().reasons == ()
