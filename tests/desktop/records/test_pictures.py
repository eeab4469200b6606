"""What is asked makes these pictures: filters, words, who is inside, a page built anew."""

from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel

from passdesk.desktop.look import Look
from passdesk.desktop.records import periods, words
from passdesk.desktop.records.crossings_page import CrossingsPage
from passdesk.desktop.records.filter_words import Chip, chips, without
from passdesk.desktop.records.hour_bars import next_step
from passdesk.desktop.records.inside_page import heard_words, silent_words
from passdesk.desktop.records.inside_state import InsidePicture
from passdesk.desktop.records.page import RecordsPage
from passdesk.desktop.records.state import Asked, Choices
from passdesk.desktop.records.story_sheet import StorySheet
from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.zone import Names as PlaceNames
from passdesk.records.occupancy import Inside
from tests.desktop.records.conftest import Busy, Line, Looking, Open, two_lanes_apart
from tests.factories.clocks import START
from tests.stories.town import Town

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
UNIVERSITY, LAB = Names("University", "大學"), Names("Lab")
CHOICES = Choices(
    lines=(("first", PlaceNames("First line", "一線", "一线")),), checkpoints=(), lanes=("F1-1",),
    classes=((1, PlaceNames("Talent", "人才", "人才")),), institutions=((bytes(16), Names("University", "大學")),),
    officers=((bytes(16), "Ma Fung"),),
)  # fmt: skip


@pytest.fixture
def hong_kong(look: Look) -> Look:
    return replace(look, zone=HONG_KONG)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, []),
        ({"line": "first"}, ["First line"]),
        ({"line": "gone"}, ["gone"]),
        ({"institution": bytes(16)}, ["University"]),
        ({"institution": b"x" * 16}, ["One institution"]),
        ({"class_number": 1, "lane": "F1-1"}, ["Talent", "Lane F1-1"]),
        ({"verdict": "refuse", "reason": "revoked"}, ["Verdict: Refuse", "This pass was revoked."]),
        ({"outcome": ""}, ["Outcome: Awaited"]),
        ({"officer": bytes(16)}, ["Officer: Ma Fung"]),
        ({"override": True}, ["Against the verdict"]),
        ({"override": False}, ["Not against the verdict"]),
        ({"person": bytes(16)}, ["Chan Siu Ming 陳小明"]),
        ({"reason": "of_a_newer_program"}, ["of a newer program"]),
    ],
)
def test_chips(hong_kong: Look, asked: dict[str, Any], said: list[str]) -> None:
    held = Asked(CrossingFilter(**asked), Names("Chan Siu Ming", "陳小明"))
    made = list(chips(hong_kong, held, CHOICES, START))
    assert [one.words for one in made] == said
    for one in made:
        held = without(held, one.fields)
    assert held.filter == CrossingFilter()


def test_a_period_stays_what_it_was_called(hong_kong: Look) -> None:
    for period in periods.PERIODS:
        if period == "days":
            continue
        since, until = periods.span(period, START, HONG_KONG)
        asked = CrossingFilter(since=since, until=until)
        assert periods.period_of(asked, START, HONG_KONG) == period
        said = [] if period == "any" else [Chip(("since", "until"), periods.names(hong_kong)[period])]
        assert list(chips(hong_kong, Asked(asked), CHOICES, START)) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), "1 Mar 2026"),
        (date(2026, 3, 1), date(2026, 3, 4), "From 1 Mar 2026 to 4 Mar 2026"),
        (date(2026, 3, 4), date(2026, 3, 1), "From 1 Mar 2026 to 4 Mar 2026"),
    ],
)
def test_chosen_days(hong_kong: Look, first: date, last: date, said: str) -> None:
    since, until = periods.span_of_days(first, last, HONG_KONG)
    assert periods.said(hong_kong, CrossingFilter(since=since, until=until), START) == said
    assert periods.days_of(CrossingFilter(since=since, until=until), START, HONG_KONG) == tuple(sorted((first, last)))


def test_half_open_times_of_another_program_are_said_too(hong_kong: Look) -> None:
    assert periods.said(hong_kong, CrossingFilter(since=START), START).startswith("From ")
    assert periods.said(hong_kong, CrossingFilter(until=START), START).startswith("Until ")


@pytest.mark.parametrize("word", ["", "passed", "left", "turned_away", "kept_here", "abandoned", "unknown", "new one"])
def test_every_outcome_has_words(look: Look, word: str) -> None:
    assert words.outcome(look, word).words


@pytest.mark.parametrize(
    ("top", "step"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (25, 10), (500, 200), (999_999, 500_000)]
)
def test_lines_of_the_chart(top: int, step: int) -> None:
    assert next_step(top) == step


def test_who_is_inside_is_searched_in_both_scripts_and_by_institution() -> None:
    one = Inside(b"1" * 16, Names("Chan Siu Ming", "陳小明"), (UNIVERSITY, LAB), START, "F1-1")
    two = Inside(b"2" * 16, Names("Ho Ka Yan", "何家欣"), (UNIVERSITY,), START, "S1-1")
    unnamed = Inside(b"3" * 16, None, (), START, "S1-1")
    picture = InsidePicture(people=(one, two, unnamed))
    table: list[tuple[dict[str, str | Names], tuple[Inside, ...]]] = [
        ({}, (one, two, unnamed)),
        ({"text": " chan "}, (one,)),
        ({"text": "家欣"}, (two,)),
        ({"text": "s1-"}, (two, unnamed)),
        ({"text": "大學"}, (one, two)),
        ({"text": "nobody"}, ()),
        ({"institution": LAB}, (one,)),
        ({"institution": UNIVERSITY, "text": "ho"}, (two,)),
    ]
    for asked, shown in table:
        assert replace(picture, **asked).shown == shown, asked
    assert picture.institutions == ((UNIVERSITY, 2), (LAB, 1))


