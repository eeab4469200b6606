"""Finding people at the gate, and recording somebody whose pass does not read: by keys, by touch, beside a scanner."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from passdesk.desktop.checkpoint.by_hand_sheet import ByHandSheet
from passdesk.desktop.checkpoint.found_list import FoundCard, FoundRow
from passdesk.desktop.checkpoint.state import Finding, Settled, Shown, Waiting
from passdesk.desktop.look import Look
from passdesk.domain.movements import Presence
from tests.desktop.checkpoint.conftest import AUTOMATIC, CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import WHOLE_SCREEN, page_of
from tests.desktop.events import let_events_through

DOWN, UP, RETURN, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter


class Desk:
    """A gate on screen with three people of one name."""

    def __init__(self, at: Stand, look: Look) -> None:
        self.at = at
        for name, chinese in (("Chan Ann", "陳安"), ("Chan Bo", "陈寶")):
            at.office.person(name, at.holder.hr, chinese)
        at.gate.turn_to("entry")
        self.page = page_of(at, look, WHOLE_SCREEN)

    def press(self, key: Qt.Key, text: str = "", *, lone: bool = True) -> bool:
        return self.at.gate.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text), lone)

    def look_for(self, text: str) -> None:
        assert self.press(Qt.Key.Key_F3)
        self.page.window().activateWindow()
        self.at.qtbot.waitUntil(self.page.finding.hasFocus)
        self.page.finding.clear()
        if text.isascii():
            QTest.keyClicks(self.page.finding, text)
        else:
            QApplication.sendEvent(self.page.finding, committed(text))
        self.at.qtbot.waitUntil(lambda: self.at.idle and self.finding.found is not None)

    @property
    def finding(self) -> Finding:
        return self.at.gate.picture.finding

    def sheet_is_open(self) -> bool:
        return any(one.isVisible() for one in self.page.findChildren(ByHandSheet))

    def rows(self) -> list[FoundRow]:
        return [one for one in self.page.findChildren(FoundRow) if one.isVisible()]


def committed(text: str) -> QInputMethodEvent:
    """What an input method hands over in the end."""
    made = QInputMethodEvent("", [])
    made.setCommitString(text)
    return made


@pytest.fixture
def desk(stand: Make, look: Look) -> Desk:
    return Desk(stand(CONFIRM), look)


def test_by_keys_alone_from_a_name_to_a_person_let_pass(desk: Desk) -> None:
    at = desk.at
    desk.look_for("chan")
    assert [one.latin for one in desk.finding.found or ()] != []
    places = [one.latin for one in desk.finding.found or ()]
    while places[desk.finding.chosen] != "Chan Siu Ming":
        assert desk.press(DOWN)
    assert desk.press(RETURN)
    assert desk.sheet_is_open()
    assert desk.press(DOWN)
    assert at.entries("shown", "outcome") == [], "nothing is recorded before +"
    assert desk.press(Qt.Key.Key_Plus, "+")
    at.until(Shown)
    assert not desk.sheet_is_open()
    (entry,) = at.entries("shown")
    assert (entry.body["hand"], entry.body["input"]) == ("battery", "hand")
    moment = at.moment()
    assert isinstance(moment, Shown)
    assert moment.holder is not None
    assert (moment.answer.verdict.word, moment.holder.names.latin) == ("attention", "Chan Siu Ming")
    let_events_through()
    at.seconds[0] += 1
    desk.page.grab()
    at.seconds[0] += 1
    assert desk.press(Qt.Key.Key_Plus, "+")
    at.until(Settled)
    with at.store.view() as view:
        where = view.get(Presence, at.holder.person)
    assert isinstance(where, Presence)
    assert where.inside


def test_the_window_keeps_the_focus_and_the_verdict_has_the_next_keys(desk: Desk) -> None:
    """Whatever is shown before it has its place in the window is for a moment a window of its own."""
    desk.look_for("chan siu")
    assert desk.press(RETURN)
    assert QApplication.activeWindow() is desk.page.window()
    assert desk.press(Qt.Key.Key_Plus, "+")
    desk.at.until(Shown)
    let_events_through()
    assert QApplication.activeWindow() is desk.page.window()
    assert not desk.page.finding.hasFocus()


def test_the_arrow_keys_go_round_and_the_chosen_one_is_marked(desk: Desk) -> None:
    desk.look_for("陈")
    count = len(desk.finding.found or ())
    assert count == 3
    assert [row.chosen for row in desk.rows()] == [True, False, False]
    for place in (1, 2, 0):
        assert desk.press(DOWN)
        assert desk.finding.chosen == place
    assert desk.press(UP)
    assert [row.chosen for row in desk.rows()] == [False, False, True]


def test_a_row_may_be_touched(desk: Desk) -> None:
    desk.look_for("chan bo")
    (row,) = desk.rows()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    assert desk.sheet_is_open()


@pytest.mark.parametrize("key", [RETURN, ENTER])
def test_enter_on_the_heels_of_other_keys_chooses_nobody(desk: Desk, key: Qt.Key) -> None:
    """So ends a scanner whose first characters leaked into the field."""
    desk.look_for("chan")
    assert desk.press(key, lone=False)
    assert not desk.sheet_is_open()


def test_nothing_a_scanner_types_records_from_the_sheet(desk: Desk) -> None:
    desk.look_for("chan")
    assert desk.press(RETURN)
    before = desk.at.entries("shown", "outcome")
    for key in (RETURN, ENTER, Qt.Key.Key_0, Qt.Key.Key_9, Qt.Key.Key_Space):
        assert desk.press(key)
    assert desk.press(Qt.Key.Key_Plus, lone=False)
    assert desk.sheet_is_open()
    assert desk.at.entries("shown", "outcome") == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Minus])
def test_the_sheet_is_left_without_a_trace_and_touches_nobody_below(desk: Desk, key: Qt.Key) -> None:
    desk.at.gate.scanned(desk.at.text, "camera")
    desk.at.until(Shown)
    desk.look_for("chan")
    assert desk.press(RETURN)
    before = desk.at.entries("shown", "outcome")
    assert desk.press(key)
    assert not desk.sheet_is_open()
    assert isinstance(desk.at.moment(), Shown), "whoever stands there was not turned away by it"
    assert desk.at.entries("shown", "outcome") == before


def test_a_scan_closes_the_sheet(desk: Desk) -> None:
    desk.look_for("chan")
    assert desk.press(RETURN)
    desk.at.gate.scanned(desk.at.text, "camera")
    desk.at.until(Shown)
    assert not desk.sheet_is_open()
    assert desk.finding == Finding()
    assert not desk.press(RETURN), "what the scanner ends with finds nobody chosen"


def test_a_page_built_anew_goes_on_with_the_sheet(desk: Desk, look: Look) -> None:
    desk.look_for("chan ann")
    assert desk.press(RETURN)
    assert desk.press(DOWN)
    again = desk.at.gate.page(look)
    desk.at.qtbot.addWidget(again)
    again.resize(1366, 768)
    again.show()
    (sheet,) = again.findChildren(ByHandSheet)
    assert sheet.isVisible()


def test_keys_belong_to_an_input_method_while_it_composes(desk: Desk) -> None:
    desk.look_for("chan")
    field = desk.page.finding
    QApplication.sendEvent(field, QInputMethodEvent("chen", []))
    assert field.composing
    for key in (DOWN, RETURN, Qt.Key.Key_Escape):
        assert not desk.press(key)
    field.clear()
    QApplication.sendEvent(field, committed("陈"))
    assert not desk.page.finding.composing
    desk.at.qtbot.waitUntil(lambda: desk.at.idle and desk.finding.text == "陈" and len(desk.finding.found or ()) == 3)


def test_the_list_says_what_to_do_where_nobody_is_found(desk: Desk) -> None:
    desk.look_for("nobody of this name")
    (card,) = desk.page.findChildren(FoundCard)
    assert card.isVisible()
    assert desk.rows() == []
    assert not desk.press(DOWN)
    assert not desk.press(RETURN)
    assert desk.press(Qt.Key.Key_Escape)
    assert desk.finding == Finding()
    assert not card.isVisible()
    assert desk.page.hasFocus()


def test_who_was_found_by_hand_and_not_settled_waits_in_the_list(stand: Make, look: Look) -> None:
    """Also where the lane lets pass by itself, and at its next start."""
    desk = Desk(stand(AUTOMATIC), look)
    desk.look_for("chan siu")
    assert desk.press(RETURN)
    assert desk.press(Qt.Key.Key_Plus, "+")
    desk.at.until(Shown)
    assert not isinstance(desk.at.moment(), Waiting)
    (waiting,) = desk.at.gate.work.remembered().waiting
    assert waiting.holder is not None
    assert waiting.holder.names.latin == "Chan Siu Ming"
    desk.at.gate.scanned("1234567890", "camera")
    desk.at.qtbot.waitUntil(lambda: bool(desk.at.gate.picture.unsettled) and desk.at.idle)
    assert desk.at.gate.picture.unsettled[0].names.latin == "Chan Siu Ming"
