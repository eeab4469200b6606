"""Text typed by a hand-held scanner."""

import pytest

from passdesk.errors import Misuse
from passdesk.scanning.wedge import LONGEST, typed_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("12345678901\r\n", "12345678901"),
        ("12345678901\t", "12345678901"),
        ("  12345678901 \r", "12345678901"),
        ("１２３４５６７８９０１", "12345678901"),
        ("1234 5678 901", "12345678901"),
        ("1234-5678-901", "12345678901"),
        ("１２３４　５６７８－９０１\n", "12345678901"),
        ("]Q112345678901\r", "12345678901"),
        ("https://example.com/1 2", "https://example.com/1 2"),
        ("WIFI:S:x-y;;\n", "WIFI:S:x-y;;"),
        ("٣٤٥", "٣٤٥"),
        ("1" * LONGEST, "1" * LONGEST),
    ],
)
def test_typing_becomes_plain_text(raw: str, text: str) -> None:
    assert typed_text(raw) == text


@pytest.mark.parametrize("raw", ["", "\r\n", " \t ", "　", "1" * (LONGEST + 1), "1" * 5000, " " * 10_000_000])
def test_nothing_and_too_much_are_misuse(raw: str) -> None:
    with pytest.raises(Misuse):
        typed_text(raw)
