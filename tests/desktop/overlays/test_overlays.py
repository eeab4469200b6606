"""What lies over the page: the menu, one's own password and card, preferences that hold at once."""

import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QMarginsF, QPoint, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from passdesk.credential.qr_picture import read_back
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.account import Account, AccountPicture
from passdesk.desktop.overlays.overlays import Name
from passdesk.desktop.overlays.printing import paint_card, print_card
from passdesk.errors import Trouble
from passdesk.store.signing_in import WrongPassword, sign_in, sign_in_by_card
from tests.desktop.conftest import Come
from tests.desktop.events import let_events_through
from tests.desktop.windows import Windowed, a_window
from tests.factories.people import Office
from tests.factories.zones import CHEAP, PASSWORD

NEW = "a better password"


def settled(qtbot: QtBot, account: Account) -> None:
    qtbot.waitUntil(lambda: not account.picture.busy, timeout=20_000)


def test_another_password(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    come("admin", PASSWORD)
    account = Account(opened, cost=CHEAP)
    account.change_password(PASSWORD, NEW, "a better passwort")
    assert (account.picture.unequal, account.picture.busy) == (True, False)
    for old, new in (("no such password", NEW), (PASSWORD, "short"), (PASSWORD, PASSWORD)):
        account.change_password(old, new, new)
        settled(qtbot, account)
        assert (account.picture.changed, bool(account.picture.wrong)) == (False, True)
    account.change_password(PASSWORD, NEW, NEW)
    settled(qtbot, account)
    assert (account.picture.changed, account.picture.wrong) == (True, "")
    with pytest.raises(WrongPassword):
        sign_in(opened.store, "admin", PASSWORD, opened.clock)
    sign_in(opened.store, "admin", NEW, opened.clock)


def test_a_card_of_ones_own_is_made_saved_and_opens(
    qtbot: QtBot, opened: OpenedDesk, come: Come, tmp_path: Path
) -> None:
    come("admin", PASSWORD)
    place = tmp_path / "card.png"
    account = Account(opened, choose_place=lambda _begin, _patterns: place, cost=CHEAP)
    for pin, again in (("1234", "1235"), ("12", "12"), ("abcd", "abcd"), ("1" * 500, "1" * 500)):
        account.make_card(pin, again)
        settled(qtbot, account)
        assert account.picture.card is None
    account.make_card("4711", "4711")
    settled(qtbot, account)
    card = account.picture.card
    assert card is not None
    assert card.text not in repr(account.picture)
    account.save_card()
    settled(qtbot, account)
    assert (account.picture.told, place.read_bytes()) == ("saved", card.png)
    assert [path.name for path in tmp_path.iterdir() if "card" in path.name] == ["card.png"]
    sign_in_by_card(opened.store, card.text, "4711", opened.clock)
    account.begin()
    assert account.picture.card is None


def test_a_card_that_is_made_too_late_is_not_shown_to_the_next(
    qtbot: QtBot, opened: OpenedDesk, come: Come, office: Office
) -> None:
    """The desk changes hands while the card is under way."""
    next_one = office.operator("next", "checkpoint")
    come("admin", PASSWORD)
    account = Account(opened, cost=CHEAP)
    account.make_card("4711", "4711")
    opened.session.begin(next_one)
    account.begin()
    qtbot.waitUntil(lambda: not opened.jobs.busy, timeout=20_000)
    assert [entry.kind for entry in opened.store.journal.entries(kinds=("operator_card_made",))] != []
    assert account.picture == AccountPicture()


def test_a_place_that_takes_nothing_is_said_and_leaves_no_half_file(
    qtbot: QtBot, opened: OpenedDesk, come: Come, tmp_path: Path
) -> None:
    come("admin", PASSWORD)
    (tmp_path / "card.png").mkdir()
    account = Account(opened, choose_place=lambda _begin, _patterns: tmp_path / "card.png", cost=CHEAP)
    account.make_card("4711", "4711")
    settled(qtbot, account)
    account.save_card()
    settled(qtbot, account)
    assert (account.picture.told, bool(account.picture.wrong)) == ("", True)
    assert not (tmp_path / "card.png.new").exists()


def test_a_printer_that_is_not_there_is_said(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    come("admin", PASSWORD)
    account = Account(opened, cost=CHEAP)
    account.make_card("4711", "4711")
    settled(qtbot, account)
    account.print_card("no such printer")
    settled(qtbot, account)
    assert account.picture.wrong == "The printer no such printer is not there."
    with pytest.raises(Trouble):
        print_card(b"", "no such printer")


def test_what_is_printed_reads(qtbot: QtBot, opened: OpenedDesk, come: Come, tmp_path: Path) -> None:
    """Printed to a PDF in true size; what is on paper is the picture, so its code reads as it did."""
    come("admin", PASSWORD)
    account = Account(opened, cost=CHEAP)
    account.make_card("4711", "4711")
    settled(qtbot, account)
    card = account.picture.card
    assert card is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setOutputFileName(str(tmp_path / "card.pdf"))
    paint_card(printer, card.png)
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    with Image.open(io.BytesIO(card.png)) as picture:
        assert read_back(picture) == card.text


def fields(windowed: Windowed) -> list[QLineEdit]:
    let_events_through()
    assert windowed.overlays.sheet is not None
    return [one for one in windowed.overlays.sheet.findChildren(QLineEdit) if one.isVisible()]


def test_the_password_sheet_by_the_keyboard_alone(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.overlays.open("password")
        for words, field in zip((PASSWORD, NEW, NEW), fields(windowed), strict=True):
            assert windowed.desk.window.focusWidget() is field
            QTest.keyClicks(field, words)
            QTest.keyClick(field, Qt.Key.Key_Return)
        settled(qtbot, windowed.overlays.account)
        assert windowed.says("Changed. The old password opens nothing any more")
        windowed.press(Qt.Key.Key_Escape)
        assert windowed.over() == ""


def test_the_card_sheet_forgets_the_card_when_it_is_closed(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.overlays.open("card")
        for field in fields(windowed):
            QTest.keyClicks(field, "4711")
            QTest.keyClick(field, Qt.Key.Key_Return)
        settled(qtbot, windowed.overlays.account)
        assert windowed.overlays.account.picture.card is not None
        assert windowed.says("Nobody else may see this code.")
        windowed.click("Cancel")
        assert windowed.overlays.account.picture.card is None


@pytest.mark.parametrize(
    ("press", "changed"),
    [("Language: 繁體中文", {"language": "zh-Hant"}), ("Appearance: Dark", {"appearance": "dark"}),
     ("Text size: 150%", {"scale": 1.5})],
)  # fmt: skip
def test_preferences_hold_at_once_and_stay_open(
    qtbot: QtBot, opened: OpenedDesk, come: Come, press: str, changed: dict[str, object]
) -> None:
    del qtbot
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.overlays.open("preferences")
        before, page = windowed.desk.settings, windowed.desk.window.centralWidget()
        let_events_through()
        windowed.click(press)
        assert windowed.desk.settings == replace(before, **changed)
        assert windowed.desk.window.centralWidget() is not page
        assert windowed.over() == "preferences"
        let_events_through()
        found = windowed.desk.window.focusWidget()
        assert isinstance(found, QPushButton)
        assert found.isChecked()


def test_a_scanner_that_is_tried_records_nothing_at_the_page(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    del qtbot
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.overlays.open("preferences")
        let_events_through()
        windowed.click("Try the scanner")
        windowed.scan("12345")
        assert windowed.says("Read: 5 characters.")
        assert windowed.probes["records"].heard == []
        windowed.click("Try the scanner")
        windowed.scan("12345")
        assert windowed.probes["records"].heard == ["12345"]


@pytest.mark.parametrize("name", ["menu", "about", "password", "card", "preferences", "officer"])
def test_a_code_to_be_judged_closes_what_lies_over_its_verdict(
    qtbot: QtBot, opened: OpenedDesk, come: Come, name: Name
) -> None:
    del qtbot
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.overlays.open(name)
        let_events_through()
        windowed.scan("12345")
        assert windowed.over() == ""
        assert windowed.probes["records"].heard == ["12345"]


def test_a_change_of_officer_covers_no_verdict(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    """A gate goes on meanwhile: whoever shows a pass then is judged, and the officer has to see it."""
    del qtbot
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.desk.window.resize(1366, 768)
        windowed.overlays.open("officer")
        sheet = windowed.overlays.sheet
        assert sheet is not None
        QApplication.processEvents()
        buttons = [one.mapTo(sheet, QPoint(one.width(), 0)).x() for one in sheet.findChildren(QPushButton)]
        assert max(buttons) < 1366 / 3


def test_what_one_officer_had_open_is_gone_for_the_next(qtbot: QtBot, opened: OpenedDesk, come: Come) -> None:
    del qtbot
    with a_window(opened) as windowed:
        come("admin", PASSWORD)
        windowed.overlays.open("card")
        opened.session.lock()
        assert windowed.over() == ""
        windowed.overlays.open("preferences")
        assert windowed.over() == ""
        come("admin", PASSWORD)
        assert windowed.over() == ""
