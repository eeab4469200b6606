"""Awkward glass: how many passes on phones and cards read that one bare look of zxing-cpp does not."""

from collections.abc import Callable, Iterable, Iterator

import zxingcpp

from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Frame, Grey
from tests.bench.harness import Compared, row
from tests.glass.clips import gone_past, held_still, shown, watched
from tests.glass.sets import GLASS, glass
from tests.photographs import token_text

PICTURES, HELD, PAST = 40, 8, 12
FRAMES = 30
Clips = list[tuple[str, list[Frame]]]


def _bare(image: Grey) -> set[str]:
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return {code.text for code in zxingcpp.read_barcodes(image, formats=formats)}


def _ours(image: Grey) -> set[str]:
    return {symbol.text for symbol in Decoder().read(Frame("picture", 0, image, None, still=True))}


def _register_set(name: str) -> None:
    @row(f"pictures read of {PICTURES}: {name}", target=">= 1.0")
    def _one_set() -> Iterator[Compared]:
        yield _pictures([name])


def _pictures(names: Iterable[str]) -> Compared:
    pictures = [photograph for name in names for photograph in glass(name, PICTURES)]

    def count(read: Callable[[Grey], set[str]]) -> int:
        return sum(read(photograph.image) == {photograph.text} for photograph in pictures)

    return Compared(lambda: count(_ours), lambda: count(_bare), rounds=1, unit="pictures")


for _name in GLASS:
    _register_set(_name)


@row(f"pictures read of {PICTURES * len(GLASS)}: all glass", target=">= 1.3")
def all_glass() -> Iterator[Compared]:
    yield _pictures(GLASS)


@row(f"held before a camera for {FRAMES} frames, shown of {HELD * len(GLASS)}: all glass", target=">= 1.1")
def held_before_a_camera() -> Iterator[Compared]:
    photographs = [photograph for name in GLASS for photograph in glass(name, HELD)]
    yield _clips([(one.text, list(held_still(one, FRAMES))) for one in photographs])


@row(f"moved past a camera in half a second, shown of {PAST}", target=">= 1.0")
def moved_past() -> Iterator[Compared]:
    yield _clips([(token_text(seed), list(gone_past(seed, 18 + 2 * seed, 15))) for seed in range(PAST)])


def _clips(clips: Clips) -> Compared:
    """Base: any of the frames reads at a bare look."""

    def base() -> int:
        return sum(any(text in _bare(frame.image) for frame in frames) for text, frames in clips)

    def ours() -> int:
        return sum(shown(watched(frames)) == [text] for text, frames in clips)

    return Compared(ours, base, rounds=1, unit="passes")

