"""A day's crossings counted, and lanes with when they were last heard."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from passdesk.domain.crossings import CrossingRecord
from passdesk.domain.zone_reading import read_policy
from passdesk.records.day import Flow, bounds, day_of
from passdesk.records.lanes import lanes_heard, silent_lanes
from passdesk.records.occupancy import how_many_inside, inside
from passdesk.store.desk_store import DeskStore
from tests.checkpoint.conftest import a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.people import Office, a_holder, shown
from tests.factories.zones import Zone, policy_toml
from tests.stories.town import Town, living_town

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
POLICY = read_policy(policy_toml())
NINE = round(datetime(2027, 1, 15, 9, 30, tzinfo=HONG_KONG).timestamp() * 1_000_000)
HOUR = 3_600_000_000
PASSED = CrossingRecord(
    mark=(bytes(16), 1), at=NINE, lane="F1-1", direction="entry", verdict="admit", reasons=(), instruction="pass",
    verified=True, input="camera", outcome="passed",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DeskStore]:
    with a_founded_desk(tmp_path / "desk", Zone(), FakeClock()) as made:
        yield made


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with living_town(tmp_path) as made:
        yield made


def test_movements_by_hour_and_lane() -> None:
    records = [
        PASSED,
        replace(PASSED, at=NINE + HOUR, lane="S1-1"),
        replace(PASSED, direction="exit"),
        replace(PASSED, direction="exit", outcome="left", verdict="attention", instruction="hold"),
        replace(PASSED, direction="entry", outcome="left"),
        replace(PASSED, verified=False),
        replace(PASSED, verified=False, input="hand"),
        replace(PASSED, verified=False, input="hand", officer=bytes(16), at=NINE + 2 * HOUR, lane="S1-2"),
        replace(PASSED, verified=False, input="paper", officer=bytes(16), at=NINE + 2 * HOUR, lane="S1-2"),
        replace(PASSED, outcome="turned_away", verdict="refuse"),
        replace(PASSED, outcome="", verdict="refuse"),
        replace(PASSED, outcome="unknown", verdict="attention"),
    ]
    day = day_of(records, HONG_KONG)
    assert (day.hours[9], day.hours[10]) == (Flow(1, 2), Flow(1, 0))
    assert day.hours[11] == Flow(2, 0)
    assert day.lanes == {"F1-1": Flow(1, 2), "S1-1": Flow(1, 0), "S1-2": Flow(2, 0)}
    assert (day.entries, day.exits, day.attention, day.refused, day.whole) == (4, 2, 2, 2, True)


def test_a_day_without_crossings_and_one_with_too_many() -> None:
    nothing = day_of([], HONG_KONG)
    assert (nothing.entries, nothing.exits, nothing.lanes, len(nothing.hours), nothing.whole) == (0, 0, {}, 24, True)
    assert day_of([PASSED] * 3, HONG_KONG, most=3).whole
    cut = day_of([PASSED] * 4, HONG_KONG, most=3)
    assert (cut.entries, cut.whole) == (3, False)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [("Asia/Hong_Kong", date(2027, 1, 15), 24), ("Europe/Berlin", date(2027, 3, 28), 23),
     ("Europe/Berlin", date(2027, 10, 31), 25)],
)  # fmt: skip
def test_a_day_is_as_long_as_its_clocks_make_it(zone: str, day: date, hours: int) -> None:
    first, after = bounds(day, ZoneInfo(zone))
    assert after - first == hours * HOUR


def test_a_desk_alone_has_its_own_lanes_and_is_never_silent(store: DeskStore) -> None:
    lanes = lanes_heard(store, POLICY)
    assert {one.lane for one in lanes if one.here} == {"F1-1", "F1-2", "S1-1"}
    assert silent_lanes(lanes, POLICY, NINE) == [one for one in lanes if not one.here]
    assert [one.checkpoint for one in lanes_heard(store, None)] == [None, None, None]


def test_lanes_of_other_desks_fall_silent(town: Town) -> None:
    town.sync(town.office)
    heard = {one.lane: one for one in lanes_heard(town.office, POLICY)}
    first = heard["F1-1"]
    assert (first.desk, first.here) == ("first", False)
    assert first.heard_at is not None
    nobody = [one.lane for one in heard.values() if not one.desk]
    assert nobody, "the policy has a lane that no desk serves"
    limit = POLICY.lines["first"].entry.heard_within_s * 1_000_000
    on_time = silent_lanes(heard.values(), POLICY, first.heard_at + limit)
    assert "F1-1" not in [one.lane for one in on_time]
    late = silent_lanes(heard.values(), POLICY, first.heard_at + limit + 1)
    assert "F1-1" in [one.lane for one in late]


def test_how_many_are_inside(store: DeskStore) -> None:
    clock = FakeClock()
    holder = a_holder(Office(store, Zone(), clock))
    assert how_many_inside(store) == 0
    store.write("shown", shown(holder, lane="F1-1"), reading=clock.step(60))
    assert how_many_inside(store) == len(inside(store)) == 1
    store.write("shown", shown(holder, lane="F1-1", direction="exit"), reading=clock.step(60))
    assert how_many_inside(store) == 0
