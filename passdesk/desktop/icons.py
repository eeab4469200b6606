"""Icons, all of one family (Material Design Icons), drawn by qtawesome in any colour."""

from functools import cache

import qtawesome
from PySide6.QtGui import QIcon
from qtawesome.iconic_font import IconicFont

FAMILY = "mdi6"
FONT = "materialdesignicons6-webfont"


@cache
def icon(name: str, colour: str) -> QIcon:
    """The icon `name` of the family in `colour` ("#rrggbb")."""
    drawn: QIcon = _family().icon(f"{FAMILY}.{name}", color=colour)
    return drawn


@cache
def _family() -> IconicFont:
    """The one family: left to itself, qtawesome reads all of its twelve fonts, and a bundle carries only this one."""
    _, names = qtawesome.get_fonts_info()
    font = next(name for name in names if name.startswith(f"{FONT}-"))
    symbols = font.replace(FONT, f"{FONT}-charmap").removesuffix(".ttf") + ".json"
    return IconicFont((FAMILY, font, symbols))
