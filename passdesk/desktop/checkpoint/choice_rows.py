"""A question as it is painted: rows to choose from, large enough for a gloved finger, and what stands around them."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL
from passdesk.desktop.widgets.controls import clear, column, note
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.touched import TouchedRow

ROW = 52
_MOST = 7
"""Rows that are shown at once; the chosen one is always among them."""


class Choice(Struct, frozen=True):
    """One row. `ticked`: whether it is, None where rows are not ticked."""

    words: str
    below: str = ""
    ticked: bool | None = None


class Question(Struct, frozen=True):
    """`does`: what `+` does, "" for nothing. `told` stands above the rows; `secret`: what is typed into a field of
    which nothing is shown, "" for no such field."""

    title: str
    choices: tuple[Choice, ...] = ()
    does: str = ""
    told: str = ""
    secret: str = ""


class ChoiceBody(QWidget):
    """The rows of a question, what is told above them, and a field below. `buttons`: back, and what `+` does."""

    def __init__(self, look: Look, touched: Callable[[int], object]) -> None:
        super().__init__()
        self._look, self._touched = look, touched
        self.buttons: tuple[QPushButton, ...] = ()
        self.count = 0
        self._filled: object = None
        self._title = label("", bold=True, wrap=True)
        self._parts: QVBoxLayout = column(spacing=look.px(6))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMinimumHeight(look.px(48))
        self.field.setMaxLength(200)
        self.field.hide()
        self._below: QVBoxLayout = column(spacing=look.px(6))
        self.setLayout(column(self._title, self._parts, self.field, self._below, None, spacing=look.px(8)))

    def fill(self, question: Question, chosen: int, error: str, *, busy: bool) -> QWidget | None:
        """What of it is to be seen in any case: what went wrong, or the row that is chosen; None where it stands."""
        filled = (question, chosen, error, busy)
        if filled == self._filled:
            return None
        seen: QWidget | None = None
        look, self._filled, self.count = self._look, filled, len(question.choices)
        clear(self._parts)
        clear(self._below)
        self._title.setText(question.title)
        self._title.setVisible(bool(question.title))
        if question.told:
            _put(self._parts, label(question.told, tone="muted", wrap=True))
        first = max(0, min(chosen - _MOST // 2, len(question.choices) - _MOST))
        shown = question.choices[first : first + _MOST]
        for at, one in enumerate(shown, start=first):
            row = ChoiceRow(look, one, partial(self._touched, at), chosen=at == chosen)
            _put(self._parts, row)
            seen = row if at == chosen else seen
        if len(question.choices) > _MOST:
            said = look.tr("{n} of {m}", n=chosen + 1, m=len(question.choices))
            _put(self._parts, label(said, size="small", tone="muted"))
        if error:
            seen = note(look, error, "refuse")
            _put(self._below, seen)
        self._ask_secret(question.secret)
        self._offer(question.does, busy=busy)
        return seen

    def _offer(self, does: str, *, busy: bool) -> None:
        if len(self.buttons) > 1:
            button = self.buttons[1]
            words = self._look.tr("One moment") if busy else f"{does[:1].upper()}{does[1:]} (+)"
            button.setText(words)
            button.setAccessibleName(words)
            button.setVisible(bool(does))
            button.setEnabled(not busy)

    def _ask_secret(self, what: str) -> None:
        self.field.setPlaceholderText(what)
        self.field.setAccessibleName(what)
        if bool(what) != self.field.isVisibleTo(self):
            self.field.setVisible(bool(what))
            if what:
                self.field.setFocus()
            elif self.parentWidget() is not None:
                self.field.clearFocus()


def _put(layout: QVBoxLayout, widget: QWidget) -> None:
    layout.addWidget(widget)
    widget.show()  # the layout would do it when the loop comes round, and until then the sheet counts it for nothing


class ChoiceRow(TouchedRow):
    """One choice, large enough for a gloved finger."""

    def __init__(self, look: Look, choice: Choice, touched: Callable[[], object], *, chosen: bool) -> None:
        super().__init__((choice.words, choice.below), look.px(ROW), touched)
        self._look, self.choice, self.chosen = look, choice, chosen

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(200), self._look.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        look, place = self._look, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.colours.accent if self.chosen else look.colours.hairline))
        painter.setBrush(QColor(look.colours.soft("accent") if self.chosen else look.colours.card))
        painter.drawRoundedRect(place, look.px(9), look.px(9))
        left = place.x() + look.px(12)
        if self.choice.ticked is not None:
            left = self._paint_tick(painter, place, left)
        elif self.chosen:
            painter.fillRect(QRectF(place.x(), place.y() + look.px(10), look.px(4), place.height() - look.px(20)),
                             QColor(look.colours.accent))  # fmt: skip
        width = place.right() - left - look.px(8)
        below = self.choice.below
        top = QRectF(left, place.y() + (look.px(4) if below else 0), width, look.px(24) if below else place.height())
        self._paint_words(painter, top, self.choice.words, 15, look.colours.ink)
        if below:
            lower = QRectF(left, place.y() + look.px(26), width, look.px(21))
            self._paint_words(painter, lower, below, SMALL, look.colours.muted)
        painter.end()

    def _paint_tick(self, painter: QPainter, place: QRectF, left: float) -> float:
        side = self._look.px(24)
        spot = QRectF(left, place.center().y() - side / 2, side, side)
        done = self.choice.ticked
        icon = self._look.icon(
            "checkbox-marked" if done else "checkbox-blank-outline",
            self._look.colours.admit if done else self._look.colours.muted,
        )
        icon.paint(painter, spot.toRect())
        return left + side + self._look.px(10)

    def _paint_words(self, painter: QPainter, place: QRectF, words: str, size: float, colour: str) -> None:
        painter.setFont(self._look.font(size, bold=size > SMALL and self.chosen))
        painter.setPen(QColor(colour))
        said = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said)
