"""A password is forgotten: an administrator vouches, and hands over a new one-time password."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.sign_in.state import DoorCommands, DoorPicture
from passdesk.desktop.sign_in.wording import tried
from passdesk.desktop.widgets.controls import button, column, note, row
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label


class Vouching(QWidget):
    def __init__(self, look: Look, door: DoorCommands) -> None:
        super().__init__()
        self._look, self._door, tr = look, door, look.tr
        self._tries = 0
        words = tr("An administrator who knows you signs below. You get a new one-time password; what you signed until "
                   "now stands, and your former password and staff card open nothing any more.")  # fmt: skip
        self._forgetful = TextField(look, tr("Who forgot their password"), longest=64)
        self._voucher = TextField(look, tr("Administrator who vouches"), longest=64)
        self._password = TextField(look, tr("Administrator's password"), secret=True, longest=1024)
        self._forgetful.edit.returnPressed.connect(self._voucher.setFocus)
        self._voucher.edit.returnPressed.connect(self._password.setFocus)
        self._password.edit.returnPressed.connect(self._vouch)
        self._said = label("", tone="refuse", wrap=True)
        self._go = button(look, tr("Vouch"), self._vouch, kind="primary", touch=True)
        back = button(look, tr("Back"), door.begin_again, touch=True)
        both = row(self._voucher, self._password, spacing=look.px(16))
        self.setLayout(column(label(tr("Password forgotten"), size="head"), label(words, wrap=True), self._forgetful,
                              both, self._said, None, row(back, None, self._go), spacing=look.px(12)))  # fmt: skip
        self.setFocusProxy(self._forgetful)

    def paint(self, picture: DoorPicture) -> None:
        if picture.name and not self._forgetful.text:
            self._forgetful.edit.setText(picture.name)
        words = self._look.tr("Looking …") if picture.busy else tried(self._look, picture)
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._go.setEnabled(not picture.busy and picture.wait_s == 0)
        if picture.tries != self._tries:
            self._tries = picture.tries
            self._password.edit.clear()
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _vouch(self) -> None:
        if self._forgetful.text and self._voucher.text and self._password.raw and self._go.isEnabled():
            self._door.vouch(self._forgetful.text, self._voucher.text, self._password.raw)


class Vouched(QWidget):
    """The one-time password, shown once."""

    def __init__(self, look: Look, door: DoorCommands) -> None:
        super().__init__()
        self._look, tr = look, look.tr
        self._who = label("", size="head", wrap=True)
        self._once = label("", size="head", tone="accent")
        self._once.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = tr("Write it down for whoever forgot theirs; it is kept nowhere and opens nothing but the choice of a "
                   "new password.")  # fmt: skip
        go = button(look, tr("Sign in with it"), door.begin_again, kind="primary", touch=True)
        self.setLayout(column(self._who, self._once, note(look, words, "attention"), None, row(None, go),
                              spacing=look.px(14)))  # fmt: skip
        self.setFocusProxy(go)

    def paint(self, picture: DoorPicture) -> None:
        self._who.setText(self._look.tr("One-time password of {name}", name=picture.name))
        self._once.setText(picture.once)
