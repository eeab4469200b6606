"""Which keys are seen where there is no room for all."""

import pytest

from passdesk.desktop.checkpoint.keys_row import KeysRow
from passdesk.desktop.look import Look
from passdesk.desktop.theme import LANGUAGES, Language, Theme
from tests.desktop.checkpoint.conftest import Make
from tests.desktop.checkpoint.test_beside import page_at
from tests.desktop.checkpoint.test_workspace import at_a_check


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1024 - 84, 1366 - 84])
def test_those_about_whoever_stands_there_are_seen_first(stand: Make, language: Language, width: int) -> None:
    at = at_a_check(stand, Look(Theme(dark=False, scale=1.0, language=language)))
    page = page_at(at)
    page.resize(width, 600)
    (keys,) = page.findChildren(KeysRow)
    at.qtbot.waitUntil(lambda: keys.seen[:5] == ("+", "−", "F2", "*", "F3"))
