"""A PDF of drawn pages, written as they come (ISO 32000-1): each a grey ground without loss, and pictures on it."""

import zlib
from collections.abc import Sequence
from typing import BinaryIO

from msgspec import Struct
from PIL import Image

_POINTS_PER_INCH = 72
_CATALOG, _PAGES = 1, 2


class Placed(Struct, frozen=True):
    """A picture on a page: JPEG bytes in RGB of `size` pixels, laid into `box` (left, top, right, bottom) of it."""

    jpeg: bytes
    size: tuple[int, int]
    box: tuple[int, int, int, int]


class PdfFile:
    """Pages of `size` pixels at `dots_per_inch` into `file`, which stands at its beginning. No page is held on to."""

    def __init__(self, file: BinaryIO, size: tuple[int, int], dots_per_inch: int) -> None:
        self._file, self._size, self._scale = file, size, _POINTS_PER_INCH / dots_per_inch
        self._places: dict[int, int] = {}
        self._pages: list[int] = []
        self._next, self._at = _PAGES + 1, 0
        self._write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add(self, ground: Image.Image, pictures: Sequence[Placed] = ()) -> None:
        """One more page: `ground` in grey ("L"), and on it the pictures."""
        packed = zlib.compress(ground.tobytes(), 6)
        images = [self._stream(_image(ground.size, "DeviceGray", "FlateDecode"), packed)]
        images += [self._stream(_image(one.size, "DeviceRGB", "DCTDecode"), one.jpeg) for one in pictures]
        boxes = [(0, 0, *self._size), *(one.box for one in pictures)]
        drawn = self._stream(b"", b"".join(self._drawn(number, box) for number, box in enumerate(boxes)))
        named = " ".join(f"/I{number} {key} 0 R" for number, key in enumerate(images))
        width, height = (side * self._scale for side in self._size)
        page = (
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] "
            f"/Contents {drawn} 0 R /Resources << /XObject << {named} >> >> >>"
        )
        self._pages.append(self._object(page.encode()))

    def finish(self) -> None:
        """The list of pages, and where everything stands."""
        kids = " ".join(f"{key} 0 R" for key in self._pages)
        self._object(f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>".encode(), _PAGES)
        self._object(f"<< /Type /Catalog /Pages {_PAGES} 0 R >>".encode(), _CATALOG)
        begins = self._at
        lines = "".join(f"{self._places[key]:010d} 00000 n \n" for key in range(1, self._next))
        self._write(f"xref\n0 {self._next}\n0000000000 65535 f \n{lines}".encode())
        self._write(f"trailer\n<< /Size {self._next} /Root {_CATALOG} 0 R >>\nstartxref\n{begins}\n%%EOF\n".encode())

    def _drawn(self, number: int, box: tuple[int, int, int, int]) -> bytes:
        left, top, right, bottom = (side * self._scale for side in box)
        base = self._size[1] * self._scale - bottom
        return f"q {right - left:.3f} 0 0 {bottom - top:.3f} {left:.3f} {base:.3f} cm /I{number} Do Q\n".encode()

    def _stream(self, head: bytes, data: bytes) -> int:
        length = f"/Length {len(data)}".encode()
        return self._object(b"<< " + head + length + b" >>\nstream\n" + data + b"\nendstream")

    def _object(self, body: bytes, key: int | None = None) -> int:
        if key is None:
            key, self._next = self._next, self._next + 1
        self._places[key] = self._at
        self._write(f"{key} 0 obj\n".encode() + body + b"\nendobj\n")
        return key

    def _write(self, data: bytes) -> None:
        self._at += self._file.write(data)


def _image(size: tuple[int, int], space: str, packed: str) -> bytes:
    return (
        f"/Type /XObject /Subtype /Image /Width {size[0]} /Height {size[1]} /ColorSpace /{space} "
        f"/BitsPerComponent 8 /Filter /{packed} "
    ).encode()
