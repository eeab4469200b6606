"""How threads wait: on the event that stops them, longer after each failure."""

from collections.abc import Callable, Iterator
from threading import Event

Waiting = Callable[[Event, float], bool]
"""Waits so many seconds or until the event is set, and says whether it is; `Event.wait` unless a test steps it."""

_FIRST, _LONGEST = 0.5, 5.0  # seconds


def pauses() -> Iterator[float]:
    """Seconds to wait before each next attempt: half a second, then double, at most five."""
    pause = _FIRST
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST)
