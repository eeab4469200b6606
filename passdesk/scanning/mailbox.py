"""A mailbox with one slot between the camera's thread and the decoder's: the newest frame wins."""

from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Hands things over between threads: `put` never waits, `take` waits for something new."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._slot: T | None = None
        self._closed = False
        self._overwritten = 0

    @property
    def overwritten(self) -> int:
        """How many things were replaced before anyone took them."""
        with self._changed:
            return self._overwritten

    def put(self, thing: T) -> None:
        """Leaves a thing, in place of an older one nobody took. After `close` it is dropped."""
        with self._changed:
            if self._closed:
                return
            self._overwritten += self._slot is not None
            self._slot = thing
            self._changed.notify()

    def take(self) -> T | None:
        """Waits for a thing and takes it; None once the mailbox is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._slot is not None or self._closed)
            return self._emptied()

    def take_now(self) -> T | None:
        """The thing that lies there, or None at once."""
        with self._changed:
            return self._emptied()

    def close(self) -> None:
        """Wakes whoever waits; what lies there can still be taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _emptied(self) -> T | None:
        thing, self._slot = self._slot, None
        return thing
