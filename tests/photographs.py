"""Sets of photographs for tests and benches: passes photographed under the faults a gate meets."""

from collections.abc import Callable
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from passdesk.credential.qr_picture import draw_qr, modules_across
from passdesk.demo.photographing import Conditions, photograph

Grey = NDArray[np.uint8]
SIZE = (640, 480)
_DRAWN_AT = 12  # pixels per module before the camera


def token_text(seed: int) -> str:
    """310 random digits: the length of a real token's text, so a version 8 code at level M."""
    rng = np.random.default_rng(seed)
    return str(rng.integers(1, 10)) + "".join(map(str, rng.integers(0, 10, 309)))


def photographed(text: str, conditions: Conditions, rng: np.random.Generator, *, size: tuple[int, int] = SIZE) -> Grey:
    """The code of a text, photographed; the width in `conditions` is in pixels per module here."""
    code = np.asarray(draw_qr(text, pixels_per_module=_DRAWN_AT))
    whole = {name: getattr(conditions, name) for name in Conditions.__struct_fields__}
    width = conditions.width * modules_across(text)
    return photograph(code, Conditions(**whole | {"width": width}), rng, size=size)


@cache
def photographs(name: str, count: int) -> tuple[tuple[str, Grey], ...]:
    """`count` photographs of one of `SETS`, each with the text it shows. The same name gives the same pictures."""
    made = []
    for number in range(count):
        rng = np.random.default_rng([crc32(name.encode()), number])
        text = token_text(number)
        made.append((text, photographed(text, SETS[name](rng), rng)))
    return tuple(made)


def _held(rng: np.random.Generator) -> dict[str, float]:
    """Held about straight by a hand."""
    return {"roll": rng.uniform(-15, 15), "pitch": rng.uniform(-6, 6), "yaw": rng.uniform(-6, 6)}


def _out_of_focus(rng: np.random.Generator) -> Conditions:
    return Conditions(rng.uniform(3.4, 4.8), defocus=2, noise=3, **_held(rng))


def _moved(rng: np.random.Generator) -> Conditions:
    return Conditions(rng.uniform(3.2, 4.8), motion=7, noise=3, **_held(rng))


def _far_away(rng: np.random.Generator) -> Conditions:
    return Conditions(1.6, defocus=rng.uniform(0.4, 0.8), noise=4, **_held(rng))


def _dark_and_noisy(rng: np.random.Generator) -> Conditions:
    noise = rng.uniform(6, 16)
    return Conditions(rng.uniform(2.8, 4), defocus=0.6, light=0.25, uneven=0.4, noise=noise, **_held(rng))


def _tilted(rng: np.random.Generator) -> Conditions:
    pitch = rng.uniform(50, 72) * rng.choice([-1, 1])
    return Conditions(4, pitch=pitch, yaw=rng.uniform(-15, 15), roll=rng.uniform(-30, 30), defocus=0.6, noise=3)


# The bounds are such that one plain reading manages some of each set and not all.
SETS: dict[str, Callable[[np.random.Generator], Conditions]] = {
    "defocus sigma 2": _out_of_focus,
    "motion 7 px": _moved,
    "1.6 px per module": _far_away,
    "dark and noisy": _dark_and_noisy,
    "tilted": _tilted,
}
