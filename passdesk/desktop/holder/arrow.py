"""Which way the holder goes: into a frame, or out of it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from passdesk.domain.movements import Direction


def paint_arrow(painter: QPainter, direction: Direction, place: QRectF, colour: str) -> None:
    """An arrow to the right: it ends in the frame (entry), or begins in it (exit)."""
    painter.save()
    width = place.height() * 0.09
    painter.setPen(
        QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside = place.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    frame = ((0.55, 0.0), (1.0, 0.0), (1.0, 1.0), (0.55, 1.0))
    shaft, tip = (0.0, 0.68), (0.46, 0.28, 0.72)
    if direction == "exit":
        frame = ((0.45, 0.0), (0.0, 0.0), (0.0, 1.0), (0.45, 1.0))
        shaft, tip = (0.32, 1.0), (0.78, 0.28, 0.72)
    _lines(painter, inside, *frame)
    _lines(painter, inside, (shaft[0], 0.5), (shaft[1], 0.5))
    _lines(painter, inside, (tip[0], tip[1]), (shaft[1], 0.5), (tip[0], tip[2]))
    painter.restore()


def _lines(painter: QPainter, place: QRectF, *points: tuple[float, float]) -> None:
    painter.drawPolyline(
        QPolygonF([QPointF(place.x() + x * place.width(), place.y() + y * place.height()) for x, y in points])
    )
