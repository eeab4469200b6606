"""What a bundle holds, asked of the specs themselves and of the wheels that are installed."""

import re
import sys
from pathlib import Path
from typing import Any

import bundle
import PySide6
import pytest

from passdesk.cli.commands import PARTS

SPECS = sorted((bundle.ROOT / "packaging").glob("*/passdesk.spec"))
QT = Path(PySide6.__file__).parent
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="libraries have these names on Linux")


class Analysed:
    """What a spec asked PyInstaller for, without the minute that it takes to find it."""

    def __init__(self, scripts: list[str], **asked: Any) -> None:
        self.scripts, self.asked = scripts, asked
        self.pure: list[bundle.Row] = []
        self.binaries: list[bundle.Row] = []
        self.datas: list[bundle.Row] = []


def analysed(spec: Path, tmp_path: Path) -> Analysed:
    """Run a spec as PyInstaller does, as far as its analysis."""
    made: list[Analysed] = []

    def analysis(scripts: list[str], **asked: Any) -> Analysed:
        made.append(Analysed(scripts, **asked))
        return made[-1]

    def taken(*_: object, **__: object) -> None:
        """Stands for what a spec does with what was found."""

    given: dict[str, Any] = dict.fromkeys(("PYZ", "EXE", "COLLECT", "BUNDLE"), taken)
    given |= {"Analysis": analysis, "SPECPATH": str(spec.parent), "workpath": str(tmp_path)}
    exec(compile(spec.read_text(encoding="utf-8"), spec, "exec"), given)
    (only,) = made
    return only


def test_there_is_a_spec_for_each_system() -> None:
    assert [spec.parent.name for spec in SPECS] == ["linux", "macos", "windows"]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.parent.name)
def test_a_spec_lists_every_command_and_every_resource(spec: Path, tmp_path: Path) -> None:
    found = analysed(spec, tmp_path)
    assert [Path(script).name for script in found.scripts] == ["main.py"]
    assert {f"passdesk.cli.{part.module}" for part in PARTS} <= set(found.asked["hiddenimports"])
    assert {"passdesk.cli", "passdesk.desktop.app", "passdesk.server.app"} <= set(found.asked["hiddenimports"])
    held = {Path(folder) / Path(path).name for path, folder in found.asked["datas"]}
    shared = {path for path in (bundle.ROOT / "resources").rglob("*") if path.is_file()}
    assert len(shared) >= 4
    assert {"passdesk" / path.relative_to(bundle.ROOT) for path in shared} <= held
    assert "PySide6.QtWebEngineCore" in found.asked["excludes"]


def test_no_module_of_qt_that_the_window_imports_is_left_out() -> None:
    assert {"QtCore", "QtGui", "QtWidgets"} <= bundle.qt_modules() <= set(PySide6.__all__)
    assert {f"PySide6.{name}" for name in bundle.qt_modules()}.isdisjoint(bundle.excluded())
    assert {"PySide6.QtQml", "PySide6.QtPdf", "PySide6.QtSql"} <= set(bundle.excluded())


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", False),
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/sqldrivers/qsqlite.dll", False),
        ("PySide6/Qt/translations/qtbase_zh_TW.qm", False),
        ("PySide6/QtWidgets.pyi", False),
        ("keyring-25.7.0.dist-info/entry_points.txt", True),
        ("keyring-25.7.0.dist-info/METADATA", True),
        ("keyring-25.7.0.dist-info/RECORD", False),
        ("passdesk/resources/zones/hetao.toml", True),
        ("cv2/cv2.abi3.so", True),
    ],
)
def test_what_is_of_use(name: str, wanted: bool) -> None:
    assert bundle.wanted(name) is wanted


@pytest.fixture(scope="module")
def qt_rows() -> list[bundle.Row]:
    """All of Qt's libraries with one extension that links to some, and a link to each library."""
    libraries = [path for path in sorted((QT / "Qt" / "lib").glob("libQt6*.so.6")) if path.is_file()]
    rows = [(f"PySide6/Qt/lib/{path.name}", str(path), "BINARY") for path in libraries]
    links = [(path.name, f"PySide6/Qt/lib/{path.name}", "SYMLINK") for path in libraries]
    extension = ("PySide6/QtWidgets.abi3.so", str(QT / "QtWidgets.abi3.so"), "EXTENSION")
    return [*rows, *links, extension, ("passdesk/resources/zones/hetao.toml", "hetao.toml", "DATA")]


@ON_LINUX
def test_libraries_that_nothing_links_to_go_with_the_links_to_them(qt_rows: list[bundle.Row]) -> None:
    kept = {name for name, _, _ in bundle.linked(qt_rows)}
    assert {"PySide6/Qt/lib/libQt6Widgets.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "libQt6Core.so.6"} <= kept
    assert {"PySide6/QtWidgets.abi3.so", "passdesk/resources/zones/hetao.toml"} <= kept
    assert not any(re.search("Quick|Qml|WebEngine|Pdf", name) for name in kept)


@ON_LINUX
@pytest.mark.parametrize("folders", [("one", "other"), ("other", "one")])
def test_two_extensions_of_one_name_both_keep_what_they_link_to(
    qt_rows: list[bundle.Row], folders: tuple[str, str]
) -> None:
    modules = zip(folders, ("QtCore", "QtPrintSupport"), strict=True)
    same = [(f"{folder}/same.so", str(QT / f"{module}.abi3.so"), "EXTENSION") for folder, module in modules]
    kept = {name for name, _, _ in bundle.linked(sorted([*qt_rows, *same]))}
    assert "PySide6/Qt/lib/libQt6PrintSupport.so.6" in kept


@ON_LINUX
def test_the_order_of_what_was_found_changes_nothing(qt_rows: list[bundle.Row]) -> None:
    assert bundle.rows(reversed(qt_rows)) == bundle.rows(qt_rows)
