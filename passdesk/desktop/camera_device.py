"""The camera of this desk, and a scanner on a serial port: threads of their own, told of on the GUI thread."""

import time
from collections.abc import Callable
from typing import Literal

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from passdesk.clock import Clock
from passdesk.desktop.bridge import Bridge
from passdesk.desktop.devices import Scans
from passdesk.desktop.settings import Settings
from passdesk.errors import Misuse
from passdesk.scanning.camera import BGR, CameraSource, CameraState, open_camera
from passdesk.scanning.frames import Grey, Look
from passdesk.scanning.live import LiveReader
from passdesk.scanning.serial_port import SerialScanner, SerialSource, open_port
from passdesk.scanning.sightings import NothingSeen, Seen, SeenNotRead, Shown
from passdesk.scanning.wedge import typed_text

WINDOW_US = 3_000_000
"""The same code seen again within this time is the same showing of a pass."""
PREVIEW_WIDTH = 640
"""A picture to look at needs no more pixels; made small on the camera's thread."""
CODES_STAND_US = 400_000
"""The corners of a code are painted this long after the frame they were read in."""
OpenCamera = Callable[[], CameraSource]
ChooseCamera = Callable[[Settings], OpenCamera | None]


class CameraDevice(QObject):
    """`frame`: a picture to show, whose pixels are its own; `codes`: where codes were read in the newest one, corners
    as shares of its sides; `state`: a `CameraState` or "none"; `sighted`: hint and
    whether to offer the short number, "" when nothing unread is seen. `now`: the state told last."""

    frame = Signal(QImage)
    codes = Signal(object)
    state = Signal(str)
    sighted = Signal(str, bool)

    def __init__(
        self, scans: Scans, clock: Clock, choose: Callable[[Settings], OpenCamera | None] | None = None
    ) -> None:
        super().__init__()
        self._scans, self._clock = scans, clock
        self._choose = choose or by_settings
        self._bridge = Bridge(self)
        self._bridge.arrived.connect(self._arrived)
        self._bridge.frame_waits.connect(self._show_frame)
        self._reader: LiveReader | None = None
        self._source: OpenCamera | None = None
        self._asked: object = None
        self._number = 0
        self.now: CameraState | Literal["none"] = "none"
        self._sides: tuple[int, ...] | None = None

    def apply(self, settings: Settings) -> None:
        asked = (settings.camera, settings.resolution)
        if asked == self._asked:
            return
        self._asked = asked
        self.open(self._choose(settings))

    def open(self, source: OpenCamera | None) -> None:
        """Go on with this camera, or with none."""
        self._end()
        self._source = source
        if source is None:
            self._say("none")
            return
        self._number += 1
        number = self._number
        self._reader = LiveReader(
            source,
            lambda seen: self._bridge.post((number, seen)),
            lambda state: self._bridge.post((number, state)),
            self._clock,
            window=WINDOW_US,
            on_frame=self._took,
            nanoseconds=time.perf_counter_ns,
        )
        self._reader.start()

    def lend(self) -> OpenCamera | None:
        """How this camera is opened, now that it is let go of for whoever takes a photo; `take_back` goes on."""
        lent = self._source
        self._end()
        return lent

    def take_back(self) -> None:
        if self._reader is None:
            self.open(self._source)

    def stop(self) -> None:
        self._end()

    def _end(self) -> None:
        if self._reader is not None:
            self._reader.stop()
            self._reader = None
            self._number += 1

    def _took(self, grey: Grey, picture: BGR, at_us: int) -> None:
        """On the camera's thread."""
        del grey, at_us
        self._sides = picture.shape[:2]
        self._bridge.put_frame(small(picture))

    def _show_frame(self) -> None:
        picture = self._bridge.take_frame()
        if picture is not None and self._reader is not None:
            self.codes.emit(self._corners(self._reader.newest))
            self.frame.emit(image_of(picture))

    def _corners(self, newest: tuple[int, Look] | None) -> tuple[tuple[tuple[float, float], ...], ...]:
        if newest is None or self._sides is None or abs(self._clock().boot - newest[0]) > CODES_STAND_US:
            return ()
        height, width = self._sides
        return tuple(tuple((x / width, y / height) for x, y in symbol.corners) for symbol in newest[1].symbols)

    def _arrived(self, told: tuple[int, Seen | CameraState]) -> None:
        number, what = told
        if number != self._number:
            return
        match what:
            case Shown():
                self._scans.scanned.emit(what.text, "camera")
            case SeenNotRead():
                self.sighted.emit(what.hint, what.offer_number)
            case NothingSeen():
                self.sighted.emit("", False)
            case state:
                self._say(state)

    def _say(self, state: CameraState | Literal["none"]) -> None:
        self.now = state
        self.state.emit(state)


class SerialDevice(QObject):
    """A hand-held scanner on a serial port."""

    state = Signal(str)

    def __init__(self, scans: Scans, open_source: Callable[[str], SerialSource] = open_port) -> None:
        super().__init__()
        self._scans, self._open_source = scans, open_source
        self._bridge = Bridge(self)
        self._bridge.arrived.connect(self._arrived)
        self._scanner: SerialScanner | None = None
        self._port = ""

    def apply(self, settings: Settings) -> None:
        if settings.serial_port == self._port:
            return
        self.stop()
        self._port = port = settings.serial_port
        if port:
            self._scanner = SerialScanner(
                lambda: self._open_source(port),
                lambda text: self._bridge.post(("text", text)),
                lambda state: self._bridge.post(("state", state)),
            )
            self._scanner.start()

    def stop(self) -> None:
        if self._scanner is not None:
            self._scanner.stop()
            self._scanner = None
        self._port = ""

    def _arrived(self, told: tuple[str, str]) -> None:
        what, text = told
        if what == "state":
            self.state.emit(text)
            return
        try:
            self._scans.scanned.emit(typed_text(text), "wedge")
        except Misuse:
            self._scans.scanned.emit(text, "wedge")


def by_settings(settings: Settings) -> OpenCamera | None:
    """How the camera of these settings is opened; None where there is to be none."""
    index, size = settings.camera, settings.size
    return None if index is None else lambda: open_camera(index, size)


def small(picture: BGR) -> BGR:
    height, width = picture.shape[:2]
    if width <= PREVIEW_WIDTH:
        return picture.copy()
    size = (PREVIEW_WIDTH, height * PREVIEW_WIDTH // width)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def image_of(picture: BGR) -> QImage:
    """A QImage that owns its pixels: one over NumPy's memory would outlive it."""
    height, width = picture.shape[:2]
    return QImage(picture.data, width, height, picture.strides[0], QImage.Format.Format_BGR888).copy()
