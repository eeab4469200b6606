"""The QR picture of a pass."""

import numpy as np
import pytest
from PIL import Image

from passdesk.credential.qr_picture import draw_qr, modules_across, read_back
from passdesk.errors import Misuse
from tests.photographs import token_text

QUIET = 4


def test_a_token_makes_a_version_8_code_at_level_m_with_its_quiet_zone() -> None:
    image = draw_qr(token_text(1), pixels_per_module=3)
    assert (image.mode, image.size) == ("L", ((49 + 2 * QUIET) * 3,) * 2)
    assert modules_across(token_text(1)) == 49 + 2 * QUIET
    pixels = np.asarray(image)
    assert pixels[: QUIET * 3].min() == 255
    assert set(np.unique(pixels)) == {0, 255}


@pytest.mark.parametrize(
    ("text", "level", "across"),
    [("1" * 34, "M", 21), ("1" * 35, "M", 25), ("1" * 41, "L", 21), ("A" * 14, "M", 21), ("a" * 15, "M", 25)],
)
def test_digits_are_numeric_and_the_version_is_the_smallest(text: str, level: str, across: int) -> None:
    """Capacities of ISO/IEC 18004, table 7."""
    assert modules_across(text, level=level) == across + 2 * QUIET


@pytest.mark.parametrize("text", ["0", "0" * 30 + "1", token_text(2), "https://example.com", "陳大文"])
@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_what_was_drawn_reads_back(text: str, level: str) -> None:
    assert read_back(draw_qr(text, pixels_per_module=4, level=level)) == text


@pytest.mark.parametrize(
    ("text", "pixels_per_module", "level"),
    [("", 4, "M"), ("1", 0, "M"), ("1", 4, "X"), ("1" * 7090, 1, "L")],
)
def test_what_makes_no_code_is_misuse(text: str, pixels_per_module: int, level: str) -> None:
    with pytest.raises(Misuse):
        draw_qr(text, pixels_per_module=pixels_per_module, level=level)


def test_two_codes_or_none_do_not_read_back() -> None:
    code = np.asarray(draw_qr("1", pixels_per_module=4))
    assert read_back(Image.fromarray(np.hstack([code, code]))) is None
    assert read_back(Image.new("RGB", (200, 200), "white")) is None
