"""Every reason is said in every language, and what a story says of an evacuation."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from passdesk import __version__
from passdesk.desktop.look import Look
from passdesk.desktop.records.check_list import every_check, names
from passdesk.desktop.records.state import Choices
from passdesk.desktop.records.story_words import checks, happened
from passdesk.desktop.theme import LANGUAGES
from passdesk.desktop.wording import words_in
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.reasons import CODES, ENGLISH, Code
from passdesk.records.crossing_pages import OwnPages
from passdesk.records.story import Story, crossing_story
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.people import shown
from tests.factories.zones import Zone


@pytest.mark.parametrize("code", CODES)
def test_every_reason_and_remedy_has_its_words(code: Code) -> None:
    for language in LANGUAGES:
        for said in (ENGLISH[code].wording, ENGLISH[code].remedy):
            assert words_in(language).knows(said), (language, said)


def test_every_check_has_a_name_of_its_own(look: Look) -> None:
    named = names(look)
    assert list(named) == list(CODES)
    assert len(set(named.values())) == len(CODES)


def story_of(folder: Path, *, evacuated: bool | None) -> Story:
    clock = FakeClock()
    with a_desk(folder, Zone(), clock) as store:
        body = shown(direction="exit", verified=True, outcome="left", program=__version__, evacuated=evacuated)
        store.write("shown", body, reading=clock.step())
        (row,) = OwnPages(store, None).page(CrossingFilter()).rows
        return crossing_story(store, clock, row.record)


def test_a_story_of_an_evacuation_says_so_and_ticks_no_check_that_did_not_count(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    story, any_day = story_of(tmp_path / "one", evacuated=True), story_of(tmp_path / "other", evacuated=None)
    facts = [{fact.words for fact in happened(look, one, Choices())} for one in (story, any_day)]
    assert ["while the area was being emptied" in one for one in facts] == [True, False]
    assert checks(look, story).startswith("The area was being emptied")
    assert checks(look, any_day) == f"{len(CODES)} other checks found nothing."
    ticked = []
    for one in (story, any_day):
        qtbot.addWidget(made := every_check(look, one))
        ticked.append({label.text() for label in made.findChildren(QLabel)})
    assert {"✓ Signature", "✓ Key known"} <= ticked[0] < ticked[1]
    assert "✓ Not revoked" in ticked[1] - ticked[0]
