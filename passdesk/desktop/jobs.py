"""The one way off the GUI thread: hand over a function, get `Ok` or `Err` back on the GUI thread.

Beside it there are only the camera's and the exchange's own threads, behind `bridge.py`.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from threading import Event
from typing import Any, Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal

from passdesk.errors import Cancelled, PassdeskError, Trouble

log = logging.getLogger(__name__)
T = TypeVar("T")


class Ok(Struct, Generic[T], frozen=True):
    value: T


class Err(Struct, frozen=True):
    error: PassdeskError


Result = Ok[T] | Err
Done = Callable[[Any], None]


class Ticket:
    """One job under way. The work calls `tell` now and then; the GUI may `cancel` it."""

    def __init__(self, tell: Callable[[object], None]) -> None:
        self._tell, self._cancelled = tell, Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def tell(self, progress: object) -> None:
        """From the work: how far it has come. `Cancelled` once nobody wants it any more."""
        if self._cancelled.is_set():
            raise Cancelled("Stopped as asked.", kept="Nothing was left half done.")
        self._tell(progress)


class Jobs(QObject):
    """Runs work on `executor` and gives each result back on the thread this was made on, in the order they end.

    With an executor of one worker the results come in the order the work was handed over.
    """

    _back = Signal(object, object)

    def __init__(self, executor: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._running: set[Ticket] = set()
        self._closed = False
        self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[Result[T]], None]) -> None:
        """`done` hears `Ok` or `Err`. An exception that is none of ours is logged and becomes a `Trouble`."""
        self.run_long(lambda _: work(), done)

    def run_long(
        self,
        work: Callable[[Ticket], T],
        done: Callable[[Result[T]], None],
        progress: Callable[[Any], None] | None = None,
    ) -> Ticket:
        """The same for work that tells how far it has come and may be cancelled; `progress` hears it here."""

        def ended(result: Result[T]) -> None:
            self._running.discard(ticket)
            done(result)

        ticket = Ticket(lambda told: self._back.emit(progress, told) if progress is not None else None)
        if self._closed:
            return ticket
        self._running.add(ticket)
        self._executor.submit(lambda: self._back.emit(ended, _result(work, ticket)))
        return ticket

    @property
    def busy(self) -> int:
        """How many jobs have not come back yet."""
        return len(self._running)

    def close(self) -> None:
        """Cancel what can be cancelled and wait for the rest; results that come after this are not delivered, and
        nothing more is begun."""
        self._closed = True  # also for what is on its way in the event loop already
        for ticket in self._running:
            ticket.cancel()
        self._back.disconnect()
        self._executor.shutdown(wait=True)

    def _deliver(self, receiver: Done, thing: object) -> None:
        if not self._closed:
            receiver(thing)


def _result(work: Callable[[Ticket], T], ticket: Ticket) -> Result[T]:
    try:
        return Ok(work(ticket))
    except PassdeskError as error:
        return Err(error)
    except OSError as error:
        return Err(Trouble(f"Could not read or write: {error}.", kept="What was recorded before stays recorded."))
    except Exception as error:
        log.exception("a job failed")
        return Err(Trouble(f"The program met a fault: {type(error).__name__}.", remedy="See passdesk.log."))
