"""The page of the locked desk."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.sign_in.state import DoorCommands, DoorPicture
from passdesk.desktop.widgets.controls import button, card, column, note, row, surface
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label
from passdesk.domain.people import Desk


class SignInPage(QWidget):
    def __init__(self, look: Look, door: DoorCommands, desk: Desk | None) -> None:
        super().__init__()
        self._look, self._door = look, door
        self._name = TextField(look, look.tr("Name"), longest=64)
        self._password = TextField(look, look.tr("Password"), secret=True)
        self._closed = note(look, look.tr("Lane closed: sign in to open it. Nothing was recorded."), "attention")
        self._wrong = label("", tone="refuse", wrap=True)
        self._go = button(look, look.tr("Sign in"), self._sign_in, kind="primary", touch=True)
        for field in (self._name, self._password):
            field.edit.returnPressed.connect(self._sign_in)
        gap = look.px(28)
        inside = column(
            label(desk.name if desk is not None else look.tr("Passdesk"), size="head"),
            self._closed, self._name, self._password, self._wrong, self._go,
            spacing=look.px(14), margins=(gap, gap, gap, gap),
        )  # fmt: skip
        held = card(inside)
        held.setFixedWidth(look.px(420))
        whole = surface(column(None, row(None, held, None), None))
        self.setLayout(column(whole))
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def paint(self, picture: DoorPicture) -> None:
        self._closed.setVisible(picture.lane_closed)
        self._wrong.setText(" ".join(part for part in (picture.wrong, picture.remedy) if part))
        self._wrong.setVisible(bool(picture.wrong))
        self._go.setEnabled(not picture.busy)

    def _sign_in(self) -> None:
        if self._name.text and self._password.raw:
            self._door.sign_in(self._name.text, self._password.raw)
