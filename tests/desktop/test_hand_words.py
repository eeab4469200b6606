"""Every reason why no pass was read is said in every language."""

import pytest

from passdesk.checkpoint.by_hand import NO_PASS_READ
from passdesk.desktop.hand_words import hand_words
from passdesk.desktop.look import Look
from passdesk.desktop.theme import LANGUAGES, Language, Theme


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_words_of_its_own(language: Language) -> None:
    look = Look(Theme(dark=False, scale=1.0, language=language))
    said = [hand_words(look, code) for code in (*NO_PASS_READ, "paper")]
    assert len(set(said)) == len(said)
    assert not set(said) & {*NO_PASS_READ, "paper"}
    assert hand_words(look, "of a newer program") == "of a newer program"
