"""The display over a gate's own window: which keys it takes, when it goes, and that screens may come and go."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from passdesk.credential.token import text_of
from passdesk.desktop.checkpoint.state import NotRecorded, Settled, Shown
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.holder.display import HolderDisplay
from passdesk.desktop.holder.window import HolderWindow
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.overlays import Overlays
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.settings import Settings, load
from passdesk.desktop.workspace import Make
from passdesk.store.signing import Signer
from tests.desktop.events import let_events_through
from tests.desktop.typing import Typist
from tests.desktop.windows import Probe
from tests.factories.people import Holder, Office, a_holder

CONFIRM, AUTOMATIC = "F1-2", "F1-1"


class Screens(QObject):
    """The machine's screens as a test says: the one there is, as often as it is plugged in."""

    screenAdded = Signal(QScreen)  # noqa: N815 - Qt's names
    screenRemoved = Signal(QScreen)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.count = 1

    def screens(self) -> list[QScreen]:
        return [QGuiApplication.primaryScreen()] * self.count

    def plug(self, count: int) -> None:
        before, self.count = self.count, count
        (self.screenAdded if count > before else self.screenRemoved).emit(QGuiApplication.primaryScreen())


class Stand(Struct):
    """An officer at a lane, in the whole window. `seconds`: what the page's clock says."""

    qtbot: QtBot
    desk: DeskWindow
    display: HolderDisplay
    overlays: Overlays
    scans: Scans
    screens: Screens
    holder: Holder
    officer: Signer
    seconds: list[float]
    gates: list[GateWorkspace] = field(default_factory=list)
    typed_at: int = 1_000_000

    @property
    def gate(self) -> GateWorkspace:
        return self.gates[-1]

    @property
    def text(self) -> str:
        return text_of(self.holder.token)

    def read(self, text: str = "", kind: type[Any] = Shown) -> None:
        before = self.gate.picture.moment
        self.scans.scanned.emit(text or self.text, "wedge")
        self.until(lambda: isinstance(self.gate.picture.moment, kind) and self.gate.picture.moment is not before)
        self.until(lambda: not self.desk.opened.gate_jobs.busy)
        let_events_through()

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=10_000)

    def press(self, *keys: Qt.Key) -> None:
        """As a person does; the window that works hears it."""
        window = self.desk.window.windowHandle()
        for key in keys:
            Typist(window, self.typed_at).press(key)
            self.typed_at += 1000
            self.until(lambda: not self.desk.keyboard.busy)
        let_events_through()

    def covered(self) -> bool:
        return self.display.cover is not None and self.display.cover.isVisible()

    def second(self) -> HolderWindow | None:
        return self.display.second

    def says(self) -> str:
        panel = self.display.cover or self.display.second
        assert panel is not None
        return panel.accessibleName()


Make_ = Callable[..., Stand]


@pytest.fixture
def stand(qtbot: QtBot, opened: OpenedDesk, office: Office) -> Iterator[Make_]:
    ends: list[Callable[[], object]] = []

    def make(lane: str = CONFIRM, settings: Settings | None = None) -> Stand:
        seconds, scans, gates = [100.0], Scans(), list[GateWorkspace]()
        holder, officer = a_holder(office), office.operator("officer", "checkpoint", "supervisor")

        def gate() -> GateWorkspace:
            gates.append(GateWorkspace(opened, lane, monotonic=lambda: seconds[0]))
            display.follow(gates[-1])
            return gates[-1]

        makers: dict[str, Make] = {"gate": gate, "records": lambda: Probe("records")}
        desk = DeskWindow(opened, makers, settings or Settings(camera=None), scans=scans)
        desk.overlays = overlays = Overlays(desk, opened, PreferencesTools(find_ports=list))
        screens = Screens()
        desk.display = display = HolderDisplay(desk, screens)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        desk.listen(app)
        desk.window.show()
        desk.window.activateWindow()
        QTest.qWaitForWindowActive(desk.window)
        display.apply(desk.settings)
        desk.window.closing.disconnect(desk.close)
        opened.session.begin(officer)

        def end() -> None:
            desk.line.stop()
            desk.door.close()
            desk.keyboard.stop()
            display.stop()
            for one in gates:
                one.close()
            desk.window.close()
            desk.window.deleteLater()

        ends.append(end)
        made = Stand(qtbot, desk, display, overlays, scans, screens, holder, officer, seconds, gates)
        made.until(lambda: not opened.jobs.busy and not opened.gate_jobs.busy)
        let_events_through()
        return made

    yield make
    for end in ends:
        end()


