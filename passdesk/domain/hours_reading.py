"""Reads times of day, opening hours and holidays out of a policy file."""

from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any

from passdesk.domain.toml_table import Table
from passdesk.domain.zone import DAYS, SHUT, Day, Opening

_MOST_HOLIDAYS = 400


def moment(text: object) -> time | None:
    """A local time of day as "07:00"; None for anything else."""
    if not isinstance(text, str) or len(text) != 5 or text[2] != ":":
        return None
    digits = text[:2] + text[3:]
    if not (digits.isascii() and digits.isdigit()):
        return None
    hour, minute = int(text[:2]), int(text[3:])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_hours(table: Table) -> tuple[time, time] | None:
    """`hours`; None, which is all day, where it is not there."""
    count = len(table.mistakes)
    listed = table.texts("hours", default=[])
    if not table.has("hours"):
        return None
    hours = _between(listed)
    if hours is None and len(table.mistakes) == count:
        table.wrong("hours", 'needs two different times of day, as ["07:00", "22:00"]')
    return hours


def read_hours_on(table: Table, holidays: frozenset[date]) -> Mapping[Day, Opening]:
    """`hours_on`: the days on which other hours hold."""
    days = table.table("hours_on", optional=True)
    found = {day: opening for day in DAYS if (opening := _opening(days, day)) is not None}
    if "holiday" in found and not holidays:
        days.wrong("holiday", "the policy names no holidays")
    if all(found.get(day) == "closed" for day in DAYS if day != "holiday"):
        table.wrong("hours_on", "never opens on a day of the week")
    days.finish()
    return MappingProxyType(found)


def _opening(days: Table, day: Day) -> Opening | None:
    value = days.anything(day)
    if value is None:
        return None
    opening = next((known for known in SHUT if known == value), None) or _between(value)
    if opening is None:
        days.wrong(day, 'needs two different times of day, as ["07:00", "22:00"], or one of closed, all day')
    return opening


def _between(moments: Any) -> tuple[time, time] | None:
    match [moment(text) for text in moments] if isinstance(moments, (list, tuple)) else []:
        case [time() as since, time() as until] if since != until:
            return since, until
    return None


def read_holidays(root: Table) -> frozenset[date]:
    """`holidays`, a list of local dates."""
    listed = root.take("holidays", list, "a list of dates, as [2026-12-25]", []) or []
    days = [day for day in listed if type(day) is date]
    if len(days) < len(listed):
        root.wrong("holidays", "needs dates, as [2026-12-25]")
    if len(set(days)) < len(days):
        root.wrong("holidays", "names something twice")
    if len(listed) > _MOST_HOLIDAYS:
        root.wrong("holidays", f"has {len(listed)} of them; needs 0 to {_MOST_HOLIDAYS}")
    return frozenset(days)
