"""A button that has to be held: a slip of the hand, or a key that a scanner types, does nothing."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from passdesk.desktop.look import Look
from passdesk.desktop.theme import BANDS

HOLD_MS = 1500
_STEP_MS = 50


class HoldButton(QAbstractButton):
    """`held` is called once it was held down for `hold_ms` on end, with a finger, the mouse or the space bar; let go of
    sooner it begins anew. Return and a click press nothing."""

    def __init__(self, look: Look, words: str, held: Callable[[], object], *, hold_ms: int = HOLD_MS) -> None:
        super().__init__()
        self._look, self._held, self._hold_ms = look, held, hold_ms
        self._for_ms = 0
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(look.px(64))
        self._ticks = QTimer(self, interval=_STEP_MS)
        self._ticks.timeout.connect(self._tick)
        self.pressed.connect(self._begin)
        self.released.connect(self._let_go)

    @property
    def part(self) -> float:
        """How much of the time it was held, 0 to 1."""
        return min(1.0, self._for_ms / self._hold_ms)

    def hideEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        del event
        self._let_go()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter, place, look = QPainter(self), QRectF(self.rect()).adjusted(2, 2, -2, -2), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(place, look.px(9), look.px(9))
        painter.fillPath(outline, QColor(BANDS["refuse"]))
        if self.part:
            painter.save()
            painter.setClipPath(outline)
            done = QRectF(place.x(), place.y(), place.width() * self.part, place.height())
            painter.fillRect(done, QColor(255, 255, 255, 90))
            painter.restore()
        if self.hasFocus():
            painter.setPen(QColor(look.colours.accent))
            painter.drawPath(outline)
        painter.setPen(QColor("#ffffff"))
        painter.setFont(QFont(look.font(20, bold=True)))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.text())
        painter.end()

    def _begin(self) -> None:
        self._for_ms = 0
        self._ticks.start()

    def _let_go(self) -> None:
        self._ticks.stop()
        self._for_ms = 0
        self.update()

    def _tick(self) -> None:
        self._for_ms += _STEP_MS
        self.update()
        if self._for_ms >= self._hold_ms:
            self._let_go()
            self._held()


