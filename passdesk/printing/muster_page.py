"""A page of a muster: forty people with their pictures, a box to tick each, and above them what the list rests on."""

import io
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from PIL import Image, ImageDraw, ImageOps

from passdesk.printing.pdf_file import Placed
from passdesk.printing.typesetting import Setting, draw_text, set_text, set_together

# A4 of ISO 216 (210 x 297 mm) at 200 dots per inch.
SIZE = (1654, 2339)
DOTS_PER_INCH = 200
ACROSS, DOWN = 4, 10
A_PAGE = ACROSS * DOWN
_MARGIN, _HEAD, _GAP = 80, 250, 12
_CELL = ((SIZE[0] - 2 * _MARGIN) // ACROSS, (SIZE[1] - _HEAD - _MARGIN) // DOWN)
_PHOTO = (126, 168)
_BOX = 34
_INK, _MUTED, _HAIRLINE, _GROUND, _PAPER = "#1b2330", "#555d69", "#b9c0c9", "#e7eaee", "#ffffff"
_MOST_PIXELS = 20_000_000


class MusterEntry(Struct, frozen=True):
    """One person on the page. `came`: when and by which lane; `facts`: a line each; `found`: when, as it is shown, ""
    while missing; `photo`: JPEG or PNG."""

    names: tuple[str, ...]
    institution: str
    came: str
    facts: tuple[str, ...]
    found: str = ""
    photo: bytes | None = None


class MusterHead(Struct, frozen=True):
    """What stands above every page: `title` and `part` large, `page` at the right, then `facts`, a line each."""

    title: str
    part: str
    page: str
    facts: tuple[str, ...]


def draw_muster_page(head: MusterHead, people: Sequence[MusterEntry]) -> tuple[Image.Image, list[Placed]]:
    """The page in grey, and the pictures that lie on it; at most `A_PAGE` people. A picture that can't be read is left
    out."""
    page = Image.new("L", SIZE, _PAPER)
    draw = ImageDraw.Draw(page)
    _draw_head(draw, head)
    placed = []
    for number, one in enumerate(people[:A_PAGE]):
        left = _MARGIN + number % ACROSS * _CELL[0]
        top = _HEAD + number // ACROSS * _CELL[1]
        photo = _photo(one.photo, (left, top))
        _draw_entry(draw, one, (left, top), pictured=photo is not None)
        if photo is not None:
            placed.append(photo)
    return page, placed


def _draw_head(draw: ImageDraw.ImageDraw, head: MusterHead) -> None:
    room = SIZE[0] - 2 * _MARGIN
    title = set_text(head.title, width=room * 3 // 5, height=64, size=46, weight="Bold", language="HK")
    below = draw_text(draw, title, (_MARGIN, 50), _INK)
    page = set_text(head.page, width=room * 2 // 5, height=40, size=26, weight="Regular", language="HK")
    draw_text(draw, page, (SIZE[0] - _MARGIN, 58), _INK, anchor="ra")
    part = set_text(head.part, width=room * 2 // 5, height=50, size=32, weight="Bold", language="HK")
    draw_text(draw, part, (SIZE[0] - _MARGIN, 98), _INK, anchor="ra")
    room_below = _HEAD - 24 - below
    for line in set_together(head.facts, width=room, height=room_below, size=25, weight="Regular", language="HK"):
        below = draw_text(draw, line, (_MARGIN, below), _INK)
    draw.line((_MARGIN, _HEAD - 14, SIZE[0] - _MARGIN, _HEAD - 14), fill=_INK, width=3)


def _draw_entry(draw: ImageDraw.ImageDraw, one: MusterEntry, at: tuple[int, int], *, pictured: bool) -> None:
    left, top = at
    bottom = top + _CELL[1] - 4
    if not pictured:
        _draw_nobody(draw, at)
    text, room = left + _PHOTO[0] + _GAP, _CELL[0] - _PHOTO[0] - 2 * _GAP - 6
    _draw_box(draw, one.found, (text + room - _BOX, top + 4))
    names = set_together(one.names, width=room - _BOX - 8, height=84, size=24, weight="Bold", language="HK")
    below = top
    for name in names:
        below = draw_text(draw, name, (text, below), _INK)
    below = max(below, top + _BOX + 8) + 2
    below = draw_text(draw, _often((one.institution,), room, 40, 18)[0], (text, below), _MUTED) + 2
    came = set_text(one.came, width=room, height=26, size=19, weight="Regular", language="HK")
    below = draw_text(draw, came, (text, below), _INK)
    for fact in _often(one.facts, room, bottom - 8 - below, 19):
        below = draw_text(draw, fact, (text, below), _INK)
    draw.line((left, bottom, left + _CELL[0] - _GAP, bottom), fill=_HAIRLINE, width=1)


@lru_cache(maxsize=4096)
def _often(texts: tuple[str, ...], width: int, height: int, size: int) -> list[Setting]:
    """Set once for all who have the same: to set text takes longer than to draw it."""
    return set_together(texts, width=width, height=height, size=size, weight="Regular", language="HK")


def _draw_box(draw: ImageDraw.ImageDraw, found: str, at: tuple[int, int]) -> None:
    """A box for a pen; ticked, with the time in it, where somebody has ticked already."""
    x, y = at
    draw.rectangle((x, y, x + _BOX, y + _BOX), outline=_INK, width=3, fill=_GROUND if found else _PAPER)
    if found:
        draw.line((x + 7, y + 18, x + 14, y + 26, x + 27, y + 8), fill=_INK, width=5)


def _draw_nobody(draw: ImageDraw.ImageDraw, at: tuple[int, int]) -> None:
    x, y = at
    width, height = _PHOTO
    draw.rectangle((x, y, x + width, y + height), fill=_GROUND)
    draw.ellipse((x + 36, y + 34, x + width - 36, y + 34 + width - 72), fill=_HAIRLINE)
    draw.pieslice((x + 14, y + 104, x + width - 14, y + 2 * height - 104), 180, 360, fill=_HAIRLINE)


def _photo(photo: bytes | None, at: tuple[int, int]) -> Placed | None:
    if photo is None:
        return None
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.draft("RGB", (2 * _PHOTO[0], 2 * _PHOTO[1]))
            fitted = ImageOps.fit(image.convert("RGB"), _PHOTO, Image.Resampling.BILINEAR, centering=(0.5, 0.4))
        fitted.save(out, "JPEG", quality=80)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None
    return Placed(out.getvalue(), _PHOTO, (*at, at[0] + _PHOTO[0], at[1] + _PHOTO[1]))
