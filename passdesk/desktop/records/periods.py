"""Stretches of days a filter can ask for, and how what is asked is said."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Literal, get_args

from passdesk.desktop.look import Look
from passdesk.domain.crossings import CrossingFilter
from passdesk.records.day import bounds

Period = Literal["any", "today", "yesterday", "week", "month", "days"]
PERIODS: tuple[Period, ...] = get_args(Period)
_DAYS = {"today": 1, "yesterday": 1, "week": 7, "month": 30}


def names(look: Look) -> dict[Period, str]:
    return {
        "any": look.tr("Any time"),
        "today": look.tr("Today"),
        "yesterday": look.tr("Yesterday"),
        "week": look.tr("Last 7 days"),
        "month": look.tr("Last 30 days"),
        "days": look.tr("Chosen days"),
    }


def today(now: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(now / 1_000_000, zone).date()


def span(period: Period, now: int, zone: tzinfo) -> tuple[int | None, int | None]:
    """Its bounds in µs UTC; of chosen days, and of any time, none."""
    if period not in _DAYS:
        return None, None
    here, days = today(now, zone), _DAYS[period]
    first = here - timedelta(days=1 if period == "yesterday" else days - 1)
    return bounds(first, zone, days)


def span_of_days(first: date, last: date, zone: tzinfo) -> tuple[int, int]:
    """From the beginning of the earlier day to the end of the later one."""
    low, high = min(first, last), max(first, last)
    return bounds(low, zone, (high - low).days + 1)


def period_of(asked: CrossingFilter, now: int, zone: tzinfo) -> Period:
    """Which of them a filter asks for."""
    held = (asked.since, asked.until)
    if held == (None, None):
        return "any"
    return next((one for one in PERIODS if one != "any" and span(one, now, zone) == held), "days")


def days_of(asked: CrossingFilter, now: int, zone: tzinfo) -> tuple[date, date]:
    """First and last day asked for; today where a filter leaves them open."""
    here = today(now, zone)
    first = today(asked.since, zone) if asked.since is not None else here
    last = today(asked.until - 1, zone) if asked.until is not None else here
    return first, last


def said(look: Look, asked: CrossingFilter, now: int) -> str:
    """What a filter asks of the time, in words."""
    period = period_of(asked, now, look.zone)
    if period != "days":
        return names(look)[period]
    first = look.day(asked.since) if asked.since is not None else ""
    last = look.day(asked.until - 1) if asked.until is not None else ""
    if first == last:
        return first
    if not first:
        return look.tr("Until {day}", day=last)
    return look.tr("From {first} to {last}", first=first, last=last) if last else look.tr("From {day}", day=first)
