"""An old register accepted at one lane for some hours, within what the policy allows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from passdesk.checkpoint.stale_register import accept_stale, accepted_until, next_time, read_time
from passdesk.errors import Declined, Misuse, PassdeskError
from passdesk.store.acts import Acting
from tests.checkpoint.conftest import Place, a_place
from tests.factories.zones import Zone, policy_toml

HOUR = 3_600_000_000
HONG_KONG = ZoneInfo("Asia/Hong_Kong")


@pytest.fixture(params=[3, 0])
def limited(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, Place]]:
    line = f"stale_accepted_longest_hours = {request.param}".encode()
    policy = policy_toml().replace(b"stale_accepted_longest_hours = 12", line, 1)
    with a_place(tmp_path, Zone(policy=policy)) as place:
        yield request.param, place


def test_within_the_limit_of_the_policy_by_a_supervisor(limited: tuple[int, Place]) -> None:
    hours, place = limited
    chief, policy = place.office.operator("chief", "supervisor"), place.gate.standing().in_force.policy
    now = place.clock().wall
    acting, ends = Acting(place.store, chief, place.clock), now + 3 * HOUR
    if hours == 0:
        with pytest.raises(Declined, match="lets nobody accept"):
            accept_stale(acting, "F1-1", ends, policy)
        return
    for until, words in ((ends + 1, "for 3 h at most"), (now, "from now on"), (0, "from now on"), (-5, "from now on")):
        with pytest.raises(Misuse, match=words):
            accept_stale(acting, "F1-1", until, policy)
    with pytest.raises(Misuse, match="no lane"):
        accept_stale(acting, "F9-9", ends, policy)
    with pytest.raises(Misuse, match="no lane"):
        accept_stale(acting, "F1-1", ends, None)
    with pytest.raises(Declined, match="does not have the role"):
        accept_stale(Acting(place.store, place.officer, place.clock), "F1-1", ends, policy)
    assert accepted_until(place.store, "F1-1", now) is None
    accept_stale(acting, "F1-1", ends, policy, "line down")
    assert (accepted_until(place.store, "F1-1", now), accepted_until(place.store, "F1-1", ends)) == (ends, None)
    assert accepted_until(place.store, "F1-2", now) is None


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=HONG_KONG).timestamp() * 1_000_000)


TIMES = {
    "later today": ("2027-01-15T08:40", "18:30", "2027-01-15T18:30"),
    "tomorrow": ("2027-01-15T18:30", "08:00", "2027-01-16T08:00"),
    "this very minute is tomorrow's": ("2027-01-15T18:30", "18:30", "2027-01-16T18:30"),
    "without a colon": ("2027-01-15T08:40", "1830", "2027-01-15T18:30"),
    "full width": ("2027-01-15T08:40", "18:30", "2027-01-15T18:30"),
    "midnight": ("2027-01-15T08:40", " 00:00 ", "2027-01-16T00:00"),
    "over the year": ("2026-12-31T23:59", "00:10", "2027-01-01T00:10"),
}


@pytest.mark.parametrize(("now", "said", "then"), TIMES.values(), ids=TIMES)
def test_a_time_of_day_is_the_next_one(now: str, said: str, then: str) -> None:
    assert read_time(said, at(now), HONG_KONG) == at(then)


@pytest.mark.parametrize(
    "said", ["", "24:00", "12:60", "1:30", "12:3", "noon", "-1:30", "१२:३०", "12:30:00", "9" * 5000]
)
def test_what_is_no_time_of_day(said: str) -> None:
    with pytest.raises(PassdeskError, match="no time of day"):
        read_time(said, at("2027-01-15T08:40"), HONG_KONG)


def test_the_day_the_clocks_change_ends_too() -> None:
    """In a zone that has summer time a day may lack an hour; the answer is later than now all the same."""
    paris = ZoneInfo("Europe/Paris")
    now = round(datetime(2027, 3, 28, 0, 30, tzinfo=UTC).timestamp() * 1_000_000)
    for minutes in range(0, 1440, 30):
        found = next_time(minutes // 60, minutes % 60, now, paris)
        assert now < found <= now + timedelta(hours=26) // timedelta(microseconds=1)
