"""Set aside at the window: `*` frees the lane, a list shows who waits, and whoever is chosen comes back."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from passdesk.desktop.checkpoint.choice_rows import ChoiceRow
from passdesk.desktop.checkpoint.lists import PersonRow
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import NotRecorded, Settled, Shown, TurningAway, Waiting
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.domain.movements import Aside
from tests.desktop.checkpoint.conftest import CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import FOREIGN, at_a_check, fill_up, inside, look_at_the_face, page_of

KEYPAD = Qt.KeyboardModifier.KeypadModifier


def press(at: Stand, key: Qt.Key, *, lone: bool = True) -> bool:
    return at.gate.key(QKeyEvent(QEvent.Type.KeyPress, key, KEYPAD), lone=lone)


def waiting(at: Stand) -> list[str]:
    with at.store.view() as view:
        return [row.state for row in view.all(Aside)]


def listed(page: QWidget) -> list[PersonRow]:
    assert isinstance(page, GatePage)
    if not page.beside.isVisible():
        return []
    return [one for one in page.beside.findChildren(PersonRow) if one.isVisible()]


def sheet_of(page: QWidget) -> Sheet | None:
    found = [one for one in page.findChildren(Sheet) if one.isVisible()]
    assert len(found) < 2
    return found[0] if found else None


def rows(page: QWidget) -> list[ChoiceRow]:
    sheet = sheet_of(page)
    return [one for one in sheet.findChildren(ChoiceRow) if one.isVisible()] if sheet is not None else []


def words(page: QWidget) -> list[str]:
    sheet = sheet_of(page)
    assert sheet is not None
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisible() and one.text()]


def page_at(at: Stand) -> QWidget:
    """The page that is shown."""
    del at
    (page,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, GatePage) and one.isVisible())
    return page


def set_aside(at: Stand) -> None:
    assert press(at, Qt.Key.Key_Asterisk)
    at.qtbot.waitUntil(lambda: waiting(at) == ["waiting"] and at.idle, timeout=10_000)


def test_the_lane_is_free_and_the_list_brings_them_back_to_be_settled(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    page = page_at(at)
    set_aside(at)
    assert at.moment() == Waiting()
    assert at.gate.picture.unsettled == ()
    assert [one.outcome for one in at.gate.picture.recent] == ["aside"]
    at.qtbot.waitUntil(lambda: len(listed(page)) == 1, timeout=5000)
    (row,) = listed(page)
    assert row.height() >= look.px(48)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    at.until(Shown)
    shown = at.moment()
    assert isinstance(shown, Shown)
    assert shown.aside
    look_at_the_face(at)
    assert press(at, Qt.Key.Key_Plus)
    at.until(Settled)
    assert inside(at)
    assert waiting(at) == ["settled"]
    at.qtbot.waitUntil(lambda: listed(page) == [], timeout=5000)


def test_the_list_from_the_keyboard_and_back_to_the_list(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    page = page_at(at)
    set_aside(at)
    at.qtbot.waitUntil(lambda: len(listed(page)) == 1, timeout=5000)
    assert press(at, Qt.Key.Key_Asterisk)
    assert [one.choice.words for one in rows(page)] == ["Chan Siu Ming"]
    assert press(at, Qt.Key.Key_Plus)
    at.until(Shown)
    assert sheet_of(page) is None
    assert press(at, Qt.Key.Key_Asterisk)
    assert at.moment() == Waiting()
    assert at.gate.picture.unsettled == ()
    assert waiting(at) == ["waiting"]


def test_a_key_that_is_pressed_twice_sets_aside_once(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    for _ in range(3):
        press(at, Qt.Key.Key_Asterisk)
    at.qtbot.waitUntil(lambda: waiting(at) == ["waiting"] and at.idle, timeout=10_000)
    assert at.moment() == Waiting()
    assert len(at.entries("set_aside")) == 1


def test_who_waits_is_not_put_among_the_unsettled_by_the_next_scan(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    set_aside(at)
    at.qtbot.waitUntil(lambda: len(listed(page_at(at))) == 1, timeout=5000)
    press(at, Qt.Key.Key_Asterisk)
    press(at, Qt.Key.Key_Plus)
    at.until(Shown)
    at.gate.scanned(FOREIGN, "wedge")
    at.until(Shown)
    assert at.gate.picture.unsettled == ()
    assert len(listed(page_at(at))) == 1


def test_a_refusal_a_question_and_a_code_that_is_no_pass_are_set_aside_too(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.turn_to("entry")
    page = page_of(at, look)
    at.gate.scanned(FOREIGN, "wedge")
    at.until(Shown)
    press(at, Qt.Key.Key_Asterisk)
    at.qtbot.waitUntil(lambda: waiting(at) == ["waiting"] and at.idle, timeout=10_000)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    look_at_the_face(at)
    press(at, Qt.Key.Key_Minus)
    assert isinstance(at.moment(), TurningAway)
    press(at, Qt.Key.Key_Asterisk)
    at.qtbot.waitUntil(lambda: len(waiting(at)) == 2 and at.idle and len(listed(page)) == 2, timeout=10_000)
    assert at.moment() == Waiting()


@pytest.mark.parametrize("why", ["a scanner types it", "nobody stands there", "somebody types into find"])
def test_when_it_sets_nobody_aside(stand: Make, look: Look, why: str) -> None:
    at = at_a_check(stand, look)
    page = page_at(at)
    if why == "nobody stands there":
        press(at, Qt.Key.Key_Plus)
        at.until(Settled)
    if why == "somebody types into find":
        at.gate.begin_to_find()
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Asterisk, Qt.KeyboardModifier.ShiftModifier)
        assert not at.gate.key(event, lone=True)
    else:
        press(at, Qt.Key.Key_Asterisk, lone=why != "a scanner types it")
    at.qtbot.waitUntil(lambda: at.idle, timeout=5000)
    assert waiting(at) == []
    assert sheet_of(page) is None


def test_a_commit_that_fails_is_said_in_red(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    fill_up(at.opened)
    press(at, Qt.Key.Key_Asterisk)
    at.until(NotRecorded)
    assert waiting(at) == []


def test_minutes_are_told_and_long_waits_stand_out(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    set_aside(at)
    page = page_at(at)
    at.qtbot.waitUntil(lambda: len(listed(page)) == 1, timeout=5000)
    at.opened.clock.step(12 * 60)  # type: ignore[attr-defined]
    at.gate.show()
    (row,) = listed(page)
    assert "12 min" in row.cut_words()