def test_what_a_count_rests_on(hong_kong: Look) -> None:
    assert "itself recorded" in heard_words(hong_kong, START, None, alone=True)
    assert "not exchanged" in heard_words(hong_kong, START, None, alone=False)
    assert heard_words(hong_kong, START, START, alone=False) == "As far as heard until 15 Jan 2027 16:00."
    said = silent_words(hong_kong, (("F1-1", START), ("S1-1", 0)))
    assert said == "May be incomplete: lane F1-1 silent since 15 Jan 2027 16:00, lane S1-1 never heard."
    assert silent_words(hong_kong, ()) == ""


def test_a_page_built_anew_shows_what_was_shown(server_desk: Looking, busy: Busy) -> None:
    looking = server_desk
    looking.workspace.crossings.ask(Asked(CrossingFilter(direction="entry")))
    looking.workspace.go("crossings")
    looking.settled()
    looking.workspace.crossings.stand_on(2)
    looking.workspace.crossings.open_row(2)
    looking.settled()
    settings = looking.window.settings
    looking.window.change(replace(settings, language="zh-Hant", appearance="dark", scale=2.0))
    looking.until(lambda: len(looking.window.window.findChildren(RecordsPage)) == 1)
    (at,) = looking.window.window.findChildren(CrossingsPage)
    assert (at.model.rowCount(), at.table.currentIndex().row()) == (4, 2)
    assert [one.text() for one in at.filters.chips] == ["進入"]
    (sheet,) = at.findChildren(StorySheet)
    said = [one.text() for one in sheet.findChildren(QLabel)]
    assert "放行" in said
    del busy


def test_a_page_built_anew_goes_on_with_the_search(server_desk: Looking, busy: Busy) -> None:
    looking = server_desk
    looking.workspace.go("crossings")
    looking.settled()
    looking.workspace.crossings.find_person("ho ka")
    looking.settled()
    looking.window.change(replace(looking.window.settings, language="zh-Hant"))
    looking.until(lambda: len(looking.window.window.findChildren(RecordsPage)) == 1)
    (at,) = looking.window.window.findChildren(CrossingsPage)
    finder = at.filters.finder
    assert (finder.edit.text(), finder.list.isHidden(), finder.list.count()) == ("ho ka", False, 1)
    finder.edit.clear()
    at.paint(looking.workspace.crossings.picture)
    assert finder.edit.text() == ""
    del busy


def test_an_export_that_cannot_be_written_says_so(server_desk: Looking, tmp_path: Path) -> None:
    looking = server_desk
    looking.workspace.go("crossings")
    looking.settled()
    part = looking.workspace.crossings
    for path, words_ in ((tmp_path / "gone" / "a.csv", "could not be written"), (tmp_path / "a.doc", "what form")):
        part.export_to(path)
        looking.settled()
        assert part.picture.export is not None
        assert (part.picture.export.state, path.exists()) == ("failed", False)
        assert part.picture.export.problem is not None
        assert words_ in " ".join(part.picture.export.problem.parts)
    part.export_to(tmp_path / "a.jsonl")
    looking.settled()
    assert part.picture.export is not None
    assert part.picture.export.state == "done"
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 5


def test_an_export_says_at_once_that_it_is_to_stop(server_desk: Looking, tmp_path: Path) -> None:
    """The server may be slow to answer, and until it does the export does not hear of it."""
    server_desk.workspace.go("crossings")
    server_desk.settled()
    part, out = server_desk.workspace.crossings, tmp_path / "a.csv"
    (at,) = server_desk.window.window.findChildren(CrossingsPage)
    out.write_text("an older one")
    part.export_to(out)
    part.cancel_export()
    assert at.exporting.words == "Export stops: nothing is written to a.csv …"
    assert not at.filters.export.isEnabled()
    part.export_to(tmp_path / "another.csv")
    server_desk.settled()
    assert at.exporting.words == "Export stopped. Nothing was written to a.csv."
    assert [(one.name, one.read_text()) for one in tmp_path.glob("*.csv")] == [("a.csv", "an older one")]


def test_a_chooser_that_was_left_exports_nothing(server_desk: Looking) -> None:
    (at,) = server_desk.window.window.findChildren(CrossingsPage)
    server_desk.files.append(None)
    at.export()
    assert server_desk.workspace.crossings.picture.export is None


def test_a_story_that_cannot_be_had_says_why(server_desk: Looking, line: Line) -> None:
    looking = server_desk
    looking.workspace.go("crossings")
    looking.settled()
    line.cut = True
    looking.workspace.crossings.open_row(0)
    looking.settled()
    story = looking.workspace.crossings.picture.story
    assert story is not None
    assert story.problem is not None
    (sheet,) = looking.window.window.findChildren(StorySheet)
    assert any("The server does not answer." in one.text() for one in sheet.findChildren(QLabel))


def test_somebody_who_may_not_close_a_case_is_told(look_back: Open, town: Town, line: Line) -> None:
    two_lanes_apart(town)
    looking = look_back(town.office, town.served.admin, line.connect_for(town.office))
    looking.workspace.go("cases")
    looking.settled()
    looking.workspace.cases.open_row(0)
    assert not looking.workspace.cases.picture.may_close
    looking.workspace.cases.close_case("mine")
    looking.settled()
    assert looking.workspace.cases.picture.wrong is not None
    assert looking.workspace.cases.picture.how_many("open") == 1
