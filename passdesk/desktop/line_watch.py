"""Keeps the `LineStatus` true: looks again after every exchange, after something was written, and now and then. The
room that is kept on the disk is filled again then, too."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from passdesk.clock import Clock
from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.line_status import LineStatus, line_of
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.store.desk_store import DeskStore
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.status import DeskStatus, status

LOOK_EVERY_MS = 15_000
AFTER_WRITING_MS = 400
"""Scans come in bursts; the count of what is unsent may be that old."""


class LineWatch(QObject):
    """`changed` with the status as it is now, also when only its age changed."""

    changed = Signal(object)

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__(opened)
        self._opened = opened
        self._why_offline: tuple[str, ...] | None = None
        self.line = LineStatus(alone=opened.exchanging is None)
        self._every = QTimer(self, interval=LOOK_EVERY_MS)
        self._every.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_WRITING_MS)
        self._soon.timeout.connect(self.look)
        opened.bridge.arrived.connect(self._arrived)
        opened.wrote.connect(self._soon.start)

    def start(self) -> None:
        self._every.start()
        self.look()

    def stop(self) -> None:
        self._every.stop()
        self._soon.stop()

    def look(self) -> None:
        store, clock = self._opened.store, self._opened.clock
        self._opened.jobs.run(lambda: _looked_at(store, clock), self._looked)

    def _arrived(self, told: object) -> None:
        if isinstance(told, Exchanged):
            self._why_offline = None if told.connected else told.error.parts if told.error is not None else ()
            self.look()

    def _looked(self, result: Result[DeskStatus]) -> None:
        if isinstance(result, Ok):
            self.line = line_of(result.value, self._why_offline)
        elif self.line.why_offline != result.error.parts:
            self.line = replace(self.line, why_offline=result.error.parts)
        self.changed.emit(self.line)


def _looked_at(store: DeskStore, clock: Clock) -> DeskStatus:
    """Room for exits is kept again as soon as there is some."""
    store.reserve.fill_again()
    return status(store, clock)
