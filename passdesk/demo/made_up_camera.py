"""A camera that is made up: a desk top, and before it whatever badge the demo holds up, quick enough for live use."""

from collections.abc import Callable
from threading import Event

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from passdesk.clock import MICROSECONDS, Clock
from passdesk.demo.photographing import Conditions, homography
from passdesk.scanning.camera import BGR

Pixels = NDArray[np.uint8]
HELD = Conditions(720, pitch=5, yaw=-4, roll=4, defocus=0.6, light=0.95, noise=3)
"""How a hand holds a badge that reads well, before a camera of 1280 x 720."""

_DESK = (122, 128, 126)  # blue, green, red
_NOISES = 4  # noisy desk tops that take turns
_SWAY = 6.0  # pixels, and a third of it in degrees
_WHITE = 255.0


class _Badge(Struct, frozen=True, eq=False):
    picture: BGR
    held: Conditions


class MadeUpCamera:
    """A `CameraSource` of `size` (width, height) and `per_second` pictures a second. `put` may be called from any
    thread; `wait` waits for so many seconds until the next picture is due, and is stepped by tests.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        size: tuple[int, int] = (1280, 720),
        per_second: float = 20.0,
        seed: int = 0,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._clock, self._size, self._step = clock, size, round(MICROSECONDS / per_second)
        self._released = Event()
        self._wait = wait or self._released.wait
        self._due = clock().boot
        self._number = 0
        self._badge: _Badge | None = None
        self._seen: _Badge | None = None
        self.seen_at = 0
        """µs since boot: when the first picture with what is held now was there."""
        rng = np.random.default_rng(seed)
        self._desks = _noisy_desks(size, rng)
        self._noise = np.abs(rng.normal(0, HELD.noise, (size[1], size[0], 3))).round().astype(np.uint8)

    def put(self, picture: Pixels | None, held: Conditions = HELD) -> None:
        """Holds a picture (HxW grey or HxWx3 RGB) before the camera, or takes it away. Of the conditions count the
        width, the turns, defocus and light."""
        self._badge = None if picture is None else _Badge(_prepared(picture, held), held)

    def read(self) -> BGR | None:
        """The next picture, when it is due; none after `release`."""
        self._due = max(self._due + self._step, self._clock().boot)
        self._wait(max(0.0, (self._due - self._clock().boot) / MICROSECONDS))
        if self._released.is_set():
            return None
        self._number += 1
        frame = self._desks[self._number % _NOISES].copy()
        badge = self._badge
        if badge is not None:
            self._draw(frame, badge)
            if badge is not self._seen:
                self._seen, self.seen_at = badge, self._clock().boot
        return frame

    def release(self) -> None:
        """Ends it: whoever waits for a picture gets none."""
        self._released.set()

    def _draw(self, frame: BGR, badge: _Badge) -> None:
        """Only the rectangle that the badge covers is worked on."""
        matrix = self._place(badge)
        height, width = badge.picture.shape[:2]
        ends = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
        corners = cv2.perspectiveTransform(ends, matrix)[0]
        left, top = np.clip(np.floor(corners.min(axis=0)), 0, self._size).astype(int)
        right, bottom = np.clip(np.ceil(corners.max(axis=0)), 0, self._size).astype(int)
        if right <= left or bottom <= top:
            return
        part = frame[top:bottom, left:right]
        shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]])
        # What lies outside the picture stays as it is: the desk.
        cv2.warpPerspective(
            badge.picture,
            shift @ matrix,
            (int(right - left), int(bottom - top)),
            dst=part,
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_TRANSPARENT,
        )
        grain = self._noise if self._number % 2 else self._noise[::-1, ::-1]
        change = cv2.subtract if self._number % 4 < 2 else cv2.add
        change(part, grain[top:bottom, left:right], dst=part)

    def _place(self, badge: _Badge) -> NDArray[np.float64]:
        """A hand that is never quite still: slow turns and shifts that do not repeat soon."""
        beat = self._number / 17
        sway = _SWAY * np.array([np.sin(beat), np.sin(0.63 * beat + 1)])
        held = replace(badge.held, roll=badge.held.roll + _SWAY / 3 * float(np.sin(0.41 * beat)))
        return homography(badge.picture, held, self._size, np.array(self._size) / 2 + sway)


def _prepared(picture: Pixels, held: Conditions) -> BGR:
    """Everything that stays the same from picture to picture: the size it is seen at, its light and its blur."""
    colour = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR if picture.ndim == 2 else cv2.COLOR_RGB2BGR)
    scale = held.width / colour.shape[1]
    if scale < 1:
        colour = cv2.resize(colour, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if held.defocus > 0:
        colour = cv2.GaussianBlur(colour, (0, 0), held.defocus / max(1.0, scale))
    return np.asarray(cv2.convertScaleAbs(colour, alpha=held.light), np.uint8)


def _noisy_desks(size: tuple[int, int], rng: np.random.Generator) -> list[BGR]:
    width, height = size
    coarse = rng.normal(0, 4, (height // 40 + 2, width // 40 + 2)).astype(np.float32)
    grain = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)[..., None]
    return [
        (np.array(_DESK, np.float32) + grain + rng.normal(0, HELD.noise, (height, width, 3)))
        .clip(0, _WHITE)
        .astype(np.uint8)
        for _ in range(_NOISES)
    ]
