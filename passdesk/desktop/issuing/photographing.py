"""The camera for photos: its pictures on the GUI thread, cut to a portrait when one is taken."""

from collections.abc import Callable
from typing import Protocol

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal

from passdesk.clock import Clock
from passdesk.desktop.bridge import Bridge
from passdesk.desktop.jobs import Jobs, Result
from passdesk.errors import Trouble
from passdesk.scanning.camera import BGR, CameraSource, CameraThread
from passdesk.scanning.frames import Grey

PORTRAIT = (4, 5)
"""Width to height of what the guide frames."""


class Lender(Protocol):
    """Has the camera, and lends it for a photo."""

    def lend(self) -> Callable[[], CameraSource] | None:
        """How it is opened, once it is let go of; None where there is to be none."""

    def take_back(self) -> None:
        """The photo is taken."""


class Photographing(QObject):
    """`seen`: a new picture may be taken from `newest`; `turned`: the camera's `CameraState`. The camera is open only
    between `start` and `stop`."""

    seen = Signal()
    turned = Signal(str)

    def __init__(self, lender: Lender, clock: Clock, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._lender, self._clock, self._jobs = lender, clock, jobs
        self._thread: CameraThread | None = None
        self.newest: BGR | None = None
        self._bridge = Bridge(self)
        self._bridge.frame_waits.connect(self._keep)
        self._bridge.arrived.connect(self.turned.emit)

    def start(self) -> None:
        if self._thread is None:
            self._thread = CameraThread(
                self._lender.lend() or _no_camera, self._on_frame, self._bridge.post, self._clock
            )
            self._thread.start()

    def stop(self) -> None:
        """Let go of the camera; whoever lent it has it back once its thread has ended, which a driver may delay."""
        thread, self._thread, self.newest = self._thread, None, None
        if thread is not None:
            self._jobs.run(thread.stop, self._ended)

    def close(self) -> None:
        """The same, and wait for it."""
        thread, self._thread, self.newest = self._thread, None, None
        if thread is not None:
            thread.stop()

    def _ended(self, _: Result[bool]) -> None:
        if self._thread is None:
            self._lender.take_back()

    def take(self) -> bytes | None:
        """The newest picture, cut to what the guide framed, as JPEG; None before there is one."""
        return None if self.newest is None else portrait_jpeg(self.newest)

    def _on_frame(self, grey: Grey, picture: BGR, at: int) -> None:
        del grey, at
        self._bridge.put_frame(picture)

    def _keep(self) -> None:
        picture = self._bridge.take_frame()
        if picture is not None and self._thread is not None:
            self.newest = picture
            self.seen.emit()


def _no_camera() -> CameraSource:
    raise Trouble("No camera is chosen.", remedy="Choose one under settings.")


def portrait_of(width: int, height: int) -> tuple[int, int, int, int]:
    """The largest portrait in the middle of a picture: x, y, width, height."""
    tall = min(height, width * PORTRAIT[1] // PORTRAIT[0])
    wide = tall * PORTRAIT[0] // PORTRAIT[1]
    return (width - wide) // 2, (height - tall) // 2, wide, tall


def portrait_jpeg(picture: BGR) -> bytes:
    """Cut to the portrait; as it was seen and not mirrored."""
    x, y, wide, tall = portrait_of(picture.shape[1], picture.shape[0])
    cut = np.ascontiguousarray(picture[y : y + tall, x : x + wide])
    _, data = cv2.imencode(".jpg", cut, [cv2.IMWRITE_JPEG_QUALITY, 95])
    return data.tobytes()
