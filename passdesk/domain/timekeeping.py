"""One corrected time, for `fold` and `decide` alike."""

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Reading
from passdesk.domain.entries import Clocked
from passdesk.domain.movements import Times

BUILD_DATE = 1_793_491_200_000_000
"""µs UTC of 2026-11-01: no clock of a machine that runs this program is right below it."""
_BOOTS_KEPT = 16
_LATEST = (1 << 63) - 1


class Told(Struct, frozen=True):
    """The corrected time in µs UTC, and whether an anchor of that very boot stands behind it."""

    at: int
    anchored: bool


def corrected(wall: int, clock: Clocked, times: Times) -> Told:
    """Boot clock + anchor where this boot has (or got) one; else wall + last difference, never below the floor.

    Whatever a desk claims, the time told is a whole number from 0 to 2^63 - 1.
    """
    anchor = clock.anchor if clock.anchor is not None else dict(times.boots).get(clock.boot_id)
    if anchor is not None:
        return Told(by_anchor(clock.boot, anchor), anchored=True)
    return Told(_bounded(max(wall + times.difference, times.floor)), anchored=False)


def not_after(told: Told, latest: int | None) -> Told:
    """The same, but no later than `latest` (µs UTC) where that is known."""
    return told if latest is None or told.at <= latest else replace(told, at=latest)


def by_anchor(boot: int, anchor: int) -> int:
    """The corrected time (µs UTC) of a moment `boot` µs into a boot with this anchor."""
    return _bounded(boot + anchor)


def learnt(wall: int, clock: Clocked, times: Times) -> Times:
    """What `times` becomes after an entry with this clock.

    Unchanged where the entry has no anchor. One from before the floor (read again, or late) names its boot's
    anchor if no other has, and moves nothing else.
    """
    if clock.anchor is None:
        return times
    at = by_anchor(clock.boot, clock.anchor)
    if at < times.floor and clock.boot_id in dict(times.boots):
        return times
    newest, boots = (clock.boot_id, clock.anchor), times.boots
    if not boots or boots[-1] != newest:
        boots = (*(pair for pair in boots if pair[0] != clock.boot_id), newest)[-_BOOTS_KEPT:]
    if at < times.floor:
        return replace(times, boots=boots)
    return Times(key=times.key, last=times.last, difference=at - wall, floor=at, boots=boots)


def not_before(times: Times, floor: int) -> Times:
    """`times` of a journal whose desk had heard a signed time of `floor` (µs UTC), though no entry says so."""
    return times if floor <= times.floor else replace(times, floor=_bounded(floor))


def _bounded(at: int) -> int:
    return min(max(at, 0), _LATEST)


def is_suspect(reading: Reading, times: Times, last_anchor: int | None, longest_without: int) -> bool:
    """Whether this desk should doubt its clock.

    `last_anchor`: corrected µs of the newest anchor of any boot, or None; `longest_without`: µs, by the policy.
    """
    if reading.boot_id in dict(times.boots):
        return False
    if reading.wall < times.floor or reading.wall < BUILD_DATE:
        return True
    return last_anchor is None or reading.wall + times.difference - last_anchor > longest_without
