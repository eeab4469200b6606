"""The whole work of an issuing desk without a mouse: from an institution to a revoked pass."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QComboBox

from passdesk.desktop.issuing.state import PersonPicture
from passdesk.domain.passes import Pass
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Frame, Grey
from passdesk.store import about
from tests.desktop.issuing.conftest import Desk


def person_of(desk: Desk) -> PersonPicture:
    assert desk.picture.person is not None
    return desk.picture.person


def passes(desk: Desk) -> dict[str, int]:
    """How many passes the person shown has in each state."""
    states = [one.state for one in person_of(desk).found.passes]
    return {state: states.count(state) for state in states}


def open_first(desk: Desk) -> None:
    """From the table to the person in its first row."""
    desk.page.table.setFocus()
    desk.until(lambda: desk.page.model.person(0) is not None)
    desk.press(Qt.Key.Key_Return)
    desk.settled()


def test_from_an_institution_to_a_revoked_pass(desk: Desk, tmp_path: Path) -> None:
    desk.come("hr")
    add_institution(desk)
    add_person(desk)
    file_person(desk)
    assert [one.against for one in person_of(desk).possible if one.doing == "approve"] == ["not_entitled"]

    desk.come("approver")
    open_first(desk)
    desk.do("Approve")
    assert person_of(desk).found.filings[0].state == "approved"

    desk.come("hr")
    open_first(desk)
    desk.do("Issue pass")
    assert passes(desk) == {"good": 1}
    print_to_pdf(desk, tmp_path / "badge.pdf")
    replace(desk)
    suspend_and_resume(desk)
    revoke(desk)


def add_institution(desk: Desk) -> None:
    desk.do("Institutions")
    desk.tab_to("Latin name")
    desk.type("River University")
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    desk.until(lambda: desk.picture.people.institutions)
    desk.press(Qt.Key.Key_Escape)
    assert desk.picture.sheet is None


def add_person(desk: Desk) -> None:
    desk.tab_to("New person")
    desk.press(Qt.Key.Key_Return)
    desk.tab_to("Latin name, as in the document")
    desk.type("Chan Tai Man")
    desk.tab_to("Document number")
    desk.type("A1234567")
    desk.do("Save")
    assert desk.picture.sheet is None
    assert person_of(desk).documents.number == "A1234567"


def file_person(desk: Desk) -> None:
    desk.do("File…")
    desk.tab_to("Class")
    box = desk.focused()
    assert isinstance(box, QComboBox)
    desk.press(Qt.Key.Key_Down)
    desk.do("File")
    assert desk.picture.sheet is None
    (filing,) = person_of(desk).found.filings
    assert (filing.state, filing.class_number) == ("filed", 2)


def print_to_pdf(desk: Desk, path: Path) -> None:
    desk.answers.pdf = path
    desk.do("Print…")
    desk.do("Save as PDF…")
    assert desk.told() == "One badge was given out."
    (one,) = person_of(desk).found.passes
    assert about.was_printed(desk.opened.store.journal.file, one.key)
    assert read_code(path) == str(int.from_bytes(b"\x01" + one.token))
    assert list(path.parent.glob(".*.part")) == []


def read_code(path: Path) -> str:
    """The code on the first page, at true size."""
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    millimetres = document.pagePointSize(0) / 72 * 25.4
    assert (millimetres.width(), millimetres.height()) == pytest.approx((85.6, 53.98), abs=0.18)  # whole points
    picture = document.render(0, QSize(1600, 1009)).convertToFormat(QImage.Format.Format_Grayscale8)
    frame = Frame("pdf", 0, grey_of(picture), None, still=True)
    (symbol,) = Decoder().read(frame)
    return symbol.text


def grey_of(image: QImage) -> Grey:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


def replace(desk: Desk) -> None:
    open_first(desk)
    desk.do("Replace…")
    desk.do("Replace")
    assert passes(desk) == {"good": 1, "replaced": 1}


def suspend_and_resume(desk: Desk) -> None:
    open_first(desk)
    desk.do("Suspend…")
    desk.do("Suspend")
    assert passes(desk) == {"suspended": 1, "replaced": 1}

    desk.come("approver")
    open_first(desk)
    desk.do("Resume")
    assert passes(desk) == {"good": 1, "replaced": 1}


def revoke(desk: Desk) -> None:
    desk.do("Revoke…")
    desk.tab_to("Reason")
    desk.press(Qt.Key.Key_Down)
    desk.do("Revoke")
    assert passes(desk) == {"revoked": 1, "replaced": 1}
    with desk.opened.store.view() as view:
        assert {row.state for row in view.all(Pass)} == {"revoked", "replaced"}
    assert [one.reason for one in person_of(desk).history if one.kind == "pass_revoked"] == ["card_stolen"]
