"""What is printed is what was shown, at its true size; what can't be printed is told and not recorded."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from passdesk.desktop.issuing.badge_pages import BADGE_MM, page_mm, pages_for, paint_page, places_mm
from passdesk.desktop.issuing.sheets.printing import PrintBody
from passdesk.desktop.issuing.state import PageLayout, PrintSheet
from passdesk.domain.attachments import Attachment, Names
from passdesk.store import about
from tests.desktop.issuing.conftest import Desk
from tests.factories.people import Holder, Office


def printed(desk: Desk, holder: Holder) -> bool:
    return about.was_printed(desk.opened.store.journal.file, holder.pass_id)


def open_print(desk: Desk, holder: Holder, count: int = 1) -> PrintSheet:
    desk.come("hr")
    desk.workspace.parts.prints.begin((holder.pass_id,) * count)
    desk.settled()
    sheet = desk.picture.sheet
    assert isinstance(sheet, PrintSheet)
    return sheet


def test_showing_a_badge_records_nothing(desk: Desk, holder: Holder) -> None:
    sheet = open_print(desk, holder)
    assert sheet.badges is not None
    assert len(sheet.badges) == 1
    assert not printed(desk, holder)
    desk.press(Qt.Key.Key_Escape)
    assert not printed(desk, holder)


@pytest.mark.parametrize("printers", [(), ("Zebra",)])
def test_a_printer_that_is_not_there_is_told(desk: Desk, holder: Holder, printers: tuple[str, ...]) -> None:
    desk.answers.printers = printers
    open_print(desk, holder)
    desk.answers.printers = ()
    desk.do("Print")
    name = "The printer Zebra is not there." if printers else "This computer knows no printer."
    assert desk.told() == f"{name} Nothing was printed. Switch it on and choose again, or save a PDF."
    assert not printed(desk, holder)
    assert isinstance(desk.body, PrintBody)
    assert desk.body.printer.value == ""


@pytest.mark.parametrize("place", ["no such folder/badge.pdf", "badge"])
def test_a_file_that_cant_be_written_is_told(desk: Desk, holder: Holder, tmp_path: Path, place: str) -> None:
    (tmp_path / "badge").mkdir()
    open_print(desk, holder)
    desk.answers.pdf = tmp_path / place
    desk.do("Save as PDF…")
    assert desk.picture.told is not None
    assert desk.picture.told.tone == "refuse"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_eleven_badges_need_two_sheets_of_a4(desk: Desk, holder: Holder, tmp_path: Path) -> None:
    open_print(desk, holder, 11)
    desk.workspace.parts.prints.lay_out("a4")
    desk.answers.pdf = tmp_path / "badges.pdf"
    desk.do("Save as PDF…")
    assert desk.picture.told is not None
    assert desk.picture.told.values == {"n": 11}
    document = QPdfDocument()
    assert document.load(str(desk.answers.pdf)) == QPdfDocument.Error.None_
    assert document.pageCount() == 2
    size = document.pagePointSize(0) / 72 * 25.4
    assert (size.width(), size.height()) == pytest.approx((210, 297), abs=0.4)
    assert sum(_has_ink(document, 1, at) for at in range(10)) == 1
    assert sum(_has_ink(document, 0, at) for at in range(10)) == 10


def _has_ink(document: QPdfDocument, page: int, at: int) -> bool:
    """Whether the band of a badge's class is where the layout says."""
    left, top = places_mm("a4", 10)[at]
    picture = document.render(page, QSize(840, 1188))
    colour = picture.pixelColor(round((left + 60) * 4), round((top + 3) * 4))
    return colour.alpha() > 0 and colour.lightness() < 200


@pytest.mark.parametrize("layout", ["card", "a4"])
def test_badges_lie_within_the_paper_and_apart(layout: PageLayout) -> None:
    width, height = page_mm(layout)
    places = places_mm(layout, 10)
    for left, top in places:
        assert 0 <= left <= width - BADGE_MM[0] + 1e-9
        assert 0 <= top <= height - BADGE_MM[1] + 1e-9
    assert len(set(places)) == len(places) == (10 if layout == "a4" else 1)
    assert (pages_for("a4", 0), pages_for("a4", 10), pages_for("a4", 11), pages_for("card", 3)) == (0, 1, 2, 3)


def test_the_preview_is_painted_as_the_page_is(desk: Desk, holder: Holder) -> None:
    sheet = open_print(desk, holder)
    assert sheet.badges is not None
    assert isinstance(desk.body, PrintBody)
    seen = desk.body.preview.grab().toImage()
    page = QImage(856, 540, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    paint_page(painter, "card", [QImage.fromData(sheet.badges[0].png)], 10)
    painter.end()
    as_seen = page.scaled(seen.size(), mode=Qt.TransformationMode.SmoothTransformation)
    for x, y in ((0.5, 0.05), (0.1, 0.4), (0.05, 0.7), (0.95, 0.6)):
        at = round(seen.width() * x), round(seen.height() * y)
        one, other = seen.pixelColor(*at), as_seen.pixelColor(*at)
        assert abs(one.lightness() - other.lightness()) < 60, (x, y)


def test_signs_no_font_has_are_named(desk: Desk, office: Office, holder: Holder) -> None:
    names = Attachment("names", bytes(16), Names("Chan \U0001f9ff", "").to_content())
    office.act("person_edited", {"person": holder.person, "names": names.hash}, holder.hr, (names,))
    sheet = open_print(desk, holder)
    assert sheet.badges is not None
    assert sheet.badges[0].missing == "\U0001f9ff"


def test_a_pass_revoked_meanwhile_is_not_printed(desk: Desk, office: Office, holder: Holder) -> None:
    open_print(desk, holder)
    office.act("pass_revoked", {"pass": holder.pass_id, "reason": None}, holder.hr)
    desk.answers.pdf = Path("never written.pdf")
    desk.do("Save as PDF…")
    assert "This pass is revoked." in desk.told()
    assert not printed(desk, holder)
    assert not list(Path().glob("*never written*"))
