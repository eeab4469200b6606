"""One corrected time, for `fold` and `decide` alike."""

from dataclasses import dataclass, replace

from passdesk.clock import Reading
from passdesk.domain.entries import Clocked
from passdesk.domain.movements import Times

BUILD_DATE = 1_793_491_200_000_000
"""µs UTC of 2026-11-01: no clock of a machine that runs this program is right below it."""
_BOOTS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Told:
    """The corrected time in µs UTC, and whether an anchor of that very boot stands behind it."""

    at: int
    anchored: bool


def corrected(wall: int, clock: Clocked, times: Times) -> Told:
    """Boot clock + anchor where this boot has (or got) one; else wall + last difference, never below the floor."""
    anchor = clock.anchor if clock.anchor is not None else dict(times.boots).get(clock.boot_id)
    if anchor is not None:
        return Told(clock.boot + anchor, anchored=True)
    return Told(max(wall + times.difference, times.floor), anchored=False)


def learnt(wall: int, clock: Clocked, times: Times) -> Times:
    """What `times` becomes after an entry with this clock; unchanged where it has no anchor."""
    if clock.anchor is None:
        return times
    at = clock.boot + clock.anchor
    boots = (*(pair for pair in times.boots if pair[0] != clock.boot_id), (clock.boot_id, clock.anchor))
    return replace(times, difference=at - wall, floor=max(times.floor, at), boots=boots[-_BOOTS_KEPT:])


def is_suspect(reading: Reading, times: Times, last_anchor: int | None, longest_without: int) -> bool:
    """Whether this desk should doubt its clock.

    `last_anchor`: corrected µs of the newest anchor of any boot, or None; `longest_without`: µs, by the policy.
    """
    if reading.boot_id in dict(times.boots):
        return False
    if reading.wall < times.floor or reading.wall < BUILD_DATE:
        return True
    return last_anchor is None or reading.wall + times.difference - last_anchor > longest_without
