"""A desk of several lanes: the window serves the one that was chosen, and nobody's verdict comes along."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from passdesk.credential.token import text_of
from passdesk.desktop.app import show_desk
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import GatePicture, NotRead, NotRecorded, Shown, Waiting
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.look import Look
from passdesk.desktop.settings import FILE, Settings, load, save
from passdesk.desktop.widgets.menu import Menu
from passdesk.store.desk_store import DeskStore
from tests.checkpoint.conftest import LANES
from tests.desktop.checkpoint.conftest import CONFIRM, Make
from tests.desktop.checkpoint.test_workspace import fill_up
from tests.factories.clocks import FakeClock
from tests.factories.people import Holder, Office, a_holder


class GateWindow:
    """A furnished window with an officer at its gate."""

    def __init__(self, qtbot: QtBot, desk: DeskWindow, holder: Holder) -> None:
        self.qtbot, self.desk, self.holder = qtbot, desk, holder

    @property
    def gate(self) -> GateWorkspace:
        gate = self.desk.workspace("gate")
        assert isinstance(gate, GateWorkspace)
        return gate

    @property
    def picture(self) -> GatePicture:
        return self.gate.picture

    def has_menu(self) -> bool:
        return any(one.isVisible() for one in self.desk.window.findChildren(Menu))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.desk.window.windowHandle(), key)
            self.qtbot.waitUntil(lambda: not self.desk.keyboard.busy, timeout=5000)

    def rest(self) -> None:
        jobs = (self.desk.opened.gate_jobs, self.desk.opened.jobs)
        self.qtbot.waitUntil(lambda: not any(one.busy for one in jobs), timeout=10_000)

    def present(self) -> None:
        self.gate.scanned(text_of(self.holder.token), "camera")
        self.qtbot.waitUntil(lambda: isinstance(self.picture.moment, Shown), timeout=10_000)

    def until_serving(self, lane: str) -> None:
        self.qtbot.waitUntil(lambda: self.picture.lane == lane, timeout=10_000)
        self.rest()


@pytest.fixture
def at(qtbot: QtBot, store: DeskStore, office: Office, clock: FakeClock) -> Iterator[GateWindow]:
    """The desk's three lanes are automatic, confirmed, and of another checkpoint."""
    save(store.folder, Settings(camera=None, sounds=False))
    holder, officer = a_holder(office), office.operator("officer", "checkpoint")
    with a_window_of(store, clock) as desk:
        desk.opened.session.begin(officer)
        yield GateWindow(qtbot, desk, holder)


@contextmanager
def a_window_of(store: DeskStore, clock: FakeClock) -> Iterator[DeskWindow]:
    desk = show_desk(store, clock)
    try:
        yield desk
    finally:
        desk.window.close()
        desk.window.deleteLater()


def test_another_lane_is_chosen_by_keyboard_alone_and_remembered(at: GateWindow, store: DeskStore) -> None:
    at.rest()
    assert (at.picture.lane, at.picture.lanes) == ("F1-1", LANES)
    at.press(Qt.Key.Key_F7, Qt.Key.Key_Down, Qt.Key.Key_Return)
    at.until_serving("F1-2")
    assert not at.has_menu()
    assert at.picture.confirms
    at.press(Qt.Key.Key_F7, Qt.Key.Key_Escape)
    assert not at.has_menu()
    assert at.picture.lane == "F1-2"
    assert load(store.folder).lane == "F1-2"
    at.desk.change(replace(at.desk.settings, scale=1.25))  # other preferences leave it as it is
    assert load(store.folder) == Settings(camera=None, sounds=False, scale=1.25, lane="F1-2")


@pytest.mark.parametrize(("kept", "served"), [("F1-2", "F1-2"), ("S9-9", "F1-1"), ("", "F1-1")])
def test_a_window_goes_on_at_the_lane_it_served_last(
    store: DeskStore, office: Office, clock: FakeClock, kept: str, served: str
) -> None:
    save(store.folder, Settings(camera=None, sounds=False, lane=kept))
    officer = office.operator("officer", "checkpoint")
    with a_window_of(store, clock) as desk:
        desk.opened.session.begin(officer)
        gate = desk.workspace("gate")
        assert isinstance(gate, GateWorkspace)
        assert gate.picture.lane == served


def test_a_lane_in_the_file_that_is_none_is_as_at_first(tmp_path: Path) -> None:
    for said in ("7", "null", '["F1-1"]', f'"{"x" * 201}"'):
        (tmp_path / FILE).write_text(f'{{"lane": {said}}}')
        assert load(tmp_path) == Settings()


