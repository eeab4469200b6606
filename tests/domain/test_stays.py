"""Days inside, counted in local calendar days as the crossings seen here tell."""

from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passdesk.domain.movements import Presence
from passdesk.domain.stays import StayClock, began, day_of_stay, days_used, stay_clock
from passdesk.domain.zone import Stay
from tests.domain.scenes import GOOD, NOON, PERSON, POLICY

HONG_KONG, LONDON = ZoneInfo("Asia/Hong_Kong"), ZoneInfo("Europe/London")
TODAY = datetime.fromtimestamp(NOON, HONG_KONG)


def at(day: int, hour: int = 12, zone: ZoneInfo = HONG_KONG) -> int:
    """Seconds UTC of an hour so many days from today's date."""
    return int(datetime.combine(TODAY.date() + timedelta(days=day), time(hour), zone).timestamp())


def packed(*spells: tuple[int, int]) -> bytes:
    return b"".join(second.to_bytes(4) for spell in spells for second in spell)


def us(seconds: int) -> int:
    return seconds * 1_000_000


def used(*spells: tuple[int, int], since: int = 0, within: int = 180, entering: bool = False) -> int:
    return days_used(packed(*spells), us(since), us(at(0)), within, HONG_KONG, entering=entering)


COUNTED = {
    "never inside": (used(), 0),
    "entering today": (used(entering=True), 1),
    "an hour yesterday": (used((at(-1, 9), at(-1, 10))), 1),
    "an hour over midnight": (used((at(-2, 23), at(-1, 1))), 2),
    "two hours of one day": (used((at(-1, 9), at(-1, 10)), (at(-1, 14), at(-1, 15))), 1),
    "inside since today": (used(since=at(0, 9)), 1),
    "inside since yesterday": (used(since=at(-1, 23)), 2),
    "inside since yesterday, and entering": (used(since=at(-1, 23), entering=True), 2),
    "out and in on one day": (used((at(-2, 9), at(-1, 10)), since=at(-1, 20)), 3),
    "the window's first day": (used((at(-9, 0), at(-9, 1)), within=10), 1),
    "the day before the window": (used((at(-10, 22), at(-10, 23)), within=10), 0),
    "over the window's beginning": (used((at(-20), at(-8)), within=10), 2),
    "a stay as long as the window": (used(since=at(-15), within=10), 10),
    "a spell that ends after today": (used((at(-1), at(3))), 2),
    "since a time to come": (used(since=at(1)), 0),
    "all spells there can be": (used((0, 2**32 - 1), within=400), 400),
}


@pytest.mark.parametrize(("found", "days"), COUNTED.values(), ids=COUNTED)
def test_days_are_counted_once(found: int, days: int) -> None:
    assert found == days


def test_the_day_is_the_local_one() -> None:
    """One o'clock in Hong Kong is still the evening before in London."""
    spells = packed((at(0, 1), at(0, 2)), (at(0, 10), at(0, 11)))
    assert days_used(spells, 0, us(at(0)), 30, HONG_KONG) == 1
    assert days_used(spells, 0, us(at(0)), 30, LONDON) == 2


@pytest.mark.parametrize("spells", [b"\0" * 7, b"\xff" * 9, packed((at(-1), at(-2))), b"\xff" * 4000])
def test_broken_spells_count_nothing_and_raise_nothing(spells: bytes) -> None:
    assert days_used(spells, 0, us(at(0)), 10, HONG_KONG) == 0
    assert days_used(spells, 2**62, us(at(0)), 10, HONG_KONG) == 0


def test_the_day_of_a_stay() -> None:
    assert day_of_stay(us(at(0, 0)), us(at(0, 23)), HONG_KONG) == 1
    assert day_of_stay(us(at(-1, 23)), us(at(0, 0)), HONG_KONG) == 2
    assert day_of_stay(us(at(-6)), us(at(0)), HONG_KONG) == 7
    assert day_of_stay(us(at(2)), us(at(0)), HONG_KONG) == 1


