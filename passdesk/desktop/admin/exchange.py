"""The exchange: what the thread behind the bridge tells, and what this desk knows of it."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.desktop.admin.exchange_state import MOST_KEPT, ExchangePicture
from passdesk.desktop.admin.told import told_of
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.store.told import told
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.status import DeskStatus, status


class ExchangeSection(QObject):
    """`pictured` whenever the picture is another; `ended` after an exchange that went through."""

    pictured = Signal(object)
    ended = Signal()

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__()
        self._opened = opened
        self.picture = ExchangePicture()
        opened.bridge.arrived.connect(self._arrived)

    def refresh(self) -> None:
        self._opened.jobs.run(self._read, self._came)

    def exchange_now(self) -> None:
        self._opened.exchange_now()

    def _read(self) -> tuple[DeskStatus, int]:
        store, clock = self._opened.store, self._opened.clock
        return status(store, clock), told(store, clock()).at

    def _arrived(self, thing: object) -> None:
        if thing is None:
            self._show(replace(self.picture, under_way=True))
        elif isinstance(thing, Exchanged):
            tries = (thing, *self.picture.tries)[:MOST_KEPT]
            self._show(replace(self.picture, under_way=False, tries=tries))
            self.refresh()
            if thing.connected:
                self.ended.emit()

    def _came(self, result: Result[tuple[DeskStatus, int]]) -> None:
        match result:
            case Ok((found, now)):
                self._show(replace(self.picture, status=found, now=now, told=None))
            case Err(error):
                self._show(replace(self.picture, told=told_of(error)))

    def _show(self, picture: ExchangePicture) -> None:
        if picture != self.picture:
            self.picture = picture
            self.pictured.emit(picture)
