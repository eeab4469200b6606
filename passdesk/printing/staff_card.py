"""The staff card: whose it is, of which zone, and a large code that signs them in with their PIN."""

from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from passdesk.printing.card_stock import ACCENT, CARD, HAIRLINE, HEIGHT, INK, MUTED, WIDTH, code_within, png_read_back
from passdesk.printing.typesetting import draw_text, set_text, set_together, without_type

_MARGIN, _BAND = 34, 80
_CODE_SIDE = 540
_LEAST_MODULE = 8  # pixels: two thirds of a millimetre, for a card that hangs at a belt
_COLUMN = WIDTH - _CODE_SIDE - _MARGIN - 10
_LEVEL = "Q"
_LOST = ("Lost? Have it withdrawn at once.", "如有遺失，請即報失註銷。")


@dataclass(frozen=True, slots=True)
class StaffCardFace:
    """What a staff card shows. `roles`: in words, one a line; `made`: a date as it is shown. `qr_text` stands in the
    code and nowhere else."""

    name: str
    roles: tuple[str, ...]
    zone: str
    made: str
    qr_text: str = field(repr=False)


def staff_card_png(face: StaffCardFace) -> bytes:
    """The card as PNG, 1016 x 638 pixels, given out only after its code was read back. `Trouble` where it does not
    read, or without a font."""
    return png_read_back(draw_staff_card(face), face.qr_text)


def not_drawn(face: StaffCardFace) -> str:
    """The characters of the name, each once, in whose place the card shows 〓."""
    return without_type(face.name)


def draw_staff_card(face: StaffCardFace) -> Image.Image:
    """The card, RGB."""
    card = Image.new("RGB", (WIDTH, HEIGHT), CARD)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, WIDTH, _BAND - 1), fill=ACCENT)
    word = set_text("Staff 職員", width=WIDTH // 2, height=_BAND - 8, size=44, weight="Bold", language="HK")
    draw_text(draw, word, (_MARGIN, _BAND // 2), "#ffffff", anchor="lm")
    zone = set_text(face.zone, width=WIDTH // 3, height=_BAND - 8, size=34, weight="Regular", language="HK")
    draw_text(draw, zone, (WIDTH - _MARGIN, _BAND // 2), "#ffffff", anchor="rm")
    code = code_within(face.qr_text, _CODE_SIDE, least_module=_LEAST_MODULE, level=_LEVEL)
    card.paste(code, (WIDTH - code.width - (_CODE_SIDE - code.width) // 2, (_BAND + HEIGHT - code.height) // 2))
    _draw_holder(draw, face)
    return card


def _draw_holder(draw: ImageDraw.ImageDraw, face: StaffCardFace) -> None:
    name = set_text(face.name, width=_COLUMN, height=230, size=58, weight="Bold", language="HK")
    below = draw_text(draw, name, (_MARGIN, _BAND + 30), INK)
    roles = set_together(face.roles, width=_COLUMN, height=150, size=28, weight="Regular", language="HK")
    below += 20
    for role in roles:
        below = draw_text(draw, role, (_MARGIN, below), INK)
    made = set_text(f"Made 簽發 {face.made}", width=_COLUMN, height=40, size=22, weight="Regular", language="HK")
    lost = set_together(_LOST, width=_COLUMN, height=80, size=20, weight="Regular", language="HK")
    top = below = HEIGHT - 24 - sum(line.height for line in lost)
    for line in lost:
        below = draw_text(draw, line, (_MARGIN, below), MUTED)
    draw_text(draw, made, (_MARGIN, top - 16 - made.height), MUTED)
    draw.line((_MARGIN, top - 8, _MARGIN + _COLUMN, top - 8), fill=HAIRLINE, width=2)
