"""Clock histories and what is found in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passdesk.clock import MICROSECONDS, Reading
from passdesk.domain.clock_watch import Moved, began, looked

BOOT = b"boot" * 4
T0 = 1_800_000_000 * MICROSECONDS
S, MIN, H, DAY, YEAR = 1, 60, 3600, 86_400, 365 * 86_400
Step = tuple[int, int]
"""Seconds that pass by the boot clock, and by the wall clock."""
Found = tuple[str, int]


def lived(steps: list[Step], anchor_off: int | None) -> tuple[list[Found], Moved | None]:
    """What is found of a PC whose clock begins right (`anchor_off` 0) or off by so many seconds; None: no anchor."""
    wall, boot = T0, 1000 * MICROSECONDS
    anchor = None if anchor_off is None else wall - boot - anchor_off * MICROSECONDS
    watched = began(BOOT, wall, boot, None)
    found: list[Found] = []
    for by_boot, by_wall in steps:
        boot, wall = boot + by_boot * MICROSECONDS, wall + by_wall * MICROSECONDS
        watched, one = looked(watched, Reading(wall, boot, BOOT), anchor)
        if one is not None:
            found.append((one.kind, one.by // MICROSECONDS))
    return found, watched.standing


def off(kind: str, seconds: int) -> Moved:
    moved = Moved("drift", seconds * MICROSECONDS)
    return Moved(kind, moved.by)  # type: ignore[arg-type]


HISTORIES: dict[str, tuple[list[Step], int | None, list[Found], Moved | None]] = {
    "goes on": ([(1, 1), (H, H), (DAY, DAY)], 0, [], None),
    "goes on, without a server": ([(1, 1), (H, H), (DAY, DAY)], None, [], None),
    "sleeps for a week": ([(7 * DAY, 7 * DAY)], 0, [], None),
    "sleeps for a week by another quartz": ([(7 * DAY, 7 * DAY - 5 * MIN)], None, [], None),
    "put right by seconds": ([(1, 30), (1, -20)], 0, [], None),
    "set back an hour": ([(1, -H)], 0, [("back", H + 1)], off("back", H + 1)),
    "set back an hour, without a server": ([(1, -H)], None, [("back", H + 1)], off("back", H + 1)),
    "set back, found once": ([(1, -H), (1, 1), (MIN, MIN), (H, H)], 0, [("back", H + 1)], off("back", H + 1)),
    "set to 2031": ([(1, 4 * YEAR)], 0, [("ahead", 4 * YEAR - 1)], off("ahead", 4 * YEAR - 1)),
    "to 2031 and back after an hour": (
        [(1, 4 * YEAR), (H, H - 4 * YEAR)], None, [("ahead", 4 * YEAR - 1), ("back", 4 * YEAR)], None,
    ),
    "set back twice within a minute": ([(1, -H), (MIN, -H)], 0, [("back", H + 1)], off("back", 2 * H + MIN + 1)),
    "the second time is told later": (
        [(1, -H), (MIN, -H), (10 * MIN, 10 * MIN)],
        0,
        [("back", H + 1), ("back", H + MIN)],
        off("back", 2 * H + MIN + 1),
    ),
    "two services quarrel": ([(1, -H), *[(S, H), (S, -H)] * 200], 0, [("back", H + 1)], off("drift", H + 401)),
    "set back and right again at once": (
        [(1, -H), (1, H + 2), (H, H)], 0, [("back", H + 1), ("ahead", H + 1)], None
    ),
    "drifts 20 s an hour, without a server": ([(H, H + 20)] * 48, None, [], off("drift", 960)),
    "drifts 20 s an hour": ([(H, H + 20)] * 20, 0, [("drift", 320)], off("drift", 400)),
    "drifts on": ([(H, H - 20)] * 40, 0, [("drift", 320), ("drift", 640)], off("drift", 800)),
    "drifts and is put right": ([(H, H + 20)] * 20 + [(1, -400)], 0, [("drift", 320), ("back", 401)], None),
    "wrong by ten minutes from the start": ([(1, 1), (1, 1), (H, H)], 600, [("drift", 600)], off("drift", 600)),
    "wrong by two minutes from the start": ([(1, 1), (1, 1), (H, H)], 120, [], None),
    "over midnight": ([(S, S)] * 60, 0, [], None),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "anchor", "found", "standing"), HISTORIES.values(), ids=HISTORIES)
def test_histories(steps: list[Step], anchor: int | None, found: list[Found], standing: Moved | None) -> None:
    assert lived(steps, anchor) == (found, standing)


def test_a_move_while_nobody_looked_is_found_from_the_newest_entry_on() -> None:
    watched = began(BOOT, T0, 5, T0 - 5)
    _, found = looked(watched, Reading(T0 - H * MICROSECONDS, 5 + MICROSECONDS, BOOT), T0 - 5)
    assert found == Moved("back", (H + 1) * MICROSECONDS)


def test_a_drift_that_was_told_of_is_not_told_again_after_a_start() -> None:
    anchor = T0 - 5 - 600 * MICROSECONDS
    watched, found = looked(began(BOOT, T0, 5, anchor), Reading(T0 + 1, 6, BOOT), anchor)
    assert found is None
    assert watched.standing == Moved("drift", 600 * MICROSECONDS)


micros = st.integers(0, (1 << 63) - 1)


@given(st.lists(st.tuples(micros, micros, st.none() | st.integers(-(1 << 63), 1 << 63)), max_size=8))
def test_whatever_clocks_say_a_finding_can_be_written_and_is_not_repeated(
    said: list[tuple[int, int, int | None]]
) -> None:
    watched = began(BOOT, 0, 0, None)
    for wall, boot, anchor in said:
        reading = Reading(wall, boot, BOOT)
        watched, found = looked(watched, reading, anchor)
        assert found is None or found.by >= 0
        watched, again = looked(watched, reading, anchor)
        assert again is None
