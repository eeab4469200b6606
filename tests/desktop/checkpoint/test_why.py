"""F2 tells why, and never in the way of a verdict."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import Settled, Shown, TurningAway, Waiting
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from tests.desktop.checkpoint.conftest import CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import FOREIGN, at_a_check, page_of


def press(at: Stand, key: Qt.Key) -> bool:
    return at.gate.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier), lone=True)


def sheets() -> list[Sheet]:
    pages = (one for one in QApplication.topLevelWidgets() if isinstance(one, GatePage))
    return [one for page in pages for one in page.findChildren(Sheet) if one.isVisible()]


def words() -> list[str]:
    return [one.text() for one in sheets()[0].findChildren(QLabel) if one.text()]


def test_it_tells_of_every_row_and_goes_with_the_same_key(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    assert press(at, Qt.Key.Key_F2)
    told = words()
    assert "Signature and key" in told
    assert told.count("In order") >= 7
    assert any(one.startswith("Valid until") for one in told)
    assert press(at, Qt.Key.Key_F2)
    assert sheets() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Space])
def test_an_act_key_only_closes_it_for_it_may_hide_the_face(stand: Make, look: Look, key: Qt.Key) -> None:
    at = at_a_check(stand, look)
    press(at, Qt.Key.Key_F2)
    assert press(at, key)
    assert sheets() == []
    assert isinstance(at.moment(), Shown)
    assert at.entries("outcome") == []
    press(at, key)
    at.qtbot.waitUntil(lambda: isinstance(at.moment(), (Settled, TurningAway)) and at.idle, timeout=10_000)


def test_a_code_closes_it_and_what_is_told_next_is_of_that_code(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    press(at, Qt.Key.Key_F2)
    at.gate.scanned(FOREIGN, "wedge")
    assert sheets() == []
    at.until(Shown)
    press(at, Qt.Key.Key_F2)
    assert "This code is not a pass." in words()
    assert words().count("Not asked") == 8


def test_where_nobody_is_shown_there_is_nothing_to_tell(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    press(at, Qt.Key.Key_Plus)
    at.until(Settled)
    at.gate.show(moment=Waiting())
    assert press(at, Qt.Key.Key_F2)
    assert sheets() == []


def test_of_somebody_found_it_tells_what_it_would_be_in_the_other_direction_and_at_another_hour(
    stand: Make, look: Look
) -> None:
    at = stand(CONFIRM)
    page_of(at, look)
    at.gate.turn_to("entry")
    before = len(at.entries("shown"))
    at.gate.find("chan")
    at.qtbot.waitUntil(lambda: at.idle and bool(at.gate.picture.finding.found), timeout=5000)
    press(at, Qt.Key.Key_F2)
    at.qtbot.waitUntil(lambda: at.idle and bool(sheets()), timeout=5000)
    title = words()[0]
    assert "Chan" in title
    assert "Entry" in title
    assert words().count("In order") >= 10
    press(at, Qt.Key.Key_Right)
    at.qtbot.waitUntil(lambda: at.idle and "Exit" in words()[0], timeout=5000)
    for _ in range(3):
        press(at, Qt.Key.Key_Up)
        at.qtbot.waitUntil(lambda: at.idle and bool(sheets()), timeout=5000)
    assert words()[0] != title
    assert len(at.entries("shown", "outcome")) == before
    press(at, Qt.Key.Key_F2)
    assert sheets() == []
