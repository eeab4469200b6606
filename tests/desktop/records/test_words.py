"""Every reason is said in every language."""

import pytest

from passdesk.desktop.look import Look
from passdesk.desktop.records.check_list import names
from passdesk.desktop.theme import LANGUAGES
from passdesk.desktop.wording import words_in
from passdesk.domain.reasons import CODES, ENGLISH, Code


@pytest.mark.parametrize("code", CODES)
def test_every_reason_and_remedy_has_its_words(code: Code) -> None:
    for language in LANGUAGES:
        for said in (ENGLISH[code].wording, ENGLISH[code].remedy):
            assert words_in(language).knows(said), (language, said)


def test_every_check_has_a_name_of_its_own(look: Look) -> None:
    named = names(look)
    assert list(named) == list(CODES)
    assert len(set(named.values())) == len(CODES)
