"""Icons, all of one family (Material Design Icons), drawn from the font that qtawesome brings.

qtawesome itself is not loaded: it loads every module of Qt and reads all of its fonts, longer than all else at a start.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from passdesk.errors import Trouble

FONT = "materialdesignicons6-webfont"
_PART = 0.875
"""How much of an icon's height its sign takes; the rest is the font's bearing."""
_DISABLED = "#969696"


class _Drawn(QIconEngine):
    """Paints one sign of the family, in any size."""

    def __init__(self, sign: str, colour: str) -> None:
        super().__init__()
        self._sign, self._colour = sign, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        font = QFont(_family())
        font.setPixelSize(max(1, round(_PART * rect.height())))
        painter.save()
        painter.setPen(QColor(_DISABLED if mode == QIcon.Mode.Disabled else self._colour))
        painter.setFont(font)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._sign)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made


@cache
def icon(name: str, colour: str) -> QIcon:
    """The icon `name` of the family in `colour` ("#rrggbb"); KeyError for a name that is none."""
    return QIcon(_Drawn(chr(int(_signs()[name], 16)), colour))


@cache
def _signs() -> Mapping[str, str]:
    signs: dict[str, str] = json.loads(_file("-charmap-*.json").read_text(encoding="utf-8"))
    return signs


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_file("-[0-9]*.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _file(ending: str) -> Path:
    spec = find_spec("qtawesome")
    folders = spec.submodule_search_locations if spec is not None else None
    for folder in folders or ():
        for path in (Path(folder) / "fonts").glob(FONT + ending):
            return path
    raise Trouble("The installation lacks the icons.", remedy="Install Passdesk again.")
