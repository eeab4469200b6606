"""F10: a shift begins by signing in, is handed over by the next officer's card, and ends with its counts."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from passdesk.checkpoint.shifts import shift_at
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import Shown
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from tests.desktop.checkpoint.conftest import CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import page_of


def press(at: Stand, key: Qt.Key, *, lone: bool = True) -> None:
    at.gate.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier), lone=lone)


def words() -> list[str]:
    pages = (one for one in QApplication.topLevelWidgets() if isinstance(one, GatePage))
    sheets = [one for page in pages for one in page.findChildren(Sheet) if one.isVisible()]
    return [one.text() for sheet in sheets for one in sheet.findChildren(QLabel) if one.text()]


def at_a_lane(stand: Make, look: Look) -> Stand:
    at = stand(CONFIRM)
    page_of(at, look)
    at.qtbot.waitUntil(lambda: at.idle and shift_at(at.store, CONFIRM) is not None, timeout=5000)
    return at


def opened(at: Stand) -> None:
    press(at, Qt.Key.Key_F10)
    at.qtbot.waitUntil(lambda: at.idle and words() != [], timeout=5000)


def test_signing_in_where_nobody_has_a_shift_begins_one_and_only_one(stand: Make, look: Look) -> None:
    at = at_a_lane(stand, look)
    at.opened.session.changed.emit()
    at.qtbot.waitUntil(lambda: at.idle, timeout=5000)
    (entry,) = at.entries("shift_started")
    assert (entry.content.actor, entry.body["lane"]) == (at.officer, CONFIRM)


def test_the_sheet_counts_and_ends_the_shift_by_one_key_alone(stand: Make, look: Look) -> None:
    at = at_a_lane(stand, look)
    at.gate.turn_to("entry")
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    opened(at)
    assert "officer" in words()
    assert words()[words().index("Not settled now") + 1] == "1"
    press(at, Qt.Key.Key_Plus, lone=False)
    assert at.entries("shift_ended", "outcome") == []
    press(at, Qt.Key.Key_Plus)
    at.qtbot.waitUntil(lambda: at.opened.session.locked, timeout=5000)
    (ended,) = at.entries("shift_ended")
    assert (ended.body["unsettled"], ended.content.actor) == (1, at.officer)
    assert at.entries("outcome") == []


def test_another_act_key_only_closes_it_and_a_code_does_too(stand: Make, look: Look) -> None:
    at = at_a_lane(stand, look)
    at.gate.turn_to("entry")
    opened(at)
    press(at, Qt.Key.Key_Minus)
    assert words() == []
    opened(at)
    at.gate.scanned(at.text, "wedge")
    assert words() == []
    at.until(Shown)
    assert at.entries("shift_ended") == []


def test_the_next_officer_who_comes_while_this_one_is_there_takes_over_and_both_sign(stand: Make, look: Look) -> None:
    at = at_a_lane(stand, look)
    following = at.office.operator("following", "checkpoint")
    at.opened.session.begin(following)
    at.qtbot.waitUntil(lambda: at.idle and bool(at.entries("shift_handed_over")), timeout=5000)
    (entry,) = at.entries("shift_handed_over")
    assert {who for who, _ in entry.signatures} == {at.officer, following.operator}
    held = shift_at(at.store, CONFIRM)
    assert held is not None
    assert held.operator == following.operator
    assert len(at.entries("shift_started")) == 1


def test_what_nobody_handed_over_is_taken_over_on_purpose(stand: Make, look: Look) -> None:
    at = at_a_lane(stand, look)
    following = at.office.operator("following", "checkpoint")
    at.opened.session.lock()
    at.opened.session.begin(following)
    at.qtbot.waitUntil(lambda: at.idle, timeout=5000)
    assert at.entries("shift_handed_over") == []
    opened(at)
    assert "officer" in words()
    press(at, Qt.Key.Key_Plus)
    at.qtbot.waitUntil(lambda: at.idle and len(at.entries("shift_started")) == 2, timeout=5000)
    assert at.entries("shift_ended") == []


def test_a_supervisor_who_looks_in_begins_no_shift(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    chief = at.office.operator("chief", "supervisor")
    at.opened.session.begin(chief)
    page_of(at, look)
    at.qtbot.waitUntil(lambda: at.idle, timeout=5000)
    assert at.entries("shift_started") == []
