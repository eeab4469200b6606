"""Photos: upright, within bounds, without metadata; hostile ones refused with a sentence."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from passdesk.errors import Damaged, Misuse
from passdesk.issuing.photos import LARGEST_FILE, prepare_photo


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def noisy(width: int = 1600, height: int = 1200) -> Image.Image:
    return Image.fromarray(np.random.default_rng(3).integers(0, 255, (height, width, 3), dtype=np.uint8))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_even_noise_fits_both_bounds() -> None:
    photo = prepare_photo(encoded(noisy(), quality=95))
    assert len(photo.gate) <= 24 * 1024
    assert len(photo.original) <= 40 * 1024
    assert opened(photo.original).format == "JPEG"


def test_a_plain_photo_keeps_its_shape() -> None:
    photo = prepare_photo(encoded(Image.new("RGB", (900, 1200), "#336699")))
    assert opened(photo.gate).size == (270, 360)
    assert opened(photo.original).size == (540, 720)


def test_turned_upright_by_exif_and_the_exif_is_gone() -> None:
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise
    exif[0x010E] = "taken at home"
    upright = opened(prepare_photo(encoded(image, exif=exif)).original)
    assert upright.size == (200, 400)
    top = upright.getpixel((100, 50))
    assert isinstance(top, tuple)
    assert top[2] > top[0]
    assert not upright.getexif()


def test_what_is_transparent_turns_white() -> None:
    photo = opened(prepare_photo(encoded(Image.new("RGBA", (100, 100), (0, 0, 0, 0)), "PNG")).gate)
    assert photo.getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(prepare_photo(encoded(Image.new(mode, (100, 100)), form)).gate).mode == "RGB"


def a_bomb(side: int = 60_000) -> bytes:
    """A PNG of 60,000 x 60,000 pixels in a hundred bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


HOSTILE: dict[str, tuple[bytes, type[Exception], str]] = {
    "nothing": (b"", Damaged, "can't be read"),
    "text": (b"<svg onload=alert(1)>", Damaged, "can't be read"),
    "cut short": (encoded(noisy(300, 300))[:2000], Damaged, "can't be read"),
    "another format": (encoded(Image.new("RGB", (100, 100)), "BMP"), Damaged, "can't be read"),
    "too large a file": (bytes(LARGEST_FILE + 1), Misuse, "20 MiB"),
    "too small": (encoded(Image.new("RGB", (40, 100))), Misuse, "show no face"),
    "a bomb": (a_bomb(), Misuse, "more pixels than are read"),
    "a middling bomb": (a_bomb(11_000), Misuse, "more pixels than are read"),
    "a small bomb": (a_bomb(8_000), Misuse, "more than are read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    data, error, words = HOSTILE[name]
    with pytest.raises(error, match=words):
        prepare_photo(data)
