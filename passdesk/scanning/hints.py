"""Why a code that is seen does not read, as far as the picture shows it: how to hold it."""

from typing import Literal

import cv2
import numpy as np

from passdesk.scanning.frames import Corners, Grey

Hint = Literal["closer", "farther", "tilt", "brighten", "darken", "damaged", "hold still", "one at a time"]

_DARK = 70  # grey level that the paper at least should have
_WHITE = 250
_INK = 110  # grey level that the ink of a code at least should not have
_DEPTH = 90  # grey levels between ink and paper of a code that is lit well
_LIGHT = 0.75  # of the way from ink to paper
_SHARP = 0.33  # of a code's pixels, at most so many are neither dark nor light; the rest are edges
_PATCH = 8  # a reflection is at least this part of the code's side; white between modules is never as wide
_EDGE = 0.015  # of the frame's sides
_LARGE, _SMALL = 0.92, 0.22  # of the frame's shorter side
_FEW_PIXELS = 130  # three for each module of a pass


def hint_for(image: Grey, spot: Corners) -> Hint:
    """How to hold a code that lies at `spot` and does not read, the plainest fault first."""
    height, width = image.shape
    points = np.array(spot)
    (left, top), (right, bottom) = points.min(axis=0).clip(0), points.max(axis=0)
    code = image[top : bottom + 1, left : right + 1]
    if not code.size:
        return "hold still"
    side, room = max(code.shape), min(height, width)
    if float(np.percentile(code, 90)) < _DARK:
        return "brighten"
    if side > _LARGE * room or _touches(left, right, width) or _touches(top, bottom, height):
        return "farther"
    if _burnt_out(code):
        return "darken"
    if _has_patch(code):
        return "tilt"
    if side < max(_SMALL * room, _FEW_PIXELS):
        return "closer"
    return "damaged" if _is_sharp(code) else "hold still"


def _touches(low: int, high: int, length: int) -> bool:
    return bool(low <= _EDGE * length or high >= (1 - _EDGE) * length - 1)


def _has_patch(code: Grey) -> bool:
    """Whether anything is as light as paper over more than the code's modules ever are."""
    edge_y, edge_x = code.shape[0] // 10, code.shape[1] // 10
    inner = code[edge_y : code.shape[0] - edge_y, edge_x : code.shape[1] - edge_x]
    if not inner.size:
        return False
    dark, light = np.percentile(inner, (5, 95))
    white = np.asarray(inner >= min(_WHITE, dark + _LIGHT * (light - dark)), np.uint8)
    across = max(3, max(code.shape) // _PATCH)
    deep = float(light - dark) >= _DEPTH
    return deep and bool(cv2.erode(white, np.ones((across, across), np.uint8), borderValue=0).any())


def _burnt_out(code: Grey) -> bool:
    """Whether even the ink is light, and all that should be white is as white as the sensor can tell."""
    ink, paper = np.percentile(code, (2, 75))
    return bool(ink > _INK and paper >= _WHITE)


def _is_sharp(code: Grey) -> bool:
    """Whether light, focus and distance leave nothing to wish for, so that the fault is the code's own."""
    dark, light = np.percentile(code, (5, 95))
    depth = float(light - dark)
    if depth < _DEPTH:
        return False
    between = (code > dark + 0.3 * depth) & (code < dark + 0.7 * depth)
    return float(np.count_nonzero(between)) < _SHARP * code.size
