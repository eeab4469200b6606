"""Icons, all of one family (Material Design Icons), painted from the outlines that packaging/icons.py took out of it.

No font is loaded for them: that, and finding a sign among seven thousand, took a fifth of what the first page takes.
"""

import json
import re
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap

from passdesk import config

EM = 512.0
"""The outlines are in a square of this side."""
_PART = 0.875
"""How much of an icon's height its square takes."""
_DISABLED = "#969696"
_STEP = re.compile(r"([MLC ])(-?\d+) (-?\d+)")


class _Drawn(QIconEngine):
    """Paints one icon of the family, in any size."""

    def __init__(self, outline: QPainterPath, colour: str) -> None:
        super().__init__()
        self._outline, self._colour = outline, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        place = QRectF(rect)
        scale = _PART * place.height() / EM
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(place.center() - QPointF(EM / 2, EM / 2) * scale)
        painter.scale(scale, scale)
        painter.fillPath(self._outline, QColor(_DISABLED if mode == QIcon.Mode.Disabled else self._colour))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made


@cache
def icon(name: str, colour: str) -> QIcon:
    """The icon `name` of the family in `colour` ("#rrggbb"); KeyError for a name that is none."""
    return QIcon(_Drawn(_outline(name), colour))


@cache
def _outline(name: str) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    points: list[QPointF] = []
    for letter, x, y in _STEP.findall(_outlines()[name]):
        point = QPointF(int(x), int(y))
        match letter:
            case "M":
                path.moveTo(point)
            case "L":
                path.lineTo(point)
            case _:
                points.append(point)
                if len(points) == 3:
                    path.cubicTo(*points)
                    points.clear()
    return path


@cache
def _outlines() -> Mapping[str, str]:
    held: dict[str, str] = json.loads(config.resource("icons.json").read_text(encoding="utf-8"))
    return held
