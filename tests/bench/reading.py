"""Reading codes: what looking costs on live frames, and how many more bad photographs read, against bare zxing-cpp."""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from passdesk.demo.photographing import Conditions, photograph
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Frame
from tests.bench.harness import Compared, row
from tests.photographs import SETS, photographed, photographs, token_text

Grey = NDArray[np.uint8]
FULL_HD = (1920, 1080)
FRAMES = 100
_DISTINCT = 20
PICTURES = 40


@row("1080p frame with a code", target="<= 1.3")
def frames_with_code() -> Iterator[Compared]:
    rng = np.random.default_rng(1)
    yield _frames([photographed(token_text(n), _at_the_gate(rng), rng, size=FULL_HD) for n in range(_DISTINCT)])


@row("1080p frame without a code", target="<= 2.0")
def frames_without_code() -> Iterator[Compared]:
    rng = np.random.default_rng(2)
    yield _frames([_no_code(rng) for _ in range(_DISTINCT)])


def _frames(images: list[Grey]) -> Compared:
    hundred = list(islice(cycle(images), FRAMES))

    def ours() -> None:
        decoder = Decoder()
        for index, image in enumerate(hundred):
            decoder.read(Frame("camera", index, image, index * 40_000, still=False))

    def base() -> None:
        for image in hundred:
            _bare(image)

    return Compared(ours, base, calls=FRAMES)


def _at_the_gate(rng: np.random.Generator) -> Conditions:
    turn = rng.uniform(-15, 15, 3)
    return Conditions(rng.uniform(5, 8), pitch=turn[0], yaw=turn[1], roll=turn[2], defocus=0.8, noise=4, uneven=0.3)


def _no_code(rng: np.random.Generator) -> Grey:
    """A hand and clothes before the camera: a few flat things of different greys, and noise."""
    things = np.full((360, 640), 120, np.uint8)
    for _ in range(12):
        top, left = rng.integers(0, 300), rng.integers(0, 560)
        things[top : top + rng.integers(20, 160), left : left + rng.integers(20, 200)] = rng.integers(40, 220)
    held = Conditions(1500, roll=rng.uniform(-20, 20), yaw=rng.uniform(-15, 15), defocus=1, noise=4, uneven=0.3)
    return photograph(things, held, rng, size=FULL_HD)


def _bare(image: Grey) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))


def _pictures(pictures: Sequence[tuple[str, Grey]]) -> Compared:
    def ours() -> int:
        return sum(text in {symbol.text for symbol in Decoder().read(_still(image))} for text, image in pictures)

    def base() -> int:
        return sum(text in {code.text for code in _bare(image)} for text, image in pictures)

    return Compared(ours, base, rounds=1, unit="pictures")


def _still(image: Grey) -> Frame:
    return Frame("picture", 0, image, None, still=True)


def _register_set(name: str) -> None:
    @row(f"pictures read of {PICTURES}: {name}", target=">= 1.0")
    def _one_set() -> Iterator[Compared]:
        yield _pictures(photographs(name, PICTURES))


for _name in SETS:
    _register_set(_name)


@row(f"pictures read of {PICTURES * len(SETS)}: all", target=">= 1.5")
def all_pictures() -> Iterator[Compared]:
    yield _pictures([picture for name in SETS for picture in photographs(name, PICTURES)])
