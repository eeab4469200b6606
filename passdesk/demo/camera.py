"""Badges before the gates' cameras: one photograph each, and a video of people going past."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

from passdesk.demo.photographing import Conditions, photograph, write_video

Pixels = NDArray[np.uint8]
PHOTOGRAPH, SMALL = (1280, 720), (640, 360)
FRAME = (960, 540)
FRAMES_EACH = 6

# What a gate meets in a day, by turns; the width is the badge's, about half of it the code's.
KINDS = (
    Conditions(760, pitch=6, yaw=-4, roll=5, defocus=0.6, noise=3, uneven=0.2),
    Conditions(700, pitch=28, yaw=18, roll=-12, defocus=0.7, noise=3, uneven=0.3),
    Conditions(740, pitch=-5, yaw=6, roll=9, defocus=1.7, noise=3),
    Conditions(760, pitch=4, yaw=5, roll=-7, motion=6, noise=4, uneven=0.3),
    Conditions(720, pitch=-8, yaw=7, roll=14, defocus=0.6, light=0.3, uneven=0.5, noise=9),
    Conditions(700, pitch=10, yaw=-9, roll=-20, defocus=0.7, glare=0.25, noise=4),
    Conditions(520, pitch=-6, yaw=5, roll=24, defocus=0.6, noise=4, uneven=0.4),
)
_GOING_PAST = Conditions(640, pitch=8, yaw=6, defocus=0.6, motion=3, noise=4, uneven=0.3)


def take(
    picture: Pixels, kind: int, rng: np.random.Generator, path: Path, *, size: tuple[int, int] = PHOTOGRAPH
) -> None:
    """One photograph under the conditions of this turn, as a JPEG."""
    taken = photograph(picture, KINDS[kind % len(KINDS)], rng, size=size)
    Image.fromarray(taken).save(path, "JPEG", quality=90)


def film(badges: Sequence[Pixels], rng: np.random.Generator, path: Path) -> None:
    """A video of badges held up one after another, with nothing to see between them."""
    write_video(_frames(badges, rng), path)


def pixels_of(png: bytes | Path) -> Pixels:
    """A picture as height x width x 3."""
    with Image.open(io.BytesIO(png) if isinstance(png, bytes) else png) as image:
        return np.asarray(image.convert("RGB"), dtype=np.uint8)


def png_of(picture: Pixels) -> bytes:
    """The same as a PNG."""
    held = io.BytesIO()
    Image.fromarray(picture).save(held, "PNG")
    return held.getvalue()


def blank_card() -> Pixels:
    """A card the size of a badge with nothing on it."""
    return np.full((638, 1016, 3), 235, np.uint8)


def card_with(code: Image.Image) -> Pixels:
    """A card with some code in its middle."""
    card = Image.fromarray(blank_card())
    card.paste(code.convert("RGB"), ((card.width - code.width) // 2, (card.height - code.height) // 2))
    return np.asarray(card, dtype=np.uint8)


def _frames(badges: Sequence[Pixels], rng: np.random.Generator) -> Iterator[Pixels]:
    for badge in badges:
        for _ in range(FRAMES_EACH):
            turned = replace(_GOING_PAST, roll=float(rng.uniform(-15, 15)), yaw=float(rng.uniform(-15, 15)))
            yield photograph(badge, turned, rng, size=FRAME)
        yield photograph(blank_card(), _GOING_PAST, rng, size=FRAME)
