"""The thread that exchanges while a window is open: when the schedule says, and at once when it is nudged."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Clock
from passdesk.errors import PassdeskError, Trouble
from passdesk.store.desk_store import DeskStore
from passdesk.sync.schedule import Attempts, failed, next_attempt, succeeded

if TYPE_CHECKING:
    from passdesk.sync.exchange import ExchangeReport
    from passdesk.sync.link import Link

log = logging.getLogger(__name__)
STOPS_WITHIN_S = 5.0
"""An exchange that a dead line holds up longer is let go of: it is done over at the next start, and nothing is lost."""
Connect = Callable[[], AbstractContextManager["Link"]]


class Exchanged(Struct, frozen=True):
    """How one try went, at `at` (µs by the wall clock): `report` where it went through, else `error`."""

    at: int
    report: "ExchangeReport | None"
    error: PassdeskError | None

    @property
    def connected(self) -> bool:
        return self.report is not None


class Exchanging:
    """`tell` hears of every beginning (None) and end, on this thread. `unsent` says whether something waits to be
    sent. `connect` opens the line for one exchange. Nothing happens before `start` and after `stop`."""

    def __init__(
        self, store: DeskStore, connect: Connect, clock: Clock, tell: Callable[[Exchanged | None], None],
        unsent: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._store, self._connect, self._clock, self._tell, self._unsent = store, connect, clock, tell, unsent
        self._changed, self._turn = Condition(), Lock()
        self._nudged = self._stopped = False
        self._attempts = Attempts()
        self._thread = Thread(target=self._run, name="exchange", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def nudge(self) -> None:
        """Exchange as soon as it can be done."""
        with self._changed:
            self._nudged = True
            self._changed.notify()

    def written(self) -> None:
        """Something waits to be sent: the next exchange need not wait for a minute of quiet."""
        with self._changed:
            self._attempts = replace(self._attempts, unsent=True)
            self._changed.notify()

    def stop(self, timeout_s: float = STOPS_WITHIN_S) -> bool:
        """End after the exchange under way; whether it has ended within `timeout_s`. Nothing is told afterwards."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """No exchange while the block lasts: another way has the register's pages. Waits for the one under way."""
        with self._turn:
            yield

    def _run(self) -> None:
        while self._wait():
            self._tell(None)
            told = self._once()
            if self._stopped:  # the store may be closed by now
                return
            now = self._clock().boot
            went = succeeded(now) if told.connected else failed(self._attempts, now)
            with self._changed:
                self._attempts = Attempts(went.last, went.failures, self._unsent())
            self._tell(told)

    def _wait(self) -> bool:
        """Until the schedule, or somebody, says so; False when it is over."""
        with self._changed:
            while not self._stopped and not self._nudged:
                now = self._clock().boot
                due = next_attempt(self._attempts, now)
                if due <= now:
                    break
                self._changed.wait((due - now) / 1_000_000)
            self._nudged = False
            return not self._stopped

    def _once(self) -> Exchanged:
        from passdesk.sync.exchange import exchange  # on this thread, once the window stands

        try:
            with self._turn, self._connect() as link:
                report = exchange(self._store, link, self._clock)
            return Exchanged(self._clock().wall, report, None)
        except PassdeskError as error:
            return Exchanged(self._clock().wall, None, error)
        except Exception as error:
            log.exception("an exchange failed")
            fault = Trouble(f"The exchange met a fault: {type(error).__name__}.", kept="Nothing recorded is lost.")
            return Exchanged(self._clock().wall, None, fault)
