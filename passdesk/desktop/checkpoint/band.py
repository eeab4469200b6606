"""The verdict band: colour, shape, word and one line, and the keys that may be pressed."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from passdesk.desktop.checkpoint.act_buttons import ActButton
from passdesk.desktop.checkpoint.banding import Said, Shape
from passdesk.desktop.look import Look
from passdesk.desktop.theme import BANDS
from passdesk.desktop.widgets.labels import FitLabel

HEIGHT, LOW = 158, 118
NARROW = 640
"""Below this width (px at scale 1) the shape is small, and the line has the whole width below shape, word and keys."""
WHITE = "#ffffff"


class Band(QWidget):
    """Paints what is `Said`. The words shrink to fit, down to where they can still be read at arm's length."""

    def __init__(self, look: Look, pressed: Callable[[str], object] = lambda _: None) -> None:
        super().__init__()
        self._look, self._pressed = look, pressed
        self._said: Said | None = None
        self._keys: tuple[tuple[str, str], ...] = ()
        self._buttons: list[ActButton] = []
        self.word = FitLabel(look, 92, least=34, bold=True, colour=WHITE)
        self.line = FitLabel(look, 26, least=18, colour=WHITE, lines=2)
        for one in (self.word, self.line):
            one.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, said: Said) -> None:
        self._said = said
        self.word.set_words(said.word)
        self.line.set_words(said.line)
        self.setAccessibleName(f"{said.word}. {said.line}")
        self.update()

    def offer(self, keys: tuple[tuple[str, str], ...]) -> None:
        """The act keys that count now, as (key, what it does), beside the words."""
        if keys == self._keys:
            return
        self._keys = keys
        for one in self._buttons:
            one.hide()
            one.deleteLater()
        self._buttons = [
            ActButton(self._look, key, words, lambda key=key: self._pressed(key))  # type: ignore[misc]
            for key, words in keys
        ]
        for one in self._buttons:
            one.setParent(self)
            one.show()
        self._lay_out()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        tall = self.window().height() >= self._look.px(700)
        return QSize(self._look.px(400), self._look.px(HEIGHT if tall else LOW))

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        del event
        self._lay_out()

    def _lay_out(self) -> None:
        px, place, split = self._look.px, self._shape_place(), round(self.height() * 0.70)
        left, right = round(place.right()) + px(16 if self._narrow else 30), self.width() - px(24)
        above = split if self._narrow else self.height()
        for one in reversed(self._buttons):
            size = one.sizeHint()
            height = min(size.height(), above - px(16 if above == self.height() else 8))
            right -= size.width()
            one.setGeometry(right, (above - height) // 2, size.width(), height)
            right -= px(10)
        self.word.setGeometry(left, px(4), right - left, split - px(4))
        below, end = (px(24), self.width() - px(24)) if self._narrow else (left, right)
        self.line.setGeometry(below, split - px(2), end - below, self.height() - split - px(6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        if self._said is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._look.px(14)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(0, 0, self.width(), self.height() + radius), radius, radius)
        painter.fillPath(ground, QColor(BANDS[self._said.band]))
        paint_shape(painter, self._said.shape, self._shape_place(), WHITE)
        painter.end()

    @property
    def _narrow(self) -> bool:
        return self.width() < self._look.px(NARROW)

    def _shape_place(self) -> QRectF:
        px = self._look.px
        above = self.height() * (0.70 if self._narrow else 1.0)
        side = min(px(60 if self._narrow else 100), self.height() * 0.66)
        return QRectF(px(24 if self._narrow else 32), (above - side) / 2, side, side)


def paint_shape(painter: QPainter, shape: Shape, place: QRectF, colour: str) -> None:
    """A shape that tells the verdict without its colour."""
    painter.save()
    width = place.width() * 0.075
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside = place.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    _PAINTERS[shape](painter, inside)
    painter.restore()


def _at(place: QRectF, x: float, y: float) -> QPointF:
    return QPointF(place.x() + x * place.width(), place.y() + y * place.height())


def _lines(painter: QPainter, place: QRectF, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([_at(place, x, y) for x, y in points]))


def _glass(painter: QPainter, place: QRectF) -> None:
    painter.drawEllipse(QRectF(_at(place, 0.04, 0.04), _at(place, 0.68, 0.68)))
    _lines(painter, place, (0.60, 0.60), (0.95, 0.95))


def _tick(painter: QPainter, place: QRectF) -> None:
    painter.drawEllipse(place)
    _lines(painter, place, (0.27, 0.52), (0.44, 0.69), (0.74, 0.34))


def _triangle(painter: QPainter, place: QRectF) -> None:
    painter.drawPolygon(QPolygonF([_at(place, 0.5, 0.04), _at(place, 1.0, 0.94), _at(place, 0.0, 0.94)]))
    _lines(painter, place, (0.5, 0.36), (0.5, 0.62))
    _lines(painter, place, (0.5, 0.78), (0.5, 0.785))


def _octagon_outline(painter: QPainter, place: QRectF) -> None:
    corners = [math.radians(22.5 + 45 * k) for k in range(8)]
    painter.drawPolygon(QPolygonF([_at(place, 0.5 + 0.54 * math.cos(a), 0.5 + 0.54 * math.sin(a)) for a in corners]))


def _octagon(painter: QPainter, place: QRectF) -> None:
    _octagon_outline(painter, place)
    _lines(painter, place, (0.34, 0.34), (0.66, 0.66))
    _lines(painter, place, (0.66, 0.34), (0.34, 0.66))


def _hand(painter: QPainter, place: QRectF) -> None:
    """Two bars in a ring: wait."""
    painter.drawEllipse(place)
    _lines(painter, place, (0.39, 0.32), (0.39, 0.68))
    _lines(painter, place, (0.61, 0.32), (0.61, 0.68))


def _code(painter: QPainter, place: QRectF) -> None:
    for x, y in ((0.0, 0.0), (0.6, 0.0), (0.0, 0.6)):
        painter.drawRect(QRectF(_at(place, x, y), _at(place, x + 0.4, y + 0.4)))
    for x, y in ((0.62, 0.62), (0.98, 0.62), (0.80, 0.80), (0.62, 0.98), (0.98, 0.98)):
        _lines(painter, place, (x, y), (x + 0.01, y))


def _lock(painter: QPainter, place: QRectF) -> None:
    painter.drawRoundedRect(QRectF(_at(place, 0.12, 0.45), _at(place, 0.88, 0.98)), 4, 4)
    painter.drawArc(QRectF(_at(place, 0.27, 0.04), _at(place, 0.73, 0.80)), 0, 180 * 16)


def _crossed(painter: QPainter, place: QRectF) -> None:
    """A disk that takes nothing: a sheet struck through."""
    painter.drawRect(QRectF(_at(place, 0.16, 0.02), _at(place, 0.84, 0.98)))
    _lines(painter, place, (0.0, 1.0), (1.0, 0.0))


_PAINTERS = {
    "glass": _glass, "tick": _tick, "triangle": _triangle, "hand": _hand, "octagon": _octagon, "code": _code,
    "lock": _lock, "crossed": _crossed,
}  # fmt: skip
