"""Reading codes out of frames."""

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from passdesk.credential.qr_picture import QR_ONLY, draw_qr
from passdesk.demo.photographing import Conditions
from passdesk.scanning.decoder import LIVE_EVERY, Decoder
from passdesk.scanning.frames import Corners, Frame, Look
from passdesk.scanning.rescue import LIVE_PASSES, LIVE_REGION, LIVE_WHOLE, STILL_PASSES, span_around
from tests.photographs import SETS, photographed, photographs, token_text

Grey = NDArray[np.uint8]
HERE: Corners = ((230, 150), (410, 150), (410, 330), (230, 330))
"""About where the codes of `photographs` lie."""


def still(image: Grey) -> Frame:
    return Frame("still", 0, image, None, still=True)


def live(image: Grey, index: int = 0) -> Frame:
    return Frame("live", index, image, index * 40_000, still=False)


def qr(text: str, pixels_per_module: int = 4) -> Grey:
    return np.asarray(draw_qr(text, pixels_per_module=pixels_per_module))


def bare(image: Grey) -> list[str]:
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return [code.text for code in zxingcpp.read_barcodes(image, formats=formats)]


def unread_live() -> tuple[str, Grey]:
    """A photograph that one look misses and sharpening reads."""
    pictures = photographs("defocus sigma 2", 8)
    return next((text, image) for text, image in pictures if not bare(image) and bare(LIVE_WHOLE.look(image)))


@pytest.mark.parametrize("name", SETS)
def test_still_pictures_read_where_one_plain_look_does_not(name: str) -> None:
    pictures = photographs(name, 8)
    ours = sum(text in {symbol.text for symbol in Decoder().read(still(image))} for text, image in pictures)
    base = sum(text in bare(image) for text, image in pictures)
    assert ours >= max(base, 5)


def test_nothing_is_read_that_is_not_there() -> None:
    for name in SETS:
        for text, image in photographs(name, 8):
            assert {symbol.text for symbol in Decoder().read(still(image))} <= {text}


def test_a_symbol_has_text_bytes_and_corners() -> None:
    image = np.pad(qr("12345"), ((50, 0), (30, 0)), constant_values=255)
    (symbol,) = Decoder().read(still(image))
    assert (symbol.text, symbol.data) == ("12345", b"12345")
    left_top, right_bottom = symbol.corners[0], symbol.corners[2]
    assert left_top == pytest.approx((30 + 16, 50 + 16), abs=3)
    assert right_bottom == pytest.approx((30 + 16 + 84, 50 + 16 + 84), abs=3)


def test_corners_of_a_rescued_symbol_are_in_the_frame_not_in_the_crop() -> None:
    text = token_text(3)
    image = photographed(text, Conditions(1.6, defocus=0.7, noise=4), np.random.default_rng(2))
    assert not bare(image)
    (symbol,) = Decoder().read(still(image))
    centre = np.mean(symbol.corners, axis=0)
    assert centre == pytest.approx((320, 240), abs=40)


def test_two_codes_in_one_frame_are_two_symbols() -> None:
    image = np.hstack([qr(token_text(1)), qr(token_text(2))])
    assert {symbol.text for symbol in Decoder().read(still(image))} == {token_text(1), token_text(2)}


def test_one_code_printed_twice_is_two_symbols() -> None:
    image = np.hstack([qr("123"), qr("123")])
    assert [symbol.text for symbol in Decoder().read(still(image))] == ["123", "123"]


def test_foreign_codes_are_read_as_they_are() -> None:
    text = "https://example.com/陳大文?a=1\n2\x1d3"
    assert [symbol.text for symbol in Decoder().read(still(qr(text)))] == [text]


@pytest.mark.parametrize("kind", ["EAN8", "DataMatrix", "MicroQRCode"])
def test_other_kinds_of_code_are_not_read(kind: str) -> None:
    code = zxingcpp.create_barcode("12345670", getattr(zxingcpp.BarcodeFormat, kind))
    image = np.asarray(code.to_image(scale=6))
    assert Decoder().read(still(np.pad(image, 40, constant_values=255))) == []


def test_light_on_dark_reads() -> None:
    assert [symbol.text for symbol in Decoder().read(still(255 - qr("42")))] == ["42"]


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (2, 2), (9, 3000)])
def test_odd_shapes_hold_nothing(shape: tuple[int, int]) -> None:
    assert Decoder().read(still(np.full(shape, 128, np.uint8))) == []


def test_a_small_code_in_a_large_picture_reads() -> None:
    text = token_text(5)
    image = photographed(text, Conditions(2.2, defocus=0.9, noise=4), np.random.default_rng(9), size=(2600, 1800))
    assert [symbol.text for symbol in Decoder().read(still(image))] == [text]


def test_live_frames_get_a_second_look_only_every_fourth_miss() -> None:
    text, image = unread_live()
    decoder = Decoder()
    read = [[symbol.text for symbol in decoder.read(live(image, index))] for index in range(LIVE_EVERY)]
    assert read == [[]] * (LIVE_EVERY - 1) + [[text]]


