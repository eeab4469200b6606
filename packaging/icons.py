"""Writes resources/icons.json: the outlines of the icons that the window names, out of the font that qtawesome brings.

`python packaging/icons.py`, again whenever the window names another one.
"""

import ast
import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QPainterPath, QRawFont

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "resources" / "icons.json"
FAMILY = "materialdesignicons6-webfont"
EM, BASELINE = 512, 448
"""The font's own grid, so that every outline is whole numbers; and where its letters stand in it."""
_LETTERS = {
    QPainterPath.ElementType.MoveToElement: "M", QPainterPath.ElementType.LineToElement: "L",
    QPainterPath.ElementType.CurveToElement: "C", QPainterPath.ElementType.CurveToDataElement: " ",
}  # fmt: skip


def outlines() -> dict[str, str]:
    """By name, an outline (while there is a QGuiApplication) as the path of an SVG picture of `EM` by `EM`."""
    font, signs = QRawFont(str(_file("-[0-9]*.ttf")), EM), _signs()
    assert font.isValid()
    return {name: _outline(font, chr(int(signs[name], 16))) for name in sorted(set(named()) & signs.keys())}


def named() -> Iterator[str]:
    """Every text the window's code holds; those that no icon is called mean something else."""
    for path in (ROOT / "passdesk" / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _outline(font: QRawFont, sign: str) -> str:
    path = font.pathForGlyph(font.glyphIndexesForString(sign)[0])
    elements = (path.elementAt(number) for number in range(path.elementCount()))
    return "".join(f"{_LETTERS[one.type]}{round(one.x)} {round(one.y) + BASELINE}" for one in elements)


def _signs() -> dict[str, str]:
    signs: dict[str, str] = json.loads(_file("-charmap-*.json").read_text(encoding="utf-8"))
    return signs


def _file(ending: str) -> Path:
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.submodule_search_locations
    (path,) = (Path(spec.submodule_search_locations[0]) / "fonts").glob(FAMILY + ending)
    return path


def written(drawn: dict[str, str]) -> str:
    return json.dumps(drawn, indent=0, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    application = QGuiApplication(["icons", "-platform", "offscreen"])
    PLACE.write_text(written(outlines()), encoding="utf-8")
