"""An import from the window: the difference first, then all of it or none, stopped where somebody stops it."""

from pathlib import Path

from PySide6.QtCore import Qt

from passdesk.desktop.issuing.sheets.importing import ImportBody
from passdesk.desktop.issuing.state import ImportSheet
from passdesk.domain.people import Filing, Person
from passdesk.issuing.import_file import REQUIRED
from tests.desktop.issuing.conftest import Desk
from tests.factories.people import Office

HEADING = ",".join(REQUIRED)


def row(name: str, number: str, institution: str = "University") -> str:
    return f"{name},,hkid,{number},{institution},talent,2027-02-01,2027-12-31"


def choose(desk: Desk, path: Path, *rows: str) -> ImportSheet:
    path.write_text("\n".join((HEADING, *rows)), encoding="utf-8")
    desk.answers.people = path
    desk.do("Import…")
    desk.do("Choose a file…")
    sheet = desk.picture.sheet
    assert isinstance(sheet, ImportSheet)
    return sheet


def people(desk: Desk) -> int:
    with desk.opened.store.view() as view:
        return sum(1 for _ in view.all(Person))


def test_what_is_new_is_shown_and_then_written(desk: Desk, office: Office, tmp_path: Path) -> None:
    office.institution("University", desk.staff["hr"])
    desk.come("hr")
    choose(desk, tmp_path / "people.csv", row("Chan", "A1"), row("Li", "A2"))
    assert people(desk) == 0
    desk.do("Import 2")
    sheet = desk.picture.sheet
    assert isinstance(sheet, ImportSheet)
    assert sheet.imported is not None
    assert (sheet.imported.added, sheet.imported.filed) == (2, 2)
    with desk.opened.store.view() as view:
        assert [one.state for one in view.all(Filing)] == ["filed", "filed"]
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: desk.page.model.rowCount() == 2)


def test_a_file_with_a_fault_is_not_taken(desk: Desk, office: Office, tmp_path: Path) -> None:
    office.institution("University", desk.staff["hr"])
    desk.come("hr")
    choose(desk, tmp_path / "people.csv", row("Chan", "A1"), row("Li", "A2", "Nowhere"))
    assert isinstance(desk.body, ImportBody)
    shown = [desk.body.model.index(0, column).data() for column in range(4)]
    assert shown == ["3", "Refused", "", "no institution is called 'Nowhere'"]
    assert desk.body._go is not None  # noqa: SLF001
    assert not desk.body._go.isEnabled()  # noqa: SLF001
    desk.workspace.parts.importing.go()
    desk.settled()
    assert people(desk) == 0


def test_what_is_no_such_file_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.come("hr")
    for name, content in (("a.xlsx", b"PK\x03\x04"), ("b.csv", b"\xff\xfe"), ("c.csv", b""), ("d.csv", b"x;y\n")):
        path = tmp_path / name
        path.write_bytes(content)
        desk.answers.people = path
        desk.workspace.parts.importing.begin()
        desk.do("Choose a file…")
        assert desk.told().startswith("The file of people can't be used"), name
        desk.press(Qt.Key.Key_Escape)


def test_stopped_half_way_the_same_file_goes_on(desk: Desk, office: Office, tmp_path: Path) -> None:
    office.institution("University", desk.staff["hr"])
    desk.come("hr")
    rows = [row(f"Person {n}", f"A{n}") for n in range(200)]
    choose(desk, tmp_path / "people.csv", *rows)
    importing = desk.workspace.parts.importing
    importing.go()
    desk.until(lambda: getattr(desk.picture.sheet, "done", 0) > 2)
    importing.stop()
    desk.settled()
    assert desk.told().startswith("Stopped.")
    begun = people(desk)
    assert 0 < begun < 200
    desk.do("Choose a file…")
    desk.do(f"Import {200 - begun}")
    assert people(desk) == 200
