"""Second looks at a picture that did not read: sharpened, enlarged or calmed, then tried again."""

from collections.abc import Callable

import cv2
import numpy as np
from msgspec import Struct

from passdesk.scanning.frames import Corners, Grey

Look = Callable[[Grey], Grey]
Span = tuple[slice, slice]


class Pass(Struct, frozen=True):
    """A look, and by how much it enlarges the picture across and down."""

    look: Look
    across: float = 1.0
    down: float = 1.0


def sharpened(image: Grey, radius: float, amount: float) -> Grey:
    """Unsharp masking: what a Gaussian of `radius` pixels takes away is added `amount` times."""
    soft = cv2.GaussianBlur(image, (0, 0), radius)
    return _grey(cv2.addWeighted(image, 1 + amount, soft, -amount, 0))


def enlarged(image: Grey, across: float, down: float) -> Grey:
    how = cv2.INTER_AREA if across < 1 else cv2.INTER_CUBIC
    return _grey(cv2.resize(image, None, fx=across, fy=down, interpolation=how))


def calmed(image: Grey) -> Grey:
    """Noise of the pixel scale taken out by a small median."""
    return _grey(cv2.medianBlur(image, 3))


def softened(image: Grey, sigma: float) -> Grey:
    return _grey(cv2.GaussianBlur(image, (0, 0), sigma))


def evened(image: Grey) -> Grey:
    """Contrast stretched tile by tile (CLAHE), for dim and uneven light."""
    return _grey(cv2.createCLAHE(clipLimit=2.0, tileGridSize=(8, 8)).apply(image))


def span_around(corners: Corners, shape: tuple[int, ...], *, margin: float = 0.35) -> Span:
    """The upright rectangle around a code with some margin, cut to the picture (shape: height, width)."""
    points = np.array(corners, dtype=float)
    low, high = points.min(axis=0), points.max(axis=0)
    room = margin * float((high - low).max()) + 8
    left, top = np.clip(low - room, 0, [shape[1] - 1, shape[0] - 1]).astype(int)
    right, bottom = np.clip(high + room, 1, [shape[1], shape[0]]).astype(int)
    return slice(int(top), int(max(bottom, top + 1))), slice(int(left), int(max(right, left + 1)))


def middle_of(shape: tuple[int, ...]) -> Span:
    """The middle quarter of the picture's area: where people hold a pass."""
    height, width = shape[:2]
    return slice(height // 4, height - height // 4), slice(width // 4, width - width // 4)


def _grey(image: object) -> Grey:
    return np.asarray(image, dtype=np.uint8)


# Each pays for itself on some of the photographs of tests/photographs.py or harder ones; cheap and fruitful ones first.
STILL_PASSES = (
    Pass(lambda image: sharpened(image, 1.5, 2)),
    Pass(lambda image: enlarged(image, 2, 2), 2, 2),
    Pass(lambda image: sharpened(enlarged(image, 2, 2), 3, 2), 2, 2),
    Pass(lambda image: enlarged(calmed(image), 2, 2), 2, 2),
    Pass(lambda image: sharpened(enlarged(image, 1, 2), 2, 2), 1, 2),
    Pass(lambda image: sharpened(enlarged(image, 2, 1), 2, 2), 2, 1),
    Pass(lambda image: enlarged(softened(image, 1), 2, 2), 2, 2),
    Pass(lambda image: sharpened(enlarged(image, 2, 2), 4, 4), 2, 2),
    Pass(lambda image: sharpened(image, 4, 3)),
    Pass(lambda image: enlarged(softened(evened(image), 1.2), 2, 2), 2, 2),
)
LIVE_WHOLE = Pass(lambda image: sharpened(image, 1.5, 2))
LIVE_REGION = Pass(lambda image: enlarged(image, 2, 2), 2, 2)
