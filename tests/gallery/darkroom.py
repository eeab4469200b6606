"""Each state in every dress: both languages, light and dark, small and large; measured, and kept as a PNG."""

from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct, field
from PySide6.QtWidgets import QApplication

from passdesk.desktop.settings import Settings
from passdesk.desktop.theme import Language
from tests.gallery.clipping import clipped
from tests.gallery.subjects import Subject, settle


class Dress(Struct, frozen=True):
    language: Language
    dark: bool = False
    width: int = 1366
    height: int = 768
    scale: float = 1.0

    @property
    def name(self) -> str:
        scale = f"-{self.scale:.0%}".rstrip("%") if self.scale != 1 else ""
        return f"{self.language}-{'dark' if self.dark else 'light'}-{self.width}x{self.height}{scale}"

    @property
    def settings(self) -> Settings:
        return Settings(self.language, "dark" if self.dark else "light", self.scale, camera=None, sounds=False)


_BOTH: tuple[Language, ...] = ("en", "zh-Hant")
SHORT = (
    *(Dress(language, scale=scale, width=width, height=height) for language in _BOTH
      for scale, width, height in ((1.0, 1366, 768), (2.0, 1920, 1080))),
    Dress("en", width=1024, height=640),
)  # fmt: skip
"""For the tests: measured, and not kept."""
FULL = (
    *(Dress(language, dark, width, height) for language in _BOTH for dark in (False, True)
      for width, height in ((1366, 768), (1920, 1080))),
    *(Dress(language, False, 1920, 1080, 2.0) for language in _BOTH),
    *(Dress(language, True, 1024, 640) for language in _BOTH),
    Dress("zh-Hans"),
)  # fmt: skip


@runtime_checkable
class HasDresses(Protocol):
    """A subject on which others would make no difference."""

    @property
    def dresses(self) -> tuple[Dress, ...]: ...


class Darkroom(Struct):
    """`out` None: nothing is kept. `found`: what is clipped, a line for each; `taken`: how many pictures."""

    dresses: tuple[Dress, ...]
    out: Path | None = None
    found: list[str] = field(default_factory=list)
    taken: int = 0

    def take(self, name: str, subject: Subject) -> None:
        QApplication.setCursorFlashTime(0)
        for dress in subject.dresses if isinstance(subject, HasDresses) else self.dresses:
            subject.stand(dress.width, dress.height)
            subject.wear(dress.settings)
            settle(subject)
            self.found += [f"{name} {dress.name}: {one}" for window in subject.windows for one in clipped(window)]
            self.taken += 1
            if self.out is not None:
                path = self.out / f"{name}-{dress.name}.png"
                assert subject.picture().save(str(path), "PNG"), path