def test_nobodys_verdict_comes_along_and_whoever_waits_stays_with_their_lane(at: GateWindow) -> None:
    at.gate.serve("F1-2")
    at.until_serving("F1-2")
    at.present()
    shown = at.picture.moment
    assert isinstance(shown, Shown)
    assert shown.answer.awaiting
    at.gate.serve("S1-1")
    at.until_serving("S1-1")
    assert at.picture.moment == Waiting()
    assert (at.picture.recent, at.picture.unsettled) == ((), ())
    assert not at.gate.act("let", lone=True)
    at.gate.serve("F1-2")
    at.until_serving("F1-2")
    assert at.picture.moment == Waiting()
    assert [one.entry for one in at.picture.unsettled] == [shown.answer.entry]


def test_a_verdict_under_way_is_shown_where_it_was_asked_for_and_stays(at: GateWindow, store: DeskStore) -> None:
    """One that was scanned while the change was waiting too; the lane changes when it is chosen again."""
    at.gate.scanned(text_of(at.holder.token), "camera")
    at.gate.serve("F1-2")
    at.gate.scanned("no pass at all", "camera")
    at.rest()
    shown = list(store.journal.entries(1, kinds=("shown",)))
    assert [entry.body["lane"] for entry in shown] == ["F1-1", "F1-1"]
    assert at.picture.lane == "F1-1"
    moment = at.picture.moment
    assert isinstance(moment, Shown)
    assert moment.answer.entry == shown[-1].mark
    at.gate.serve("F1-2")
    at.until_serving("F1-2")
    assert at.picture.moment == Waiting()


def test_a_scan_closes_the_menu_and_is_of_the_lane_it_was_read_at(at: GateWindow) -> None:
    at.press(Qt.Key.Key_F7)
    assert at.has_menu()
    at.press(Qt.Key.Key_Plus, Qt.Key.Key_Minus)  # no act key, nothing chosen
    assert at.has_menu()
    at.present()
    assert not at.has_menu()
    assert at.picture.lane == "F1-1"


def test_the_former_lane_hears_the_camera_no_more(at: GateWindow) -> None:
    camera = at.desk.camera
    assert camera is not None
    former = at.gate
    at.gate.serve("F1-2")
    at.until_serving("F1-2")
    camera.sighted.emit("closer", False)
    assert (former.picture.moment, at.picture.moment) == (Waiting(), NotRead("closer"))


def test_a_desk_of_one_lane_shows_nothing_to_choose(stand: Make, look: Look) -> None:
    only = stand(CONFIRM)
    page = only.gate.page(look)
    only.qtbot.addWidget(page)
    assert isinstance(page, GatePage)
    only.qtbot.addWidget(page.header)
    assert choosers(page.header) == []
    page.choose_lane()
    assert not page.lanes.is_open


def test_the_lanes_name_opens_the_menu_and_takes_no_focus(at: GateWindow) -> None:
    (button,) = choosers(at.desk.window)
    assert (button.text(), button.focusPolicy()) == ("Huanggang  ·  F1-1", Qt.FocusPolicy.NoFocus)
    button.click()
    assert at.has_menu()


def choosers(within: QWidget) -> list[QPushButton]:
    return [one for one in within.findChildren(QPushButton) if "choose another" in one.accessibleName()]


def test_whoever_waits_at_a_lane_is_in_its_list_also_where_a_code_was_read_before_it_was_filled(at: GateWindow) -> None:
    at.gate.serve("F1-2")
    at.until_serving("F1-2")
    at.present()
    waits = at.picture.moment
    assert isinstance(waits, Shown)
    at.gate.serve("S1-1")
    at.until_serving("S1-1")
    slow = Event()
    for _ in range(4):  # whatever workers there are
        at.desk.opened.jobs.run(lambda: slow.wait(10), lambda _: None)
    at.gate.serve("F1-2")
    at.qtbot.waitUntil(lambda: at.picture.lane == "F1-2", timeout=10_000)
    at.gate.scanned("no pass at all", "camera")
    at.qtbot.waitUntil(lambda: isinstance(at.picture.moment, Shown), timeout=10_000)
    comes = at.picture.moment
    slow.set()
    at.rest()
    assert at.picture.moment == comes
    assert [one.entry for one in at.picture.unsettled] == [waits.answer.entry]
    assert len({one.entry for one in at.picture.recent}) == len(at.picture.recent) == 2
    at.gate.take_up(at.picture.unsettled[0])
    assert isinstance(at.picture.moment, Shown)
    assert at.picture.moment.answer.entry == waits.answer.entry


def test_what_could_not_be_recorded_stays_in_sight_though_another_lane_was_asked_for(
    at: GateWindow,
) -> None:
    at.rest()
    at.desk.opened.gate_jobs.run(lambda: fill_up(at.desk.opened), lambda _: None)
    at.gate.scanned(text_of(at.holder.token), "camera")
    at.gate.serve("F1-2")
    at.rest()
    assert isinstance(at.picture.moment, NotRecorded)
    assert at.picture.lane == "F1-1"
    at.gate.serve("F1-2")  # once it was there to be read
    at.until_serving("F1-2")
