"""Certain and possible as a table: what rows say of somebody, and in which part they stand."""

import pytest
from msgspec.structs import replace

from passdesk.records.mustering.counting import DAY_US, Candidate, Doubt, Muster, Ticked, expected

NOW = 1_800_000_000_000_000
HOUR = 3_600_000_000
SILENT = frozenset({"S1-1"})
IN = Candidate(b"lin", inside=True, at=NOW - HOUR, lane="F1-1")
OUT = replace(IN, inside=False)

TABLE: dict[str, tuple[tuple[Candidate, ...], tuple[Doubt, ...] | None]] = {
    "nobody": ((), None),
    "came in an hour ago": ((IN,), ()),
    "came in a day ago to the microsecond": ((replace(IN, at=NOW - DAY_US),), ()),
    "came in longer ago": ((replace(IN, at=NOW - DAY_US - 1),), ("long_inside",)),
    "longer ago, and may stay a week": ((replace(IN, at=NOW - 6 * DAY_US, allowed=7 * DAY_US),), ()),
    "over the week": ((replace(IN, at=NOW - 8 * DAY_US, allowed=7 * DAY_US),), ("long_inside",)),
    "in by a clock that runs ahead": ((replace(IN, at=NOW + HOUR),), ()),
    "in by a silent lane": ((replace(IN, lane="S1-1"),), ("lane_silent",)),
    "in by a silent lane, long ago": (
        (replace(IN, lane="S1-1", at=NOW - 2 * DAY_US),), ("long_inside", "lane_silent"),
    ),
    "put right, by no lane": ((replace(IN, lane=""),), ()),
    "disputed": ((replace(IN, doubts=("two_lanes",)),), ("two_lanes",)),
    "settled in two ways": ((IN, replace(IN, doubts=("settled_twice",))), ("settled_twice",)),
    "outside, with a dispute": ((replace(OUT, doubts=("two_lanes",)),), ("two_lanes",)),
    "an entry that is awaited": ((replace(OUT, doubts=("awaited",)),), ("awaited",)),
    "an entry awaited at a silent lane": ((replace(OUT, lane="S1-1", doubts=("awaited",)),), ("awaited",)),
    "an entry of two days ago that nobody settled": (
        (replace(OUT, at=NOW - 2 * DAY_US, doubts=("unknown",)),), ("unknown",),
    ),
    "inside, and awaited at the exit": ((IN, replace(IN, doubts=("awaited",))), ("awaited",)),
    "set aside, and unknown": (
        (replace(OUT, doubts=("aside",)), replace(OUT, doubts=("unknown",))), ("unknown", "aside"),
    ),
    "doubt first, row after": ((replace(OUT, lane="F1-2", doubts=("aside",)), IN), ("aside",)),
}  # fmt: skip


@pytest.mark.parametrize(("candidates", "doubts"), TABLE.values(), ids=TABLE)
def test_certain_or_possible(candidates: tuple[Candidate, ...], doubts: tuple[Doubt, ...] | None) -> None:
    people, _ = expected(candidates, (), SILENT, NOW)
    assert [one.doubts for one in people] == ([] if doubts is None else [doubts])
    assert all(one.certain is (not one.doubts) for one in people)
    if any(one.inside for one in candidates):
        assert (people[0].inside, people[0].lane) == (True, next(one.lane for one in candidates if one.inside))


def test_a_range_and_who_is_missing() -> None:
    some = [replace(IN, person=bytes([n]), at=NOW - n) for n in range(6)]
    some += [replace(IN, person=b"possible", lane="S1-1"), replace(OUT, person=b"awaited", doubts=("awaited",))]
    ticked = (Ticked(bytes([2]), NOW, "pass"), Ticked(b"awaited", NOW, "name"), Ticked(b"stranger", NOW, "name"))
    people, besides = expected(some, ticked, SILENT, NOW)
    muster = Muster(NOW, people, besides)
    assert (muster.least, muster.most) == (6, 8)
    assert (muster.missing_least, muster.missing_most, muster.found) == (5, 6, 3)
    assert [one.person for one in besides] == [b"stranger"]
    assert [one.person for one in people[:6]] == [bytes([n]) for n in (5, 4, 3, 2, 1, 0)]  # longest inside first
    assert not any(one.certain for one in people[6:])


def test_nobody_stands_in_it_twice_whatever_says_so() -> None:
    people, _ = expected([IN, IN, OUT, replace(OUT, doubts=("awaited", "aside"))], (), (), NOW)
    assert [(one.person, one.doubts) for one in people] == [(b"lin", ("awaited", "aside"))]
