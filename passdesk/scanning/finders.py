"""Finds the square eyes of a QR code that zxing does not even see: too far, too near, cut off, or under glare."""

import math

import cv2
from msgspec import Struct

from passdesk.scanning.frames import Corners, Grey
from passdesk.scanning.rescue import Pass, Span, enlarged, middle_of, sharpened

_SMALLEST_EYE = 6  # pixels
_SMALLEST_PICTURE = 21  # pixels; a code is no smaller
_MOST_EYES = 200
_LEAST_FILLED = 0.45  # of its upright box; a square on its corner fills half
_OFFSET = 8  # grey levels below the surroundings' mean that count as ink


class _Eye(Struct, frozen=True):
    """A dark ring around a dark square: its middle and its side."""

    x: float
    y: float
    side: float


class EyeLook(Struct, frozen=True):
    """One way to look for eyes: the pass that prepares the picture, and whether only its middle is looked at."""

    step: Pass
    middle: bool = False


EYE_LOOKS = (
    EyeLook(Pass(lambda image: image)),
    # Dark, glaring, near, or far out of focus.
    EyeLook(Pass(lambda image: sharpened(enlarged(image, 0.5, 0.5), 3, 6), 0.5, 0.5)),
    # A little out of focus; over the whole picture it would cost too much.
    EyeLook(Pass(lambda image: sharpened(image, 3, 4)), middle=True),
)


def code_by_its_eyes(image: Grey, look: EyeLook) -> Corners | None:
    """The upright box around two or three eyes that belong together, or None.

    The box is about the code's: of a code that is cut off, what can be seen of it.
    """
    if min(image.shape) < _SMALLEST_PICTURE:
        return None
    span = middle_of(image.shape) if look.middle else (slice(0, image.shape[0]), slice(0, image.shape[1]))
    block = max(11, round(min(image.shape) * look.step.across / 12)) | 1
    eyes = [_placed(eye, look.step, span) for eye in _eyes(look.step.look(image[span]), block)]
    for eye in eyes:
        together = [eye, *(other for other in eyes if _belong_together(eye, other))]
        if len(together) > 1:
            return _box(together, image.shape)
    return None


def _placed(eye: _Eye, step: Pass, span: Span) -> _Eye:
    """Where an eye of the prepared picture lies in the picture itself."""
    x, y = eye.x / step.across + span[1].start, eye.y / step.down + span[0].start
    return _Eye(x, y, eye.side / step.across)


def _eyes(image: Grey, block: int) -> list[_Eye]:
    """The eyes in a picture whose ink is what is darker than the mean of `block` pixels around it."""
    ink = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, _OFFSET)
    contours, tree = cv2.findContours(ink, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return []
    eyes = []
    for ring, (_, _, gap, _) in enumerate(tree[0]):
        square = tree[0][gap][2] if gap >= 0 else -1
        if square >= 0 and _is_ink(contours[ring]) and _solid(contours[square], hollow=tree[0][square][2] >= 0):
            eye = _eye(cv2.boundingRect(contours[ring]), cv2.boundingRect(contours[square]))
            eyes += [eye] if eye else []
    return eyes[:_MOST_EYES]


def _is_ink(contour: "cv2.typing.MatLike") -> bool:
    """OpenCV goes around ink one way and around the holes in it the other way."""
    return cv2.contourArea(contour, oriented=True) < 0


def _solid(square: "cv2.typing.MatLike", *, hollow: bool) -> bool:
    """Characters such as 回 and 國 are rings too, around something with holes and corners."""
    _, _, width, height = cv2.boundingRect(square)
    return not hollow and cv2.contourArea(square) >= _LEAST_FILLED * max(1, (width - 1) * (height - 1))


def _eye(ring: "cv2.typing.Rect", square: "cv2.typing.Rect") -> _Eye | None:
    """In an eye the ring is seven modules wide and the square in its middle three; light and turns change both."""
    left, top, width, height = ring
    inner_left, inner_top, inner_width, inner_height = square
    if min(width, height) < _SMALLEST_EYE or max(width, height) > 2.2 * min(width, height):
        return None
    x, y = left + width / 2, top + height / 2
    off_x, off_y = abs(inner_left + inner_width / 2 - x), abs(inner_top + inner_height / 2 - y)
    share = inner_width * inner_height / (width * height)
    if not 0.06 < share < 0.5 or off_x > 0.15 * width + 1 or off_y > 0.15 * height + 1:
        return None
    return _Eye(x, y, math.sqrt(width * height))


def _belong_together(one: _Eye, other: _Eye) -> bool:
    apart = math.hypot(other.x - one.x, other.y - one.y)
    return 0.6 < other.side / one.side < 1.7 and 2.2 * one.side < apart < 12 * one.side


def _box(eyes: list[_Eye], shape: tuple[int, ...]) -> Corners:
    left, right = min(e.x - e.side / 2 for e in eyes), max(e.x + e.side / 2 for e in eyes)
    top, bottom = min(e.y - e.side / 2 for e in eyes), max(e.y + e.side / 2 for e in eyes)
    side = max(right - left, bottom - top)  # two eyes say only one side of the square
    low_x, low_y = max(0, round(left)), max(0, round(top))
    high_x, high_y = min(shape[1] - 1, round(left + side)), min(shape[0] - 1, round(top + side))
    return (low_x, low_y), (high_x, low_y), (high_x, high_y), (low_x, high_y)
