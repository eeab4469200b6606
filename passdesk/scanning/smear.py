"""Pictures smeared by motion, made sharp again for a guess at the motion."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from passdesk.scanning.frames import Grey

Floats = NDArray[np.float32]
LENGTHS = (6, 9, 13)  # pixels; a guess serves its neighbours too
DIRECTIONS = 8
# Of a photograph's noise against its signal: less restores more, and rings more.
_NOISE_TO_SIGNAL = 0.015


def unsmeared(image: Grey) -> Iterator[Grey]:
    """The picture as it would be had it been smeared by each of some lengths and directions (Wiener filter)."""
    edge = LENGTHS[-1]
    framed = cv2.copyMakeBorder(image, edge, edge, edge, edge, cv2.BORDER_REPLICATE).astype(np.float32)
    spectrum = np.fft.rfft2(framed)
    for length in LENGTHS:
        for turn in range(DIRECTIONS):
            response = np.fft.rfft2(_kernel(length, 180 * turn / DIRECTIONS, framed.shape))
            inverse = np.conj(response) / (np.abs(response) ** 2 + _NOISE_TO_SIGNAL)
            sharp = np.fft.irfft2(spectrum * inverse, framed.shape)[edge:-edge, edge:-edge]
            yield sharp.clip(0, 255).astype(np.uint8)


def _kernel(length: int, degrees: float, shape: tuple[int, ...]) -> Floats:
    """A bar of sum 1, centred on the origin of a picture of `shape` that wraps around."""
    side = 2 * length + 1
    bar = np.zeros((side, side), np.float32)
    start = length - length // 2
    bar[length, start : start + length] = 1
    turn = cv2.getRotationMatrix2D((start + (length - 1) / 2, length), degrees, 1)
    turned = np.asarray(cv2.warpAffine(bar, turn, (side, side)), np.float32)
    kernel = np.zeros(shape, np.float32)
    kernel[:side, :side] = turned / turned.sum()
    return np.roll(kernel, (-length, -length), (0, 1))
