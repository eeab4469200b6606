"""What a bundle of Passdesk holds, and what it leaves out. The specs of the three systems share it."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

Row = tuple[str, str, str]
"""One file of a bundle as PyInstaller lists it: its name there, its path here, its kind."""

LEFT_OUT = (
    "IPython", "_pytest", "hypothesis", "lib2to3", "mypy", "pip", "pytest", "setuptools", "tkinter", "unittest.mock",
    "PIL.AvifImagePlugin", "PIL.ImageQt", "PIL.ImageTk", "PyQt5", "PyQt6", "PySide2",
    "cv2.gapi", "numpy.f2py", "numpy.testing", "numpy.tests", "pygments", "qtawesome", "rich",
    "sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.postgresql", "sqlalchemy.testing", "uvloop", "watchfiles",
)  # fmt: skip
"""Modules that libraries name and Passdesk never runs."""

_QT_IMPORT = re.compile(r"^\s*(?:from|import) PySide6\.(\w+)", re.MULTILINE)
_QT_IMPORTS_ITSELF = {"QtMultimedia": ("QtNetwork",)}
_LOADED_BY_NAME = ("serial.tools.list_ports", "sqlalchemy.dialects.sqlite")
# The window is painted without OpenGL: its plugins would load the machine's graphics drivers for nothing.
_QT_PLUGINS = frozenset(
    {
        "platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen", "platforms/qminimal",
        "platforms/qwindows", "platforms/qcocoa",
        "imageformats/qjpeg",  # PNG and BMP are in QtGui itself
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platformthemes/qxdgdesktopportal", "printsupport/cupsprintersupport", "styles/qmodernwindowsstyle",
    }
)  # fmt: skip
_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/(\w[\w-]*)/(?:lib)?([\w-]+)\.\w+$")
_PLUGIN_FOLDERS_TAKEN_WHOLE = frozenset({"wayland-decoration-client", "wayland-shell-integration"})
_LIBRARY = re.compile(r"^PySide6/(?:Qt/lib/)?(?:libQt6|libicu|Qt6)[^/]+$|^lib(?!python)[^/]*\.so[.\d]*$")
# Not those that auditwheel has patched: strip breaks them.
_DEBUG_INFORMATION = re.compile(r"^(?:libpython|python3[.\d]*/lib-dynload/|sqlalchemy/|sqlcipher3/)")
_LINKING = ("BINARY", "EXTENSION")
_USELESS = re.compile(
    r"PySide6/(?:Qt/)?translations/|\.pyi$|\.dist-info/(?!METADATA|entry_points)|/tests?/|\.h$"
    # Qt's FFmpeg, for a media plugin that is left out; sounds are WAV
    r"|PySide6/Qt/lib/lib(?:av|sw)\w+\.so|libQt6FFmpegStub"
)


def modules() -> list[str]:
    """Every module of Passdesk: the command line loads its commands by name, which no analysis sees."""
    named = (path.relative_to(ROOT).with_suffix("").parts for path in (ROOT / "passdesk").rglob("*.py"))
    own = (".".join(part for part in parts if part != "__init__") for parts in named)
    return sorted({*own, *_LOADED_BY_NAME})


def data() -> list[tuple[str, str]]:
    """Files that are read when the program runs, each with the folder of the bundle it goes to."""
    shared = (path for path in (ROOT / "resources").rglob("*") if path.is_file())
    return [(str(path), str(Path("passdesk") / path.relative_to(ROOT).parent)) for path in sorted(shared)]


def qt_modules() -> frozenset[str]:
    """The modules of Qt that the window imports, and those that these import."""
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "passdesk" / "desktop").rglob("*.py"))
    imported = {name for source in sources for name in _QT_IMPORT.findall(source)}
    return frozenset(imported.union(*(_QT_IMPORTS_ITSELF.get(name, ()) for name in imported)))


def excluded() -> list[str]:
    """Modules that no import is followed to."""
    import PySide6

    return [*LEFT_OUT, *(f"PySide6.{name}" for name in sorted(set(PySide6.__all__) - qt_modules()))]


def version() -> str:
    import passdesk

    return passdesk.__version__


def rows(found: Iterable[Row]) -> list[Row]:
    """What of PyInstaller's finds belongs into the bundle, in one order everywhere."""
    return linked(sorted(row for row in found if wanted(_name(row))))


def linked(rows: Sequence[Row]) -> list[Row]:
    """`rows` without the libraries that nothing among them links to: those of plugins and modules left out."""
    from PyInstaller.depend.bindepend import get_imports

    files: dict[str, set[str]] = defaultdict(set)  # several may have one name: Python's _sqlite3 and SQLCipher's
    for name, path, kind in rows:
        if kind in _LINKING:
            files[Path(name).name].add(path)
    reached = {Path(row[0]).name for row in rows if row[2] != "SYMLINK" and not _LIBRARY.search(_name(row))}
    waiting = sorted(reached & files.keys())
    while waiting:
        found = (name for path in files[waiting.pop()] for name, _ in get_imports(path))
        needed = {Path(name).name for name in found} & files.keys()
        waiting += sorted(needed - reached)
        reached |= needed
    return [row for row in rows if Path(row[1] if row[2] == "SYMLINK" else row[0]).name in reached]


def stripped(rows: Iterable[Row], folder: Path) -> list[Row]:
    """`rows` with lean copies in `folder` of what carries debug information; Linux with binutils only."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_lean(row, folder) if row[2] in _LINKING and _DEBUG_INFORMATION.search(_name(row)) else row for row in rows]


def _lean(row: Row, folder: Path) -> Row:
    name, path, kind = row
    copy = folder / _name(row).replace("/", "+")
    subprocess.run(["strip", "--strip-debug", "-o", str(copy), path], check=True)
    return name, str(copy), kind


def wanted(name: str) -> bool:
    """Whether a file of the bundle, by its name there, is of use."""
    if _USELESS.search(name):
        return False
    plugin = _PLUGIN.search(name)
    if plugin is None:
        return True
    folder, own_name = plugin.groups()
    return folder in _PLUGIN_FOLDERS_TAKEN_WHOLE or f"{folder}/{own_name}" in _QT_PLUGINS


def _name(row: Row) -> str:
    return Path(row[0]).as_posix()
