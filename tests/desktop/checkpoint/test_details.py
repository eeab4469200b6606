"""Whoever stands there is seen whole: what an officer has to read out is never below the edge."""

from typing import get_args

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from passdesk.checkpoint.holders import Holder
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import GatePicture, LanePlace, Shown
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.look import Look
from passdesk.desktop.main_window import BAR, FOOT, RAIL
from passdesk.desktop.stylesheet import sheet
from passdesk.desktop.theme import Language, Theme
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.labels import FitLabel
from passdesk.domain.attachments import Names
from passdesk.domain.reasons import Code, Severity
from passdesk.domain.stays import StayClock
from passdesk.domain.zone import Names as PlaceNames
from passdesk.domain.zone_reading import read_policy
from tests.desktop.checkpoint.conftest import CONFIRM, Make
from tests.desktop.checkpoint.pictures import CHAN, shown
from tests.factories.zones import policy_toml

Reasons = tuple[tuple[Code, Severity], ...]
PLACE = LanePlace.of(read_policy(policy_toml()), CONFIRM)
HOLDER = replace(CHAN, short_number="12345678901")
LONG = replace(HOLDER, names=Names("Wilhelmina Alexandra Catharina van der Velden-Oosterhuis", "威廉明娜·亞歷山德拉"))
EXPIRED: Reasons = (("filing_expired", "refuse"),)
INSIDE: tuple[Code, Severity] = ("already_inside", "attention")
NOW = 1_800_000_000_000_000
PARK = PlaceNames("Shenzhen Park", "深圳園區", "深圳园区")
STAY = StayClock(PARK, day=2, of=3, used=11, limit=14, within=90, until=NOW + 86_400_000_000)
ENDS = "to leave by 16 Jan 08:00"
CROWDED = ((HOLDER, ()), (HOLDER, EXPIRED), (HOLDER, (*EXPIRED, INSIDE)), (LONG, ()), (LONG, EXPIRED))


def page_of(gate: GateWorkspace, qtbot: QtBot, look: Look) -> tuple[GatePage, QWidget]:
    """In a window of 1366 x 768, with as much beside, above and below it as the window has."""
    page, window = GatePage(look, gate, None), QWidget()
    for one in (window, page.header):
        qtbot.addWidget(one)
    window.setLayout(column(page, margins=(RAIL, BAR, 0, FOOT)))
    window.setStyleSheet(sheet(look.theme))
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    return page, window  # whoever lets go of the window loses the page


def scrolls(page: GatePage) -> int:
    """How many px are out of sight."""
    for _ in range(4):
        QApplication.processEvents()
    (area,) = (one for one in page.findChildren(QScrollArea) if one.isVisible())
    return area.verticalScrollBar().maximum()


def told(page: GatePage) -> list[QLabel]:
    return [one for one in page.findChildren(QLabel) if one.isVisible() and one.text().startswith("Tell the holder:")]


def boxed(page: GatePage) -> bool:
    """Whether there is room for the boxes too."""
    return any(one.isVisible() and one.text() == "Short number" for one in page.findChildren(QLabel))


@pytest.mark.parametrize("language", get_args(Language))
def test_nothing_scrolls_at_1366_by_768(stand: Make, qtbot: QtBot, language: Language) -> None:
    page, _window = page_of(stand(CONFIRM).gate, qtbot, Look(Theme(dark=False, scale=1.0, language=language)))
    at = GatePicture(CONFIRM, PLACE, "entry")
    hidden = []
    for code in get_args(Code):
        for holder, more in CROWDED:
            page.paint(replace(at, moment=shown("refuse", "turn back", (code, "refuse"), *more, holder=holder)))
            if scrolls(page):
                hidden.append((code, holder.names.latin, len(more)))
    assert hidden == []


def test_who_has_room_is_as_large_as_ever(stand: Make, qtbot: QtBot, look: Look) -> None:
    page, _window = page_of(stand(CONFIRM).gate, qtbot, look)
    at = GatePicture(CONFIRM, PLACE, "entry")
    sizes = []
    for more in ((), (*EXPIRED, INSIDE)):
        page.paint(replace(at, moment=shown("refuse", "turn back", ("revoked", "refuse"), *more, holder=HOLDER)))
        assert scrolls(page) == 0
        (words,) = told(page)
        sizes.append(words.fontInfo().pixelSize())
    assert sizes[0] == 24
    assert 18 <= sizes[1] < 24


def test_a_window_made_larger_gives_them_their_size_back(stand: Make, qtbot: QtBot, look: Look) -> None:
    page, window = page_of(stand(CONFIRM).gate, qtbot, look)
    crowded = shown("refuse", "turn back", ("revoked", "refuse"), *EXPIRED, INSIDE, holder=LONG)
    page.paint(GatePicture(CONFIRM, PLACE, "entry", crowded))
    assert scrolls(page) == 0
    assert not boxed(page)
    window.resize(1800, 1000)
    assert scrolls(page) == 0
    assert boxed(page)
    window.resize(1366, 768)
    assert scrolls(page) == 0
    assert not boxed(page)


def ends(page: GatePage) -> bool:
    """Whether it is seen when the stay ends."""
    return any(one.isVisible() and one.text() == ENDS for one in page.findChildren(QLabel)) or any(
        one.isVisible() and one.words == ENDS for one in page.findChildren(FitLabel)
    )


@pytest.mark.parametrize("holder", [HOLDER, LONG])
def test_until_when_a_stay_may_last_is_seen_with_its_days_or_without_their_box(
    stand: Make, qtbot: QtBot, look: Look, holder: Holder
) -> None:
    page, window = page_of(stand(CONFIRM).gate, qtbot, look)
    at = GatePicture(CONFIRM, PLACE, "exit", now=NOW)
    for width, height in ((1366, 768), (1024, 640)):
        window.resize(width, height)
        page.paint(replace(at, moment=staying(shown("admit", "check", holder=holder), STAY)))
        assert scrolls(page) == 0, (width, height)
        assert (ends(page), boxed(page)) == (True, width == 1366)
        page.paint(replace(at, moment=staying(shown("admit", "check", holder=holder), replace(STAY, until=None))))
        assert scrolls(page) == 0
        assert not ends(page)


def test_what_is_to_be_read_out_has_its_room_before_the_end_of_a_stay(stand: Make, qtbot: QtBot, look: Look) -> None:
    page, window = page_of(stand(CONFIRM).gate, qtbot, look)
    at = GatePicture(CONFIRM, PLACE, "entry", now=NOW)
    refused = shown("refuse", "turn back", ("revoked", "refuse"), holder=LONG)
    hidden = []
    for height in range(480, 700, 4):
        window.resize(1024, height)
        page.paint(replace(at, moment=refused))
        fits = scrolls(page) == 0
        page.paint(replace(at, moment=staying(refused, STAY)))
        if fits and scrolls(page):
            hidden.append(height)
    assert hidden == []


def staying(made: Shown, stay: StayClock) -> Shown:
    return replace(made, answer=replace(made.answer, stay=stay))
