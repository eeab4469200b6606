"""Words on screen: plain labels, words that shrink to fit, badges, key caps."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.plain_tip import plain

Size = Literal["small", "body", "head"]
LONGEST_WORD = 18


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


def restyle(widget: QWidget) -> None:
    """A property that the style sheet knows is another now."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def name_label(words: str, *, bold: bool = False, longest: int = LONGEST_WORD) -> QLabel:
    """A name of any length, which may have a word that is longer than a line: that one breaks anywhere."""
    made = label(breakable(words, longest), bold=bold, wrap=True)
    made.setAccessibleName(words)
    return made


def breakable(words: str, longest: int = LONGEST_WORD) -> str:
    """With a place to break between any two characters of a word that has more than `longest`."""
    return " ".join("\u200b".join(word) if len(word) > longest else word for word in words.split(" "))


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
        self._tell()
        self.updateGeometry()
        self.update()

    @property
    def elided(self) -> bool:
        """Whether not all of the words can be seen, even at the least size."""
        return bool(self._words) and not self._fits(self._least)

    def cut_words(self) -> tuple[str, ...]:
        return (self._words,) if self.elided else ()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = QFontMetrics(self._look.font(self._size, bold=self._bold))
        return QSize(min(metrics.horizontalAdvance(self._words), self._look.px(400)), metrics.height() * self._lines)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._look.px(40), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        font = self._look.font(self._fitting(), bold=self._bold)
        painter.setFont(font)
        painter.setPen(QColor(self._colour))
        metrics = QFontMetrics(font)
        whole = metrics.horizontalAdvance(self._words) < self.width()  # most are, and need no breaking
        broken = [self._words] if whole else _broken(self._words, font, self.width())
        lines = _shortened(broken, self._room(metrics), metrics, self.width())
        top = (self.height() - metrics.lineSpacing() * len(lines)) / 2
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        for number, words in enumerate(lines):
            place = QRectF(0, top + number * metrics.lineSpacing(), self.width() + 1, metrics.lineSpacing())
            painter.drawText(place, flags | int(Qt.TextFlag.TextDontClip), words)
        painter.end()

    def _tell(self) -> None:
        self.setToolTip(plain(self._words if self.elided else ""))

    def _fitting(self) -> float:
        size = self._size
        while size > self._least and not self._fits(size):
            size -= 1
        return max(size, self._least)

    def _fits(self, size: float) -> bool:
        font = self._look.font(size, bold=self._bold)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance(self._words)
        if self._lines == 1 and wide > self.width():
            return False
        if wide < self.width():
            return self._room(metrics) >= 1
        return len(_broken(self._words, font, self.width())) <= self._room(metrics)

    def _room(self, metrics: QFontMetrics) -> int:
        """How many lines there is room for; what hangs below the last one is short."""
        return min(self._lines, (self.height() + metrics.descent() + metrics.leading()) // metrics.lineSpacing())


def _broken(words: str, font: QFont, width: int) -> list[str]:
    """In lines that are no wider; a word that is wider goes on in the next line."""
    layout, option = QTextLayout(words, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    units = words.encode("utf-16-le")  # Qt counts in these
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        begin, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(units[2 * begin : 2 * end].decode("utf-16-le", "replace").rstrip())
    layout.endLayout()
    return lines


def _shortened(lines: list[str], room: int, metrics: QFontMetrics, width: int) -> list[str]:
    """No more lines than there is room for, one at the least; the last ends in dots where some were left away."""
    room = max(1, room)
    if len(lines) <= room:
        return lines
    rest = " ".join(lines[room - 1 :])
    return [*lines[: room - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
