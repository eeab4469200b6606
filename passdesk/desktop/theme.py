"""The one table of tokens: colours in light and dark, sizes, spacing, and the fonts of each language."""

from typing import Literal

from msgspec import Struct
from PySide6.QtGui import QColor, QFont

Language = Literal["en", "zh-Hant", "zh-Hans"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
Tone = Literal["plain", "accent", "admit", "attention", "refuse"]
Band = Literal["check", "admit", "attention", "refuse", "quiet"]


class Colours(Struct, frozen=True):
    surface: str
    card: str
    hairline: str
    edge: str
    ink: str
    muted: str
    accent: str
    accent_soft: str
    admit: str
    admit_soft: str
    attention: str
    attention_soft: str
    refuse: str
    refuse_soft: str
    on_accent: str
    photo_high: str
    photo_low: str
    photo_figure: str

    def text(self, tone: Tone) -> str:
        """The colour of words in this tone."""
        tones = {"accent": self.accent, "admit": self.admit, "attention": self.attention, "refuse": self.refuse}
        return tones.get(tone, self.ink)

    def soft(self, tone: Tone) -> str:
        """The ground such words may stand on."""
        tones = {
            "accent": self.accent_soft, "admit": self.admit_soft, "attention": self.attention_soft,
            "refuse": self.refuse_soft,
        }  # fmt: skip
        return tones.get(tone, self.surface)


LIGHT = Colours(
    surface="#f4f5f7", card="#ffffff", hairline="#dfe3e8", edge="#868f9c", ink="#1b2330", muted="#66707f",
    accent="#1f5fbf", accent_soft="#e8effa", admit="#0b7a3e", admit_soft="#e2f3e9", attention="#a55b00",
    attention_soft="#fdf0dc", refuse="#b3201f", refuse_soft="#fbe4e4", on_accent="#ffffff", photo_high="#dfe6f1",
    photo_low="#c6d2e4", photo_figure="#8ba0bd",
)  # fmt: skip
DARK = Colours(
    surface="#14181f", card="#1d232c", hairline="#2e3641", edge="#6b7686", ink="#eef1f5", muted="#98a3b3",
    accent="#6ea3f5", accent_soft="#22324a", admit="#35b573", admit_soft="#16291f", attention="#f0a63a",
    attention_soft="#3a2a12", refuse="#f0635f", refuse_soft="#3c1d1f", on_accent="#0f1723", photo_high="#dfe6f1",
    photo_low="#c6d2e4", photo_figure="#8ba0bd",
)  # fmt: skip
BANDS: dict[Band, str] = {
    "check": "#1f5fbf", "admit": "#0b7a3e", "attention": "#9a5200", "refuse": "#b3201f", "quiet": "#4a5361",
}  # fmt: skip
"""Filled bands, the same in light and dark, under white."""

CARD_RADIUS = 14
CONTROL_RADIUS = 9
SMALL, BODY, HEAD = 14, 16, 20
ICON = 22

_FACES: dict[Language, tuple[str, ...]] = {
    "en": ("Noto Sans CJK HK", "PingFang HK", "Microsoft JhengHei UI"),
    "zh-Hant": ("Noto Sans CJK HK", "PingFang HK", "Microsoft JhengHei UI"),
    "zh-Hans": ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei UI"),
}
"""Named per language, or Chinese text appears in Japanese forms."""


class Theme(Struct, frozen=True):
    """`scale` 1.0 to 2.0 multiplies every size, so that text grows without a restart."""

    dark: bool
    scale: float
    language: Language

    @property
    def colours(self) -> Colours:
        return DARK if self.dark else LIGHT

    def px(self, size: float) -> int:
        return max(1, round(size * self.scale))

    def font(self, size: float, *, bold: bool = False, language: Language | None = None) -> QFont:
        """A font of `size` px at scale 1, of the face for its language."""
        font = QFont(list(_FACES[language or self.language]))
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def colour(self, name: str) -> QColor:
        return QColor(getattr(self.colours, name))


def face(language: Language) -> str:
    """The first face of a language, for style sheets."""
    return ", ".join(f'"{name}"' for name in _FACES[language])