def test_one_key_fills_the_officers_screen_and_the_next_gives_it_back(stand: Make_) -> None:
    at = stand()
    at.press(Qt.Key.Key_F8)
    assert at.covered()
    assert at.desk.window.isFullScreen()
    assert at.display.cover is not None
    assert at.display.cover.size() == at.desk.window.size()
    assert "Show your pass" in at.says()
    at.press(Qt.Key.Key_F8)
    assert not at.covered()
    assert not at.desk.window.isFullScreen()


@pytest.mark.parametrize("key", [Qt.Key.Key_Plus, Qt.Key.Key_Space, Qt.Key.Key_Minus, Qt.Key.Key_Escape,
                                 Qt.Key.Key_Return, Qt.Key.Key_5, Qt.Key.Key_F12])  # fmt: skip
def test_a_key_while_it_covers_the_face_is_no_act_and_gives_the_page_back(stand: Make_, key: Qt.Key) -> None:
    at = stand()
    at.read()
    at.seconds[0] += 5
    at.press(Qt.Key.Key_F8)
    assert "One moment, please" in at.says()
    at.press(key)
    assert not at.covered()
    assert isinstance(at.gate.picture.moment, Shown)
    assert at.gate.picture.moment.answer.awaiting
    assert not at.gate.picture.moment.settling
    assert at.desk.current == "gate"


def test_the_face_has_to_be_looked_at_again_afterwards(stand: Make_) -> None:
    at = stand()
    at.read()
    at.seconds[0] += 5
    at.press(Qt.Key.Key_F8, Qt.Key.Key_F8)
    at.until(lambda: at.gate.face_painted)
    at.gate.act("let", lone=True)
    assert at.gate.picture.refused_key == "too soon"
    at.seconds[0] += 1
    at.gate.act("let", lone=True)
    at.until(lambda: isinstance(at.gate.picture.moment, Settled))


def test_a_modifier_alone_takes_nothing_away(stand: Make_) -> None:
    at = stand()
    at.press(Qt.Key.Key_F8, Qt.Key.Key_Shift, Qt.Key.Key_Control)
    assert at.covered()


def test_a_touch_gives_the_page_back(stand: Make_) -> None:
    at = stand()
    at.press(Qt.Key.Key_F8)
    assert at.display.cover is not None
    QTest.mouseClick(at.display.cover, Qt.MouseButton.LeftButton)
    assert not at.covered()


def test_it_stays_while_people_are_let_through_and_goes_for_whoever_is_not(stand: Make_) -> None:
    at = stand(AUTOMATIC)
    at.press(Qt.Key.Key_F8)
    at.read()
    assert at.covered()
    assert "Please go on" in at.says()
    at.read("https://u.wechat.com/abc")
    assert not at.covered()


def test_somebody_who_awaits_the_officer_is_never_hidden_from_them(stand: Make_) -> None:
    at = stand()
    at.press(Qt.Key.Key_F8)
    at.read()
    assert not at.covered()
    at.until(lambda: at.gate.face_painted)


def test_a_code_typed_by_a_scanner_is_still_one(stand: Make_) -> None:
    at = stand(AUTOMATIC)
    at.press(Qt.Key.Key_F8)
    for letter in at.text:
        QTest.keyClick(at.desk.window.windowHandle(), Qt.Key(ord(letter)))
    QTest.keyClick(at.desk.window.windowHandle(), Qt.Key.Key_Return)
    at.until(lambda: isinstance(at.gate.picture.moment, Shown))
    assert at.covered()


def test_not_recorded_is_the_officers_to_see(stand: Make_) -> None:
    at = stand()
    at.press(Qt.Key.Key_F8)
    at.gate.pictured.emit(replace(at.gate.picture, moment=NotRecorded("a", "b", "c")))
    assert not at.covered()


