"""The page that goes to a new desk: which it will be, the code to scan, and the same to type."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from passdesk.printing.card_stock import ACCENT, CARD, HAIRLINE, INK, MUTED, code_within, png_read_back
from passdesk.printing.typesetting import draw_text, set_text, set_together

# A4 of ISO 216 (210 x 297 mm) at 150 dots per inch.
WIDTH, HEIGHT = 1240, 1754
DOTS_PER_INCH = 150
_MARGIN, _BAND = 90, 150
_ROOM = WIDTH - 2 * _MARGIN
_CODE_SIDE = 620
_LEAST_MODULE = 6
_STEPS = (
    "1. Start Passdesk on the new desk and choose to join a zone.",
    "2. Show it this code, or type the address and the letters above.",
    "3. Destroy this page. It is good once: whoever uses it first takes the place.",
    "在新檢查枱啟動 Passdesk，選擇加入區域，出示此二維碼或輸入上列網址及代碼；用後請銷毀本頁，代碼只能使用一次。",
)


@dataclass(frozen=True, slots=True)
class JoinFace:
    """What the page says. `facts`: a line each, as roles and lanes; `code`: as printed, in groups; `qr_text`: the
    invitation."""

    name: str
    zone: str
    facts: tuple[str, ...]
    url: str
    code: str = field(repr=False)
    qr_text: str = field(repr=False)


def join_page_png(face: JoinFace) -> bytes:
    """The page as PNG, 1240 x 1754 pixels, given out only after its code was read back; `Trouble` otherwise."""
    return png_read_back(draw_join_page(face), face.qr_text, DOTS_PER_INCH)


def join_pages_pdf(pages: Sequence[bytes]) -> bytes:
    """Pages as `join_page_png` gives them, in one PDF of A4 pages; at least one."""
    first, *rest = [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=DOTS_PER_INCH, quality=95)
    return out.getvalue()


def draw_join_page(face: JoinFace) -> Image.Image:
    """The page, RGB."""
    page = Image.new("RGB", (WIDTH, HEIGHT), CARD)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, WIDTH, _BAND - 1), fill=ACCENT)
    head = set_text("New desk 新檢查枱", width=_ROOM * 2 // 3, height=_BAND - 20, size=60, weight="Bold", language="HK")
    draw_text(draw, head, (_MARGIN, _BAND // 2), "#ffffff", anchor="lm")
    zone = set_text(face.zone, width=_ROOM // 3, height=_BAND - 20, size=48, weight="Regular", language="HK")
    draw_text(draw, zone, (WIDTH - _MARGIN, _BAND // 2), "#ffffff", anchor="rm")
    below = _draw_desk(draw, face, _BAND + 40)
    code = code_within(face.qr_text, _CODE_SIDE, least_module=_LEAST_MODULE)
    page.paste(code, ((WIDTH - code.width) // 2, below))
    below = _draw_typed(draw, face, below + code.height + 8)
    _draw_steps(draw, below + 30)
    return page


def _draw_desk(draw: ImageDraw.ImageDraw, face: JoinFace, top: int) -> int:
    name = set_text(face.name, width=_ROOM, height=170, size=76, weight="Bold", language="HK")
    below = draw_text(draw, name, (_MARGIN, top), INK) + 6
    facts = set_together(face.facts, width=_ROOM, height=110, size=34, weight="Regular", language="HK")
    for fact in facts:
        below = draw_text(draw, fact, (_MARGIN, below), MUTED)
    return below + 16


def _draw_typed(draw: ImageDraw.ImageDraw, face: JoinFace, top: int) -> int:
    """Address and code, in rows of four groups that the eye can follow."""
    url = set_text(face.url, width=_ROOM, height=60, size=36, weight="Regular", language="HK")
    below = draw_text(draw, url, (WIDTH // 2, top + url.line_height // 2), INK, anchor="mm") + 24
    groups = face.code.split("-")
    rows = ["-".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
    for row in set_together(rows, width=_ROOM, height=190, size=50, weight="Bold", language="HK"):
        below = draw_text(draw, row, (WIDTH // 2, below), INK, anchor="mm")
    return below


def _draw_steps(draw: ImageDraw.ImageDraw, top: int) -> None:
    draw.line((_MARGIN, top, WIDTH - _MARGIN, top), fill=HAIRLINE, width=3)
    below = top + 24
    steps = set_together(_STEPS, width=_ROOM, height=HEIGHT - below - 50, size=30, weight="Regular", language="HK")
    for step in steps:
        below = draw_text(draw, step, (_MARGIN, below), INK)
