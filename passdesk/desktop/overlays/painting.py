"""A sheet that shows somebody's picture for as long as it is there."""

from collections.abc import Callable
from typing import Any, Protocol

from passdesk.desktop.widgets.sheet import Sheet


class Pictured(Protocol):
    """Who keeps a picture and says, by the signal `pictured`, that it is another."""

    pictured: Any
    picture: Any


def painted_by(source: Pictured, sheet: Sheet, paint: Callable[..., None]) -> None:
    """`paint` it now and whenever it is another; the focus goes to the first field."""
    source.pictured.connect(paint)
    sheet.destroyed.connect(lambda: source.pictured.disconnect(paint))
    paint(source.picture)
    sheet.focus_first()
