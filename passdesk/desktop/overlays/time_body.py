"""The sheet that asks two people what time it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.overlays.time_asking import TimeAsking, TimePicture
from passdesk.desktop.widgets.controls import column, row
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label


class TimeBody(QWidget):
    """`officer`: whoever is signed in, the first of the two. `said`: how it goes; it stands above the sheet's buttons,
    however far this is scrolled."""

    def __init__(self, look: Look, asking: TimeAsking, officer: str) -> None:
        super().__init__()
        self._look, self._asking, tr = look, asking, look.tr
        self._tries = 0
        self._clock = label("", wrap=True)
        words = tr("No server has told this desk the time since it was started. Say what time it is, by a clock you "
                   "both trust: until a server does, verdicts go by it. Both of you sign.")  # fmt: skip
        kept = asking.picture
        self._day = TextField(look, tr("Date: year, month, day"), kept.day, placeholder="2026-11-28", longest=12)
        self._hour = TextField(look, tr("Time: hours, minutes"), kept.hour, placeholder="08:40", longest=8)
        for edit in (self._day.edit, self._hour.edit):
            edit.setStyleSheet(f"font-size: {look.px(28)}px; font-weight: bold;")
            edit.setMinimumHeight(look.px(60))
        self._name = TextField(look, tr("Second person"), kept.name, longest=64)
        self._or_card = label(tr("Or show their staff card to the scanner or camera."), size="small", tone="muted",
                              wrap=True)  # fmt: skip
        self._holder = label("", bold=True, wrap=True)
        self._password = TextField(look, tr("Password of the second person"), secret=True, longest=1024)
        self._pin = TextField(look, tr("PIN of the second person"), secret=True, longest=12)
        self.said = label("", tone="refuse", wrap=True)
        first = label(tr("First person, signed in here: {name}", name=officer), wrap=True)
        self._follow((self._day.edit, self._hour.edit, self._name.edit))
        for secret in (self._password.edit, self._pin.edit):
            secret.returnPressed.connect(self.vouch)
            secret.setMinimumHeight(look.px(48))
        self._name.edit.setMinimumHeight(look.px(48))
        both = row(self._name, self._password, spacing=look.px(16))
        self.setLayout(column(
            self._clock, label(words, wrap=True), row(self._day, self._hour, spacing=look.px(16)), first, both,
            self._or_card, self._holder, self._pin, None, spacing=look.px(12),
        ))  # fmt: skip

    def vouch(self) -> None:
        secret = self._pin if self._asking.picture.card else self._password
        self._asking.vouch(secret.raw, self._look.zone)

    def paint(self, picture: TimePicture) -> None:
        look, tr = self._look, self._look.tr
        said = tr("This PC's clock says {time}, which cannot be right.", time=look.moment(picture.wall))
        least = tr("It is {time} or later, as far as this desk knows.", time=look.moment(picture.latest))
        self._clock.setText(f"{said} {least}" if picture.latest else said)
        by_card = bool(picture.card)
        self._name.setVisible(not by_card)
        self._password.setVisible(not by_card)
        self._or_card.setVisible(not by_card)
        self._holder.setVisible(by_card)
        self._pin.setVisible(by_card)
        self._holder.setText(tr("Second person, by staff card: {name}", name=picture.holder or "–"))
        self.said.setText(self._words(picture))
        self.said.setVisible(bool(self.said.text()))
        for field in (self._day, self._hour, self._name, self._password, self._pin):
            field.edit.setReadOnly(picture.busy)
        if picture.tries != self._tries:
            self._tries = picture.tries
            (self._pin if by_card else self._password).edit.clear()

    def _words(self, picture: TimePicture) -> str:
        tr = self._look.tr
        if picture.busy:
            return tr("One moment …")
        if picture.unread:
            return tr("That is no date and time. Type 2026-11-28 and 08:40, or digits alone: 20261128 and 0840.")
        if picture.nobody:
            return tr("The second person signs too: with name and password, or with staff card and PIN.")
        return self._look.said(picture.wrong, picture.remedy)

    def _follow(self, edits: tuple[QLineEdit, ...]) -> None:
        """Return goes on to the next field, and what is typed is kept."""
        for edit, following in zip(edits, (*edits[1:], None), strict=True):
            edit.textEdited.connect(self._typed)
            edit.returnPressed.connect(lambda following=following: self._go_on(following))

    def _go_on(self, following: QLineEdit | None) -> None:
        last = self._pin if self._asking.picture.card else self._password
        to = following if following is not None and following.isVisibleTo(self) else last.edit
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._asking.typed(self._day.text, self._hour.text, self._name.text)
