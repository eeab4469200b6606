"""The sets: what goes wrong with glass, each in four strengths from easy to beyond reading."""

from collections.abc import Callable
from functools import cache
from zlib import crc32

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from tests.glass import screens
from tests.glass.damage import cracked, creased, scratched
from tests.glass.taking import Floats, Generator, Pixels, code_of, held, taken
from tests.photographs import token_text

STRENGTHS = 4
Make = Callable[[str, int, Generator], Pixels]


class Photograph(Struct, frozen=True, eq=False):
    """What was photographed, how bad it is (0 to 3), and the photograph."""

    text: str
    strength: int
    image: Pixels


@cache
def glass(name: str, count: int) -> tuple[Photograph, ...]:
    """`count` photographs of one of `GLASS`, by turns of each strength. The same name gives the same pictures."""
    made = []
    for number in range(count):
        rng = np.random.default_rng([crc32(name.encode()), number])
        text, strength = token_text(number), number % STRENGTHS
        made.append(Photograph(text, strength, GLASS[name](text, strength, rng)))
    return tuple(made)


def _burnt_out(text: str, strength: int, rng: Generator) -> Pixels:
    gain, bloom = (1.3, 2.2, 3.5, 6)[strength] * rng.uniform(0.8, 1.25), rng.uniform(0.1, 0.35)
    how = held(rng, text)
    return taken(code_of(text), how, rng, light=lambda lit: screens.burnt_out(lit, rng, gain=gain, bloom=bloom))


def _dim(text: str, strength: int, rng: Generator) -> Pixels:
    screen, veil = (0.05, 0.02, 0.01, 0.004)[strength], rng.uniform(0, 0.02)
    electrons = rng.uniform(1000, 6000)

    def light(lit: Floats) -> Floats:
        return screens.dim(lit, rng, screen=screen * rng.uniform(0.7, 1.3), veil=veil, electrons=electrons)

    return taken(code_of(text), held(rng, text), rng, light=light)


def _cracked(text: str, strength: int, rng: Generator) -> Pixels:
    rays, shift, lost = ((5, 0.1, 0), (9, 0.25, 0.003), (14, 0.4, 0.01), (24, 0.8, 0.04))[strength]
    flat = cracked(code_of(text), rng, rays=rays, shift=shift, lost=lost)
    return taken(flat, held(rng, text), rng)


def _moire(text: str, strength: int, rng: Generator) -> Pixels:
    across, gap, bands = ((8, 0.2, 0.1), (6, 0.3, 0.4), (5, 0.5, 0.7), (4, 0.7, 0.9))[strength]
    how = held(rng, text, module=((3, 5), (2.6, 4), (2.2, 3.2), (1.8, 2.6))[strength])
    sharp = replace(how, defocus=rng.uniform(0.2, 0.6), noise=rng.uniform(2, 6))
    return screens.through_a_grid(code_of(text, pixels_per_module=across), sharp, rng, gap=gap, bands=bands)


def _inverted(text: str, strength: int, rng: Generator) -> Pixels:
    dark, light = rng.integers(5, 40), rng.integers(150, 256)
    flat = np.where(code_of(text) == 0, light, dark).astype(np.uint8)
    bright = (1, 0.7, 0.35, 0.2)[strength]
    module = ((3.5, 5), (3, 4.5), (2.2, 3.5), (1.6, 2.6))[strength]
    how = held(rng, text, module=module)
    worse = replace(how, defocus=how.defocus * (1, 1.2, 1.4, 1.8)[strength], light=bright)
    return taken(flat, worse, rng)


def _glare(text: str, strength: int, rng: Generator) -> Pixels:
    how = held(rng, text)
    side = how.width * (0.25, 0.4, 0.6, 0.9)[strength]
    strong, spots = rng.uniform(0.5, 2.5), int(rng.integers(1, 2 + strength))
    return taken(
        code_of(text), how, rng,
        light=lambda lit: screens.mirrored(lit * 0.75, rng, side=side, strong=strong, spots=spots),
    )


def _creased(text: str, strength: int, rng: Generator) -> Pixels:
    folds, shift = ((1, 0.25), (2, 0.4), (3, 0.6), (5, 1))[strength]
    return taken(creased(code_of(text), rng, folds=folds, shift=shift), held(rng, text), rng)


def _scratched(text: str, strength: int, rng: Generator) -> Pixels:
    lines, widest = ((8, 0.4), (25, 0.5), (50, 0.7), (80, 1))[strength]
    return taken(scratched(code_of(text), rng, lines=lines, widest=widest), held(rng, text), rng)


def _moved(text: str, strength: int, rng: Generator) -> Pixels:
    how = held(rng, text, module=(3.2, 5.5))
    length = (4, 8, 13, 20)[strength] * rng.uniform(0.8, 1.2)
    return taken(code_of(text), replace(how, motion=length), rng)


GLASS: dict[str, Make] = {
    "burnt-out screen": _burnt_out,
    "dim screen": _dim,
    "cracked screen": _cracked,
    "moire": _moire,
    "inverted": _inverted,
    "laminate glare": _glare,
    "creased card": _creased,
    "scratched card": _scratched,
    "moved fast": _moved,
}
