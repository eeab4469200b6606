"""Forms: what is wrong stands by its field, what is no photo is told, hostile names look like names."""

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from passdesk.desktop.issuing.sheets.filing import FilingBody
from passdesk.desktop.issuing.sheets.institutions import InstitutionsBody
from passdesk.desktop.issuing.sheets.person import PersonBody
from passdesk.desktop.issuing.state import InstitutionsSheet, PersonDraft
from passdesk.domain.attachments import Names
from passdesk.domain.people import Institution
from passdesk.issuing.photos import LARGEST_FILE
from tests.desktop.issuing.conftest import Desk
from tests.factories.people import Office

LONG = "Wolfeschlegelsteinhausenbergerdorff" * 4
RARE = "𠮷𠀋𩸽"


def jpeg(width: int, height: int, turned: int = 0) -> bytes:
    """A picture, red above and blue below as it should be seen; `turned`: its EXIF orientation."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, height // 2, width, height))
    out, exif = io.BytesIO(), Image.Exif()
    if turned == 3:
        picture = picture.rotate(180)
    exif[0x0112] = turned or 1
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def form(desk: Desk) -> PersonBody:
    desk.workspace.parts.forms.new_person()
    QCoreApplication.processEvents()
    assert isinstance(desk.body, PersonBody)
    return desk.body


def draft(desk: Desk) -> PersonDraft:
    assert isinstance(desk.picture.sheet, PersonDraft)
    return desk.picture.sheet


def shown(body: PersonBody, field: str) -> str:
    return " ".join(one.text() for one in body.fields[field].findChildren(QLabel) if one.isVisible())


def test_a_language_is_chosen_kept_with_other_names_and_shown_in_the_record(desk: Desk) -> None:
    desk.come("hr")
    body = form(desk)
    body.fields["latin"].edit.setText("Ho Ka Yan")
    body.language.box.setCurrentIndex(3)
    body.language.box.activated.emit(3)
    desk.do("Save")
    assert names(desk) == Names("Ho Ka Yan", "", "zh-Hans")
    assert "Language at the gate: 简体中文" in [one.text() for one in desk.page.findChildren(QLabel)]
    desk.workspace.parts.forms.edit_person()
    QCoreApplication.processEvents()
    again = desk.body
    assert isinstance(again, PersonBody)
    assert again.language.value == "zh-Hans"
    again.fields["latin"].edit.setText("Ho Ka Man")
    desk.do("Save")
    assert names(desk) == Names("Ho Ka Man", "", "zh-Hans")


def names(desk: Desk) -> Names | None:
    assert desk.picture.person is not None
    return desk.picture.person.found.names


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("latin", "=HYPERLINK(1)", "Looks like a formula to a spreadsheet."),
        ("latin", "Chan\u202eTai", "Holds characters that can't be shown."),
        ("latin", "x" * 200, ""),
        ("chinese", RARE, ""),
        ("born", "31.5.1990", "No day as 1990-05-31."),
        ("born", "2099-01-01", "Lies in the future."),
        ("phone", "call me", "No number to call."),
        ("phone", "+852 2345 6789", ""),
        ("email", "chan@", "No address as chan@example.org."),
    ],
)
def test_what_is_wrong_stands_by_its_field(desk: Desk, field: str, typed: str, told: str) -> None:
    desk.come("hr")
    body = form(desk)
    body.fields[field].edit.setText(typed)
    QCoreApplication.processEvents()
    assert (told in shown(body, field)) if told else draft(desk).faults == {}
    assert body.fields[field].inside.property("wrong") is bool(told)


def test_nothing_is_saved_while_something_is_wrong(desk: Desk) -> None:
    desk.come("hr")
    body = form(desk)
    desk.workspace.parts.forms.save_person()
    assert draft(desk).faults == {"latin": "A person needs a name, in either script."}
    body.fields["latin"].edit.setText("Chan")
    body.fields["born"].edit.setText("never")
    desk.workspace.parts.forms.save_person()
    desk.settled()
    assert desk.told() == "Mend the fields marked below first."
    listing = desk.picture.people.listing
    assert listing is not None
    assert len(listing.numbers) == 0


def test_somebody_elses_document_is_told_in_the_form(desk: Desk) -> None:
    desk.come("hr")
    for name in ("Chan Tai Man", "Chan Siu Man"):
        body = form(desk)
        body.fields["latin"].edit.setText(name)
        body.fields["number"].edit.setText("a 123")
        desk.workspace.parts.forms.save_person()
        desk.settled()
    assert "Another person here has this document" in desk.told()
    assert draft(desk).latin == "Chan Siu Man"
    desk.press(Qt.Key.Key_Escape)
    assert desk.picture.sheet is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is no whole JPEG or PNG"),
        (b"not a photo at all", "it is no whole JPEG or PNG"),
        (jpeg(400, 500)[:2000], "it is no whole JPEG or PNG"),
        (b"\xff" * (LARGEST_FILE + 10), "MiB is more than"),
        (jpeg(20, 20), "show no face"),
        (b"GIF89a" + bytes(100), "it is no whole JPEG or PNG"),
    ],
    ids=["empty", "words", "cut off", "huge", "tiny", "gif"],
)
def test_what_is_no_photo_is_told(desk: Desk, tmp_path: Path, content: bytes, told: str) -> None:
    desk.come("hr")
    form(desk)
    desk.answers.photo = tmp_path / "photo.jpg"
    desk.answers.photo.write_bytes(content)
    desk.do("From a file…")
    assert told in desk.told()
    assert draft(desk).photo is None


def test_a_photo_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.come("hr")
    form(desk)
    desk.answers.photo = tmp_path
    desk.do("From a file…")
    assert "can't be read" in desk.told()


@pytest.mark.parametrize("turned", [0, 3])
def test_a_photo_is_kept_upright(desk: Desk, office: Office, tmp_path: Path, turned: int) -> None:
    office.person("Chan Tai Man", desk.staff["hr"])
    desk.come("hr")
    body = form(desk)
    desk.answers.photo = tmp_path / "photo.jpg"
    desk.answers.photo.write_bytes(jpeg(400, 500, turned))
    desk.do("From a file…")
    body.fields["latin"].edit.setText("Li Na")
    desk.do("Save")
    assert desk.picture.person is not None
    kept = desk.picture.person.photo
    assert kept is not None
    with Image.open(io.BytesIO(kept)) as picture:
        above = picture.convert("RGB").getpixel((picture.width // 2, 20))
    assert isinstance(above, tuple)
    assert above[0] > 200 > above[2]


def test_a_photo_from_the_camera_is_a_portrait(desk: Desk) -> None:
    desk.come("hr")
    body = form(desk)
    desk.do("From the camera…")
    assert desk.camera.lent == 1
    desk.until(lambda: desk.workspace.parts.camera.newest is not None)
    desk.do("Take it in three seconds")
    assert body._camera.view.count == 3  # noqa: SLF001 - the countdown is on screen
    body._camera._ticks.setInterval(1)  # noqa: SLF001
    desk.until(lambda: draft(desk).photo is not None)
    photo = draft(desk).photo
    assert photo is not None
    with Image.open(io.BytesIO(photo.original)) as picture:
        assert picture.width * 5 == pytest.approx(picture.height * 4, abs=8)
    desk.until(lambda: desk.camera.lent == 0)


def test_without_a_camera_words_are_said(desk: Desk) -> None:
    desk.camera.there = False
    desk.come("hr")
    body = form(desk)
    desk.do("From the camera…")
    view = body._camera  # noqa: SLF001
    desk.until(lambda: any("The camera is not there" in one.text() for one in view.findChildren(QLabel)))
    assert not view.take.isEnabled()
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: desk.camera.lent == 0)


@pytest.mark.parametrize("name", [LONG[:120], RARE, "Chan \u05d0\u05d1\u05d2 Tai", "A", "ﷺ" * 30, "Ł̷̡̛o̸n̷g"])
def test_names_of_every_kind_fit(desk: Desk, name: str) -> None:
    desk.come("hr")
    body = form(desk)
    body.fields["latin"].edit.setText(name)
    desk.do("Save")
    desk.until(lambda: desk.picture.person is not None)
    QCoreApplication.processEvents()
    panel = desk.page.panel
    texts = [one for one in panel.findChildren(QLabel) if one.accessibleName() == " ".join(name.split())]
    assert len(texts) == 1
    assert texts[0].width() <= panel.width()
    assert texts[0].height() >= texts[0].heightForWidth(texts[0].width())


def test_an_institution_twice_is_told_and_one_is_suspended(desk: Desk, office: Office) -> None:
    office.institution("University", desk.staff["hr"])
    desk.come("supervisor")
    desk.do("Institutions")
    assert isinstance(desk.body, InstitutionsBody)
    desk.body.latin.edit.setText("UNIVERSITY")
    desk.do("Add institution")
    assert "has this name already" in desk.told()
    desk.do("Suspend…")
    desk.do("Suspend")
    sheet = desk.picture.sheet
    assert isinstance(sheet, InstitutionsSheet)
    with desk.opened.store.view() as view:
        assert [row.state for row in view.all(Institution)] == ["suspended"]
    desk.do("History")
    assert isinstance(desk.picture.sheet, InstitutionsSheet)
    assert [one.kind for one in desk.picture.sheet.history] == ["institution_suspended", "institution_added"]
    QCoreApplication.processEvents()
    said = [one.text() for one in desk.body.findChildren(QLabel) if one.isVisible()]
    assert "Institution suspended" in said
    assert desk.focused().accessibleName() == "History"
    desk.do("Resume")
    with desk.opened.store.view() as view:
        assert [row.state for row in view.all(Institution)] == ["active"]


def test_a_filing_ends_no_earlier_than_it_begins(desk: Desk, office: Office) -> None:
    hr = desk.staff["hr"]
    office.institution("University", hr)
    office.person("Chan Tai Man", hr)
    desk.come("hr")
    desk.page.table.setFocus()
    desk.until(lambda: desk.page.model.person(0) is not None)
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    desk.do("File…")
    body = desk.body
    assert isinstance(body, FilingBody)
    body.until.edit.setDate(body.since.edit.date().addDays(-1))
    go = body._go  # noqa: SLF001
    assert go is not None
    assert not go.isEnabled()
    body.until.edit.setDate(body.since.edit.date())
    assert go.isEnabled()


def test_a_person_is_erased_only_under_their_whole_name(desk: Desk, office: Office) -> None:
    office.person("Chan Tai Man", desk.staff["hr"], "陳大文")
    desk.come("supervisor")
    desk.page.table.setFocus()
    desk.until(lambda: desk.page.model.person(0) is not None)
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    desk.do("Erase…")
    desk.tab_to("Type the name to confirm")
    desk.type("Chan Tai")
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    assert desk.told() == "That is not the name as it stands here."
    desk.focused().setText("Chan Tai Man 陳大文")  # type: ignore[attr-defined]
    desk.do("Erase for good")
    assert desk.picture.person is not None
    assert desk.picture.person.found.person.state == "erased"
    assert desk.picture.person.possible == ()
    listing = desk.picture.people.listing
    assert listing is not None
    assert len(listing.numbers) == 0
