"""Whether the area is being emptied, as this desk has heard; looked at again whenever something came or was written."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.people import Evacuation
from passdesk.records.mustering.evacuating import evacuation
from passdesk.sync.exchanging import Exchanged


class Alarm(QObject):
    """`held`: the newest evacuation, going on or over; None where there never was one. `changed` when it is another."""

    changed = Signal()

    def __init__(self, opened: OpenedDesk, parent: QObject | None = None) -> None:
        super().__init__(parent or opened)
        self._opened = opened
        self._looking = self._again = False
        self.held: Evacuation | None = None
        opened.wrote.connect(self.look)
        opened.bridge.arrived.connect(self._arrived)

    @property
    def active(self) -> bool:
        return self.held is not None and self.held.active

    def look(self) -> None:
        """Off the GUI thread; many at once are one more."""
        if self._looking:
            self._again = True
            return
        self._looking = True
        self._opened.jobs.run(lambda: evacuation(self._opened.store), self._looked)

    def work(self, job: Callable[[], object], done: Callable[[Result[object]], None]) -> None:
        """Something is written about it: sent as soon as there is a line, and then looked at."""

        def came(result: Result[object]) -> None:
            self._opened.written()
            self._opened.exchange_now()
            done(result)

        self._opened.jobs.run(job, came)

    def _arrived(self, told: object) -> None:
        if isinstance(told, Exchanged):
            self.look()

    def _looked(self, result: Result[Evacuation | None]) -> None:
        self._looking = False
        if isinstance(result, Ok) and result.value != self.held:
            self.held = result.value
            self.changed.emit()
        if self._again:
            self._again = False
            self.look()
