"""Coming in, going out and changing officers in a whole window, by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from passdesk.administration import staff_cards
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from tests.desktop.conftest import Come
from tests.desktop.windows import Windowed, a_window
from tests.factories.clocks import FakeClock
from tests.factories.people import Office
from tests.factories.zones import CHEAP, PASSWORD, id_of

PIN = "4711"
Key = Qt.Key


@pytest.fixture
def card(store: DeskStore, office: Office, clock: FakeClock) -> str:
    signer = office.operator("officer", "checkpoint")
    return staff_cards.make_card(Acting(store, signer, clock), PIN, cost=CHEAP).text


def typed(windowed: Windowed, words: str) -> None:
    for letter in words:
        QTest.keyClick(windowed.desk.window.windowHandle(), ord(letter))
        QTest.qWait(70)


def opens(qtbot: QtBot, opened: OpenedDesk, name: str) -> None:
    def is_in() -> bool:
        return opened.session.operator is not None and opened.session.operator.name == name

    qtbot.waitUntil(is_in, timeout=20_000)


def test_name_password_return_and_f12_by_the_keyboard_alone(qtbot: QtBot, opened: OpenedDesk) -> None:
    with a_window(opened) as windowed:
        typed(windowed, "admin")
        windowed.press(Key.Key_Return)
        typed(windowed, PASSWORD)
        windowed.press(Key.Key_Return)
        opens(qtbot, opened, "admin")
        assert windowed.says("records")
        windowed.press(Key.Key_F12)
        assert opened.session.locked
        assert windowed.says("Locked.")


def test_who_is_disabled_meanwhile_is_signed_in_no_more(
    qtbot: QtBot, opened: OpenedDesk, office: Office
) -> None:
    signer = office.operator("officer", "checkpoint")
    with a_window(opened) as windowed:
        opened.session.begin(signer)
        with qtbot.waitSignal(windowed.desk.line.changed, timeout=20_000):
            opened.written()
        assert not opened.session.locked
        office.act("operator_disabled", {"operator": id_of("officer"), "reason": None})
        opened.written()
        qtbot.waitUntil(lambda: opened.session.locked, timeout=20_000)


def test_a_scan_while_locked_never_lands_in_the_password_field(qtbot: QtBot, opened: OpenedDesk) -> None:
    del qtbot
    with a_window(opened) as windowed:
        fields = [one for one in windowed.desk.window.findChildren(QLineEdit) if one.isVisible()]
        password = next(one for one in fields if one.echoMode() == QLineEdit.EchoMode.Password)
        password.setFocus()
        before = opened.store.journal.seq
        handle = windowed.desk.window.windowHandle()
        for digit in "1234567890" * 31:
            QTest.keyClick(handle, ord(digit))
        QTest.keyClick(handle, Key.Key_Return)
        QTest.qWait(300)
        assert [one.text() for one in fields] == ["", ""]
        assert windowed.says("LANE CLOSED")
        assert (opened.store.journal.seq, windowed.probes["gate"].heard) == (before, [])


def test_one_card_one_pin_changes_the_officer_over_the_page(
    qtbot: QtBot, opened: OpenedDesk, card: str, come: Come
) -> None:
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.scan(card)
        assert windowed.over() == "pin"
        assert not opened.session.locked
        windowed.press(Key.Key_4, Key.Key_7, Key.Key_1, Key.Key_1, Key.Key_Return)
        opens(qtbot, opened, "officer")
        assert windowed.over() == ""
        assert windowed.says("gate")


def test_escape_leaves_the_one_who_is_signed_in(qtbot: QtBot, opened: OpenedDesk, card: str, come: Come) -> None:
    del qtbot
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.scan(card)
        windowed.press(Key.Key_4, Key.Key_Escape)
        assert windowed.over() == ""
        assert opened.session.operator is not None
        assert opened.session.operator.name == "admin"
        assert windowed.desk.door.picture.card == ""


def test_act_keys_are_digits_of_nobody_while_a_pin_is_asked(
    qtbot: QtBot, opened: OpenedDesk, card: str, office: Office
) -> None:
    """Plus would let a person pass; over the page it may not."""
    del qtbot
    with a_window(opened) as windowed:
        opened.session.begin(office.operator("other", "checkpoint"))
        windowed.press(Key.Key_Plus)
        assert windowed.probes["gate"].keys == [Key.Key_Plus]
        windowed.scan(card)
        windowed.press(Key.Key_Plus, Key.Key_Space)
        assert windowed.probes["gate"].keys == [Key.Key_Plus]


def test_a_pass_goes_to_the_page_also_below_a_sheet(qtbot: QtBot, opened: OpenedDesk, office: Office) -> None:
    del qtbot
    with a_window(opened) as windowed:
        opened.session.begin(office.operator("other", "checkpoint"))
        windowed.overlays.open("about")
        windowed.scan("12345")
        assert windowed.probes["gate"].heard == ["12345"]


@pytest.mark.parametrize(
    ("role", "sees"), [("checkpoint", ["Gate"]), ("hr", ["Issuing"]), ("approver", ["Issuing"]),
                       ("supervisor", ["Gate", "Issuing", "Records"]), ("administrator", ["Records", "Admin"])],
)  # fmt: skip
def test_a_role_sees_only_its_workspaces(
    qtbot: QtBot, opened: OpenedDesk, office: Office, role: str, sees: list[str]
) -> None:
    del qtbot
    with a_window(opened) as windowed:
        opened.session.begin(office.operator("somebody", role))
        assert windowed.rail() == sees


def test_the_menu_by_the_keyboard(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    del qtbot
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.desk.window.menu_asked.emit()
        assert windowed.over() == "menu"
        windowed.press(Key.Key_Up, Key.Key_Return)  # the last item
        assert windowed.over() == "about"
        windowed.press(Key.Key_Escape)
        assert windowed.over() == ""
        windowed.desk.window.menu_asked.emit()
        windowed.press(Key.Key_Return)  # the first
        assert opened.session.locked


def test_it_locks_by_itself_and_a_scan_puts_it_off(
    qtbot: QtBot, opened: OpenedDesk, come: Come
) -> None:
    with a_window(opened) as windowed:
        opened.session._quiet.setInterval(400)  # noqa: SLF001
        come("admin", PASSWORD)
        for _ in range(4):
            QTest.qWait(200)
            windowed.scan("12345")
            assert not opened.session.locked
        qtbot.waitUntil(lambda: opened.session.locked, timeout=5000)
