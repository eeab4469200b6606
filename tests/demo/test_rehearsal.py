"""The demo on a screen: clicks on the tray put real pictures before a real gate, and everything ends in order."""

from collections.abc import Callable, Iterator
from threading import enumerate as threads
from typing import cast

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from passdesk.clock import system_clock
from passdesk.demo.cast import PARTS
from passdesk.demo.queue_script import LETTERS, SHORT
from passdesk.demo.rehearsal import GOOD, prepared
from passdesk.desktop.checkpoint.state import Moment, NotRead, Settled, Shown
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.driving import Driver
from passdesk.desktop.rehearsal import queueing
from passdesk.desktop.rehearsal.conductor import Conductor
from passdesk.desktop.rehearsal.page import TrayPage
from passdesk.desktop.rehearsal.running import begin
from passdesk.desktop.rehearsal.state import Card, CardKind, PlaceKind, Queued, QueueProgress, Rehearsal
from passdesk.desktop.rehearsal.tray import Tray
from passdesk.server.folder import held as server_folder
from passdesk.store.signing_in import sign_in
from passdesk.sync import known_server
from passdesk.sync.pinning import shown_certificate

EXPECTED: dict[CardKind, str] = {
    "good": "admit", "expired": "refuse expired", "revoked": "refuse revoked", "forged": "refuse forged",
    "wrong line": "refuse wrong_line", "suspended": "refuse institution_suspended", "unknown": "refuse unknown_pass",
    "foreign": "refuse not_a_pass", "small": "closer", "dark": "brighten",
}  # fmt: skip
WAIT_MS = 30_000
pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")  # no sound on a machine without any


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    out = tmp_path_factory.mktemp("rehearsal")
    with prepared(out, system_clock, people=len(PARTS), queue=SHORT) as made:
        yield made
    with server_folder(out / "server"):  # its process has let go of it
        pass


class Stage:
    """The windows as they stand, and the clicks of somebody who tries them."""

    def __init__(self, qtbot: QtBot, rehearsal: Rehearsal, conductor: Conductor, tray: Tray) -> None:
        self.qtbot, self.rehearsal, self.conductor, self.tray = qtbot, rehearsal, conductor, tray

    @property
    def page(self) -> TrayPage:
        assert self.tray.page is not None
        return self.tray.page

    @property
    def desk(self) -> DeskWindow:
        assert self.conductor.current is not None
        return self.conductor.current

    @property
    def operator(self) -> str:
        operator = self.desk.opened.session.operator
        return "" if operator is None else operator.name

    @property
    def gate(self) -> GateWorkspace:
        return cast("GateWorkspace", self.desk.workspace("gate"))

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def until(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so, timeout=WAIT_MS)

    def come(self) -> None:
        """Whoever may sign in at the window chosen last does."""
        place = self.rehearsal.place(self.conductor.picture.place)
        one = place.staff[0]
        self.desk.opened.session.begin(sign_in(place.store, one.name, one.password, system_clock))

    def go(self, kind: PlaceKind) -> None:
        self.click(self.page.places[kind])

    def told(self, card: Card) -> str:
        """Click it, and what the gate says of it; whoever is not let in is turned away."""
        before = self.gate.picture.moment
        self.click(self.page.cards[self.rehearsal.cards.index(card)])
        assert self.conductor.picture.held is card
        self.until(lambda: said(self.gate.picture.moment) != "" and self.gate.picture.moment is not before)
        self.until(lambda: not isinstance(self.gate.picture.moment, NotRead) or self._hinted(card))
        found = said(self.gate.picture.moment)
        if isinstance(self.gate.picture.moment, Shown) and self.gate.picture.moment.answer.awaiting:
            self.gate.settle("turned_away", "verdict")
            self.until(lambda: isinstance(self.gate.picture.moment, Settled))
        return found

    def _hinted(self, card: Card) -> bool:
        """The hint may be another at first: a busy machine sees fewer pictures of a hand that sways."""
        return said(self.gate.picture.moment) == EXPECTED[card.kind]


def said(moment: Moment) -> str:
    match moment:
        case Shown(answer=answer):
            return " ".join((answer.verdict.word, *(one.code for one in answer.verdict.reasons[:1])))
        case NotRead(hint=hint):
            return hint
        case _:
            return ""


