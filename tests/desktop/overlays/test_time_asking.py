"""The window asks two people what time it is, and nobody else is signed in by it."""

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from passdesk.administration.staff_cards import make_card
from passdesk.clock import MICROSECONDS
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.time_asking import read_time
from passdesk.store.acts import Acting
from passdesk.store.signing_in import change_password
from passdesk.store.told import told
from tests.desktop.conftest import Come
from tests.desktop.events import let_events_through
from tests.desktop.windows import Windowed, a_window
from tests.factories.clocks import FakeClock
from tests.factories.people import Office
from tests.factories.zones import CHEAP, PASSWORD

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
OWN = "a password of one's own"
DEAD_BATTERY = 946_684_800 * MICROSECONDS
RIGHT = 1_800_230_400 * MICROSECONDS
"""2027-01-18 08:00 in Hong Kong."""

TYPED: dict[tuple[str, str], int | None] = {
    ("2027-01-18", "08:00"): RIGHT,
    ("20270118", "0800"): RIGHT,
    ("20270118", "800"): RIGHT,
    ("2027/1/18", "8:00"): RIGHT,
    ("2027.01.18", "08.00"): RIGHT,
    ("2027-1-18", "0800"): RIGHT,
    ("", ""): None,
    ("2027-02-30", "08:00"): None,
    ("2027-01-18", "25:00"): None,
    ("2027-01-18", "0860"): None,
    ("0000-00-00", "0000"): None,
    ("18-01-2027", "08:00"): None,
    ("2" * 400, "0" * 400): None,
    ("二〇二七", "八點"): None,
    ("２０２７0118", "0800"): None,
}


@pytest.mark.parametrize(("typed", "at"), TYPED.items())
def test_what_is_typed(typed: tuple[str, str], at: int | None) -> None:
    assert read_time(*typed, HONG_KONG) == at


@pytest.fixture
def wrong(office: Office, clock: FakeClock) -> FakeClock:
    """The desk has an officer more, and comes up with a dead battery."""
    office.operator("second", "supervisor")
    change_password(office.store, "second", PASSWORD, OWN, clock, CHEAP)
    clock.reboot()
    clock.set_wall(DEAD_BATTERY)
    return clock


def asked(qtbot: QtBot, windowed: Windowed) -> list[QLineEdit]:
    qtbot.waitUntil(lambda: windowed.over() == "time", timeout=20_000)
    let_events_through()
    assert windowed.overlays.sheet is not None
    return [one for one in windowed.overlays.sheet.findChildren(QLineEdit) if one.isVisible()]


def kinds(opened: OpenedDesk) -> list[str]:
    return [entry.kind for entry in opened.store.journal.entries(kinds=("time_vouched",))]


def rest(qtbot: QtBot, windowed: Windowed) -> None:
    qtbot.waitUntil(lambda: not windowed.overlays.time.picture.busy, timeout=20_000)


def test_by_the_keyboard_alone(qtbot: QtBot, opened: OpenedDesk, come: Come, wrong: FakeClock) -> None:
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        fields = asked(qtbot, windowed)
        assert windowed.says("This PC's clock says 1 Jan 2000 08:00, which cannot be right. It is 15 Jan 2027 16:")
        for words, field in zip(("20270118", "0800", "second", "no such password"), fields, strict=True):
            assert windowed.desk.window.focusWidget() is field
            QTest.keyClicks(field, words)
            QTest.keyClick(field, Qt.Key.Key_Return)
        rest(qtbot, windowed)
        assert windowed.overlays.time.picture.wrong
        assert windowed.says(windowed.overlays.time.picture.wrong)
        assert (fields[0].text(), fields[3].text(), kinds(opened)) == ("20270118", "", [])
        QTest.keyClicks(fields[3], OWN)
        wrong.step(3)
        QTest.keyClick(fields[3], Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: windowed.over() == "", timeout=20_000)
        assert opened.session.operator is not None
        assert opened.session.operator.name == "admin"
        assert kinds(opened) == ["time_vouched"]
        assert told(opened.store, wrong()).at == RIGHT
        come("second", OWN)
        qtbot.waitUntil(lambda: not opened.jobs.busy, timeout=20_000)
        assert windowed.over() == ""


