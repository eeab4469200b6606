"""From the long-lived threads (camera, exchange, serial scanner) to the GUI thread."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from passdesk.scanning.mailbox import Mailbox


class Bridge(QObject):
    """`post` from any thread; `arrived` on the GUI thread, in order.

    Frames take another way: `put_frame` leaves the newest in a mailbox of one slot and says so once, however many
    come before the GUI looks; `take_frame` empties it.
    """

    arrived = Signal(object)
    frame_waits = Signal()
    _posted = Signal(object)
    _frame = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: Mailbox[Any] = Mailbox()
        self._told = False
        self._posted.connect(self.arrived, Qt.ConnectionType.QueuedConnection)
        self._frame.connect(self.frame_waits, Qt.ConnectionType.QueuedConnection)

    def post(self, thing: object) -> None:
        self._posted.emit(thing)

    def put_frame(self, frame: object) -> None:
        self._frames.put(frame)
        if not self._told:
            self._told = True
            self._frame.emit()

    def take_frame(self) -> Any | None:
        self._told = False
        return self._frames.take_now()
