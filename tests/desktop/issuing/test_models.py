"""The models of this workspace, under Qt's own tester and against what they are made from."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from passdesk.desktop.issuing.difference_model import DifferenceModel
from passdesk.desktop.issuing.people_model import Column
from passdesk.desktop.issuing.rows import MOST_KEPT, PAGE
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.table import FACE, TONE
from passdesk.domain.attachments import Contact, Documents, Names
from passdesk.issuing.import_file import Fault
from passdesk.issuing.import_rows import Wanted
from passdesk.issuing.imports import Changed, Difference, New
from tests.desktop.issuing.conftest import Desk
from tests.factories.people import Office


def words(desk: Desk, row: int, column: Column) -> object:
    model = desk.page.model
    return model.index(row, column).data(Qt.ItemDataRole.DisplayRole)


def people(office: Office, desk: Desk, count: int) -> None:
    for n in range(count):
        office.person(f"Person {n:04}", desk.staff["hr"], "陳小明")


def test_people_under_the_tester(desk: Desk, office: Office, qtmodeltester: ModelTester) -> None:
    people(office, desk, 70)
    desk.come("hr")
    model = desk.page.model
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    desk.workspace.parts.people.ask(text="0001")
    desk.settled()
    assert model.rowCount() == 1
    desk.workspace.parts.people.choose_all()
    desk.settled()
    assert model.index(0, Column.CHOSEN).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_rows_come_when_they_are_looked_at(desk: Desk, office: Office) -> None:
    people(office, desk, 3 * PAGE)
    desk.come("hr")
    model = desk.page.model
    assert model.rowCount() == 3 * PAGE
    last = 3 * PAGE - 1
    assert words(desk, last, Column.FIRST_NAME) is None
    desk.until(lambda: words(desk, last, Column.FIRST_NAME) == f"Person {last:04}")
    assert words(desk, last, Column.OTHER_NAME) == "陳小明"
    assert words(desk, last, Column.FILING) == "—"


def test_no_more_rows_are_kept_than_said(desk: Desk, office: Office) -> None:
    people(office, desk, 2 * PAGE)
    desk.come("hr")
    rows = desk.workspace.parts.people.rows
    numbers = list(desk.picture.people.listing.numbers) if desk.picture.people.listing is not None else []
    rows.begin([*numbers, *numbers] * (MOST_KEPT // len(numbers)))
    for at in range(0, len(rows), PAGE):
        rows.row(at)
    desk.settled()
    assert len(rows._kept) <= MOST_KEPT  # noqa: SLF001 - that it is bounded can't be seen from outside


def test_a_filing_that_waits_and_who_may_not_approve_it(desk: Desk, office: Office) -> None:
    hr = desk.staff["hr"]
    person, institution = office.person("Chan Siu Ming", hr), office.institution("University", hr)
    filing = office.filing(person, institution, hr)
    desk.come("hr")
    desk.until(lambda: words(desk, 0, Column.FILING) == "Awaits second person")
    assert desk.page.model.index(0, Column.FILING).data(TONE) == "attention"
    assert desk.page.model.index(0, Column.FACE).data(FACE) is False
    office.approve(filing, person, institution, desk.staff["approver"])
    desk.workspace.parts.people.refresh()
    desk.until(lambda: words(desk, 0, Column.FILING) == "Approved")


@pytest.fixture
def difference() -> Difference:
    wanted = Wanted(
        line=2, names=Names("Chan Tai Man", "陳大文"), documents=Documents("hkid", "A1"), contact=Contact(),
        institution=bytes(16), class_number=1, lines=3, valid_from=1, valid_until=2,
    )  # fmt: skip
    changed = Changed(wanted, bytes(16), (("contact.phone", "", "2345 6789"),), to_file=True)
    return Difference((New(wanted, 2),), (changed,), (), (Fault(7, "has no name"),))


def test_a_difference_as_a_table(
    qapp: QApplication, look: Look, difference: Difference, qtmodeltester: ModelTester
) -> None:
    model = DifferenceModel(look, qapp)
    model.paint(difference)
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert shown == [
        ["7", "Refused", "", "has no name"],
        ["2", "New", "Chan Tai Man 陳大文", "2 others of this name here"],
        ["2", "Changed", "Chan Tai Man 陳大文", "— → 2345 6789; to be filed"],
    ]
