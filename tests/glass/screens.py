"""What a phone's screen does to the light of a pass, and a camera to that of a screen."""

import cv2
import numpy as np

from passdesk.demo.photographing import Conditions, defocused, noised, placed
from tests.glass.taking import SIZE, Floats, Generator, Pixels, soft, stored

_CELL = 6
_THIRDS = 3.0  # each colour lights a third of its pixel


def burnt_out(light: Floats, rng: Generator, *, gain: float, bloom: float) -> Floats:
    """Exposed for a dim hall: so many times too long. White runs over into what is beside it, and through the lens
    everywhere; the black of a screen is not quite black."""
    shown = (light + 0.004) * gain
    near, wide = soft(shown, rng.uniform(1.5, 3)), soft(shown, rng.uniform(25, 60))
    return np.asarray(shown * (1 - bloom) + near * bloom + wide * bloom * 0.3, np.float32)


def dim(light: Floats, rng: Generator, *, screen: float, veil: float, electrons: float) -> Floats:
    """A screen of so little light (1: as bright as the sensor holds) behind what its glass mirrors (`veil`); where
    white fills a pixel with `electrons`, their number varies."""
    y, x = np.ogrid[0 : light.shape[0], 0 : light.shape[1]]
    turn = rng.uniform(0, 2 * np.pi)
    slope = 0.5 + (x / light.shape[1] - 0.5) * np.cos(turn) + (y / light.shape[0] - 0.5) * np.sin(turn)
    mirrored = veil * (0.5 + slope) + veil * 0.8 * soft(rng.normal(0, 1, light.shape).astype(np.float32), 30) * 30
    fell = (light * screen + mirrored).clip(0)
    return np.asarray(rng.poisson(fell * electrons) / electrons, np.float32)


def mirrored(light: Floats, rng: Generator, *, side: float, strong: float, spots: int) -> Floats:
    """Lamps mirrored in wavy laminate: streaks about `side` pixels long and `strong` times what the sensor holds."""
    glare = np.zeros(light.shape, np.float32)
    height, width = light.shape
    wave = soft(rng.normal(0, 1, light.shape).astype(np.float32), 12)
    wave *= 8 / wave.std()
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    for _ in range(spots):
        turn, middle = rng.uniform(0, np.pi), rng.normal(0, 0.12, 2) * height + (width / 2, height / 2)
        along = (x - middle[0]) * np.cos(turn) + (y - middle[1]) * np.sin(turn)
        off = (y - middle[1]) * np.cos(turn) - (x - middle[0]) * np.sin(turn) + wave
        inside = (along / (side / 2)) ** 2 + (off / (side * rng.uniform(0.12, 0.4))) ** 2
        glare += strong * np.exp(-(inside**2))
    haze = rng.uniform(0.02, 0.15)
    return np.asarray(light * (1 - haze) + haze + soft(glare, 3), np.float32)


def through_a_grid(flat: Pixels, how: Conditions, rng: Generator, *, gap: float, bands: float) -> Pixels:
    """A code whose pixels are those of a screen, seen by a sensor that has its own colours by turns (Bayer) and no blur
    before it: stripes and patches appear where both grids beat. `gap` of each screen pixel is dark; a screen that is
    lit line by line adds bands, up to `bands` darker."""
    shown = placed(_in_stripes(flat, gap), how, rng, size=SIZE)
    lit = defocused(shown / np.float32(255), how.defocus)
    lit *= _THIRDS / (1 - gap / 2) ** 2 * rng.uniform(0.4, 1)
    rows = np.arange(SIZE[1], dtype=np.float32)[:, None, None]
    lit *= 1 - rng.uniform(0.3, 1) * bands * (np.sin(rows / rng.uniform(8, 40) + rng.uniform(0, 6)) > 0.4)
    raw = np.zeros(SIZE[::-1], np.float32)
    for channel, (down, across) in ((0, (0, 0)), (1, (0, 1)), (1, (1, 0)), (2, (1, 1))):
        raw[down::2, across::2] = stored(lit)[down::2, across::2, channel]
    colours = cv2.cvtColor(noised(raw, how.noise, rng), cv2.COLOR_BayerRGGB2RGB)
    return np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)


def _in_stripes(flat: Pixels, gap: float) -> Pixels:
    """Six by six pixels for each of a screen: red, green and blue side by side, and `gap` of its height and width
    black."""
    large = flat.repeat(_CELL, axis=0).repeat(_CELL, axis=1)
    colours = np.zeros((*large.shape, 3), np.uint8)
    column, row = np.arange(large.shape[1]) % _CELL, np.arange(large.shape[0]) % _CELL
    open_row = row < _CELL * (1 - gap / 2)
    for channel in range(3):
        lit = (column // 2 == channel) & (column % 2 < 2 * (1 - gap / 2))
        colours[..., channel] = large * (open_row[:, None] & lit)
    return colours
