"""Passes whose codes are partly gone."""

import numpy as np
import pytest
from numpy.typing import NDArray

from passdesk.credential.qr_picture import draw_qr
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Corners, Frame, Look
from passdesk.scanning.patching import patched
from tests.glass.clips import shown, watched
from tests.photographs import token_text

Grey = NDArray[np.uint8]
MODULE, QUIET = 6, 24


def drawn(text: str, level: str = "M") -> Grey:
    return np.asarray(draw_qr(text, pixels_per_module=MODULE, level=level)).copy()


def corners(image: Grey) -> Corners:
    low, high = QUIET, image.shape[0] - QUIET
    return (low, low), (high, low), (high, high), (low, high)


def with_a_hole(image: Grey, side: int, level: int = 255) -> Grey:
    """Nothing to be told over so many modules each way, in the lower right, clear of the eyes."""
    low = image.shape[0] - QUIET - (side + 3) * MODULE
    holed = image.copy()
    holed[low : low + side * MODULE, low : low + side * MODULE] = level
    return holed


def bare(image: Grey) -> Look:
    return Decoder().look(Frame("c", 0, image, 0, still=False))


@pytest.mark.parametrize("digits", [260, 293, 310, 365, 400])
def test_whole_codes_of_every_length_a_pass_has_read(digits: int) -> None:
    text = (token_text(1) + token_text(2))[:digits]
    image = drawn(text)
    assert patched(image, corners(image)) == text


@pytest.mark.parametrize("level", [255, 128])
def test_a_hole_that_is_too_large_for_a_plain_reader_is_patched(level: int) -> None:
    text = token_text(3)
    image = with_a_hole(drawn(text), 21, level)
    assert bare(image).symbols == []
    assert patched(image, corners(image)) == text


def test_a_picture_and_a_camera_read_it_so_too() -> None:
    text = token_text(3)
    image = np.pad(with_a_hole(drawn(text), 21), 60, constant_values=120)
    (symbol,) = Decoder().read(Frame("p", 0, image, None, still=True))
    assert (symbol.text, symbol.data) == (text, text.encode())
    assert np.mean(symbol.corners, axis=0) == pytest.approx((image.shape[1] / 2, image.shape[0] / 2), abs=12)
    assert shown(watched(Frame("c", n, image, n * 33_333, still=False) for n in range(12))) == [text]


def test_too_large_a_hole_is_not_guessed() -> None:
    for seed in range(8):
        image = with_a_hole(drawn(token_text(seed)), 34)
        assert patched(image, corners(image)) is None


@pytest.mark.parametrize("text", ["https://example.com/" + "a" * 130, "A" * 200])
def test_codes_of_others_are_left_to_the_plain_reader(text: str) -> None:
    image = drawn(text)
    assert patched(image, corners(image)) is None


def test_other_levels_are_not_read_wrongly() -> None:
    for level in "LQH":
        image = drawn(token_text(4)[:200], level)
        assert patched(image, corners(image)) in (None, token_text(4)[:200])


@pytest.mark.parametrize(
    "spot",
    [
        ((0, 0), (0, 0), (0, 0), (0, 0)),
        ((5, 5), (10, 10), (20, 20), (30, 30)),
        ((-500, -500), (5_000, -500), (5_000, 5_000), (-500, 5_000)),
        ((0, 0), (99, 99), (99, 0), (0, 99)),
        ((10, 10), (12, 10), (12, 12), (10, 12)),
    ],
)
def test_spots_that_are_no_codes_give_nothing(spot: Corners) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (100, 100), dtype=np.uint8)
    for image in (noise, np.zeros((100, 100), np.uint8), np.full((1, 1), 255, np.uint8)):
        assert patched(image, spot) is None
