"""The badge: one card with the photo, both names, the class as colour and word, and a large code."""

import io

from msgspec import Struct
from PIL import Image, ImageColor, ImageDraw, ImageOps

from passdesk.credential.short_number import grouped
from passdesk.errors import Damaged, Misuse
from passdesk.printing.card_stock import CARD, HEIGHT, INK, MUTED, WIDTH, code_within, png_read_back
from passdesk.printing.typesetting import draw_text, set_text, set_together, without_type

_MARGIN, _BAND = 34, 80
_CODE_SIDE = 520
_LEAST_MODULE = 4  # pixels: a third of a millimetre on the card
_PHOTO = (_MARGIN, 108, 216, 288)  # x, y, width, height
_COLUMN = WIDTH - _CODE_SIDE - 2 * _MARGIN + 30
_MOST_PHOTO_PIXELS = 20_000_000


class BadgeFace(Struct, frozen=True):
    """What a badge shows.

    `institution`: a name a line. `class_colour`: "#rrggbb"; `valid_until`: shown as it is; `photo`: PNG or JPEG.
    """

    name_latin: str
    name_chinese: str
    institution: str
    class_name: str
    class_colour: str
    valid_until: str
    qr_text: str
    short_number: str
    photo: bytes | None = None


def badge_png(face: BadgeFace) -> bytes:
    """The badge as PNG, given out only after its code was read back from the drawn picture.

    Raises Trouble if it does not read as exactly `qr_text`, and what `draw_badge` raises.
    """
    return png_read_back(draw_badge(face), face.qr_text)


def draw_badge(face: BadgeFace) -> Image.Image:
    """The badge, RGB, 1016 x 638 pixels.

    Raises Misuse for a colour or code text that can't be drawn, Damaged for a broken photo, Trouble without a
    font.
    """
    card = Image.new("RGB", (WIDTH, HEIGHT), CARD)
    draw = ImageDraw.Draw(card)
    _draw_band(draw, face)
    _draw_code(card, draw, face)
    x, y, width, height = _PHOTO
    card.paste(*_photo(face.photo, (width, height), (x, y)))
    _draw_beside_photo(draw, face)
    _draw_names(draw, face)
    return card


def not_drawn(face: BadgeFace) -> str:
    """The characters, each once, in whose place the badge shows 〓, for no installed font has them."""
    return without_type(f"{face.name_latin}\n{face.name_chinese}\n{face.institution}\n{face.class_name}")


def _draw_band(draw: ImageDraw.ImageDraw, face: BadgeFace) -> None:
    try:
        colour = ImageColor.getrgb(face.class_colour)[:3]
    except ValueError as error:
        raise Misuse(f"{face.class_colour!r} is no colour.", remedy="Write it as #rrggbb.") from error
    draw.rectangle((0, 0, WIDTH, _BAND - 1), fill=colour)
    word = set_text(face.class_name, width=WIDTH - 2 * _MARGIN, height=_BAND - 8, size=44, weight="Bold", language="HK")
    top = (_BAND - word.height) // 2 + word.line_height // 2
    draw_text(draw, word, (_MARGIN, top), _ink_on(colour), anchor="lm")


def _ink_on(colour: tuple[int, ...]) -> str:
    """White or ink, whichever stands out more (relative luminance of WCAG 2)."""
    linear = [(part / 255 / 12.92) if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.066 else INK


def _draw_code(card: Image.Image, draw: ImageDraw.ImageDraw, face: BadgeFace) -> None:
    code = code_within(face.qr_text, _CODE_SIDE, least_module=_LEAST_MODULE)
    spare = _CODE_SIDE - code.width
    left = WIDTH - _CODE_SIDE + spare // 2 - 2
    card.paste(code, (left, _BAND))
    number = set_text(
        grouped(face.short_number), width=_CODE_SIDE - 80, height=40, size=34, weight="Bold", language="HK"
    )
    draw_text(draw, number, (left + code.width // 2, HEIGHT - 27), INK, anchor="mm")


def _draw_beside_photo(draw: ImageDraw.ImageDraw, face: BadgeFace) -> None:
    x, y, width, height = _PHOTO
    left, bottom = x + width + 24, y + height
    room = _MARGIN + _COLUMN - left
    label = set_text("Valid until 有效期至", width=room, height=30, size=19, weight="Regular", language="HK")
    date = set_text(face.valid_until, width=room, height=52, size=34, weight="Bold", language="HK")
    below = draw_text(draw, label, (left, y - 2), MUTED)
    below = draw_text(draw, date, (left, below + 2), INK)
    names = set_together(
        face.institution.split("\n"), width=room, height=bottom - below - 28, size=25, weight="Regular", language="HK"
    )
    top = bottom - sum(name.height for name in names)
    for name in names:
        top = draw_text(draw, name, (left, top), INK)


def _draw_names(draw: ImageDraw.ImageDraw, face: BadgeFace) -> None:
    top = _PHOTO[1] + _PHOTO[3] + 18
    names = [name for name in (face.name_latin, face.name_chinese) if name.strip()]
    settings = set_together(names, width=_COLUMN, height=HEIGHT - 20 - top, size=46, weight="Bold", language="HK")
    for setting in settings:
        top = draw_text(draw, setting, (_MARGIN, top), INK)


def _photo(
    photo: bytes | None, size: tuple[int, int], at: tuple[int, int]
) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """The photo cut to size, where it goes, and the mask of its round corners."""
    picture = _silhouette(size) if photo is None else _opened(photo, size)
    mask = Image.new("L", (size[0] * 4, size[1] * 4))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] * 4 - 1, size[1] * 4 - 1), radius=56, fill=255)
    return picture, at, mask.resize(size, Image.Resampling.LANCZOS)


def _opened(photo: bytes, size: tuple[int, int]) -> Image.Image:
    try:
        with Image.open(io.BytesIO(photo), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > _MOST_PHOTO_PIXELS:
                raise Damaged("The photo has more pixels than a photo on a badge needs.")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise Damaged(f"The photo can't be read: {error}.", remedy="Give a PNG or JPEG.") from error
    return ImageOps.fit(upright, size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))


def _silhouette(size: tuple[int, int]) -> Image.Image:
    """Stands in where there is no photo."""
    width, height = size[0] * 4, size[1] * 4
    image = Image.new("RGB", (width, height), "#dbe4ef")
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.27, height * 0.2, width * 0.73, height * 0.2 + width * 0.46), fill="#8b9fbe")
    draw.ellipse((width * 0.06, height * 0.62, width * 0.94, height * 1.4), fill="#8b9fbe")
    return image.resize(size, Image.Resampling.LANCZOS)
