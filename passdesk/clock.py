"""What the machine says about time. Only composition roots call `system_clock`; all else takes a `Reading`."""

import ctypes
import sys
import time
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec import Struct

MICROSECONDS = 1_000_000


class Reading(Struct, frozen=True):
    """One look at the clocks: `wall` µs UTC, `boot` µs since boot with sleep counted, `boot_id` 16 bytes."""

    wall: int
    boot: int
    boot_id: bytes


Clock = Callable[[], Reading]


def system_clock() -> Reading:
    """Read both clocks of this machine now."""
    return Reading(time.time_ns() // 1000, _boot_microseconds(), _boot_id())


def _boot_microseconds() -> int:
    if sys.platform == "win32":
        tick = ctypes.WinDLL("kernel32").GetTickCount64
        tick.restype = ctypes.c_uint64
        return int(tick()) * 1000
    elif sys.platform == "darwin":  # noqa: RET505 - mypy reads platforms in if/elif only
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000  # counts sleep on macOS
    else:
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000


@cache
def _boot_id() -> bytes:
    """Linux names each boot; elsewhere the boot's rounded start names it well enough."""
    named = Path("/proc/sys/kernel/random/boot_id")
    if named.exists():
        return uuid.UUID(named.read_text().strip()).bytes
    started = (time.time_ns() // 1000 - _boot_microseconds()) // (60 * MICROSECONDS)
    return uuid.uuid5(uuid.NAMESPACE_OID, f"boot/{uuid.getnode()}/{started}").bytes
