"""What passes through scanning: frames, typed text, sources that broke, and the symbols read."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from passdesk.errors import PassdeskError

Grey = NDArray[np.uint8]
Corners = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]


class Frame(Struct, frozen=True, eq=False):
    """One grey picture, uint8, height x width. `at` is µs (of the video or by the caller's clock), None for a
    picture.

    A `still` frame has no next one: the decoder spends every rescue pass on it.
    """

    source_name: str
    index: int
    image: Grey
    at: int | None
    still: bool


class Typed(Struct, frozen=True):
    """Text from the keyboard, a hand-held scanner or the command line, folded by `wedge.typed_text`."""

    text: str


class Broken(Struct, frozen=True):
    """A picture or video, or the rest of one, that could not be read; the sources after it still are."""

    source_name: str
    error: PassdeskError


class Symbol(Struct, frozen=True):
    """One QR code: its text, the bytes it carries, and its corners (x, y), top left first, clockwise."""

    text: str
    data: bytes
    corners: Corners


class Look(Struct, frozen=True):
    """What looking at a frame found: the codes read, and the corners of codes that were seen but not read."""

    symbols: list[Symbol]
    spots: list[Corners]
