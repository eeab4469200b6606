"""Clocks stepped by hand."""

from msgspec import Struct

from passdesk.clock import MICROSECONDS, Reading

START = 1_800_000_000 * MICROSECONDS
"""µs UTC: a day in January 2027, after the build date."""


class FakeClock(Struct):
    """Call it for a `Reading`. `step` moves both clocks; `set_wall` the wall clock alone; `reboot` begins a boot."""

    wall: int = START
    boot: int = 1000 * MICROSECONDS
    boot_number: int = 1

    def __call__(self) -> Reading:
        return Reading(self.wall, self.boot, self.boot_number.to_bytes(16))

    def step(self, seconds: float = 1) -> Reading:
        self.wall += round(seconds * MICROSECONDS)
        self.boot += round(seconds * MICROSECONDS)
        return self()

    def set_wall(self, wall: int) -> Reading:
        self.wall = wall
        return self()

    def reboot(self, off: float = 60) -> Reading:
        """The machine was off for `off` seconds."""
        self.wall += round(off * MICROSECONDS)
        self.boot = MICROSECONDS
        self.boot_number += 1
        return self()
