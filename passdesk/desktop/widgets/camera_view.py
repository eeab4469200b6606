"""A live camera on a page: its picture, what it reads, and in words what is wrong where nothing comes."""

import time
from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy

from passdesk.clock import Clock
from passdesk.desktop.bridge import Bridge
from passdesk.desktop.camera_device import image_of, small
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.camera_picture import CameraPicture
from passdesk.scanning.camera import CameraSource
from passdesk.scanning.live import LiveReader
from passdesk.scanning.sightings import SeenNotRead, Shown

_WRAPPED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
_WINDOW = 2_000_000  # µs: the same code held on is read once


class LivePicture(CameraPicture):
    """Paints the newest picture of a camera, or says why there is none."""

    def __init__(self, look: Look, *, mirror: bool = True) -> None:
        super().__init__(look, mirror=mirror)
        self.state: str = "starting"
        self._unread = False
        self.setMinimumSize(look.px(240), look.px(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(look.tr("Camera picture"))

    @property
    def shows_picture(self) -> bool:
        return self.image is not None

    def show_frame(self, image: QImage) -> None:
        """`image` owns its pixels. A picture that comes is a camera that runs."""
        self.state = "running"
        super().show_frame(image)

    def show_state(self, state: str) -> None:
        """A `CameraState`, or "none"."""
        self.state = state
        if state != "running":
            self.show_none()
        self.update()

    def show_unread(self, unread: bool) -> None:
        """A code is seen and does not read."""
        self._unread = unread
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(360), self._look.px(203))

    def paint_over(self, painter: QPainter, place: QRectF) -> None:
        del place
        if words := self._words():
            painter.setFont(self._look.font(16))
            painter.setPen(QColor("#ffffff"))
            painter.drawText(self._place_of_words(), _WRAPPED, words)

    def cut_words(self) -> tuple[str, ...]:
        words, place = self._words(), self._place_of_words()
        taken = QFontMetrics(self._look.font(16)).boundingRect(place, _WRAPPED, words)
        return (words,) if words and not place.contains(taken) else ()

    def _place_of_words(self) -> QRect:
        gap = self._look.px(16)
        return self.rect().adjusted(gap, gap, -gap, -gap)

    def _words(self) -> str:
        tr = self._look.tr
        match self.state:
            case "running":
                return tr("A code is seen, but does not read yet. Hold it still and flat.") if self._unread else ""
            case "lost":
                return tr("No picture from this camera. Plug it in, or close other programs that use it.")
            case "frozen":
                return tr("The camera's picture stands still.")
            case "none":
                return tr("No camera is chosen.")
            case _:
                return tr("The camera is starting …")


class CameraView(LivePicture):
    """A camera of its own, from `start` until `stop` or the widget's end. `seen`: a text and how long decoding took in
    ns, once for each showing; the mirror does not touch it."""

    seen = Signal(str, object)

    def __init__(
        self, look: Look, source: Callable[[], CameraSource], clock: Clock, *, mirror: bool = True
    ) -> None:
        super().__init__(look, mirror=mirror)
        self._bridge = Bridge(self)
        self._bridge.frame_waits.connect(self._take)
        self._bridge.arrived.connect(self._arrived)
        post, put_frame = self._bridge.post, self._bridge.put_frame
        self._reader = reader = LiveReader(
            source, post, post, clock, window=_WINDOW, on_frame=lambda _grey, picture, _at: put_frame(small(picture)),
            nanoseconds=time.perf_counter_ns,
        )  # fmt: skip
        self.destroyed.connect(lambda: reader.stop())

    def start(self) -> None:
        self._reader.start()

    def stop(self) -> None:
        self._reader.stop()

    def _take(self) -> None:
        picture = self._bridge.take_frame()
        if picture is not None:
            self.show_frame(image_of(picture))

    def _arrived(self, thing: object) -> None:
        match thing:
            case Shown(text=text, decode_ns=decode_ns):
                self.show_unread(False)
                self.seen.emit(text, decode_ns)
            case str() as state:
                self.show_state(state)
            case _:
                self.show_unread(isinstance(thing, SeenNotRead))