def test_the_second_by_staff_card(
    qtbot: QtBot, opened: OpenedDesk, come: Come, office: Office, clock: FakeClock
) -> None:
    second = office.operator("second", "checkpoint")
    card = make_card(Acting(opened.store, second, clock), "4711", cost=CHEAP)
    clock.reboot()
    clock.set_wall(DEAD_BATTERY)
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        day, hour, *_ = asked(qtbot, windowed)
        QTest.keyClicks(day, "2027-01-18")
        QTest.keyClicks(hour, "08:00")
        windowed.scan(card.text)
        assert windowed.says("Second person, by staff card: second")
        (pin,) = [one for one in asked(qtbot, windowed) if one.echoMode() == QLineEdit.EchoMode.Password]
        QTest.keyClicks(pin, "4712")
        windowed.click("Both sign")
        rest(qtbot, windowed)
        assert windowed.overlays.time.picture.wrong
        QTest.keyClicks(pin, "4711")
        clock.step(3)
        windowed.click("Both sign")
        qtbot.waitUntil(lambda: windowed.over() == "", timeout=20_000)
        assert kinds(opened) == ["time_vouched"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [(("2027-13-18", "0800", "second", OWN), "That is no date and time."),
     (("2027-01-18", "0800", "", OWN), "The second person signs too"),
     (("2027-01-18", "0800", "second", ""), "The second person signs too"),
     (("2017-01-18", "0800", "second", OWN), "That time is out of the question."),
     (("2027-01-18", "0800", "admin", PASSWORD), "Two different people have to vouch"),
     (("2027-01-18", "0800", "nobody", PASSWORD), "")],
)  # fmt: skip
def test_what_is_wrong_is_said(
    qtbot: QtBot, opened: OpenedDesk, come: Come, wrong: FakeClock, typed: tuple[str, ...], says: str
) -> None:
    del wrong
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        for words, field in zip(typed, asked(qtbot, windowed), strict=True):
            QTest.keyClicks(field, words)
        windowed.click("Both sign")
        rest(qtbot, windowed)
        assert windowed.says(says)
        assert (windowed.over(), kinds(opened)) == ("time", [])


def test_put_off_and_asked_again_from_the_menu(qtbot: QtBot, opened: OpenedDesk, come: Come, wrong: FakeClock) -> None:
    del wrong
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        asked(qtbot, windowed)
        windowed.press(Qt.Key.Key_Escape)
        windowed.overlays.time.look()
        qtbot.waitUntil(lambda: not opened.jobs.busy, timeout=20_000)
        assert windowed.over() == ""
        windowed.overlays.open("menu")
        windowed.click("Say what time it is …")
        assert windowed.over() == "time"
        windowed.click("Not now")
        assert windowed.over() == ""


def test_a_scan_is_the_pages_and_nothing_lies_over_its_verdict(
    qtbot: QtBot, opened: OpenedDesk, come: Come, wrong: FakeClock
) -> None:
    del wrong
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        asked(qtbot, windowed)
        windowed.scan("1234")
        assert windowed.over() == ""
        assert [text for probe in windowed.probes.values() for text in probe.heard] == ["1234"]


def test_it_goes_when_a_server_tells_the_time(qtbot: QtBot, opened: OpenedDesk, come: Come, wrong: FakeClock) -> None:
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        asked(qtbot, windowed)
        opened.store.journal.note_server_time(wrong(), RIGHT)
        windowed.desk.line.look()
        qtbot.waitUntil(lambda: windowed.over() == "", timeout=20_000)


def test_what_was_typed_stays_when_the_page_is_built_anew(
    qtbot: QtBot, opened: OpenedDesk, come: Come, wrong: FakeClock
) -> None:
    del wrong
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        for words, field in zip(("2027", "08", "sec", ""), asked(qtbot, windowed), strict=True):
            QTest.keyClicks(field, words)
        windowed.desk.repaint()
        assert [one.text() for one in asked(qtbot, windowed)] == ["2027", "08", "sec", ""]


def test_nothing_is_asked_where_the_clock_is_right(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        qtbot.waitUntil(lambda: not opened.jobs.busy, timeout=20_000)
        let_events_through()
        assert windowed.over() == ""
