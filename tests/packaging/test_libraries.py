"""packaging/linux/libraries.txt names what the wheels link to, no less and no more."""

import sys
from pathlib import Path

import bundle
import cv2
import numpy
import PySide6
import pytest
import zxingcpp

from tests.packaging.elf import GLIBC, needed

LIST = bundle.ROOT / "packaging" / "linux" / "libraries.txt"
QT = Path(PySide6.__file__).parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the list is Linux's")


def listed() -> dict[str, str]:
    """Package by library."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {library: package for library, _, package in pairs}


def binaries() -> set[Path]:
    """What is loaded of the wheels when Passdesk runs on X11, and everything of them that this links to."""
    plugins = (path for path in (QT / "Qt" / "plugins").rglob("*.so") if not path.stem.startswith("libqwayland"))
    loaded = {path for path in plugins if bundle.wanted(f"PySide6/Qt/plugins/{path.parent.name}/{path.name}")}
    loaded -= {path for path in loaded if path.parent.name.startswith("wayland-")}
    loaded |= {QT / f"{name}.abi3.so" for name in bundle.qt_modules()}
    for package in (cv2, numpy, zxingcpp):
        loaded |= set(Path(str(package.__file__)).parent.rglob("*.so"))
    own = {path.name: path for path in (QT / "Qt" / "lib").glob("*.so*")}
    waiting = list(loaded)
    while waiting:
        more = {own[name] for name in needed(waiting.pop()) & own.keys()} - loaded
        loaded |= more
        waiting += more
    return loaded


def of_the_system() -> set[str]:
    found = set().union(*(needed(path) for path in binaries()))
    folders = (QT, QT.parent / "shiboken6", *QT.parent.glob("*.libs"))
    inside = {path.name for folder in folders for path in folder.rglob("*.so*")}
    return {name for name in found - inside if not GLIBC.fullmatch(name)}


def test_every_library_that_is_linked_to_is_listed() -> None:
    assert of_the_system() - listed().keys() == set()


def test_nothing_is_listed_that_nothing_links_to() -> None:
    assert listed().keys() - of_the_system() == set()
