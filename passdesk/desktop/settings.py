"""What this desk's people chose for its screen: kept beside the desk's files, harmless to lose."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import asdict

from passdesk.desktop.theme import LANGUAGES, Language

Appearance = Literal["light", "dark", "system"]
APPEARANCES: tuple[Appearance, ...] = get_args(Appearance)
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
FILE = "window.json"
_LONGEST = 64 * 1024


class Settings(Struct, frozen=True):
    """`camera`: its index, None for no camera; `resolution`: width x height asked of it; `serial_port`: "" for none;
    `volume`: 0 to 100; `printer`: the system printer's name, "" for its default; `lane`: which one this window serves,
    "" for the desk's first; `holder_screen`: "second" for any screen but the officer's, "off", or a screen's name."""

    language: Language = "en"
    appearance: Appearance = "light"
    scale: float = 1.0
    camera: int | None = 0
    resolution: str = "1280x720"
    mirror: bool = True
    serial_port: str = ""
    sounds: bool = True
    volume: int = 70
    printer: str = ""
    lane: str = ""
    holder_screen: str = "second"
    full_screen: bool = False

    @property
    def size(self) -> tuple[int, int]:
        width, _, height = self.resolution.partition("x")
        return int(width), int(height)


def load(folder: Path) -> Settings:
    """The settings of the desk in `folder`. What is missing, unreadable or makes no sense is as at first."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")[:_LONGEST]
        said = json.loads(text)
    except (OSError, ValueError, RecursionError):
        return Settings()
    return _sound(said) if isinstance(said, dict) else Settings()


def save(folder: Path, settings: Settings) -> None:
    """By rename: what stood before, or the new ones. A disk that takes nothing costs only the choice."""
    path = folder / FILE
    beside = path.with_suffix(".new")
    with suppress(OSError):
        beside.write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf-8")
        beside.replace(path)


def _sound(said: Mapping[str, Any]) -> Settings:
    names = Settings.__struct_fields__
    fine = {name: said[name] for name in names if name in said and _fits(name, said[name])}
    return Settings(**fine)


def _fits(name: str, value: object) -> bool:
    match name:
        case "language":
            return value in LANGUAGES
        case "appearance":
            return value in APPEARANCES
        case "scale":
            return isinstance(value, float) and value in SCALES
        case "camera":
            return value is None or (type(value) is int and 0 <= value < 64)
        case "resolution":
            return isinstance(value, str) and _is_size(value)
        case "mirror" | "sounds" | "full_screen":
            return isinstance(value, bool)
        case "volume":
            return type(value) is int and 0 <= value <= 100
        case _:
            return isinstance(value, str) and len(value) <= 200


def _is_size(text: str) -> bool:
    width, _, height = text.partition("x")
    digits = all(part.isascii() and part.isdigit() and len(part) <= 5 for part in (width, height))
    return digits and all(100 <= int(part) <= 10_000 for part in (width, height))
