"""How long people stay in the inside area, in local calendar days, as the crossings seen here tell."""

from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo

from msgspec import Struct

from passdesk.domain.movements import Presence
from passdesk.domain.spells import spells_of
from passdesk.domain.zone import Names, PassClass, Policy, Stay

_SECOND = 1_000_000
_LAST_SECOND = 2**32 - 1


class StayClock(Struct, frozen=True):
    """A stay as a screen shows it: "day 3 of 7 in Shenzhen Park, as seen here". None: not asked by the class.

    day, of: the day of the stay under way (None outside) and how many it may last. used, limit, within: days inside in
    the last `within` days up to today, and how many are allowed. until: when the person has to have left, µs UTC.
    """

    area: Names
    day: int | None
    of: int | None
    used: int | None
    limit: int | None
    within: int | None
    until: int | None


def stay_clock(policy: Policy, pass_class: PassClass, presence: Presence | None, at: int) -> StayClock | None:
    """The clock of a holder at this time (µs UTC); None where the class asks for nothing in days."""
    stay = pass_class.stay
    if stay is None or (stay.days is None and stay.days_in is None):
        return None
    spells, since, local = presence.spells if presence else b"", began(presence), policy.local
    used = days_used(spells, since, at, stay.within, local) if stay.within is not None else None
    return StayClock(
        area=policy.areas[policy.inside].names,
        day=day_of_stay(since, at, local) if since else None,
        of=stay.days,
        used=used,
        limit=stay.days_in,
        within=stay.within,
        until=_until(stay, spells, since, local) if since else None,
    )


def began(presence: Presence | None) -> int:
    """When the stay under way began, µs UTC; 0 outside."""
    if presence is None or not (presence.inside and presence.stands):
        return 0
    return presence.since or presence.at


def day_of_stay(since: int, at: int, local: tzinfo) -> int:
    """1 on the day it began."""
    return max(1, _day(at // _SECOND, local) - _day(since // _SECOND, local) + 1)


def days_used(spells: bytes, since: int, at: int, within: int, local: tzinfo, *, entering: bool = False) -> int:
    """Days inside in the `within` days up to and with today; today too where somebody is `entering`."""
    today = _day(at // _SECOND, local)
    first = today - within + 1
    days = _closed_days(spells, first, today, local)
    if since:
        days.update(range(max(first, _day(since // _SECOND, local)), today + 1))
    if entering:
        days.add(today)
    return len(days)


def _closed_days(spells: bytes, first: int, last: int, local: tzinfo) -> set[int]:
    days: set[int] = set()
    for since, until in reversed(list(spells_of(spells))):
        until_day = _day(until, local)
        if until_day < first:
            break
        days.update(range(max(first, _day(since, local)), min(last, until_day) + 1))
    return days


def _day(seconds: int, local: tzinfo) -> int:
    """A local calendar day, as a number; times that no clock could have told count as the nearest one could."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST_SECOND), local).toordinal()


def _until(stay: Stay, spells: bytes, since: int, local: tzinfo) -> int | None:
    """The end of the last day allowed, when somebody stays on."""
    first = _day(since // _SECOND, local)
    ends = [first + stay.days] if stay.days is not None else []
    if stay.days_in is not None and stay.within is not None:
        ends += _window_ends(stay.days_in, stay.within, _closed_days(spells, first - stay.within, first, local), first)
    if not ends:
        return None
    midnight = datetime.combine(date.fromordinal(min(ends)), time(), local)
    return int(midnight.timestamp()) * _SECOND


def _window_ends(limit: int, within: int, before: set[int], first: int) -> Iterator[int]:
    """The first day on which a stay from day `first` on would be one day too many; none where that never comes."""
    for day in range(first + 1, first + within):
        window = sum(day - within < known < first for known in before)
        if window + min(within, day - first + 1) > limit:
            yield day
            return
