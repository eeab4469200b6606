"""Paper typed in at the gate, one row after the other."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from passdesk.desktop.checkpoint.paper_form import PaperForm
from passdesk.desktop.checkpoint.paper_typing import PaperTyping, Typing, hour_of
from passdesk.desktop.checkpoint.state import Shown
from passdesk.desktop.look import Look
from passdesk.domain.movements import Presence
from tests.desktop.checkpoint.conftest import CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import WHOLE_SCREEN, page_of


class Desk:
    def __init__(self, at: Stand, look: Look) -> None:
        self.at, self.look = at, look
        at.gate.turn_to("entry")
        self.page = page_of(at, look, WHOLE_SCREEN)
        self.page.activateWindow()
        (self.feature,) = (one for one in self.page.features if isinstance(one, PaperTyping))

    def press(self, key: Qt.Key, text: str = "", *, lone: bool = True) -> bool:
        return self.at.gate.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text), lone)

    def open(self) -> PaperForm:
        assert self.press(Qt.Key.Key_F4)
        (form,) = (one for one in self.page.findChildren(PaperForm) if one.isVisible())
        return form

    @property
    def typing(self) -> Typing:
        assert self.feature.typing is not None
        return self.feature.typing

    def field(self, name: str) -> QLineEdit:
        named = (one for one in self.page.findChildren(QLineEdit) if one.accessibleName() == name)
        (found,) = (one for one in named if one.isVisible())
        return found

    def say_who(self, text: str) -> None:
        QTest.keyClicks(self.field("Who"), text)
        self.at.qtbot.waitUntil(lambda: self.at.idle and self.typing.finding.found is not None)

    def record(self) -> None:
        assert self.press(Qt.Key.Key_Plus, "+")
        self.at.qtbot.waitUntil(lambda: self.at.idle and not self.typing.busy)

    def missing(self) -> str:
        return self.typing.missing

    def told(self) -> str:
        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())

    def ago(self, minutes: int) -> str:
        then = self.look.local(self.at.opened.now_us()) - timedelta(minutes=minutes)
        self.feature.change(day=then.date())
        return f"{then:%H%M}"


@pytest.fixture
def desk(stand: Make, look: Look) -> Desk:
    return Desk(stand(CONFIRM), look)


def test_row_after_row_by_keys_alone(desk: Desk) -> None:
    desk.at.office.clock.step(3 * 3600)
    form = desk.open()
    QTest.keyClicks(desk.field("Sheet"), "blue 7")
    for minutes, way, inside in ((90, "entry", True), (30, "exit", False)):
        desk.feature.change(direction=way)
        desk.say_who("chan")
        QTest.keyClicks(desk.field("Time"), desk.ago(minutes))
        desk.record()
        assert (desk.typing.failed, desk.typing.hour, desk.typing.finding.text) == ((), "", "")
        with desk.at.store.view() as view:
            where = view.get(Presence, desk.at.holder.person)
        assert isinstance(where, Presence)
        assert where.inside is inside
    first, second = desk.at.entries("shown")
    assert (first.body["sheet"], first.body["input"], second.body["outcome"]) == ("blue 7", "paper", "left")
    assert first.signatures[0][0] == desk.at.officer
    assert "2 rows recorded" in desk.told()
    assert form.isVisible(), "it goes on with the next row"


def test_the_same_row_again_is_told_and_not_recorded(desk: Desk) -> None:
    desk.at.office.clock.step(3 * 3600)
    desk.open()
    hour = desk.ago(60)
    for _ in range(2):
        desk.say_who("chan")
        QTest.keyClicks(desk.field("Time"), hour)
        desk.record()
    assert len(desk.at.entries("shown")) == 1
    assert "typed in before" in desk.told()


def test_what_is_missing_or_cannot_be_is_said_at_its_place(desk: Desk) -> None:
    desk.at.office.clock.step(3 * 3600)
    desk.open()
    desk.record()
    assert desk.missing() == "who"
    desk.say_who("chan")
    desk.record()
    assert desk.missing() == "hour"
    QTest.keyClicks(desk.field("Time"), desk.ago(-60))
    desk.record()
    assert (desk.missing(), len(desk.typing.failed)) == ("", 3)
    assert "still to come" in desk.told()
    assert desk.at.entries("shown") == []


def test_keys_of_the_gate_do_nothing_below_it(desk: Desk) -> None:
    desk.at.gate.scanned(desk.at.text, "camera")
    desk.at.until(Shown)
    desk.open()
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_F3):
        assert not desk.press(key), "it goes to the field"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        assert desk.press(key)
    assert not desk.press(Qt.Key.Key_Plus, "+", lone=False)
    assert isinstance(desk.at.moment(), Shown)
    assert len(desk.at.entries("outcome")) == 0


def test_a_scan_puts_it_away_and_what_was_typed_stays(desk: Desk) -> None:
    desk.open()
    QTest.keyClicks(desk.field("Sheet"), "blue 7")
    desk.at.gate.scanned(desk.at.text, "camera")
    desk.at.until(Shown)
    assert not any(one.isVisible() for one in desk.page.findChildren(PaperForm))
    desk.open()
    assert desk.field("Sheet").text() == "blue 7"
    assert desk.press(Qt.Key.Key_Escape)
    assert not any(one.isVisible() for one in desk.page.findChildren(PaperForm))


def test_a_page_built_anew_has_what_was_typed(desk: Desk, look: Look) -> None:
    desk.open()
    QTest.keyClicks(desk.field("Time"), "8:40")
    again = desk.at.gate.page(look)
    desk.at.qtbot.addWidget(again)
    again.show()
    (form,) = again.findChildren(PaperForm)
    assert form.isVisible()
    assert any(one.text() == "8:40" for one in form.findChildren(QLineEdit))


def test_nobody_types_in_for_a_desk_that_is_locked(desk: Desk) -> None:
    desk.at.opened.session.lock()
    assert not desk.press(Qt.Key.Key_F4)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("8:40", time(8, 40)), ("08:40", time(8, 40)), ("0840", time(8, 40)), ("840", time(8, 40)),
        ("23.59", time(23, 59)), ("08：40", time(8, 40)), ("24:00", None), ("8:60", None), ("8", None), ("", None),
        ("٠٨:٤٠", None), ("8:40 pm", None), ("12345", None), ("-840", None),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text: str, hour: time | None) -> None:
    assert hour_of(text) == hour
