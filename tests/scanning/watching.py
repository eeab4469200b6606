"""What the threads of tests say, waited for."""

from queue import Queue
from threading import Event
from typing import Generic, TypeVar

T = TypeVar("T")
LONG = 30.0  # seconds until a test gives up


class Heard(Generic[T]):
    """A callback that keeps what it is told."""

    def __init__(self) -> None:
        self._told: Queue[T] = Queue()

    def __call__(self, thing: T) -> None:
        self._told.put(thing)

    def next(self) -> T:
        """The next thing told, waited for."""
        return self._told.get(timeout=LONG)

    def until(self, thing: T) -> None:
        """Waits for this very thing and forgets what was told before it."""
        while self.next() != thing:
            pass

    def rest(self) -> list[T]:
        return [self._told.get_nowait() for _ in range(self._told.qsize())]


def hardly(event: Event, _seconds: float) -> bool:
    """A `Waiting` that lets other threads run and goes on."""
    return event.wait(0.001)
