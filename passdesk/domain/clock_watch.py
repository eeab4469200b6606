"""Whether a PC's clock was set, or runs away: its wall clock compared with its boot clock, reading by reading."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import MICROSECONDS, Reading

ClockMove = Literal["back", "ahead", "drift"]
JUMP_US = 60 * MICROSECONDS
"""Less than this a clock is put right by without anybody setting it."""
DRIFT_US = 5 * 60 * MICROSECONDS
QUIET_US = 10 * 60 * MICROSECONDS
"""After a finding the next is waited for so long: a clock that two services quarrel over is told of now and then."""
_PER_MILLION = 10_000
"""Between two readings far apart the clocks may part by so much: sleep is counted by another quartz."""


class Moved(Struct, frozen=True):
    """A clock was set back or ahead, or has drifted, by so many µs, never below 0."""

    kind: ClockMove
    by: int


class Watched(Struct, frozen=True):
    """What is known of the clocks of one boot.

    `offset`: wall less boot clock, µs, as last taken for right; `boot`: µs, when it was looked at last; `began`: the
    offset that `standing` is told against where there is no anchor; `drift`: how far wall and anchor stood apart when
    that was last told of; `told`: boot µs of the last finding; `standing`: how far off the clock is now, or None.
    """

    boot_id: bytes
    boot: int
    offset: int
    began: int
    drift: int = 0
    told: int | None = None
    standing: Moved | None = None


def began(boot_id: bytes, wall: int, boot: int, anchor: int | None) -> Watched:
    """Watching begins at a reading, or at the newest entry of this boot: what moved since then is found.

    A drift that stood then has been told of."""
    off = wall - boot - anchor if anchor is not None else 0
    return Watched(boot_id, boot, wall - boot, wall - boot, off)


def looked(watched: Watched, reading: Reading, anchor: int | None) -> tuple[Watched, Moved | None]:
    """What is known after one more reading of this boot, and what it found, once.

    `anchor`: signed server time less boot clock, µs, where this boot has one.
    """
    offset = reading.wall - reading.boot
    seen = replace(watched, boot=max(reading.boot, watched.boot))
    found = None if _quiet(seen) else _found(watched, reading, offset, anchor)
    if found is not None:
        off = offset - anchor if anchor is not None else watched.drift
        seen = replace(seen, offset=offset, drift=off, told=reading.boot)
    elif abs(offset - watched.offset) <= JUMP_US:
        seen = replace(seen, offset=offset)  # put right by a little
    return replace(seen, standing=_standing(seen, offset, anchor, found)), found


def _quiet(watched: Watched) -> bool:
    return watched.told is not None and watched.boot - watched.told < QUIET_US


def _found(watched: Watched, reading: Reading, offset: int, anchor: int | None) -> Moved | None:
    moved = offset - watched.offset
    apart = max(reading.boot - watched.boot, 0) * _PER_MILLION // 1_000_000
    if abs(moved) > JUMP_US + apart:
        return Moved("back" if moved < 0 else "ahead", abs(moved))
    off = offset - anchor if anchor is not None else 0
    return Moved("drift", abs(off)) if anchor is not None and abs(off - watched.drift) > DRIFT_US else None


def _standing(watched: Watched, offset: int, anchor: int | None, found: Moved | None) -> Moved | None:
    """How far off the clock is by what there is to tell it by. It was set where that was found, else it has drifted."""
    off = offset - (anchor if anchor is not None else watched.began)
    before = watched.standing
    if abs(off) <= JUMP_US or (before is None and found is None and abs(off) <= DRIFT_US):
        return None
    set_ = found.kind if found is not None else before.kind if before is not None else "drift"
    return Moved(set_ if set_ == "drift" else "back" if off < 0 else "ahead", abs(off))
