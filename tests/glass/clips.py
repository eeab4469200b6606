"""Clips of a live camera: a pass held by a hand that is never quite still, one that goes past, two at once."""

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from msgspec.structs import replace

from passdesk.demo.photographing import Conditions
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Frame
from passdesk.scanning.sightings import Seen, Shown, Sightings
from tests.glass.sets import Photograph
from tests.glass.taking import Generator, Pixels, code_of, held, taken
from tests.photographs import token_text

PERIOD_US, WINDOW_US = 33_333, 3_000_000
_SWAY, _GRAIN = 4.0, 2.0  # pixels and a fifth of it in degrees; grey levels of noise that each frame has anew


def held_still(photograph: Photograph, frames: int) -> Iterator[Frame]:
    """So many frames of what was photographed once: the hand sways, the sensor's noise is new in each."""
    rng = np.random.default_rng(photograph.strength)
    height, width = photograph.image.shape
    for number in range(frames):
        beat = number / 9
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), _SWAY / 5 * float(np.sin(0.41 * beat)), 1)
        turn[:, 2] += _SWAY * np.sin(beat), _SWAY * np.sin(0.63 * beat + 1)
        moved = cv2.warpAffine(photograph.image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
        grain = np.float32(_GRAIN) * rng.standard_normal((height, width), np.float32)
        yield live(np.asarray((moved + grain).round().clip(0, 255), np.uint8), number)


def gone_past(seed: int, fastest: float, frames: int) -> Iterator[Frame]:
    """A pass moved in, turned around and taken away: smeared by up to `fastest` pixels, sharp only where it turns."""
    rng = np.random.default_rng([7, seed])
    text = token_text(seed)
    how = held(rng, text, module=(3.4, 4.6))
    for number in range(frames):
        speed = fastest * abs(2 * number / (frames - 1) - 1) ** 0.5 * rng.uniform(0.8, 1.1)
        yield live(taken(code_of(text), replace(how, motion=speed), rng), number)


def two_at_once(one: str, other: str, rng: Generator, *, worse: float = 0.0) -> Pixels:
    """Two passes side by side in one photograph; `worse`: sigma of what blurs the second more, in flat pixels."""
    codes = code_of(one), code_of(other)
    second = codes[1] if worse <= 0 else np.asarray(cv2.GaussianBlur(codes[1], (0, 0), worse), np.uint8)
    gap = np.full((codes[0].shape[0], 80), 130, np.uint8)
    how = Conditions(rng.uniform(480, 560), roll=rng.uniform(-8, 8), yaw=rng.uniform(-8, 8), defocus=0.6, noise=3)
    return taken(np.hstack([codes[0], gap, second]), how, rng)


def watched(frames: Iterable[Frame]) -> list[Seen]:
    """What a gate is told, as `LiveReader` brings decoder and sightings together."""
    decoder, sightings, told = Decoder(), Sightings(window=WINDOW_US), []
    for frame in frames:
        told += sightings.looked(frame, decoder.look(frame))
        if sightings.unread is not None:
            decoder.expect(sightings.unread)
    return told


def shown(told: Iterable[Seen]) -> list[str]:
    return [seen.text for seen in told if isinstance(seen, Shown)]


def live(image: Pixels, number: int) -> Frame:
    return Frame("clip", number, image, round(number * PERIOD_US), still=False)
