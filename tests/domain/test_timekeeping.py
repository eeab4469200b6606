"""One corrected time, whatever a desk's clock claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from passdesk.clock import Reading
from passdesk.domain import canonical
from passdesk.domain.entries import Clocked
from passdesk.domain.movements import Times
from passdesk.domain.timekeeping import BUILD_DATE, Told, corrected, is_suspect, learnt
from tests.domain.builders import BOOT, MINUTE, START, ident, peopled

OTHER = ident("another boot")
NONE = Times(key=ident("gate1"))
KNOWN = Times(key=ident("gate1"), difference=3 * MINUTE, floor=START, boots=((BOOT, START),))

TOLD: dict[str, tuple[int, Clocked, Times, Told]] = {
    "nothing known": (START, Clocked(5, None, BOOT), NONE, Told(START, False)),
    "own anchor": (7, Clocked(5, START, BOOT), NONE, Told(START + 5, True)),
    "own anchor before the boot's": (7, Clocked(5, START - 9, BOOT), KNOWN, Told(START - 4, True)),
    "the boot got one since": (7, Clocked(5, None, BOOT), KNOWN, Told(START + 5, True)),
    "another boot: last difference": (START, Clocked(5, None, OTHER), KNOWN, Told(START + 3 * MINUTE, False)),
    "wall before the floor": (7, Clocked(5, None, OTHER), KNOWN, Told(START, False)),
    "never below 0": (7, Clocked(5, -(1 << 62), BOOT), NONE, Told(0, True)),
    "never over 63 bits": ((1 << 63) - 1, Clocked((1 << 63) - 1, (1 << 63) - 1, BOOT), NONE, Told((1 << 63) - 1, True)),
}


@pytest.mark.parametrize(("wall", "clock", "times", "told"), TOLD.values(), ids=TOLD)
def test_corrected(wall: int, clock: Clocked, times: Times, told: Told) -> None:
    assert corrected(wall, clock, times) == told


LEARNT: dict[str, tuple[int, Clocked, Times, Times]] = {
    "no anchor": (7, Clocked(5, None, BOOT), KNOWN, KNOWN),
    "first anchor": (
        START - MINUTE,
        Clocked(5, START, BOOT),
        NONE,
        replace(NONE, difference=MINUTE + 5, floor=START + 5, boots=((BOOT, START),)),
    ),
    "newer anchor of the boot": (
        START,
        Clocked(9, START + 1, BOOT),
        KNOWN,
        replace(KNOWN, difference=10, floor=START + 10, boots=((BOOT, START + 1),)),
    ),
    "a boot more": (
        START,
        Clocked(9, START, OTHER),
        KNOWN,
        replace(KNOWN, difference=9, floor=START + 9, boots=((BOOT, START), (OTHER, START))),
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
DAY = 1440 * MINUTE
SUSPECT: dict[str, tuple[Reading, Times, int | None, bool]] = {
    "anchored in this boot": (replace(NOW, wall=0), KNOWN, START, False),
    "never anchored": (NOW, NONE, None, True),
    "recent anchor of another boot": (replace(NOW, boot_id=OTHER), KNOWN, START, False),
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
        key=ident("gate1"), difference=9, floor=START + 9 + 2 * MINUTE, boots=((BOOT, START + 9),)
    )
