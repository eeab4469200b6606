"""The camera's picture with a guide for the face, and a countdown so that whoever is in it can look up."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from passdesk.desktop.issuing.photographing import Photographing, portrait_of
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, column, row
from passdesk.desktop.widgets.labels import label

COUNTDOWN = 3


class CameraView(QWidget):
    """`taken` gets a JPEG; `left` when nobody wants one any more."""

    def __init__(
        self, look: Look, camera: Photographing, taken: Callable[[bytes], None], left: Callable[[], None]
    ) -> None:
        super().__init__()
        self._look, self._camera, self._taken = look, camera, taken
        self.on = False
        self.view = GuidedPicture(look, camera)
        self._state = label(look.tr("The camera is starting…"), tone="muted", size="small", wrap=True)
        self.take = button(look, look.tr("Take it in three seconds"), self._begin, kind="primary", icon="camera")
        self._leave = button(look, look.tr("Without the camera"), left)
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self._tick)
        told = look.tr("The whole head within the oval, eyes open, looking into the camera.")
        hint = label(told, size="small", wrap=True)
        beside = column(None, hint, self._state, self.take, self._leave, None, spacing=look.px(12))
        both = row(self.view, beside, spacing=look.px(20))
        both.setStretch(1, 1)
        self.setLayout(both)
        self.hide()
        camera.turned.connect(self._turned)
        camera.seen.connect(self._seen)

    def turn(self, *, on: bool) -> None:
        """Open the camera and show its picture, or let it go."""
        if on == self.on:
            return
        self.on = on
        self.setVisible(on)
        self._ticks.stop()
        self.view.count = 0
        if on:
            self.take.setEnabled(False)
            self._camera.start()
        else:
            self._camera.stop()

    def _begin(self) -> None:
        self.view.count = COUNTDOWN
        self.view.update()
        self.take.setEnabled(False)
        self._ticks.start()

    def _tick(self) -> None:
        self.view.count -= 1
        self.view.update()
        if self.view.count > 0:
            return
        self._ticks.stop()
        self.take.setEnabled(True)
        data = self._camera.take()
        if data is not None:
            self._taken(data)

    def _seen(self) -> None:
        if self.on:
            self.take.setEnabled(self.view.count == 0)
            self.view.update()

    def _turned(self, state: str) -> None:
        look = self._look
        said = {
            "lost": look.tr("The camera is not there. Plug it in, or choose a file."),
            "frozen": look.tr("The camera gives no new picture. Unplug it and plug it in again."),
            "starting": look.tr("The camera is starting…"),
        }
        self._state.setText(said.get(state, ""))
        self._state.setVisible(state in said)
        if state != "running":
            self.take.setEnabled(False)


class GuidedPicture(QWidget):
    """The newest picture cut to the portrait, mirrored as people know themselves; `count` stands large over it."""

    def __init__(self, look: Look, camera: Photographing) -> None:
        super().__init__()
        self._look, self._camera = look, camera
        self.count = 0
        self.setFixedSize(look.px(304), look.px(380))
        self.setAccessibleName(look.tr("Picture of the camera"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        place = self._place()
        painter.fillRect(place, QColor("#10151c"))
        image = self._image()
        if image is not None:
            painter.drawImage(place, image)
        self._paint_guide(painter, place)
        painter.end()

    def _place(self) -> QRectF:
        height = float(self.height())
        width = min(float(self.width()), height * 4 / 5)
        height = width * 5 / 4
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _image(self) -> QImage | None:
        picture = self._camera.newest
        if picture is None:
            return None
        x, y, wide, tall = portrait_of(picture.shape[1], picture.shape[0])
        cut = np.ascontiguousarray(picture[y : y + tall, x : x + wide][:, ::-1])
        return QImage(cut.tobytes(), wide, tall, 3 * wide, QImage.Format.Format_BGR888).copy()

    def _paint_guide(self, painter: QPainter, place: QRectF) -> None:
        oval = QRectF(place.x() + place.width() * 0.22, place.y() + place.height() * 0.12, place.width() * 0.56,
                      place.height() * 0.62)  # fmt: skip
        outside = QPainterPath()
        outside.addRect(place)
        outside.addEllipse(oval)
        painter.fillPath(outside, QColor(10, 14, 20, 110))
        painter.setPen(QPen(QColor("#ffffff"), self._look.px(2), Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(oval)
        if self.count:
            painter.setFont(QFont(self._look.font(96, bold=True)))
            painter.setPen(QColor("#ffffff"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(self.count))