@pytest.fixture
def stage(qtbot: QtBot, rehearsal: Rehearsal) -> Iterator[Stage]:
    conductor, tray = begin(rehearsal, "automatic lane")
    with qtbot.waitExposed(tray):  # it is shown already
        pass
    made = Stage(qtbot, rehearsal, conductor, tray)
    yield made
    conductor.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []
    assert [one.name for one in threads() if one.name.startswith(("exchange", "job", "gate", "camera", "switch"))] == []
    rehearsal.line.cut = False


def test_every_card_means_to_the_gate_what_the_tray_calls_it(stage: Stage, rehearsal: Rehearsal) -> None:
    stage.come()
    assert {card.kind for card in rehearsal.cards} == set(EXPECTED)
    assert len([card for card in rehearsal.cards if card.kind == "good"]) == min(GOOD, 2)  # of the smallest cast
    found = {card.kind: stage.told(card) for card in rehearsal.cards}
    assert found == EXPECTED
    stage.click(stage.page.nothing)
    assert stage.conductor.picture.held is None
    stage.until(lambda: said(stage.gate.picture.moment) == "")


def serve(stage: Stage, driver: Driver, one: Queued, since: int) -> None:
    """The keys the tray names."""
    if one.by_hand:
        driver.tap("F3")
        driver.type(one.names.latin[:LETTERS])
        stage.until(lambda: len(stage.gate.picture.finding.found or ()) == 1)
        driver.tap("Enter")
        driver.painted(stage.gate.pictured, lambda: True, "the sheet that asks why")
        driver.tap("+")
    if one.kind != "good" or one.by_hand:
        stage.until(lambda: _shows(stage.gate.picture.moment, since))
    keys = {"unknown pass": "*", "twice": "*", "expired": "--", "other line": "--"}
    for key in "+" if one.by_hand else keys.get(one.kind, ""):
        driver.look()
        driver.tap(key)


def _shows(moment: Moment, since: int) -> bool:
    return isinstance(moment, Shown) and moment.answer.entry[1] > since


def test_a_queue_comes_one_after_another_and_waits_for_the_officer(
    stage: Stage, rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "LINGERS_MS", 50)
    monkeypatch.setattr(queueing, "GAP_MS", 50)
    driver = Driver(stage.desk)
    stage.click(stage.page.queue)
    assert stage.page.queue_said.text() == "Sign in at this window first."
    stage.come()
    outcomes = []
    for number, one in enumerate(rehearsal.queue):
        stage.until(lambda one=one: stage.conductor.picture.queue.now is one)  # type: ignore[misc]
        since = stage.desk.opened.store.journal.seq
        serve(stage, driver, one, since)
        stage.until(lambda number=number: stage.conductor.picture.queue.served == number + 1)  # type: ignore[misc]
        said = list(stage.desk.opened.store.journal.entries(since + 1, kinds=("shown", "outcome", "set_aside")))
        outcomes.append((one.kind, said[-1].body.get("outcome", said[-1].kind)))
    assert len(outcomes) == len(SHORT)
    assert set(outcomes) == {
        ("good", "passed"), ("hard to read", "passed"), ("without a pass", "passed"), ("unknown pass", "set_aside"),
        ("twice", "set_aside"), ("expired", "turned_away"), ("other line", "turned_away"),
    }  # fmt: skip
    stage.until(lambda: stage.page.queue.text() == "Everybody has come")
    assert not stage.page.queue.isEnabled()


def test_whoever_of_the_queue_is_stopped_comes_again_first(stage: Stage, rehearsal: Rehearsal) -> None:
    def progress() -> QueueProgress:
        return stage.conductor.picture.queue

    stage.click(stage.page.queue)
    first = progress().now
    assert first is rehearsal.queue[0]
    stage.click(stage.page.queue)
    assert (progress().now, stage.conductor.picture.held) == (None, None)
    stage.click(stage.page.queue)
    stage.click(stage.page.cards[0])
    assert (progress().now, stage.conductor.picture.held) == (None, rehearsal.cards[0])
    stage.click(stage.page.queue)
    assert progress().now is first
    stage.go("records")
    assert progress().now is None
    assert not stage.page.queue.isEnabled()
    stage.go("confirm lane")
    stage.click(stage.page.queue)
    assert progress().now is first


