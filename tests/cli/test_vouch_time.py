"""Two people say from the shell what time it is."""

import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.cli.shell import hire, password_of
from tests.cli.town import Town

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
DEAD_BATTERY = 946_684_800_000_000


def local(wall: int) -> str:
    return datetime.fromtimestamp(wall / 1_000_000, HONG_KONG).strftime("%Y-%m-%d %H:%M")


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kathmandu"])
def travelling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that is set to the time of another place."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("travelling")
def test_two_people_vouch_in_the_zones_own_time(town: Town) -> None:
    hire(town.shell, "otto", "checkpoint")
    clock = town.shell.clock
    clock.reboot()
    right = clock.wall // 60_000_000 * 60_000_000
    clock.set_wall(DEAD_BATTERY)
    words = ("desk", "vouch-time", local(right), "--with")
    second = {"PASSDESK_SECOND_PASSWORD": password_of("otto")}
    for status, name, environ in [
        (2, "otto", {}), (1, "otto", {"PASSDESK_SECOND_PASSWORD": "no such password"}), (1, "hanna", second),
        (2, "sue", {"PASSDESK_SECOND_PASSWORD": password_of("sue")}),
    ]:  # fmt: skip
        assert town.shell.by("sue", *words, name, **environ).status == status, name
    for wrong in ("2026-11-28", "08:40", "", "nonsense", "1999-01-01 08:40", "2199-01-01 08:40", "9" * 500):
        assert town.shell.by("sue", "desk", "vouch-time", wrong, "--with", "otto", **second).status == 2, wrong
    done = town.shell.by("sue", *words, "otto", "--json", **second).done()
    assert done.object["time"] == datetime.fromtimestamp(right / 1_000_000, HONG_KONG).isoformat()
    again = town.shell.by("sue", *words, "otto", **second)
    assert (again.status, "have vouched for the time" in again.err) == (1, True)
    listed = town.shell("journal", "list", "--kind", "time_vouched", "--json").done().object
    assert listed["kind"] == "time_vouched"