def unread_but_enlarged() -> tuple[str, Grey]:
    """A photograph that one look and sharpening miss, whose code is seen, and which reads enlarged."""
    for text, image in photographs("dark and noisy", 24):
        misses = not bare(image) and not bare(LIVE_WHOLE.look(image)) and seen(image)
        if misses and bare(LIVE_REGION.look(image)):
            return text, image
    raise AssertionError


def past_reading() -> Grey:
    """A code whose eyes are whole and whose middle is scribbled over."""
    image = np.pad(qr(token_text(1), 6), 60, constant_values=200)
    image[190:330, 150:300] = np.random.default_rng(1).choice([0, 255], (140, 150)).astype(np.uint8)
    assert seen(image)
    return image


def unseen(image: Grey) -> bool:
    """Nothing is seen at one look, and what the first pass does about its place makes it read."""
    return not seen(image) and bool(bare(LIVE_PASSES[0].look(image[span_around(HERE, image.shape)])))


def seen(image: Grey) -> bool:
    return bool(zxingcpp.read_barcodes(image, formats=QR_ONLY, return_errors=True))


def test_where_a_code_is_seen_every_frame_gets_another_pass_until_one_reads() -> None:
    text, image = unread_but_enlarged()
    decoder = Decoder()
    read = [[symbol.text for symbol in decoder.read(live(image, index))] for index in range(len(LIVE_PASSES))]
    assert [text] in read
    first = read.index([text])
    assert read[first:] == [[text]] * (len(read) - first), "what has read it goes on"


def test_a_place_known_by_other_means_is_looked_at_like_one_that_was_seen() -> None:
    text, image = next((text, image) for name in SETS for text, image in photographs(name, 24) if unseen(image))
    read = []
    for told in (False, True):
        decoder = Decoder()
        decoder.read(live(np.full_like(image, 128)))
        if told:
            decoder.expect(HERE)
        read.append([symbol.text for symbol in decoder.read(live(image, 1))])
    assert read == [[], [text]]


def test_a_place_where_nothing_reads_is_forgotten() -> None:
    decoder, blank = Decoder(), np.full((480, 640), 128, np.uint8)
    decoder.read(live(past_reading()))
    looks = [decoder.look(live(blank, index)) for index in range(100)]
    assert all(look == Look([], []) for look in looks)


@pytest.mark.parametrize(("across", "down"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_the_region_follows_the_code_into_every_corner(across: int, down: int) -> None:
    text, image = unread_but_enlarged()
    height, width = image.shape
    room = ((height * (1 - down), height * down), (width * (1 - across), width * across))
    shifted = np.pad(image, room, constant_values=30)
    decoder = Decoder()
    read = [decoder.read(live(shifted, index)) for index in range(len(LIVE_PASSES))]
    assert [symbol.text for symbol in read[-1]] == [text]


def test_a_frame_of_another_size_starts_the_count_afresh() -> None:
    _, image = unread_live()
    decoder = Decoder()
    frames = [image] * (LIVE_EVERY - 1) + [image[1:]] * (LIVE_EVERY - 1)
    assert not any(decoder.read(live(frame, index)) for index, frame in enumerate(frames))


def test_a_hard_code_beside_an_easy_one_reads_too() -> None:
    hard = (picture for picture in photographs("defocus sigma 2", 20) if not bare(picture[1]) and seen(picture[1]))
    text, image = next(hard)
    easy = np.pad(qr("77"), ((20, image.shape[0] - 20 - 116), (20, 20)), constant_values=120)
    assert {symbol.text for symbol in Decoder().read(still(np.hstack([easy, image])))} == {"77", text}


@pytest.mark.parametrize(("motion", "module"), [(7, 3.3), (10, 4), (13, 5.2)])
def test_a_smear_is_undone(motion: float, module: float) -> None:
    text = token_text(4)
    smeared = Conditions(module, motion=motion, defocus=0.6, noise=3)
    image = photographed(text, smeared, np.random.default_rng(11))
    assert not any(bare(step.look(image)) for step in STILL_PASSES)
    assert [symbol.text for symbol in Decoder().read(still(image))] == [text]


@pytest.mark.parametrize("index", range(len(STILL_PASSES)))
def test_every_pass_keeps_a_good_code_readable_and_knows_how_much_it_enlarges(index: int) -> None:
    step = STILL_PASSES[index]
    image = np.asarray(qr("12345", 6))
    looked = step.look(image)
    assert looked.shape == (round(image.shape[0] * step.down), round(image.shape[1] * step.across))
    assert bare(looked) == ["12345"]


def test_a_look_says_where_a_code_is_that_does_not_read() -> None:
    image = past_reading()
    look = Decoder().look(live(image))
    assert look.symbols == []
    middle = image.shape[1] / 2, image.shape[0] / 2
    assert np.mean(look.spots[0], axis=0) == pytest.approx(middle, abs=40)


def test_a_look_at_a_good_code_has_no_spots() -> None:
    look = Decoder().look(live(qr("42")))
    assert ([symbol.text for symbol in look.symbols], look.spots) == (["42"], [])
