"""The bodies of the sheets: another password, one's staff card, about this desk."""

import sys

import PySide6.QtCore
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from passdesk import __version__
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.account import Account, AccountPicture
from passdesk.desktop.widgets.controls import button, column, note, row
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label, restyle
from passdesk.store.signing_in import SHORTEST_PASSWORD


class PasswordBody(QWidget):
    def __init__(self, look: Look, account: Account) -> None:
        super().__init__()
        self._look, self._account, tr = look, account, look.tr
        self._tries = 0
        self._old = TextField(look, tr("Password you have now"), secret=True, longest=1024)
        hint = tr("At least {n} characters.", n=SHORTEST_PASSWORD)
        self._new = TextField(look, tr("New password"), secret=True, hint=hint, longest=1024)
        self._again = TextField(look, tr("The same again"), secret=True, longest=1024)
        self._said = label("", wrap=True)
        self._old.edit.returnPressed.connect(self._new.setFocus)
        self._new.edit.returnPressed.connect(self._again.setFocus)
        self._again.edit.returnPressed.connect(self.change)
        self.setLayout(column(self._old, self._new, self._again, self._said, None, spacing=look.px(12)))

    def change(self) -> None:
        self._account.change_password(self._old.raw, self._new.raw, self._again.raw)

    def paint(self, picture: AccountPicture) -> None:
        tr = self._look.tr
        done = tr("Changed. The old password opens nothing any more; your staff card goes on as it was.")
        say(self._look, self._said, picture, done if picture.changed else "")
        for one in (self._old, self._new, self._again):
            one.edit.setReadOnly(picture.busy)
            one.setVisible(not picture.changed)
        if picture.tries != self._tries:
            self._tries = picture.tries
            self._old.setFocus(Qt.FocusReason.OtherFocusReason)


class CardBody(QWidget):
    def __init__(self, look: Look, account: Account, printer: str) -> None:
        super().__init__()
        self._look, self._account, self._printer, tr = look, account, printer, look.tr
        self._words = label(tr("The card's code and a PIN of your own sign you in at every desk of your role. A card "
                               "made before opens nothing any more."), wrap=True)  # fmt: skip
        self._pin = TextField(look, tr("PIN, 4 to 12 digits"), secret=True, longest=12)
        self._again = TextField(look, tr("The same again"), secret=True, longest=12)
        self._pin.edit.returnPressed.connect(self._again.setFocus)
        self._again.edit.returnPressed.connect(self.make)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(tr("The staff card"))
        self._save = button(look, tr("Save …"), account.save_card, icon="content-save-outline")
        self._print = button(look, tr("Print"), lambda: account.print_card(printer), icon="printer-outline")
        self._careful = note(look, tr("Nobody else may see this code. It is kept nowhere: save or print it now."))
        self._said = label("", wrap=True)
        self.setLayout(column(self._words, self._pin, self._again, self._picture,
                              self._careful, row(self._save, self._print, None), self._said, None,
                              spacing=look.px(12)))  # fmt: skip

    def make(self) -> None:
        self._account.make_card(self._pin.raw, self._again.raw)

    def paint(self, picture: AccountPicture) -> None:
        tr, card = self._look.tr, picture.card
        for one in (self._words, self._pin, self._again):
            one.setVisible(card is None)
        for field in (self._pin, self._again):
            field.edit.setReadOnly(picture.busy)
        for part in (self._picture, self._careful, self._save, self._print):
            part.setVisible(card is not None)
        done = {"saved": tr("Saved."), "printed": tr("Sent to the printer."), "": ""}[picture.told]
        if card is not None:
            drawn = QPixmap()
            drawn.loadFromData(card.png)
            wide = self._look.px(420)
            self._picture.setPixmap(drawn.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))
            if card.missing and not done:
                done = tr("No font here has these characters of the name: {missing}", missing=card.missing)
        say(self._look, self._said, picture, done)


class AboutBody(QWidget):
    def __init__(self, look: Look, opened: OpenedDesk) -> None:
        super().__init__()
        tr, journal, desk = look.tr, opened.store.journal, opened.desk
        lines = (
            (tr("Passdesk"), __version__), (tr("Desk"), desk.name if desk is not None else "–"),
            (tr("Zone"), journal.zone), (tr("Log"), f"{journal.id.hex()} · {journal.seq:,}"),
            (tr("Folder"), str(opened.folder)), ("Qt", PySide6.QtCore.qVersion()),
            ("Python", sys.version.partition(" ")[0]),
        )  # fmt: skip
        parts = []
        for name, value in lines:
            said = label(value, wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            parts.append(column(label(name, size="small", tone="muted", bold=True), said, spacing=0))
        self.setLayout(column(*parts, spacing=look.px(10)))


def say(look: Look, where: QLabel, picture: AccountPicture, done: str) -> None:
    """How it goes: under way, what was wrong, or that it is done."""
    unequal = look.tr("The two are not the same.") if picture.unequal else ""
    wrong = unequal or look.said(picture.wrong, picture.remedy)
    where.setText(look.tr("One moment …") if picture.busy else wrong or done)
    where.setProperty("tone", "muted" if picture.busy else "refuse" if wrong else "admit")
    restyle(where)
    where.setVisible(bool(where.text()))
