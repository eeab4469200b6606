"""A face, as large as its place allows: the photo, or a figure where there is none."""

import time
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from passdesk.desktop.look import Look


def picture_of(data: bytes | None) -> QPixmap | None:
    """The pixels of a JPEG or PNG; None where it is none."""
    if not data:
        return None
    image = QImage.fromData(data)
    return None if image.isNull() else QPixmap.fromImage(image)


def small_picture_of(data: bytes | None, size: QSize) -> QPixmap | None:
    """The same, no larger than it takes to fill `size`: a JPEG is read so at a fraction of what all of it costs."""
    if not data:
        return None
    held = QBuffer()
    held.setData(data)
    reader = QImageReader(held)
    whole = reader.size()
    if whole.isValid() and whole.width() > size.width() and whole.height() > size.height():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


class Photo(QWidget):
    """`width` x `height` px at scale 1. `painted_at`: when the picture it holds was first painted, in seconds of
    `monotonic`; None before that, and None again for the next picture."""

    def __init__(
        self, look: Look, width: int, height: int, *, radius: int = 14, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._look, self._radius, self._monotonic = look, look.px(radius), monotonic
        self._wanted = QSize(look.px(width), look.px(height))
        self._least = self._wanted / 2
        self._picture: QPixmap | None = None
        self._fitted: QPixmap | None = None
        self.painted_at: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_picture(self, data: bytes | None, *, words: str = "") -> None:
        self._picture = self._fitted = picture_of(data)
        self.painted_at = None
        self.setAccessibleName(words)
        self.update()

    def _fit(self) -> None:
        """Once for each picture and size, from the whole of it: it is painted again and again."""
        if self._picture is not None and self._fitted is not None:
            wanted = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            if self._fitted.size() != wanted:
                self._fitted = filling(self._picture, self.size())

    @property
    def empty(self) -> bool:
        return self._picture is None

    def want(self, size: QSize) -> None:
        """As large from now on, where there is room: a window may still be made smaller."""
        if size != self._wanted:
            self._wanted = size
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._wanted

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self._least

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._fit()
        paint_face(painter, self._look, self._fitted, QRectF(self.rect()), self._radius)
        painter.end()
        if self.painted_at is None:
            self.painted_at = self._monotonic()


def filling(picture: QPixmap, size: QSize) -> QPixmap:
    """As large as fills `size`."""
    if picture.size() == picture.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding):
        return picture
    return picture.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )


def paint_face(painter: QPainter, look: Look, picture: QPixmap | None, place: QRectF, radius: float) -> None:
    """The picture filling `place` with round corners, its sides cut where it is wider; or a figure."""
    outline = QPainterPath()
    outline.addRoundedRect(place, radius, radius)
    painter.save()
    painter.setClipPath(outline)
    if picture is not None:
        scaled = filling(picture, place.size().toSize())
        x = place.x() + (place.width() - scaled.width()) / 2
        y = place.y() + (place.height() - scaled.height()) / 3  # heads are in the upper part
        painter.drawPixmap(round(x), round(y), scaled)
    else:
        _paint_figure(painter, look, place)
    painter.restore()


def _paint_figure(painter: QPainter, look: Look, place: QRectF) -> None:
    ground = QLinearGradient(place.topLeft(), place.bottomLeft())
    ground.setColorAt(0, QColor(look.colours.photo_high))
    ground.setColorAt(1, QColor(look.colours.photo_low))
    painter.fillRect(place, ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.colours.photo_figure))
    width, height, middle = place.width(), place.height(), place.center().x()
    head = min(width * 0.48, height * 0.38)
    painter.drawEllipse(QRectF(middle - head / 2, place.y() + height * 0.21, head, head))
    body = QRectF(middle - width * 0.44, place.y() + height * 0.64, width * 0.88, height * 0.9)
    painter.drawEllipse(body)
