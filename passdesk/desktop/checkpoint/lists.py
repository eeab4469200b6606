"""The left of the gate: who is not settled, who was last at this lane."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from passdesk.desktop.checkpoint.banding import reason_words
from passdesk.desktop.checkpoint.state import Passed
from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL, Tone
from passdesk.desktop.widgets.controls import column, keep_only
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.photo import paint_face, small_picture_of
from passdesk.desktop.widgets.plain_tip import plain

P = TypeVar("P", bound=Hashable)
ROW = 52
MOST_UNSETTLED = 3


class PersonRow(QWidget):
    """A face, a name, a line below it, and a word on a soft ground."""

    def __init__(self, look: Look, name: str, below: str, word: str, tone: Tone, photo: bytes | None,
                 pressed: Callable[[], object] | None = None) -> None:  # fmt: skip
        super().__init__()
        self._look, self._name, self._below, self._word, self._tone = look, name, below, word, tone
        self._picture: QPixmap | None = small_picture_of(photo, QSize(look.px(30), look.px(38)))
        self._pressed = pressed
        self._drawn: QPixmap | None = None
        self.setFixedHeight(look.px(ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain(f"{name}\n{below}\n{word}".strip()))
        self.setAccessibleName(f"{name}, {below}, {word}")
        if pressed is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def cut_words(self) -> tuple[str, ...]:
        """Any of them may be; all of them stand in the tool tip."""
        return tuple(words for words in (self._name, self._below, self._word) if words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        del event
        if self._pressed is not None:
            self._pressed()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """What is said in a row never changes; it is drawn once, and moves down the list as it is."""
        del event
        share = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.size() != self.size() * share:
            self._drawn = QPixmap(self.size() * share)
            self._drawn.setDevicePixelRatio(share)
            self._drawn.fill(Qt.GlobalColor.transparent)
            self._draw(self._drawn)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.end()

    def _draw(self, onto: QPixmap) -> None:
        look, place = self._look, QRectF(self.rect())
        painter = QPainter(onto)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(QRectF(0, place.bottom() - 1, place.width(), 1), QColor(look.colours.hairline))
        face = QRectF(look.px(12), look.px(7), look.px(30), look.px(38))
        paint_face(painter, look, self._picture, face, look.px(8))
        right = self._paint_word(painter, place)
        left = face.right() + look.px(10)
        width = int(right - left - look.px(8))
        painter.setFont(look.font(15, bold=True))
        painter.setPen(QColor(look.colours.ink))
        elided = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, width)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, look.px(5), width + 1, look.px(22)), middle, elided)
        painter.setFont(look.font(SMALL))
        painter.setPen(QColor(look.colours.muted))
        below = painter.fontMetrics().elidedText(self._below, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, look.px(26), width + 1, look.px(20)), middle, below)
        painter.end()

    def _paint_word(self, painter: QPainter, place: QRectF) -> float:
        """Gives where it begins."""
        look = self._look
        if not self._word:
            return place.right() - look.px(8)
        painter.setFont(look.font(SMALL, bold=True))
        metrics = painter.fontMetrics()
        word = metrics.elidedText(self._word, Qt.TextElideMode.ElideRight, look.px(110))
        width = metrics.horizontalAdvance(word) + look.px(16)
        ground = QRectF(place.right() - width - look.px(10), place.center().y() - look.px(11), width, look.px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.colours.soft(self._tone)))
        painter.drawRoundedRect(ground, look.px(6), look.px(6))
        painter.setPen(QColor(look.colours.text(self._tone)))
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), word)
        return ground.x()


class PeopleCard(QFrame):
    """A titled card of people, as many as there is room for."""

    def __init__(self, look: Look, *, grows: bool) -> None:
        super().__init__()
        self._look, self._grows, self._most = look, grows, MOST_UNSETTLED
        self._title = label("", size="small", tone="muted", bold=True)
        self._rows: QVBoxLayout = column(spacing=0)
        self._made: Mapping[Any, QWidget] = {}
        self._title.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(4))
        parts = (self._title, self._rows, None) if grows else (self._title, self._rows)
        self.setObjectName("card")
        self.setLayout(column(*parts, spacing=0, margins=(1, 1, 1, 1)))
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Maximum
        )

    def fill(
        self, title: str, people: Sequence[P], make: Callable[[P], QWidget], *, empty: str = ""
    ) -> None:
        """`empty` is said where there is nobody. Whoever stood here already keeps their row: each reads a photo."""
        self._title.setText(title)
        rows = {one: self._made.get(one) or make(one) for one in people}
        self._made = rows
        keep_only(self._rows, rows.values())
        if empty and not rows:
            said = label(empty, size="small", tone="muted")
            said.setContentsMargins(self._look.px(12), 0, self._look.px(12), self._look.px(10))
            self._rows.addWidget(said)
        self._make_room()

    def show_most(self, most: int) -> None:
        """No more rows than that, where the card does not grow."""
        if most != self._most:
            self._most = most
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._grows:
            self._make_room()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """One that grows gives way first: what it shows now is no claim on the room of the card above."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self._title.sizeHint().height() + 2) if self._grows else hint

    def _make_room(self) -> None:
        """Whole rows only, as many as there is room for."""
        room = self._most
        if self._grows:
            room = (self.height() - self._title.sizeHint().height() - 2) // self._look.px(ROW)
        for place in range(self._rows.count()):
            item = self._rows.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(place < room)


def passed_row(look: Look, one: Passed, pressed: Callable[[], object] | None = None) -> PersonRow:
    """Somebody at this lane, and what became of it."""
    word, tone = outcome_words(look, one)
    names = look.names_in_order(one.names)
    what = reason_words(look, one.reason) if not names and one.reason else look.institution(one.institution)
    below = "  ·  ".join(part for part in (look.hour(one.at), what) if part)
    name = names[0] if names else look.tr("Not known")
    return PersonRow(look, name, below, word, tone, one.photo, pressed)


def outcome_words(look: Look, one: Passed) -> tuple[str, Tone]:
    """What became of a presentation, and its tone."""
    match one.outcome:
        case "passed" if one.direction == "exit":
            return look.tr("Left"), "admit" if one.word == "admit" else "attention"
        case "passed":
            return look.tr("Passed"), "admit" if one.word == "admit" else "attention"
        case "left":
            return look.tr("Left"), "admit" if one.word == "admit" else "attention"
        case "turned_away":
            return look.tr("Turned away"), "refuse"
        case "kept_here":
            return look.tr("Kept here"), "attention"
        case "aside":
            return look.tr("Set aside"), "attention"
        case "annulled":
            return look.tr("Undone"), "plain"
        case "unknown" | "abandoned":
            return look.tr("Unknown"), "plain"
        case _:
            return (look.tr("Refused"), "refuse") if one.word == "refuse" else (look.tr("Waits"), "accent")