def test_the_page_that_is_opened_later_knows_what_the_camera_is_doing(stage: Stage) -> None:
    stage.until(lambda: stage.desk.camera is not None and stage.desk.camera.now == "running")
    stage.come()
    assert stage.gate.picture.camera == "running"


def test_a_staff_card_and_its_pin_open_the_gate(stage: Stage) -> None:
    (member,) = stage.rehearsal.place("automatic lane").staff
    stage.click(stage.page.staff[0])
    stage.until(lambda: stage.desk.door.picture.way == "pin")
    stage.desk.door.enter_pin(member.pin)
    stage.until(lambda: not stage.desk.opened.session.locked)
    assert stage.operator == member.name


def test_the_network_is_cut_and_mended(stage: Stage) -> None:
    stage.come()
    stage.until(lambda: stage.gate.picture.line.exchanged_at is not None)
    stage.click(stage.page.network)
    assert stage.page.states[0].text() == "Network is cut"
    stage.until(lambda: stage.gate.picture.line.offline_since is not None)
    stage.click(stage.page.network)
    stage.until(lambda: stage.gate.picture.line.offline_since is None)
    assert stage.page.states[0].text() == "Network"


def test_the_server_is_stopped_and_comes_back_where_it_was(stage: Stage, rehearsal: Rehearsal) -> None:
    stage.come()
    stage.click(stage.page.server)
    stage.until(lambda: stage.gate.picture.line.offline_since is not None)
    assert stage.page.states[1].text() == "Server is stopped"
    stage.click(stage.page.server)
    assert not stage.page.server.isEnabled()
    stage.until(lambda: stage.page.states[1].text() == "Server runs")
    stage.until(lambda: stage.gate.picture.line.offline_since is None)
    del rehearsal


def test_ones_own_camera_says_where_there_is_none(stage: Stage) -> None:
    stage.come()
    assert stage.desk.camera is not None
    stage.desk.settings = replace(stage.desk.settings, camera=63)  # no machine has so many
    stage.click(stage.page.camera)
    stage.until(lambda: stage.page.said.text().startswith("No picture comes"))
    assert stage.gate.picture.camera == "lost"
    stage.click(stage.page.camera)
    stage.until(lambda: stage.gate.picture.camera == "running")
    assert stage.page.said.text() == ""


def test_windows_of_one_desk_make_room_for_whoever_has_other_work_there(stage: Stage) -> None:
    first = stage.desk
    stage.go("issuing")
    assert stage.desk is not first
    stage.come()
    assert stage.operator == "hr"
    stage.go("admin")
    assert stage.operator == ""
    stage.come()
    assert stage.operator == "admin"
    stage.go("automatic lane")
    assert stage.desk is first


def test_a_key_at_one_window_is_no_key_at_another(stage: Stage) -> None:
    stage.come()
    automatic = stage.desk
    stage.go("confirm lane")
    stage.come()
    stage.until(lambda: stage.desk.window.isActiveWindow())
    QTest.keyClick(stage.desk.window.windowHandle(), Qt.Key.Key_F12)
    stage.until(lambda: stage.desk.opened.session.locked)
    assert not automatic.opened.session.locked


@pytest.mark.parametrize("closed", ["desk", "tray"])
def test_closing_any_window_closes_all(stage: Stage, closed: str) -> None:
    stage.go("records")
    (stage.desk.window if closed == "desk" else stage.tray).close()
    stage.until(lambda: not any(one.isVisible() for one in QApplication.topLevelWidgets()))


def test_a_language_and_a_look_chosen_at_the_desk_are_the_trays_too(stage: Stage) -> None:
    stage.desk.change(replace(stage.desk.settings, language="zh-Hant", appearance="dark"))
    stage.until(lambda: stage.tray.windowTitle() == "Passdesk：演練")
    stage.go("records")
    assert (stage.desk.settings.language, stage.desk.settings.appearance) == ("zh-Hant", "dark")
    stage.desk.change(replace(stage.desk.settings, language="en", appearance="light"))
    stage.go("automatic lane")
    stage.desk.change(replace(stage.desk.settings, language="en", appearance="light"))


def test_afterwards_the_server_still_answers_until_the_stage_is_taken_down(rehearsal: Rehearsal) -> None:
    known = known_server.required(rehearsal.places[0].store.journal)
    port = int(known.url.rsplit(":", 1)[1])
    assert shown_certificate("127.0.0.1", port)
