"""A camera's newest picture on a page: cut to fill its place, turned round where people see themselves."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look


class CameraPicture(QWidget):
    """On a dark `ground` with round corners of `corner` px at scale 1. What stands over the picture, or in its place,
    is for its heirs to paint."""

    def __init__(self, look: Look, *, mirror: bool = True, ground: str = "#11151b", corner: int = 9) -> None:
        super().__init__()
        self._look, self._mirror, self._ground, self._corner = look, mirror, QColor(ground), corner
        self.image: QImage | None = None

    def show_frame(self, image: QImage) -> None:
        """`image` owns its pixels."""
        self.image = image.flipped(Qt.Orientation.Horizontal) if self._mirror else image
        self.update()

    def show_none(self) -> None:
        """The picture is gone: it is old."""
        self.image = None
        self.update()

    def paint_over(self, painter: QPainter, place: QRectF) -> None:
        """Within the corners, over the picture."""

    def at(self, x: float, y: float) -> QPointF:
        """Where in the widget something is, of which a frame as it came says where it is: as shares of its width and
        height."""
        if self.image is None:
            return QPointF()
        shown, image = _filling(self.image.size(), self.size()), self.image.size()
        across = (1 - x if self._mirror else x) * image.width()
        share = self.width() / max(1.0, shown.width())
        return QPointF((across - shown.x()) * share, (y * image.height() - shown.y()) * share)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        place, corner = QRectF(self.rect()), self._look.px(self._corner)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(place, corner, corner)
        painter.setClipPath(outline)
        painter.fillPath(outline, self._ground)
        if self.image is not None:
            painter.drawImage(place, self.image, _filling(self.image.size(), self.size()))
        self.paint_over(painter, place)
        painter.end()


def _filling(image: QSize, place: QSize) -> QRectF:
    """The middle part of an image that has the shape of the place."""
    share = min(image.width() / max(1, place.width()), image.height() / max(1, place.height()))
    width, height = place.width() * share, place.height() * share
    return QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)
