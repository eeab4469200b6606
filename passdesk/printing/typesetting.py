"""Setting text in a box: the font for both scripts, and lines that shrink and wrap and are never cut off."""

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from passdesk.errors import Trouble

Language = Literal["HK", "SC", "TC"]
Weight = Literal["Bold", "Regular"]
Font = ImageFont.FreeTypeFont
MISSING = "\u3013"  # the geta mark: how Chinese and Japanese typesetting shows a character it has no type for
_SMALLEST = 9
_LEADING = 1.22
_NOTO_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_SYSTEM_FONTS: dict[Weight, tuple[str, ...]] = {
    "Bold": ("/System/Library/Fonts/PingFang.ttc", "C:/Windows/Fonts/msjhbd.ttc"),
    "Regular": ("/System/Library/Fonts/PingFang.ttc", "C:/Windows/Fonts/msjh.ttc"),
}


class Setting(Struct, frozen=True):
    """Text laid out for a box: its lines, the font they are drawn in, and the height of a line in pixels."""

    lines: tuple[str, ...]
    font: Font
    line_height: int

    @property
    def height(self) -> int:
        return self.line_height * len(self.lines)


def set_text(text: str, *, width: int, height: int, size: int, weight: Weight, language: Language) -> Setting:
    """The text at `size` pixels or the largest smaller size at which, wrapped, it fits into the box."""
    return set_together([text], width=width, height=height, size=size, weight=weight, language=language)[0]


def set_together(
    texts: Sequence[str], *, width: int, height: int, size: int, weight: Weight, language: Language
) -> list[Setting]:
    """Texts below each other in one box and all in one size, as `set_text`."""
    clean = [drawable(text, language) for text in texts]
    for pixels in range(size, _SMALLEST - 1, -1):
        settings = [_set_at(text, width, pixels, weight, language) for text in clean]
        if sum(setting.height for setting in settings) <= height:
            break
    return settings


def draw_text(
    draw: ImageDraw.ImageDraw, setting: Setting, at: tuple[int, int], colour: str, *, anchor: str = "la"
) -> int:
    """Draws the lines below each other from `at`; gives the y below the last. `anchor` as in Pillow."""
    x, y = at
    for line in setting.lines:
        draw.text((x, y), line, font=setting.font, fill=colour, anchor=anchor)
        y += setting.line_height
    return y


def drawable(text: str, language: Language = "HK") -> str:
    """The text as it can be drawn: without control and format characters, 〓 for those without type."""
    return "".join(MISSING if _lacks(character, language) else character for character in _plain(text))


def without_type(text: str, language: Language = "HK") -> str:
    """The characters of the text, each once, that no installed font of ours can draw."""
    return "".join(dict.fromkeys(character for character in _plain(text) if _lacks(character, language)))


@lru_cache(maxsize=256)
def font(size: int, weight: Weight, language: Language) -> Font:
    """The font of both scripts, in the language's own shapes. Raises Trouble if none is installed."""
    file, index = _font_file(weight, language)
    return ImageFont.truetype(str(file), size, index=index)


def _plain(text: str) -> str:
    spaced = "".join(" " if mark.isspace() else mark for mark in unicodedata.normalize("NFC", text))
    # Cc and Cf hold the controls and the marks that turn the writing direction; Cs and Cn are no characters.
    kept = (mark for mark in spaced if unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Cn"))
    return " ".join("".join(kept).split())


def _set_at(text: str, width: int, size: int, weight: Weight, language: Language) -> Setting:
    face = font(size, weight, language)
    return Setting(tuple(_wrapped(text, face, width)), face, round(size * _LEADING))


def _wrapped(text: str, face: Font, width: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(text):
        if face.getlength((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            yield line.rstrip()
        line = piece.lstrip()
        while face.getlength(line.rstrip()) > width and len(line) > 1:
            fits = _how_many_fit(line, face, width)
            yield line[:fits]
            line = line[fits:]
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Where a line may break: after a space or hyphen, and around every wide (Chinese) character."""
    piece = ""
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        if wide and piece:
            yield piece
            piece = ""
        piece += character
        if wide or character in " -":
            yield piece
            piece = ""
    if piece:
        yield piece


def _how_many_fit(line: str, face: Font, width: int) -> int:
    fitting = (count for count in range(len(line), 1, -1) if face.getlength(line[:count]) <= width)
    return next(fitting, 1)


@lru_cache(maxsize=8192)
def _lacks(character: str, language: Language) -> bool:
    if character == " ":
        return False
    face = font(24, "Bold", language)
    return _shape(face, character) == _shape(face, "\uffff")


def _shape(face: Font, character: str) -> tuple[tuple[int, int], bytes]:
    image = Image.new("L", (64, 64))
    ImageDraw.Draw(image).text((8, 8), character, font=face, fill=255)
    return image.size, image.tobytes()


@lru_cache(maxsize=8)
def _font_file(weight: Weight, language: Language) -> tuple[Path, int]:
    for file in _candidates(weight, language):
        index = _face_index(file, language)
        if index is not None:
            return file, index
    raise Trouble(
        "No font with Chinese characters was found, so no badge can be drawn.",
        remedy="Install one: apt-get install fonts-noto-cjk",
    )


def _candidates(weight: Weight, language: Language) -> Iterator[Path]:
    named = [Path(folder) / f"NotoSansCJK-{weight}.ttc" for folder in _NOTO_FOLDERS]
    yield from (file for file in named if file.is_file())
    matched = _fc_match(f"Noto Sans CJK {language}:{weight.lower()}")
    if matched is not None:
        yield matched
    yield from (Path(name) for name in _SYSTEM_FONTS[weight] if Path(name).is_file())


def _fc_match(pattern: str) -> Path | None:
    """What fontconfig has for a pattern; it always answers something, so only a Chinese face counts."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    command = [program, "--format=%{family}\t%{file}", pattern]
    asked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    family, _, file = asked.stdout.partition("\t")
    return Path(file) if asked.returncode == 0 and "CJK" in family and Path(file).is_file() else None


def _face_index(file: Path, language: Language) -> int | None:
    """Which face of the file is the language's, else the first; None if the file is no font."""
    for index in range(64):
        try:
            family, _ = ImageFont.truetype(str(file), 12, index=index).getname()
        except OSError:
            return 0 if index else None
        if (family or "").endswith(f" {language}"):
            return index
    return 0
