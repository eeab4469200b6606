"""A laptop set to the time of another place, with its summer time: a verdict, an hour and a day are the zone's all the
same."""

import os
import time
from collections.abc import Iterator
from datetime import time as hour

import pytest

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Theme
from tests.domain.scenes import NOON, POLICY, Scene
from tests.domain.test_admission import hours

PLACES = ("UTC", "Asia/Hong_Kong", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "Etc/GMT+12")


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


HOURS: dict[str, tuple[Scene, str]] = {
    "within": (hours(hour(12), hour(13)), "pass"),
    "the last second before": (hours(hour(12, 0, 1), hour(13)), "turn back"),
    "their last second is over": (hours(hour(11), hour(12)), "turn back"),
    "over midnight": (hours(hour(22), hour(12, 0, 1)), "pass"),
    "at midnight": (hours(hour(0), hour(1)).now_but(at=(NOON + 12 * 3600) * 1_000_000), "pass"),
    "a second before midnight": (hours(hour(0), hour(1)).now_but(at=(NOON + 12 * 3600 - 1) * 1_000_000), "turn back"),
}


@pytest.mark.parametrize(("scene", "instruction"), HOURS.values(), ids=HOURS)
def test_hours_are_the_zones(place: str, scene: Scene, instruction: str) -> None:
    assert place == os.environ["TZ"]
    assert scene.now_but(exchanged_at=scene.now.at).verdict().instruction == instruction


def test_days_and_hours_are_shown_in_the_zones_time(place: str) -> None:
    assert place == os.environ["TZ"]
    look = Look(Theme(dark=False, scale=1.0, language="en"), POLICY.local)
    shown = [look.hour((NOON + s) * 1_000_000) for s in (0, 12 * 3600 - 1, 12 * 3600)]
    assert shown == ["12:00", "23:59", "00:00"]
    assert look.day(NOON * 1_000_000) != look.day((NOON + 12 * 3600) * 1_000_000)