def test_it_goes_with_the_page_it_covers(stand: Make_) -> None:
    at = stand()
    at.press(Qt.Key.Key_F8)
    at.desk.opened.session.lock()
    assert not at.covered()
    at.press(Qt.Key.Key_F8)
    assert not at.covered()
    at.desk.opened.session.begin(at.officer)
    at.press(Qt.Key.Key_F8)
    at.desk.door.card_shown.emit()
    assert not at.covered()
    assert at.overlays.shown == "pin"
    at.press(Qt.Key.Key_F8)
    assert not at.covered()
    at.overlays.close()
    at.desk.go_to("records")
    at.press(Qt.Key.Key_F8)
    assert not at.covered()


def test_it_is_over_the_page_also_when_that_is_built_anew_and_in_the_new_size(stand: Make_) -> None:
    at = stand()
    at.press(Qt.Key.Key_F8)
    at.desk.change(replace(at.desk.settings, language="zh-Hant", scale=2.0, appearance="dark"))
    let_events_through()
    assert at.covered()
    assert at.display.cover is not None
    assert at.desk.window.childAt(at.desk.window.rect().center()) is at.display.cover
    at.desk.window.resize(1100, 700)
    let_events_through()
    assert at.display.cover.size() == at.desk.window.size()


def test_a_second_screen_is_used_as_it_comes_and_left_as_it_goes(stand: Make_) -> None:
    at = stand()
    assert at.second() is None
    at.screens.plug(2)
    let_events_through()
    second = at.second()
    assert second is not None
    assert second.isVisible()
    assert second.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert second.size() == QGuiApplication.primaryScreen().size()
    assert "Show your pass" in at.says()
    at.screens.plug(3)
    assert at.second() is second
    at.screens.plug(1)
    let_events_through()
    assert at.second() is None
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [at.desk.window]


def test_the_second_screen_shows_the_lane_and_says_closed_while_nobody_serves_it(stand: Make_) -> None:
    at = stand()
    at.screens.plug(2)
    at.read()
    assert "One moment, please" in at.says()
    at.desk.go_to("records")
    assert "This lane is closed" in at.says()
    at.desk.go_to("gate")
    assert "One moment, please" in at.says()
    at.desk.opened.session.lock()
    assert "This lane is closed" in at.says()


@pytest.mark.parametrize("chosen", ["off", "another screen"])
def test_a_screen_that_is_not_wanted_or_not_there_shows_nothing(stand: Make_, chosen: str) -> None:
    at = stand(settings=Settings(camera=None, holder_screen=chosen))
    at.screens.plug(2)
    assert at.second() is None
    at.desk.change(replace(at.desk.settings, holder_screen="second"))
    at.display.apply(at.desk.settings)
    assert at.second() is not None


def test_the_focus_stays_where_the_work_is_and_no_key_there_does_anything(stand: Make_) -> None:
    at = stand()
    at.screens.plug(2)
    let_events_through()
    assert QApplication.activeWindow() is at.desk.window
    at.read()
    at.seconds[0] += 5
    second = at.display.second
    assert second is not None
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_F8, Qt.Key.Key_Escape):
        QTest.keyClick(second, key)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    at.until(lambda: QApplication.activeWindow() is at.desk.window)
    assert isinstance(at.gate.picture.moment, Shown)
    assert not at.covered()
    second.close()
    assert second.isVisible()


def test_full_screen_is_one_key_also_at_the_door_and_is_kept(stand: Make_) -> None:
    at = stand()
    for locked in (False, True):
        if locked:
            at.desk.opened.session.lock()
        at.press(Qt.Key.Key_F11)
        assert at.desk.window.isFullScreen()
        assert load(at.desk.opened.folder).full_screen
        at.press(Qt.Key.Key_Escape)
        assert at.desk.window.isFullScreen()
        at.press(Qt.Key.Key_F11)
        assert not at.desk.window.isFullScreen()
        assert not load(at.desk.opened.folder).full_screen


def test_a_full_screen_stays_one_after_the_holder_looked_at_it(stand: Make_) -> None:
    at = stand()
    at.press(Qt.Key.Key_F11, Qt.Key.Key_F8, Qt.Key.Key_F8)
    assert at.desk.window.isFullScreen()


def test_the_preferences_fill_the_screen_too(stand: Make_) -> None:
    at = stand()
    at.desk.change(replace(at.desk.settings, full_screen=True))
    assert at.desk.window.isFullScreen()
    at.desk.change(replace(at.desk.settings, full_screen=False))
    assert not at.desk.window.isFullScreen()
