"""F2 tells why, and never in the way of a verdict."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import Settled, Shown, TurningAway, Waiting
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from tests.desktop.checkpoint.conftest import Make, Stand
from tests.desktop.checkpoint.test_workspace import FOREIGN, at_a_check


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
