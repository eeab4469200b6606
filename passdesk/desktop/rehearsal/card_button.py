"""A card on the tray: its picture, what it is and whose, to be clicked."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from passdesk.desktop.look import Look
from passdesk.desktop.theme import CONTROL_RADIUS, SMALL
from passdesk.desktop.widgets.photo import picture_of
from passdesk.desktop.widgets.plain_tip import plain

HEIGHT, PICTURE = 52, (64, 40)


class CardButton(QAbstractButton):
    """Checked while the card is held before the camera. `words` and `below` are elided where there is no room, and
    stand whole in the tool tip."""

    def __init__(
        self, look: Look, words: str, below: str, picture: bytes, pressed: Callable[[], object], *, hint: str = ""
    ) -> None:
        super().__init__()
        self._look, self._words, self._below = look, words, below
        self._picture = _thumbnail(picture, look)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(part for part in (words, below) if part))
        self.setToolTip(plain("\n".join(part for part in (words, below, hint if hint != words else "") if part)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(HEIGHT))
        self.clicked.connect(lambda: pressed())

    def cut_words(self) -> tuple[str, ...]:
        """The lines that are painted shorter than they are."""
        wide = int(self._room().width())
        return tuple(words for words, font, _ in self._lines() if QFontMetrics(font).horizontalAdvance(words) > wide)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(180), self._look.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        look, place = self._look, self._place()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, place)
        left = place.x() + look.px(8)
        if self._picture is not None:
            shown = self._picture.deviceIndependentSize()
            x = left + (look.px(PICTURE[0]) - shown.width()) / 2
            painter.drawPixmap(round(x), round(place.center().y() - shown.height() / 2), self._picture)
        self._paint_words(painter, self._room())
        painter.end()

    def _place(self) -> QRectF:
        return QRectF(self.rect()).adjusted(1, 1, -1, -1)

    def _room(self) -> QRectF:
        """Where the words stand."""
        place, look = self._place(), self._look
        return place.adjusted(look.px(8) + look.px(PICTURE[0] + 8), 0, -look.px(8), 0)

    def _lines(self) -> tuple[tuple[str, QFont, str], ...]:
        look = self._look
        first = self._words, look.font(15, bold=True), look.colours.ink
        return (first, (self._below, look.font(SMALL), look.colours.muted)) if self._below else (first,)

    def _paint_ground(self, painter: QPainter, place: QRectF) -> None:
        colours = self._look.colours
        strong = self.isChecked() or self.hasFocus()
        edge = colours.accent if strong else colours.edge if self.underMouse() else colours.hairline
        pen = painter.pen()
        pen.setColor(QColor(edge))
        pen.setWidthF(2 if strong else 1)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.accent_soft if self.isChecked() else colours.card))
        radius = self._look.px(CONTROL_RADIUS)
        painter.drawRoundedRect(place, radius, radius)

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        high, lines = self._look.px(21), self._lines()
        top = room.center().y() - high * len(lines) / 2
        for words, font, ink in lines:
            painter.setFont(font)
            painter.setPen(QColor(ink))
            elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(room.x(), top, room.width() + 1, high), flags, elided)
            top += high


def _thumbnail(data: bytes, look: Look) -> QPixmap | None:
    whole = picture_of(data)
    if whole is None:
        return None
    size = QSize(look.px(PICTURE[0]), look.px(PICTURE[1]))
    return whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
