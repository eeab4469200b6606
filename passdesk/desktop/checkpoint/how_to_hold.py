"""While nobody is shown: a drawing of a pass before the camera, so that whoever looks over sees how it is held."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from passdesk.desktop.look import Look

SIDE, LEAST = 230, 90
_EYES = ((0.0, 0.0), (0.62, 0.0), (0.0, 0.62))
_DOTS = ((0.62, 0.62), (0.84, 0.70), (0.66, 0.86), (0.88, 0.90), (0.46, 0.46), (0.46, 0.10), (0.10, 0.46))


class HowToHold(QWidget):
    """As large as its place allows, up to `SIDE`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(SIDE), self._look.px(SIDE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._look.px(LEAST), self._look.px(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        side = min(self.width(), self.height(), self._look.px(SIDE))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, self.height() / 2)
        self._paint_finder(painter, side * 0.98)
        painter.rotate(8)
        self._paint_pass(painter, side * 0.62)
        painter.end()

    def _paint_finder(self, painter: QPainter, side: float) -> None:
        """The four corners of what the camera sees."""
        pen = QPen(QColor(self._look.colours.accent), self._look.px(5))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        half, arm = side / 2 - self._look.px(4), side * 0.13
        for x in (-1, 1):
            for y in (-1, 1):
                corner = QPointF(x * half, y * half)
                painter.drawLine(corner, corner - QPointF(x * arm, 0))
                painter.drawLine(corner, corner - QPointF(0, y * arm))

    def _paint_pass(self, painter: QPainter, side: float) -> None:
        card = QRectF(-side * 0.42, -side / 2, side * 0.84, side)
        painter.setPen(QPen(QColor(self._look.colours.edge), self._look.px(2)))
        painter.setBrush(QColor("#ffffff"))
        painter.drawRoundedRect(card, side * 0.07, side * 0.07)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#1b2330"))
        code = side * 0.62
        for x, y in _EYES:
            painter.drawRect(QRectF(-code / 2 + x * code, -code / 2 + y * code, code * 0.38, code * 0.38))
        for x, y in _DOTS:
            painter.drawRect(QRectF(-code / 2 + x * code, -code / 2 + y * code, code * 0.11, code * 0.11))
