"""The tray as a picture, and what its clicks and keys ask for."""

from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.look import Look
from passdesk.desktop.rehearsal.line import CuttableLine
from passdesk.desktop.rehearsal.page import TrayPage
from passdesk.desktop.rehearsal.state import (
    GATES,
    Card,
    CardKind,
    Member,
    Place,
    PlaceKind,
    Queued,
    QueueKind,
    QueueProgress,
    Rehearsal,
    TrayPicture,
)
from passdesk.desktop.rehearsal.tray import keep_within, place_beside
from passdesk.desktop.stylesheet import sheet
from passdesk.desktop.theme import LANGUAGES, Theme
from passdesk.desktop.wording import words_in
from passdesk.domain.attachments import Names
from passdesk.errors import Unreachable
from passdesk.scanning.camera import CameraSource
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock

LONG = "A" * 120
CARDS = (Card("good", Names("Chan Tsz Kiu", "陳芷蕎"), b""), Card("forged", Names(LONG, ""), b"no picture"))
OFFICER = Member("officer", "secret", "2468", Card("staff", Names("officer", ""), b""))


class NoServer:
    def start(self) -> None: ...

    def kill(self) -> None: ...


class Asked:
    """Hears what the tray asks."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def open_place(self, kind: PlaceKind) -> None:
        self.heard.append(kind)

    def hold(self, card: Card | None) -> None:
        self.heard.append(card)

    def switch_network(self) -> None:
        self.heard.append("network")

    def switch_server(self) -> None:
        self.heard.append("server")

    def switch_camera(self) -> None:
        self.heard.append("camera")

    def switch_queue(self) -> None:
        self.heard.append("queue")


def no_camera() -> CameraSource:
    raise AssertionError("the page opens no camera")


@pytest.fixture
def rehearsal(store: DeskStore, clock: FakeClock) -> Rehearsal:
    places = (Place("automatic lane", store, (OFFICER,)), Place("admin", store, ()))
    return Rehearsal(clock, CARDS, places, CuttableLine(clock), NoServer(), no_camera, lambda _, __: None)


def a_page(qtbot: QtBot, look: Look, rehearsal: Rehearsal) -> tuple[TrayPage, Asked]:
    asked = Asked()
    page = TrayPage(look, rehearsal, asked)
    page.setStyleSheet(sheet(look.theme))
    page.resize(look.px(500), look.px(900))
    page.paint(TrayPicture("automatic lane"))
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page, asked


def test_every_click_asks_for_what_it_says(qtbot: QtBot, look: Look, rehearsal: Rehearsal) -> None:
    page, asked = a_page(qtbot, look, rehearsal)
    page.paint(TrayPicture("automatic lane", held=CARDS[0]))
    for one in (*page.places.values(), *page.cards, *page.staff, page.nothing, page.network, page.server, page.camera):
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert asked.heard == [
        "automatic lane", "admin", *CARDS, OFFICER.card, None, "network", "server", "camera",
    ]  # fmt: skip


def test_all_of_it_is_reached_by_tab_and_pressed_by_space(qtbot: QtBot, look: Look, rehearsal: Rehearsal) -> None:
    page, asked = a_page(qtbot, look, rehearsal)
    page.activateWindow()
    page.places["automatic lane"].setFocus()
    for _ in range(9):
        focused = page.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Space)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert asked.heard[:2] == ["automatic lane", "admin"]
    assert {"network", "server", "camera"} < {one for one in asked.heard if isinstance(one, str)}
    assert [one for one in asked.heard if isinstance(one, Card)] == [OFFICER.card, *CARDS]


QUEUE = tuple(
    Queued(kind, Names(f"Comer {number}", ""), None, kind == "without a pass")
    for number, kind in enumerate(get_args(QueueKind), 1)
)
SAID: dict[QueueKind, tuple[str, str]] = {
    "good": ("Passes without a key.", "Look at the face, then +."),
    "hard to read": ("Passes without a key.", "Look at the face, then +."),
    "without a pass": ("Has no pass. F3, the first letters of the name, Enter, +, look at the face, +.",) * 2,
    "unknown pass": ("Set aside with *: the lane is free.",) * 2,
    "expired": ("Turn away: - and - again.",) * 2,
    "other line": ("Turn away: - and - again.",) * 2,
    "twice": ("Set aside with *: the lane is free.",) * 2,
}


def test_the_tray_says_who_of_the_queue_is_at_the_lane_and_what_to_do(
    qtbot: QtBot, look: Look, rehearsal: Rehearsal
) -> None:
    places = (*rehearsal.places, replace(rehearsal.places[0], kind="confirm lane"))
    page, asked = a_page(qtbot, look, replace(rehearsal, queue=QUEUE, places=places))
    assert (page.queue.text(), page.queue_said.isVisible()) == ("Let 7 people come", False)
    for served, one in enumerate(QUEUE):
        for place, words in zip(GATES, SAID[one.kind], strict=True):
            page.paint(TrayPicture(place, queue=QueueProgress(served, one)))
            said = f"{served + 1} of 7: Comer {served + 1}. {words}"
            assert (page.queue.text(), page.queue_said.text()) == ("Stop the queue", said)
    broken = Queued("hard to read", Names("Comer", ""), None, by_hand=True)
    page.paint(TrayPicture("automatic lane", queue=QueueProgress(0, broken)))
    assert "The screen is broken. F3" in page.queue_said.text()
    page.paint(TrayPicture("automatic lane", queue=QueueProgress(3, QUEUE[3], locked=True)))
    assert page.queue_said.text() == "Sign in at this window first."
    QTest.mouseClick(page.queue, Qt.MouseButton.LeftButton)
    page.paint(TrayPicture("automatic lane", queue=QueueProgress(3)))
    assert (page.queue.text(), page.queue.isEnabled()) == ("Go on with the queue", True)
    page.paint(TrayPicture("admin", queue=QueueProgress(3)))
    assert (page.queue_said.text(), page.queue.isEnabled()) == (
        "The queue comes to a gate: open one of their windows.", False
    )  # fmt: skip
    page.paint(TrayPicture("automatic lane", queue=QueueProgress(7)))
    assert (page.queue.text(), page.queue.isEnabled()) == ("Everybody has come", False)
    assert asked.heard == ["queue"]


def test_without_a_queue_there_is_no_word_of_one(qtbot: QtBot, look: Look, rehearsal: Rehearsal) -> None:
    page, _ = a_page(qtbot, look, rehearsal)
    page.paint(TrayPicture("admin"))
    assert not page.queue.isVisible()
    assert not page.queue_said.isVisible()


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (TrayPicture("admin"), ("Network", "Server runs", "Cut the network", "Stop the server", "Use my camera", "")),
        (
            TrayPicture("admin", connected=False, server="stopped", own_camera=True, trouble=("It did not start.",)),
            ("Network is cut", "Server is stopped", "Mend the network", "Start it again", "Use the made-up camera",
             "It did not start."),
        ),
        (
            TrayPicture("admin", server="starting", own_camera=True, lost=True),
            ("Network", "Server is starting …", "Cut the network", "Start it again", "Use the made-up camera",
             "No picture comes from a camera of this machine. Plug one in, or use the made-up one again."),
        ),
    ],
)  # fmt: skip
def test_a_picture_is_painted_as_it_is(
    qtbot: QtBot, look: Look, rehearsal: Rehearsal, picture: TrayPicture, said: tuple[str, ...]
) -> None:
    page, _ = a_page(qtbot, look, rehearsal)
    page.paint(picture)
    shown = (*(one.text() for one in page.states), page.network.text(), page.server.text(), page.camera.text())
    assert (*shown, page.said.text()) == said
    assert page.server.isEnabled() is (picture.server != "starting")
    assert page.staff == ()
    assert page.places["admin"].isChecked()


def test_the_card_that_is_held_is_marked_until_it_is_taken_away(
    qtbot: QtBot, look: Look, rehearsal: Rehearsal
) -> None:
    page, _ = a_page(qtbot, look, rehearsal)
    held = TrayPicture("automatic lane", held=CARDS[1])
    page.paint(held)
    assert [one.isChecked() for one in (*page.cards, *page.staff)] == [False, True, False]
    page.paint(replace(held, held=OFFICER.card))
    assert [one.isChecked() for one in (*page.cards, *page.staff)] == [False, False, True]
    page.paint(replace(held, held=None))
    assert not page.nothing.isEnabled()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_words_are_clipped(qtbot: QtBot, rehearsal: Rehearsal, language: str, scale: float) -> None:
    look = Look(Theme(dark=True, scale=scale, language=language))  # type: ignore[arg-type]
    page, _ = a_page(qtbot, look, rehearsal)
    page.paint(TrayPicture("automatic lane", connected=False, server="stopped"))
    QCoreApplication.processEvents()
    clipped = [one.text() for one in page.findChildren(QLabel) if one.isVisible() and not one.wordWrap()
               and one.width() < one.fontMetrics().horizontalAdvance(one.text())]  # fmt: skip
    clipped += [one.text() for one in page.findChildren(QPushButton) if one.width() < one.minimumSizeHint().width()]
    assert clipped == []
    assert page.cards[1].toolTip().count(LONG) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_a_card_is_stands_whole_on_the_narrowest_tray(
    qtbot: QtBot, rehearsal: Rehearsal, language: str, scale: float
) -> None:
    look = Look(Theme(dark=False, scale=scale, language=language))  # type: ignore[arg-type]
    kinds: tuple[CardKind, ...] = get_args(CardKind)
    cards = tuple(Card(kind, Names(LONG, ""), b"") for kind in kinds if kind != "staff")
    page, _ = a_page(qtbot, look, replace(rehearsal, cards=cards))
    page.resize(look.px(400), look.px(480))
    QCoreApplication.processEvents()
    assert [one.cut_words() for one in page.cards] == [(LONG,)] * len(cards)


def test_every_word_of_the_tray_is_in_every_catalog() -> None:
    folder = Path(__file__).resolve().parents[3] / "passdesk" / "desktop" / "rehearsal"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    for language in ("zh-Hant", "zh-Hans"):
        words = words_in(language)
        lacking = [part.split('"')[0] for part in source.split('tr("')[1:] if not words.knows(part.split('"')[0])]
        assert lacking == []


def test_a_line_that_is_cut_says_so_and_nothing_is_sent(store: DeskStore, clock: FakeClock) -> None:
    line = CuttableLine(clock)
    connect = line.of(store)
    line.cut = True
    with pytest.raises(Unreachable, match="network is cut"):
        connect()


SCREENS = [(1366, 768, 400, 480), (1920, 1080, 400, 480), (1920, 1080, 800, 960), (2560, 1440, 400, 480)]


@pytest.mark.parametrize(("wide", "high", "least_wide", "least_high"), SCREENS)
def test_the_tray_stands_whole_on_the_screen(
    qtbot: QtBot, wide: int, high: int, least_wide: int, least_high: int
) -> None:
    desk, tray, screen = QWidget(), QWidget(), QRect(0, 0, wide, high)
    for one in (desk, tray):
        qtbot.addWidget(one)
    tray.setMinimumSize(least_wide, least_high)
    place_beside(desk, tray, screen)
    assert screen.contains(tray.geometry())
    assert screen.contains(desk.geometry())


def test_a_tray_whose_words_grew_comes_back_onto_the_screen(qtbot: QtBot) -> None:
    tray, screen = QWidget(), QRect(0, 0, 1366, 768)
    qtbot.addWidget(tray)
    tray.setGeometry(966, 200, 400, 600)
    keep_within(tray, screen)
    assert tray.geometry() == QRect(966, 168, 400, 600)
    tray.setMinimumSize(800, 740)
    keep_within(tray, screen)
    assert tray.geometry() == QRect(566, 28, 800, 740)


def test_what_a_card_says_shorter_than_it_is_stands_in_its_tool_tip(
    qtbot: QtBot, look: Look, rehearsal: Rehearsal
) -> None:
    page, _ = a_page(qtbot, look, rehearsal)
    assert [card.cut_words() for card in page.cards] == [(), (LONG,)]
    assert LONG in page.cards[1].toolTip()
