"""Icons, all of one family (Material Design Icons), drawn by qtawesome in any colour."""

from functools import cache

import qtawesome
from PySide6.QtGui import QIcon

FAMILY = "mdi6"


@cache
def icon(name: str, colour: str) -> QIcon:
    """The icon `name` of the family in `colour` ("#rrggbb")."""
    drawn: QIcon = qtawesome.icon(f"{FAMILY}.{name}", color=colour)
    return drawn
