"""One camera: opened, read on a thread of its own, and come back to when it was unplugged."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Literal, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from passdesk.clock import Clock
from passdesk.errors import PassdeskError, Trouble
from passdesk.scanning.frames import Grey
from passdesk.scanning.waiting import Waiting, pauses

BGR = NDArray[np.uint8]
CameraState = Literal["starting", "running", "lost", "frozen"]

FROZEN_AFTER = 3_000_000  # µs without a new picture
REOPENED_AFTER = 10_000_000  # µs without one after which the camera is opened anew
_MISSES = 3  # reads in a row without a picture: the camera is gone
_WATCHED_EVERY = 0.5  # seconds
_STOPPED_WITHIN = 2.0  # seconds
_BROKEN = (cv2.error, OSError, RuntimeError, ValueError, PassdeskError)  # what reading from drivers was seen to raise


class CameraSource(Protocol):
    """Something that gives pictures. Used by one thread."""

    def read(self) -> BGR | None:
        """Waits for the next picture, uint8 height x width x 3 in blue, green, red; None where there was none."""
        ...

    def release(self) -> None:
        """Lets the camera go."""
        ...


class _Opened:
    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture

    def read(self) -> BGR | None:
        grabbed, pixels = self._capture.read()
        return np.asarray(pixels) if grabbed else None

    def release(self) -> None:
        self._capture.release()


def open_camera(index: int, size: tuple[int, int]) -> CameraSource:
    """The camera of this number, asked for pictures of `size` (width, height); it may give others.

    Raises Trouble if there is none or another program has it.
    """
    capture = _capture(index)
    if not capture.isOpened():
        capture.release()
        raise Trouble(
            f"Camera {index} can't be opened.",
            remedy="Plug it in, close other programs that use it, or choose another camera.",
        )
    for setting, value in (
        (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),  # uncompressed, USB 2 carries 720p at ten a second
        (cv2.CAP_PROP_FRAME_WIDTH, size[0]),
        (cv2.CAP_PROP_FRAME_HEIGHT, size[1]),
        (cv2.CAP_PROP_BUFFERSIZE, 1),
    ):
        capture.set(setting, value)
    return _Opened(capture)


def found_cameras(most: int = 6) -> list[int]:
    """The numbers below `most` under which a camera can be opened now. Takes up to a second a camera."""
    return [index for index in range(most) if _may_be_there(index) and _opens(index)]


def _may_be_there(index: int) -> bool:
    return not sys.platform.startswith("linux") or Path(f"/dev/video{index}").exists()


def _opens(index: int) -> bool:
    capture = _capture(index)
    try:
        return capture.isOpened()
    finally:
        capture.release()


def _capture(index: int) -> cv2.VideoCapture:
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # it writes to standard error of each failure
    by_platform = {"win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION, "linux": cv2.CAP_V4L2}
    return cv2.VideoCapture(index, by_platform.get(sys.platform, cv2.CAP_ANY))


class CameraThread:
    """Reads a camera until `stop`. `on_frame` gets each new picture as grey and in colour with its time, µs of the
    boot clock, on the reading thread; `on_state` each change of state, on either of two threads.

    A picture equal to the one before byte for byte is no new one: it is not handed on, and after a while the state is
    "frozen". A camera that is lost is opened again until it is back. Pictures are never mirrored.
    """

    def __init__(
        self,
        open: Callable[[], CameraSource],  # noqa: A002 - it is what it does
        on_frame: Callable[[Grey, BGR, int], None],
        on_state: Callable[[CameraState], None],
        clock: Clock,
        *,
        waiting: Waiting = Event.wait,
    ) -> None:
        self._open, self._on_frame, self._on_state, self._clock = open, on_frame, on_state, clock
        self._waiting = waiting
        self._stopped = Event()
        self._lock = Lock()
        self._state: CameraState | None = None
        self._newest: BGR | None = None
        self._new_at: int | None = None  # None while no camera is open
        self._threads = [
            Thread(target=self._capture, name="camera", daemon=True),
            Thread(target=self._watch, name="camera watch", daemon=True),
        ]

    def start(self) -> None:
        """Begins; the first state is "starting"."""
        self._turn("starting")
        for thread in self._threads:
            thread.start()

    def stop(self) -> bool:
        """Ends both threads and says whether they ended: a driver that blocks is left behind after two seconds."""
        self._stopped.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(_STOPPED_WITHIN)
        return not any(thread.is_alive() for thread in self._threads)

    def _capture(self) -> None:
        waits = pauses()
        while not self._stopped.is_set():
            source = self._opened()
            if source is not None and self._read_from(source):
                waits = pauses()
            if self._stopped.is_set() or self._waiting(self._stopped, next(waits)):
                return

    def _opened(self) -> CameraSource | None:
        try:
            return self._open()
        except _BROKEN:
            self._turn("lost")
            return None

    def _read_from(self, source: CameraSource) -> bool:
        """Reads until the camera is gone, stuck, or not wanted any more; whether it gave anything new."""
        opened_at = self._new_at = self._clock().boot
        try:
            for picture in self._pictures(source):
                now = self._clock().boot
                if self._newest is None or not _equal(self._newest, picture):
                    self._new_at, self._newest = now, picture
                    self._turn("running")
                    self._on_frame(_grey(picture), picture, now)
                    continue
                self._notice(now)
                if now - self._new_at > REOPENED_AFTER:
                    break
            return self._new_at > opened_at
        finally:
            self._new_at = None
            with suppress(*_BROKEN):
                source.release()

    def _pictures(self, source: CameraSource) -> Iterator[BGR]:
        missed = 0
        while not self._stopped.is_set():
            picture = _read(source)
            if self._stopped.is_set():
                return
            if picture is not None:
                missed = 0
                yield picture
                continue
            missed += 1
            if missed == _MISSES:
                self._newest = None
                self._turn("lost")
                return

    def _watch(self) -> None:
        while not self._waiting(self._stopped, _WATCHED_EVERY):
            self._notice(self._clock().boot)

    def _notice(self, now: int) -> None:
        new_at = self._new_at
        if new_at is not None and now - new_at > FROZEN_AFTER:
            self._turn("frozen")

    def _turn(self, state: CameraState) -> None:
        with self._lock:
            if self._stopped.is_set() or state == self._state:
                return
            self._state = state
            self._on_state(state)


def _read(source: CameraSource) -> BGR | None:
    """A picture of the promised shape, grey made colour, or None."""
    try:
        picture = source.read()
    except _BROKEN:
        return None
    if not isinstance(picture, np.ndarray) or picture.dtype != np.uint8 or not picture.size:
        return None
    if picture.ndim == 2:
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), np.uint8)
    return picture if picture.ndim == 3 and picture.shape[2] == 3 else None


def _grey(picture: BGR) -> Grey:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def _equal(one: BGR, other: BGR) -> bool:
    """A few pixels tell nearly all pictures apart."""
    if one.shape != other.shape or not np.array_equal(one[::32, ::32], other[::32, ::32]):
        return False
    return bool(np.array_equal(one, other))
