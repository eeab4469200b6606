"""The camera's picture with a guide for the face, and a countdown so that whoever is in it can look up."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from passdesk.desktop.camera_device import image_of
from passdesk.desktop.issuing.photographing import Photographing
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.camera_picture import CameraPicture
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
        self.view = GuidedPicture(look)
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
        self.view.show_none()
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
            if self._camera.newest is not None:
                self.view.show_frame(image_of(self._camera.newest))

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


class GuidedPicture(CameraPicture):
    """The newest picture cut to the portrait, mirrored as people know themselves; `count` stands large over it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, ground="#10151c", corner=0)
        self.count = 0
        self.setFixedSize(look.px(304), look.px(380))
        self.setAccessibleName(look.tr("Picture of the camera"))

    def paint_over(self, painter: QPainter, place: QRectF) -> None:
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
