"""A flat thing before the camera: turned, lit, blurred and noisy, in light as it falls and not as it is stored."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from passdesk.credential.qr_picture import draw_qr, modules_across
from passdesk.demo.photographing import Conditions, defocused, noised, placed, smeared

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Generator = np.random.Generator
SIZE = (640, 480)
DRAWN_AT = 12
"""Pixels per module of a flat code before anything happens to it."""
_GAMMA = 2.2


def code_of(text: str, *, pixels_per_module: int = DRAWN_AT) -> Pixels:
    """A code with its quiet zone, black on white."""
    return np.asarray(draw_qr(text, pixels_per_module=pixels_per_module))


def held(rng: Generator, text: str, *, module: tuple[float, float] = (3.2, 5), turn: float = 12) -> Conditions:
    """Held about straight by a hand: a code whose modules are so many pixels wide, tilted up to `turn` degrees."""
    pitch, yaw = rng.uniform(-turn, turn, 2)
    width = rng.uniform(*module) * modules_across(text)
    return Conditions(
        width, pitch, yaw, rng.uniform(-20, 20), defocus=rng.uniform(0.5, 1.1), noise=rng.uniform(2, 6)
    )


def taken(
    flat: Pixels, how: Conditions, rng: Generator, *, light: Callable[[Floats], Floats] | None = None
) -> Pixels:
    """A grey photograph of `SIZE`; `light` changes the light (0 to 1 of what the sensor can hold) on its way."""
    seen = smeared(defocused(placed(flat, how, rng, size=SIZE), how.defocus), how.motion, rng)
    if light is not None:
        seen = stored(light(fallen(seen)))
    return noised(seen, how.noise, rng)


def fallen(levels: Floats) -> Floats:
    """Grey levels as the light they stand for, 0 to 1."""
    return np.asarray((levels / 255).clip(0, 1) ** _GAMMA, np.float32)


def stored(light: Floats) -> Floats:
    """Light as grey levels; what is more than the sensor holds is white."""
    return np.asarray(255 * light.clip(0, 1) ** (1 / _GAMMA), np.float32)


def soft(field: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma), np.float32)
