"""How times and spans are said in each language."""

import re
from datetime import UTC

import pytest

from passdesk.desktop.look import Look
from passdesk.desktop.theme import BANDS, DARK, LIGHT, Colours, Language, Theme
from passdesk.domain.attachments import Names

AT = 1_836_864_000_000_000  # 17 March 2028, 00:00 UTC


def looking(language: Language) -> Look:
    return Look(Theme(dark=False, scale=1.0, language=language), UTC)


@pytest.mark.parametrize(("language", "day"), [("en", "17 Mar 2028"), ("zh-Hant", "2028 年 3 月 17 日")])
def test_a_day(language: Language, day: str) -> None:
    assert looking(language).day(AT) == day


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-5, "0 s"), (0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (7200, "2 h"), (10_260, "2 h 51 min"),
     (86_400, "1 day"), (3 * 86_400, "3 days")],
)  # fmt: skip
def test_a_span(seconds: int, said: str) -> None:
    assert looking("en").span(seconds) == said


def _luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("..", colour[1:])]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_words_can_be_read_on_what_they_stand_on(colours: Colours) -> None:
    for words in (colours.ink, colours.muted, colours.accent, colours.admit, colours.attention, colours.refuse):
        assert contrast(words, colours.card) >= 4.5
    for tone in ("accent", "admit", "attention", "refuse"):
        assert contrast(colours.text(tone), colours.soft(tone)) >= 4.5, tone
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("band", BANDS.values())
def test_white_can_be_read_on_every_band(band: str) -> None:
    assert contrast("#ffffff", band) >= 4.5


@pytest.mark.parametrize(
    ("language", "names", "called"),
    [("en", Names("University", "大學"), "University"), ("zh-Hant", Names("University", "大學"), "大學"),
     ("zh-Hans", Names("University"), "University"), ("en", Names("", "大學"), "大學"), ("en", Names("", ""), "")],
)  # fmt: skip
def test_an_institution_is_called_in_the_script_of_the_language(
    language: Language, names: Names, called: str
) -> None:
    assert looking(language).institution(names) == called
