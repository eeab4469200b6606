"""The card everything of card size is drawn on, and the proof that its code reads."""

import io

from PIL import Image

from passdesk.credential.qr_picture import draw_qr, modules_across, read_back
from passdesk.errors import Misuse, Trouble

# ID-1 of ISO/IEC 7810 (85.60 x 53.98 mm) at 300 dots per inch and a little more.
WIDTH, HEIGHT = 1016, 638
DOTS_PER_INCH = 301.5
INK, MUTED, CARD, HAIRLINE, ACCENT = "#1b2330", "#66707f", "#ffffff", "#dfe3e8", "#1f5fbf"


def code_within(text: str, side: int, *, least_module: int, level: str = "M") -> Image.Image:
    """The code as large as whole pixels let it be within `side`; `Misuse` where a module would be under
    `least_module` pixels."""
    across = modules_across(text, level=level)
    if across * least_module > side:
        raise Misuse(f"A code {across} modules wide is too fine to be printed here.")
    return draw_qr(text, pixels_per_module=side // across, level=level)


def png_read_back(image: Image.Image, qr_text: str, dots_per_inch: float = DOTS_PER_INCH) -> bytes:
    """The picture as PNG. Raises Trouble if its code does not read back as exactly `qr_text`."""
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(dots_per_inch, dots_per_inch))
    if read_back(Image.open(io.BytesIO(out.getvalue()))) != qr_text:
        raise Trouble(
            "The printed code does not read back as what it should say.",
            kept="Nothing was given out.",
            remedy="Draw it again.",
        )
    return out.getvalue()
