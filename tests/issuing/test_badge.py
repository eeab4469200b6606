"""Badges: everything on them, nothing cut off, and the code proven before they count."""

import io
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw

from passdesk.credential.qr_picture import read_back
from passdesk.demo.portraits import drawn_face
from passdesk.errors import Damaged, Misuse, Trouble
from passdesk.issuing.badge import BadgeFace, badge_png, draw_badge
from passdesk.printing.card_stock import png_read_back
from passdesk.printing.typesetting import drawable, font, set_together, without_type
from tests.photographs import token_text

FACE = BadgeFace(
    name_latin="CHAN Tai Man",
    name_chinese="陳大文",
    institution="HKSTP Shenzhen Branch",
    class_name="Mainland talent",
    class_colour="#1f5fbf",
    valid_until="14 Mar 2028",
    qr_text=token_text(1),
    short_number="12345678901",
    photo=drawn_face(np.random.default_rng(1)),
)
LONG = "Venkatanarasimharajuvaripeta " * 4


def pixels(face: BadgeFace) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(draw_badge(face))


def test_the_badge_is_an_id_1_card_at_300_dots_whose_code_reads() -> None:
    image = Image.open(io.BytesIO(badge_png(FACE)))
    assert (image.size, image.mode) == ((1016, 638), "RGB")
    assert image.info["dpi"][0] == pytest.approx(301.5, abs=0.1)
    assert read_back(image) == FACE.qr_text


def test_a_badge_whose_code_does_not_read_is_not_given_out() -> None:
    spoilt = draw_badge(FACE)
    ImageDraw.Draw(spoilt).rectangle((500, 90, 760, 400), fill="white")
    with pytest.raises(Trouble, match="does not read back"):
        png_read_back(spoilt, FACE.qr_text)


def test_a_badge_with_the_code_of_another_pass_is_not_given_out() -> None:
    with pytest.raises(Trouble, match="does not read back"):
        png_read_back(draw_badge(replace(FACE, qr_text=token_text(2))), FACE.qr_text)


@pytest.mark.parametrize(
    "field", ["name_latin", "name_chinese", "institution", "class_name", "class_colour", "valid_until", "short_number"]
)
def test_every_field_shows(field: str) -> None:
    changed: dict[str, Any] = {field: "#b3201f" if field == "class_colour" else "77"}
    other = replace(FACE, **changed)
    assert not np.array_equal(pixels(FACE), pixels(other))


@pytest.mark.parametrize(
    "face",
    [
        replace(FACE, name_latin=LONG[:120], name_chinese="龘" * 40),
        replace(FACE, name_latin="W" * 120, name_chinese=""),
        replace(FACE, institution=LONG[:120], class_name=LONG[:120], valid_until=LONG[:60]),
        replace(FACE, name_latin="\u202eevil\u202c \x00\x1b[2J", name_chinese="𠮷𩸽\u200f"),
        replace(FACE, name_latin="", name_chinese="", institution="", valid_until="", short_number="", photo=None),
    ],
)
def test_hard_texts_stay_inside_the_card_and_off_the_code(face: BadgeFace) -> None:
    image = draw_badge(face)
    assert read_back(image) == face.qr_text
    card = np.asarray(image.convert("L"))
    assert card[-10:].min() > 250
    assert card[90:, :30].min() > 250
    assert card[90:, 496:528].min() > 250


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("CHAN\u202e Tai\x00 Man", "CHAN Tai Man"),
        ("陳\u200d大\ufeff文", "陳大文"),
        ("a\r\n\tb", "a b"),
        ("e\u0301", "é"),
        ("\ud800x", "x"),
    ],
)
def test_control_and_direction_marks_are_dropped(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


def test_characters_without_type_are_shown_as_missing_and_can_be_named() -> None:
    assert drawable("李\U000f0000\U000f0000") == "李〓〓"
    assert without_type("李\U000f0000\U000f0000") == "\U000f0000"
    assert without_type("陳大文 曉彤 𠮷 ÅÑé") == ""


def test_text_is_wrapped_whole_and_within_its_width() -> None:
    (setting,) = set_together([LONG], width=300, height=120, size=46, weight="Bold", language="HK")
    assert "".join(setting.lines).replace(" ", "") == LONG.replace(" ", "")
    assert setting.height <= 120
    assert all(setting.font.getlength(line) <= 300 for line in setting.lines)


def test_both_names_have_one_size_and_weight() -> None:
    settings = set_together(["CHAN " * 9, "陳大文"], width=300, height=120, size=46, weight="Bold", language="HK")
    assert {(setting.font.size, setting.font.getname()) for setting in settings} == {
        (settings[0].font.size, font(20, "Bold", "HK").getname())
    }


def test_the_language_chooses_the_shapes() -> None:
    assert [font(20, "Bold", language).getname()[0] for language in ("HK", "SC", "TC")] == [
        f"Noto Sans CJK {language}" for language in ("HK", "SC", "TC")
    ]


@pytest.mark.parametrize("photo", [b"", b"no photo", FACE.photo[:500] if FACE.photo else b""])
def test_a_broken_photo_is_told(photo: bytes) -> None:
    with pytest.raises(Damaged, match="photo"):
        draw_badge(replace(FACE, photo=photo))


@pytest.mark.parametrize("wrong", [{"class_colour": "bluish"}, {"qr_text": ""}, {"qr_text": "a" * 2_000}])
def test_what_can_not_be_drawn_is_misuse(wrong: dict[str, Any]) -> None:
    with pytest.raises(Misuse):
        draw_badge(replace(FACE, **wrong))
