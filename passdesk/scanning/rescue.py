"""Second looks at a picture that did not read: sharpened, enlarged or calmed, then tried again."""

from collections.abc import Callable

import cv2
import numpy as np
import zxingcpp
from msgspec import Struct

from passdesk.scanning.frames import Corners, Grey

Look = Callable[[Grey], Grey]
Span = tuple[slice, slice]
_LEAST_DEPTH = 2.0  # grey levels: what is shallower is noise
_MIDDLE, _DEPTH = 128, 50


class Pass(Struct, frozen=True):
    """A look, by how much it enlarges the picture across and down, and how black is told from white in it: by what is
    around, or (`GlobalHistogram`) by one level for all, which thin cracks and stripes bend less."""

    look: Look
    across: float = 1.0
    down: float = 1.0
    black: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage


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


def levelled(image: Grey, reach: float) -> Grey:
    """Every place as bright and as rich in contrast as any other, by what lies within `reach` pixels: for glare that
    fades out, creases, and screens so dim that their code is a few grey levels deep."""
    light = image.astype(np.float32)
    around = (2 * round(reach) + 1,) * 2
    mean = cv2.blur(light, around)
    depth = np.sqrt((cv2.sqrBoxFilter(light, cv2.CV_32F, around) - mean * mean).clip(0)) + _LEAST_DEPTH
    return _grey((_MIDDLE + _DEPTH * (light - mean) / depth).clip(0, 255))


def mended(image: Grey, across: int) -> Grey:
    """Without what is light and at most `across` pixels wide: scratches, and cracks that shine."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
    return _grey(cv2.morphologyEx(image, cv2.MORPH_OPEN, disc))


def spread(image: Grey) -> Grey:
    """What is dark a little wider, as light that ran over made it narrower; what is noise in the light goes."""
    return _grey(cv2.erode(image, np.ones((3, 3), np.uint8)))


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


_BY_ONE_LEVEL = zxingcpp.Binarizer.GlobalHistogram
# Each pays for itself on some photographs of tests/photographs.py, tests/glass or harder ones; the cheap and
# fruitful come first.
_SHARPENED = Pass(lambda image: sharpened(image, 1.5, 2))
_ENLARGED = Pass(lambda image: enlarged(image, 2, 2), 2, 2)
_BOTH = Pass(lambda image: sharpened(enlarged(image, 2, 2), 3, 2), 2, 2)
_BOTH_BY_ONE_LEVEL = Pass(_BOTH.look, 2, 2, _BY_ONE_LEVEL)
_CALMED = Pass(lambda image: enlarged(calmed(image), 2, 2), 2, 2)
_SPREAD = Pass(lambda image: spread(enlarged(image, 2, 2)), 2, 2)
_MENDED = Pass(lambda image: mended(enlarged(image, 2, 2), 5), 2, 2)
_LEVELLED = Pass(lambda image: levelled(enlarged(softened(image, 1), 2, 2), 16), 2, 2)
_EVENED = Pass(lambda image: enlarged(softened(evened(image), 1.2), 2, 2), 2, 2)
_TALL = Pass(lambda image: sharpened(enlarged(image, 1, 2), 2, 2), 1, 2)
_WIDE = Pass(lambda image: sharpened(enlarged(image, 2, 1), 2, 2), 2, 1)
STILL_PASSES = (
    _SHARPENED,
    _ENLARGED,
    _BOTH,
    _BOTH_BY_ONE_LEVEL,
    _SPREAD,
    Pass(lambda image: image, black=_BY_ONE_LEVEL),
    _CALMED,
    _TALL,
    _WIDE,
    _LEVELLED,
    _MENDED,
    Pass(lambda image: enlarged(softened(image, 1), 2, 2), 2, 2),
    Pass(lambda image: sharpened(enlarged(image, 2, 2), 4, 4), 2, 2),
    Pass(lambda image: sharpened(image, 4, 3)),
    _EVENED,
)
LIVE_WHOLE = _SHARPENED
LIVE_REGION = _ENLARGED
LIVE_BLIND = (_ENLARGED, Pass(lambda image: levelled(softened(image, 1), 8)))
"""By turns, in the middle, while no code was seen anywhere."""
LIVE_PASSES = (_BOTH, _ENLARGED, _SPREAD, _BOTH_BY_ONE_LEVEL, _LEVELLED, _EVENED, _MENDED, _TALL, _WIDE)
"""By turns, one a frame, where a code is known to be."""
