"""Whose card was shown, and its PIN: on the page of the locked desk, and on a sheet over any other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.sign_in.pin_pad import PinPad
from passdesk.desktop.sign_in.state import DoorCommands, DoorPicture
from passdesk.desktop.sign_in.wording import tried
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.labels import label


class PinPanel(QWidget):
    def __init__(self, look: Look, door: DoorCommands) -> None:
        super().__init__()
        self._look = look
        self._tries = 0
        self._holder = label("", bold=True, wrap=True)
        self._holder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = label("", tone="refuse", wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pad = PinPad(look, door.enter_pin)
        self.setFocusProxy(self.pad)
        self.setLayout(column(self._holder, self.pad, self._said, spacing=look.px(12)))

    def paint(self, picture: DoorPicture) -> None:
        tr = self._look.tr
        self._holder.setText(picture.holder or tr("This card's holder is not known at this desk."))
        words = tr("Looking …") if picture.busy else tried(self._look, picture)
        self._said.setText(words)
        self._said.setProperty("tone", "muted" if picture.busy else "refuse")
        self._said.style().polish(self._said)
        self.pad.let(not picture.busy and picture.wait_s == 0)
        if picture.tries != self._tries:
            self._tries = picture.tries
            self.pad.clear()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)
