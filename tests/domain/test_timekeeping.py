"""One corrected time, whatever a desk's clock claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from passdesk.clock import Reading
from passdesk.domain import canonical
from passdesk.domain.entries import Clocked
from passdesk.domain.movements import Times
from passdesk.domain.timekeeping import (
    BUILD_DATE,
    VOUCHED_BEFORE,
    Told,
    corrected,
    is_suspect,
    learnt,
    not_before,
    vouched_for,
)
from tests.domain.builders import BOOT, MINUTE, START, ident, peopled

OTHER = ident("another boot")
NONE = Times(key=ident("gate1"))
DAY = 1440 * MINUTE
KNOWN = Times(key=ident("gate1"), difference=3 * MINUTE, floor=START, boots=((BOOT, START),))
VOUCHED = replace(KNOWN, vouched=((OTHER, START + DAY),))

TOLD: dict[str, tuple[int, Clocked, Times, Told]] = {
    "nothing known": (START, Clocked(5, None, BOOT), NONE, Told(START, False)),
    "own anchor": (7, Clocked(5, START, BOOT), NONE, Told(START + 5, True)),
    "own anchor before the boot's": (7, Clocked(5, START - 9, BOOT), KNOWN, Told(START - 4, True)),
    "the boot got one since": (7, Clocked(5, None, BOOT), KNOWN, Told(START + 5, True)),
    "another boot: last difference": (START, Clocked(5, None, OTHER), KNOWN, Told(START + 3 * MINUTE, False)),
    "vouched for": (7, Clocked(5, None, OTHER), VOUCHED, Told(START + DAY + 5, False, vouched=True)),
    "an anchor goes before it": (7, Clocked(5, START, OTHER), VOUCHED, Told(START + 5, True)),
    "and one the boot got since": (
        7, Clocked(5, None, BOOT), replace(KNOWN, vouched=((BOOT, 1),)), Told(START + 5, True)
    ),
    "vouched for, below the floor": (
        7, Clocked(5, None, OTHER), replace(KNOWN, vouched=((OTHER, 0),)), Told(START, False, vouched=True)
    ),
    "wall before the floor": (7, Clocked(5, None, OTHER), KNOWN, Told(START, False)),
    "never below 0": (7, Clocked(5, -(1 << 62), BOOT), NONE, Told(0, True)),
    "never over 63 bits": ((1 << 63) - 1, Clocked((1 << 63) - 1, (1 << 63) - 1, BOOT), NONE, Told((1 << 63) - 1, True)),
}


@pytest.mark.parametrize(("wall", "clock", "times", "told"), TOLD.values(), ids=TOLD)
def test_corrected(wall: int, clock: Clocked, times: Times, told: Told) -> None:
    assert corrected(wall, clock, times) == told


LEARNT: dict[str, tuple[int, Clocked, Times, Times]] = {
    "no anchor, in a boot that has one": (7, Clocked(5, None, BOOT), KNOWN, replace(KNOWN, latest=START + 5)),
    "no anchor": (
        START,
        Clocked(5, None, OTHER),
        KNOWN,
        replace(KNOWN, latest=START + 3 * MINUTE, unsure=((OTHER, 5),)),
    ),
    "and earlier than before": (
        START,
        Clocked(5, None, OTHER),
        replace(KNOWN, latest=START + DAY, unsure=((OTHER, 5),)),
        replace(KNOWN, latest=START + DAY, unsure=((OTHER, 5),)),
    ),
    "vouched for, and earlier than before": (
        START + DAY,
        Clocked(5, None, OTHER),
        replace(KNOWN, vouched=((OTHER, START),), latest=START + DAY, unsure=((OTHER, 1), (BOOT, 2))),
        replace(KNOWN, vouched=((OTHER, START),), latest=START + 5, unsure=((OTHER, 1), (BOOT, 2))),
    ),
    "an anchor, and earlier than before": (
        START,
        Clocked(9, START + 1, BOOT),
        replace(KNOWN, latest=START + DAY),
        replace(KNOWN, difference=10, floor=START + 10, boots=((BOOT, START + 1),), latest=START + 10),
    ),
    "first anchor": (
        START - MINUTE,
        Clocked(5, START, BOOT),
        NONE,
        replace(NONE, difference=MINUTE + 5, floor=START + 5, boots=((BOOT, START),), latest=START + 5),
    ),
    "newer anchor of the boot": (
        START,
        Clocked(9, START + 1, BOOT),
        KNOWN,
        replace(KNOWN, difference=10, floor=START + 10, boots=((BOOT, START + 1),), latest=START + 10),
    ),
    "a boot more": (
        START,
        Clocked(9, START, OTHER),
        KNOWN,
        replace(KNOWN, difference=9, floor=START + 9, boots=((BOOT, START), (OTHER, START)), latest=START + 9),
    ),
    "an older entry read again": (START, Clocked(9, START - MINUTE, BOOT), KNOWN, KNOWN),
    "an older boot, late": (
        START,
        Clocked(9, START - MINUTE, OTHER),
        KNOWN,
        replace(KNOWN, boots=((BOOT, START), (OTHER, START - MINUTE))),
    ),
}


@pytest.mark.parametrize(("wall", "clock", "times", "new"), LEARNT.values(), ids=LEARNT)
def test_learnt(wall: int, clock: Clocked, times: Times, new: Times) -> None:
    assert learnt(wall, clock, times) == new


def test_the_newest_sixteen_boots_are_remembered() -> None:
    times = NONE
    for number in range(20):
        times = learnt(START, Clocked(number, START, bytes([number]) * 16), times)
    assert [boot[0] for boot, _ in times.boots] == list(range(4, 20))


micros = st.integers(0, (1 << 63) - 1)
clocks = st.builds(
    Clocked, boot=micros, anchor=st.none() | st.integers(1 - (1 << 63), (1 << 63) - 1), boot_id=st.just(BOOT)
)


@given(st.lists(st.tuples(micros, clocks), max_size=5))
def test_whatever_clocks_claim_times_stay_within_63_bits_and_can_be_written(claims: list[tuple[int, Clocked]]) -> None:
    times = NONE
    for wall, clock in claims:
        assert 0 <= corrected(wall, clock, times).at < 1 << 63
        floor, times = times.floor, learnt(wall, clock, times)
        assert times.floor >= floor
        assert Times.from_map(canonical.decode(canonical.encode(times.to_map()))) == times
        assert learnt(wall, clock, times).floor == times.floor


NOW = Reading(START + MINUTE, 5, BOOT)
SUSPECT: dict[str, tuple[Reading, Times, int | None, bool]] = {
    "anchored in this boot": (replace(NOW, wall=0), KNOWN, START, False),
    "never anchored": (NOW, NONE, None, True),
    "recent anchor of another boot": (replace(NOW, boot_id=OTHER), KNOWN, START, False),
    "vouched for in this boot": (replace(NOW, boot_id=OTHER, wall=0), VOUCHED, None, False),
    "minutes below its newest entry": (
        replace(NOW, boot_id=OTHER), replace(KNOWN, latest=NOW.wall + 8 * MINUTE), START, False
    ),
    "more than that below": (
        replace(NOW, boot_id=OTHER), replace(KNOWN, latest=NOW.wall + 8 * MINUTE + 1), START, True
    ),
    "below the floor": (replace(NOW, boot_id=OTHER, wall=START - 1), KNOWN, START, True),
    "below the build date": (replace(NOW, wall=BUILD_DATE - 1), NONE, BUILD_DATE - 2, True),
    "the anchor is a day old": (replace(NOW, boot_id=OTHER, wall=START + DAY - 3 * MINUTE), KNOWN, START, False),
    "and a moment": (replace(NOW, boot_id=OTHER, wall=START + DAY - 3 * MINUTE + 1), KNOWN, START, True),
}


@pytest.mark.parametrize(("reading", "times", "last", "suspect"), SUSPECT.values(), ids=SUSPECT)
def test_is_suspect(reading: Reading, times: Times, last: int | None, suspect: bool) -> None:
    assert is_suspect(reading, times, last, DAY) is suspect


def test_fold_tells_the_same_time_and_remembers_it() -> None:
    zone = peopled()
    zone.journal("gate1").anchor = None
    assert zone.do("gate1", "database_recovered", at=MINUTE).at == START + MINUTE
    zone.journal("gate1").anchor = START + 9
    assert zone.do("gate1", "database_recovered", at=2 * MINUTE).at == START + 9 + 2 * MINUTE
    zone.journal("gate1").anchor = None
    assert zone.do("gate1", "database_recovered", at=3 * MINUTE).at == START + 9 + 3 * MINUTE
    zone.journal("gate1").boot_id = OTHER
    assert zone.do("gate1", "database_recovered", at=4 * MINUTE).at == START + 9 + 4 * MINUTE
    assert zone.do("gate1", "database_recovered", at=0).at == START + 9 + 2 * MINUTE
    assert zone.row(Times, "gate1") == Times(
        key=ident("gate1"), difference=9, floor=START + 9 + 2 * MINUTE, boots=((BOOT, START + 9),),
        latest=START + 9 + 4 * MINUTE, unsure=((BOOT, MINUTE), (OTHER, 4 * MINUTE)),
    )  # fmt: skip


VOUCHING: dict[str, tuple[Clocked, bytes, int, tuple[tuple[bytes, int], ...]]] = {
    "for this boot": (Clocked(5, None, OTHER), OTHER, START, ((OTHER, START),)),
    "for another boot": (Clocked(5, None, OTHER), BOOT, START, ()),
    "at the floor": (Clocked(5, None, OTHER), OTHER, START - 5, ((OTHER, START - 5),)),
    "below the floor": (Clocked(5, None, OTHER), OTHER, START - 6, ()),
    "far in the future": (Clocked(5, None, OTHER), OTHER, VOUCHED_BEFORE - 5, ()),
    "by no time at all": (Clocked((1 << 63) - 1, None, OTHER), OTHER, (1 << 63) - 1, ()),
    "before time": (Clocked(0, None, OTHER), OTHER, 1 - (1 << 63), ()),
}


@pytest.mark.parametrize(("clock", "boot_id", "anchor", "vouched"), VOUCHING.values(), ids=VOUCHING)
def test_vouched_for(clock: Clocked, boot_id: bytes, anchor: int, vouched: tuple[tuple[bytes, int], ...]) -> None:
    assert vouched_for(KNOWN, clock, boot_id, anchor).vouched == vouched


def test_once_for_a_boot() -> None:
    twice = vouched_for(VOUCHED, Clocked(5, None, OTHER), OTHER, START + 2 * DAY)
    assert twice == VOUCHED


Said = tuple[str, int, int, int]
"""What happens (an entry, an anchor, a floor heard, a vouching), a boot, its boot clock, a time."""
sayings = st.tuples(
    st.sampled_from(["entry", "anchor", "floor", "vouch"]), st.integers(0, 3), st.integers(0, 1 << 50), micros
)


@given(st.lists(sayings, max_size=12))
def test_without_an_anchor_no_time_is_ever_below_the_floor(said: list[Said]) -> None:
    times = NONE
    for what, boot, since, at in said:
        clock = Clocked(since, at - since if what == "anchor" else None, bytes([boot]) * 16)
        if what == "vouch":
            times = vouched_for(times, clock, clock.boot_id, at - since)
        if what == "floor":
            times = not_before(times, at)
        told = corrected(at, clock, times)
        assert told.anchored or told.at >= times.floor
        assert told.at < 1 << 63
        floor, times = times.floor, learnt(at, clock, times)
        assert times.floor >= floor
        assert Times.from_map(canonical.decode(canonical.encode(times.to_map()))) == times
