"""A queue before one gate: whoever's turn it is holds up what they have until something came of them at the lane."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from passdesk.desktop.camera_device import WINDOW_US
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.rehearsal.state import Card, Queued, QueueProgress

LOOKS_EVERY_MS = 100
LINGERS_MS, GAP_MS = 900, 500
"""So long one stays after it, to be looked at, and so long until the next stands there."""
_AGAIN_MS = WINDOW_US // 1000 + 500
"""A pass has to be out of sight so long to be shown a second time."""
_SAYS_WHAT_CAME = ("shown", "outcome", "set_aside")


class QueueAtLane(QObject):
    """`progressed` whenever `progress` is another. `hold` holds a card before the camera, None takes it away."""

    progressed = Signal(object)

    def __init__(self, queue: Sequence[Queued], hold: Callable[[Card | None], object]) -> None:
        super().__init__()
        self._queue, self._hold = tuple(queue), hold
        self.progress = QueueProgress()
        self._desk: DeskWindow | None = None
        self._since = 0
        self._looks = QTimer(self, interval=LOOKS_EVERY_MS)
        self._looks.timeout.connect(self._look)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._come)
        self._going = QTimer(self, singleShot=True)
        self._going.timeout.connect(self._go)

    def begin(self, desk: DeskWindow) -> None:
        """Let them come to this desk's lane, from the one on whose turn it was."""
        self._desk = desk
        self._come()

    def stop(self) -> None:
        """Whoever stands there steps back, and comes again first."""
        if not self.progress.moves:
            return
        for timer in (self._looks, self._next, self._going):
            timer.stop()
        self._desk = None
        self._hold(None)
        self._show(QueueProgress(self.progress.served))

    def _come(self) -> None:
        served = self.progress.served
        if self._desk is None or served >= len(self._queue):
            self._show(QueueProgress(served))
            return
        one = self._queue[served]
        self._since = self._desk.opened.store.journal.seq
        self._hold(one.card)
        self._show(QueueProgress(served, one, self._desk.opened.session.locked))
        self._looks.start()

    def _look(self) -> None:
        assert self._desk is not None
        if (locked := self._desk.opened.session.locked) != self.progress.locked:
            self._show(replace(self.progress, locked=locked))
        if self._came_of():
            self._looks.stop()
            self._going.start(LINGERS_MS)

    def _came_of(self) -> bool:
        assert self._desk is not None
        entries = self._desk.opened.store.journal.entries(self._since + 1, kinds=_SAYS_WHAT_CAME)
        return any(entry.kind != "shown" or entry.body.get("outcome") is not None for entry in entries)

    def _go(self) -> None:
        self._hold(None)
        self._show(replace(self.progress, served=self.progress.served + 1))
        upcoming = self._queue[self.progress.served : self.progress.served + 1]
        self._next.start(_AGAIN_MS if any(one.kind == "twice" for one in upcoming) else GAP_MS)

    def _show(self, progress: QueueProgress) -> None:
        self.progress = progress
        self.progressed.emit(progress)
