"""Words on screen: plain labels, words that shrink to fit, badges, key caps."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone

Size = Literal["small", "body", "head"]


def label(
    words: str, *, size: Size = "body", tone: Tone | Literal["muted"] = "plain", bold: bool = False, wrap: bool = False
) -> QLabel:
    """Plain words: never read as rich text, whatever somebody is called."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("step", size)
    made.setProperty("tone", tone)
    made.setProperty("bold", bold)
    made.setWordWrap(wrap)
    return made


def badge(words: str, tone: Tone = "plain") -> QLabel:
    """A word on a soft ground."""
    made = label(words, tone=tone)
    made.setObjectName("badge")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def key_cap(key: str) -> QLabel:
    made = label(key)
    made.setObjectName("key")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


class FitLabel(QWidget):
    """One or two lines in the largest font that fits, from `size` down to `least` px; what still doesn't fit is
    elided and stands whole in the tool tip."""

    def __init__(
        self, look: Look, size: float, *, least: float = 18, bold: bool = False, colour: str = "", lines: int = 1
    ) -> None:
        super().__init__()
        self._look, self._size, self._least, self._bold, self._lines = look, size, min(least, size), bold, lines
        self._colour = colour or look.colours.ink
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, words: str, colour: str = "") -> None:
        self._words, self._colour = words, colour or self._colour
        self.setAccessibleName(words)
        self.setToolTip(words if self.elided else "")
        self.updateGeometry()
        self.update()

    @property
    def elided(self) -> bool:
        """Whether not all of the words can be seen, even at the least size."""
        return bool(self._words) and not self._fits(self._least, self.width(), 1 << 16)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = QFontMetrics(self._look.font(self._size, bold=self._bold))
        return QSize(min(metrics.horizontalAdvance(self._words), self._look.px(400)), metrics.height() * self._lines)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._look.px(40), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        size = self._fitting()
        painter.setFont(self._look.font(size, bold=self._bold))
        painter.setPen(QColor(self._colour))
        words = self._words
        if size == self._least and self.elided:
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width() * self._lines)
        painter.drawText(QRectF(self.rect()), self._flags(), words)
        painter.end()

    def _flags(self) -> int:
        wrap = Qt.TextFlag.TextWordWrap if self._lines > 1 else Qt.TextFlag.TextSingleLine
        return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(wrap)

    def _fitting(self) -> float:
        size = self._size
        while size > self._least and not self._fits(size, self.width(), self.height()):
            size -= 1
        return max(size, self._least)

    def _fits(self, size: float, width: int, height: int) -> bool:
        metrics = QFontMetrics(self._look.font(size, bold=self._bold))
        if self._lines == 1:
            high = metrics.ascent() <= height  # what hangs below the line is short
            return high and metrics.horizontalAdvance(self._words) <= width
        taken = metrics.boundingRect(0, 0, width, 1 << 16, self._flags(), self._words)
        return taken.height() <= min(height, metrics.lineSpacing() * self._lines) and taken.width() <= width
