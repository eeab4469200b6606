"""A strip in one line, painted: quiet while all is well, amber with a triangle when it is not."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.plain_tip import plain

_LEFT, _RIGHT, _ICON = 30, 12, 28
"""Pixels at scale 1 beside the words; an icon stands only before what is not well."""


class StatusStrip(QWidget):
    """`say` as a `Strip` is told, and always there: what is around it never moves."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words, self._tone = "", "plain"
        self.setFixedHeight(look.px(46))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str, tone: Tone = "plain") -> None:
        self._words, self._tone = words, tone
        self.setAccessibleName(words)
        self.setToolTip(plain(words))
        self.update()

    def cut_words(self) -> tuple[str, ...]:
        taken = _LEFT + _RIGHT + (_ICON if self._tone == "attention" else 0)
        fits = QFontMetrics(self._font()).horizontalAdvance(self._words) <= self.width() - self._look.px(taken)
        return () if fits else (self._words,)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(200), self._look.px(46))

    def _font(self) -> QFont:
        return self._look.font(18, bold=self._tone == "attention")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        look, place = self._look, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        amber = self._tone == "attention"
        if amber:
            painter.fillRect(place, QColor(look.colours.attention_soft))
        for y in (place.top(), place.bottom() - 1):
            painter.fillRect(QRectF(place.x(), y, place.width(), 1), QColor(look.colours.hairline))
        left = place.x() + look.px(_LEFT)
        if amber:
            side = look.px(_ICON - 8)
            spot = QRectF(left, place.center().y() - side / 2, side, side)
            look.icon("alert-outline", look.colours.attention).paint(painter, spot.toRect())
            left += look.px(_ICON)
        painter.setFont(self._font())
        painter.setPen(QColor(look.colours.attention if amber else look.colours.muted))
        room = QRectF(left, place.y(), place.right() - left - look.px(_RIGHT), place.height())
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.end()
