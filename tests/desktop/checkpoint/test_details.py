"""Whoever stands there is seen whole: what an officer has to read out is never below the edge."""

from typing import get_args

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import GatePicture, LanePlace
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.look import Look
from passdesk.desktop.main_window import BAR, FOOT, RAIL
from passdesk.desktop.stylesheet import sheet
from passdesk.desktop.theme import Language, Theme
from passdesk.desktop.widgets.controls import column
from passdesk.domain.attachments import Names
from passdesk.domain.reasons import Code, Severity
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
