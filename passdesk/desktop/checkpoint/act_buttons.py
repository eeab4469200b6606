"""The act keys as they stand in the band: a key's cap and what it does, large enough for a gloved finger."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL
from passdesk.desktop.widgets.plain_tip import plain
from passdesk.desktop.widgets.touched import Touched

CAP_WIDTH, CAP_HEIGHT = 70, 64
LEAST, MOST = 84, 190


class ActButton(Touched):
    """White on the band. A touch is a person's, and counts as the key does."""

    def __init__(self, look: Look, key: str, words: str, pressed: Callable[[], object]) -> None:
        super().__init__(pressed)
        self._look, self.key, self.words = look, key, words
        self.setAccessibleName(f"{words} ({key})")
        self.setToolTip(plain(words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        look = self._look
        wide = QFontMetrics(look.font(SMALL)).horizontalAdvance(self.words) + look.px(12)
        return QSize(min(max(wide, look.px(LEAST)), look.px(MOST)), look.px(100))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        look, place = self._look, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = min(look.px(CAP_HEIGHT), place.height() * 0.62)
        width = look.px(CAP_WIDTH)
        cap = QRectF(place.center().x() - width / 2, place.y() + look.px(2), width, height)
        painter.setPen(QPen(QColor("#ffffff"), look.px(3)))
        painter.setBrush(QColor(255, 255, 255, 24))
        painter.drawRoundedRect(cap, look.px(9), look.px(9))
        painter.setFont(look.font(34, bold=True))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self.key)
        painter.setFont(look.font(SMALL))
        below = QRectF(place.x(), cap.bottom() + look.px(2), place.width(), place.bottom() - cap.bottom() - look.px(2))
        words = painter.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)
        painter.end()
