"""What is open while a window shows one desk: its store, the jobs, the exchange's thread, and who is signed in."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from passdesk.clock import Clock
from passdesk.desktop.bridge import Bridge
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.session import Session, desk_here
from passdesk.domain.people import Desk
from passdesk.domain.situation import is_evacuating
from passdesk.errors import Trouble
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import told
from passdesk.sync import known_server
from passdesk.sync.exchanging import Connect, Exchanging
from passdesk.sync.listening import Listening

if TYPE_CHECKING:
    from passdesk.sync.link import Link

_WORKERS, _LINE_WORKERS = 3, 2


class OpenedDesk(QObject):
    """Built once a desk is open, closed once. `gate_jobs` has one worker: a lane's presentations and outcomes keep
    their order. `line_jobs` are those that ask the server: a dead line holds up nobody who signs in. `exchanging`,
    `listening`, and `line` to the server are None in a zone without a server. `wrote`: something waits to be sent."""

    wrote = Signal()

    def __init__(self, store: DeskStore, clock: Clock, *, connect: Connect | None = None) -> None:
        super().__init__()
        self.store, self.clock = store, clock
        self.jobs = Jobs(ThreadPoolExecutor(_WORKERS, "job"), self)
        self.gate_jobs = Jobs(ThreadPoolExecutor(1, "gate"), self)
        self.line_jobs = Jobs(ThreadPoolExecutor(_LINE_WORKERS, "line"), self)
        self.bridge = Bridge(self)
        self.session = Session(store, clock, self)
        self.exchanging: Exchanging | None = None
        self.listening: Listening | None = None
        self.line: Connect | None = None
        if known_server.known(store.journal) is not None:
            self.line = connect or (lambda: _https(store, clock))
            self.exchanging = Exchanging(store, self.line, clock, self.bridge.post, self._unsent)
            self.listening = Listening(store, self.line, self.exchanging.nudge)

    @property
    def folder(self) -> Path:
        return self.store.folder

    @property
    def desk(self) -> Desk | None:
        return desk_here(self.store)

    def now_us(self) -> int:
        """The corrected time, µs UTC; what the wall clock says where the register can't be read just now."""
        reading = self.clock()
        try:
            return told(self.store, reading).at
        except Trouble:
            return reading.wall

    def exchange_now(self) -> None:
        if self.exchanging is not None:
            self.exchanging.nudge()

    def written(self) -> None:
        """To be called after something was recorded."""
        self.wrote.emit()
        if self.exchanging is not None:
            self.exchanging.written()

    def close(self) -> None:
        """End the threads; the store itself is closed by whoever opened it."""
        self.session.end()
        if self.listening is not None:
            self.listening.stop()
        if self.exchanging is not None:
            self.exchanging.stop()
        self.gate_jobs.close()
        self.jobs.close()
        self.line_jobs.close()

    def _unsent(self) -> bool:
        """Or the area is being emptied: then what others have is wanted as soon as what this desk has is to be sent."""
        with self.store.view() as view:
            return view.accounted < self.store.journal.seq or is_evacuating(view)


def _https(store: DeskStore, clock: Clock) -> AbstractContextManager["Link"]:
    """The line to this desk's server. Loaded by the exchange's thread: a start does not wait for it."""
    from passdesk.sync.client import HttpLink

    return closing(HttpLink.to(store.journal, clock))
