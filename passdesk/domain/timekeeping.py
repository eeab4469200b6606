"""One corrected time, for `fold` and `decide` alike."""

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Reading
from passdesk.domain.entries import Clocked
from passdesk.domain.movements import Times

BUILD_DATE = 1_793_491_200_000_000
"""µs UTC of 2026-11-01: no clock of a machine that runs this program is right below it."""
VOUCHED_BEFORE = 4_102_444_800_000_000
"""µs UTC of 2100-01-01: whoever vouches for a later time has mistyped it."""
STEP_US = 5 * 60 * 1_000_000
"""A clock that is kept is put right by seconds; one that is further off was set, or has stopped."""
_BOOTS_KEPT = 16
_LATEST = (1 << 63) - 1


class Told(Struct, frozen=True):
    """The corrected time in µs UTC, and what stands behind it: an anchor of that very boot, or two people's word."""

    at: int
    anchored: bool
    vouched: bool = False

    @property
    def sure(self) -> bool:
        """Whether anything does but the wall clock."""
        return self.anchored or self.vouched


def corrected(wall: int, clock: Clocked, times: Times) -> Told:
    """Boot clock + anchor where this boot has (or got) one; else boot clock + what was vouched for in it; else wall +
    last difference. But with an anchor it is never below the floor.

    Whatever a desk claims, the time told is a whole number from 0 to 2^63 - 1.
    """
    anchor = clock.anchor if clock.anchor is not None else dict(times.boots).get(clock.boot_id)
    if anchor is not None:
        return Told(by_anchor(clock.boot, anchor), anchored=True)
    vouched = dict(times.vouched).get(clock.boot_id)
    if vouched is not None:
        return Told(max(by_anchor(clock.boot, vouched), times.floor), anchored=False, vouched=True)
    return Told(_bounded(max(wall + times.difference, times.floor)), anchored=False)


def not_after(told: Told, latest: int | None) -> Told:
    """The same, but no later than `latest` (µs UTC) where that is known."""
    return told if latest is None or told.at <= latest else replace(told, at=latest)


def by_anchor(boot: int, anchor: int) -> int:
    """The corrected time (µs UTC) of a moment `boot` µs into a boot with this anchor."""
    return _bounded(boot + anchor)


def learnt(wall: int, clock: Clocked, times: Times) -> Times:
    """What `times` becomes after an entry with this clock.

    Where the entry has no anchor, only `latest` and `unsure`. One from before the floor (read again, or late) names
    its boot's anchor if no other has, and moves nothing else.
    """
    if clock.anchor is None:
        return _gone_on(times, corrected(wall, clock, times), clock)
    at = by_anchor(clock.boot, clock.anchor)
    if at < times.floor and clock.boot_id in dict(times.boots):
        return times
    newest, boots = (clock.boot_id, clock.anchor), times.boots
    if not boots or boots[-1] != newest:
        boots = _kept(boots, newest)
    if at < times.floor:
        return replace(times, boots=boots)
    return replace(times, difference=at - wall, floor=at, boots=boots, latest=at)


def _gone_on(times: Times, told: Told, clock: Clocked) -> Times:
    """A time to rely on is how late it is; any other only says how late it is at least."""
    unsure = times.unsure
    if not told.anchored and clock.boot_id not in dict(unsure):
        unsure = (*unsure, (clock.boot_id, clock.boot))[-_BOOTS_KEPT:]
    return replace(times, latest=told.at if told.sure else max(times.latest, told.at), unsure=unsure)


def _kept(boots: tuple[tuple[bytes, int], ...], newest: tuple[bytes, int]) -> tuple[tuple[bytes, int], ...]:
    return (*(pair for pair in boots if pair[0] != newest[0]), newest)[-_BOOTS_KEPT:]


def not_before(times: Times, floor: int) -> Times:
    """`times` of a journal whose desk had heard a signed time of `floor` (µs UTC), though no entry says so."""
    return times if floor <= times.floor else replace(times, floor=_bounded(floor))


def vouched_for(times: Times, clock: Clocked, boot_id: bytes, anchor: int) -> Times:
    """`times` once two people have said in an entry with this clock what time it is: that less the boot clock is
    `anchor` (µs). Once for a boot, for the boot it is written in, and for no time that is out of the question."""
    at = clock.boot + anchor
    if boot_id != clock.boot_id or boot_id in dict(times.vouched) or not times.floor <= at < VOUCHED_BEFORE:
        return times
    return replace(times, vouched=_kept(times.vouched, (boot_id, anchor)))


def boots_before(times: Times, clock: Clocked, anchor: int) -> tuple[tuple[bytes, ...], int]:
    """The other boots without an anchor once this one has one, or people's word: nothing that was written in them
    happened after (µs UTC) the first entry of this."""
    began = min(dict(times.unsure).get(clock.boot_id, clock.boot), clock.boot)
    others = tuple(boot_id for boot_id, _ in times.unsure if boot_id != clock.boot_id)
    return others, max(by_anchor(began, anchor), times.floor)


def _bounded(at: int) -> int:
    return min(max(at, 0), _LATEST)


def is_suspect(reading: Reading, times: Times, last_anchor: int | None, longest_without: int) -> bool:
    """Whether this desk should doubt its clock.

    `last_anchor`: corrected µs of the newest anchor of any boot, or None; `longest_without`: µs, by the policy.
    """
    if reading.boot_id in dict(times.boots) or reading.boot_id in dict(times.vouched):
        return False
    if is_behind(reading, times):
        return True
    return last_anchor is None or reading.wall + times.difference - last_anchor > longest_without


def is_behind(reading: Reading, times: Times) -> bool:
    """Whether the wall clock is plainly wrong: below the last signed time, this program's own date, or by more than
    a clock is put right by below what this desk itself has written."""
    return is_impossible(reading, times) or reading.wall + times.difference < times.latest - STEP_US


def is_impossible(reading: Reading, times: Times) -> bool:
    """Whether the wall clock says what it cannot be, whatever this desk has written."""
    return reading.wall < times.floor or reading.wall < BUILD_DATE
