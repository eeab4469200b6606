"""One day's crossings counted: by hour, by lane, and those that were not plainly admitted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice

from msgspec import Struct

from passdesk.domain.crossings import BY_OFFICERS, CrossingRecord

HOURS = 24
MOST = 50_000
"""More than this on one day and the counts are said to be of the first so many."""


class Flow(Struct, frozen=True):
    """Movements in both directions."""

    entries: int = 0
    exits: int = 0


class Day(Struct, frozen=True):
    """`hours`: 24, by local hour. `attention` and `refused` count verdicts, moved or not. `whole`: nothing was left
    out."""

    hours: tuple[Flow, ...]
    lanes: Mapping[str, Flow]
    attention: int
    refused: int
    whole: bool

    @property
    def entries(self) -> int:
        return sum(hour.entries for hour in self.hours)

    @property
    def exits(self) -> int:
        return sum(hour.exits for hour in self.hours)


def bounds(day: date, zone: tzinfo, days: int = 1) -> tuple[int, int]:
    """Where `days` local days from `day` on begin and end, µs UTC."""
    first = datetime.combine(day, time(), zone)
    after = datetime.combine(day + timedelta(days=days), time(), zone)
    return round(first.timestamp() * 1_000_000), round(after.timestamp() * 1_000_000)


def day_of(records: Iterable[CrossingRecord], zone: tzinfo, most: int = MOST) -> Day:
    """Count the records of one day; the reader has chosen them."""
    verdicts: Counter[str] = Counter()
    hours: Counter[tuple[int, str]] = Counter()
    lanes: Counter[tuple[str, str]] = Counter()
    counted = iter(records)
    for record in islice(counted, most):
        verdicts[record.verdict] += 1
        if _moved(record):
            hours[datetime.fromtimestamp(record.at / 1_000_000, zone).hour, record.direction] += 1
            lanes[record.lane, record.direction] += 1
    return Day(
        hours=tuple(Flow(hours[hour, "entry"], hours[hour, "exit"]) for hour in range(HOURS)),
        lanes={lane: Flow(lanes[lane, "entry"], lanes[lane, "exit"]) for lane in sorted({key for key, _ in lanes})},
        attention=verdicts["attention"],
        refused=verdicts["refuse"],
        whole=next(counted, None) is None,
    )


def _moved(record: CrossingRecord) -> bool:
    """As `fold` moves people: what did not verify moves nobody but by an officer's word; one leaves by passing or by
    having left. What was undone moved nobody."""
    known = record.verified or (record.input in BY_OFFICERS and record.officer is not None)
    led = record.outcome == "passed" or (record.direction == "exit" and record.outcome == "left")
    return record.annulled is None and known and led