def presence(inside: bool = True, since: int = 0, spells: bytes = b"") -> Presence:
    return Presence(
        key=PERSON, inside=inside, at=us(at(-2)), lane="S1-1", movement=(b"j", 1), since=us(since), spells=spells
    )


def test_a_stay_began_where_it_says_or_with_the_last_movement() -> None:
    assert began(None) == began(presence(inside=False, since=at(-3))) == 0
    assert began(presence(since=at(-3))) == us(at(-3))
    assert began(presence()) == us(at(-2))


def clock_of(stay: Stay | None, last: Presence | None) -> StayClock | None:
    policy = GOOD.class_but(stay=stay).policy
    assert policy is not None
    return stay_clock(policy, policy.classes[1], last, us(at(0)))


def until(clock: StayClock | None) -> int | None:
    assert clock is not None
    return clock.until


def test_a_clock_names_its_area_its_days_and_when_to_have_left() -> None:
    park = POLICY.areas["park"].names
    asked = Stay(days=7, days_in=30, within=90)
    spells = packed((at(-10), at(-9)))
    assert clock_of(asked, presence(since=at(-2), spells=spells)) == StayClock(park, 3, 7, 5, 30, 90, us(at(5, 0)))
    assert clock_of(asked, presence(inside=False, spells=spells)) == StayClock(park, None, 7, 2, 30, 90, None)
    assert clock_of(asked, None) == StayClock(park, None, 7, 0, 30, 90, None)
    assert clock_of(Stay(days=1), presence(since=at(0, 9))) == StayClock(park, 1, 1, None, None, None, us(at(1, 0)))
    assert clock_of(Stay(entries=3), presence()) is None
    assert clock_of(None, presence()) is None


def test_the_window_may_end_a_stay_before_its_own_days_do() -> None:
    last = presence(since=at(0), spells=packed((at(-8), at(-5))))
    assert until(clock_of(Stay(days=7, days_in=7, within=30), last)) == us(at(3, 0))
    assert until(clock_of(Stay(days_in=7, within=30), last)) == us(at(3, 0))
    assert until(clock_of(Stay(days_in=7, within=9), last)) == us(at(7, 0))  # the earlier ones fall out meanwhile
    assert until(clock_of(Stay(days_in=5, within=9), last)) == us(at(5, 0))
    assert until(clock_of(Stay(days_in=9, within=9), last)) is None
    assert until(clock_of(Stay(days_in=2, within=30), last)) == us(at(1, 0))  # too many from the first day on
    again = presence(since=at(0, 10), spells=packed((at(-1), at(0, 9))))  # out and in on one day
    assert until(clock_of(Stay(days_in=3, within=30), again)) == us(at(2, 0))


@given(
    st.lists(st.tuples(st.integers(-30, 0), st.integers(0, 60)), max_size=12),
    st.integers(1, 40),
    st.integers(-35, 0) | st.none(),
)
def test_the_days_are_those_of_a_plain_count(hours: list[tuple[int, int]], within: int, since_day: int | None) -> None:
    """Against hour by hour: every hour inside marks its local day."""
    spells = sorted((at(day, 0), at(day, 0) + length * 3600) for day, length in hours)
    ends = max((until for _, until in spells), default=0)
    spells = [(since, min(until, at(0))) for since, until in spells]
    since = at(since_day, 0) if since_day is not None else 0
    inside = [range(since, until + 1, 3600) for since, until in spells]
    inside += [range(since, at(0) + 1, 3600)] if since else []
    days = {datetime.fromtimestamp(second, HONG_KONG).date() for span in inside for second in span}
    counted = sum((TODAY.date() - day).days < within for day in days)
    apart = all(one[1] <= other[0] for one, other in pairwise(spells))
    if apart and ends:
        assert days_used(packed(*spells), us(since), us(at(0)), within, HONG_KONG) == counted
