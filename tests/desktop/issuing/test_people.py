"""Finding, choosing, and doing one thing to many."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from passdesk.credential.short_number import short_number
from passdesk.credential.token import text_of
from passdesk.desktop.issuing.people_model import Column
from passdesk.desktop.issuing.state import MOST_CHOSEN, ManySheet
from passdesk.domain.people import Filing
from tests.desktop.events import let_events_through
from tests.desktop.issuing.conftest import Desk
from tests.factories.people import Holder, Office

DOWN, SPACE, SHIFT = Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier


def filed(desk: Desk, office: Office, *names: str) -> list[bytes]:
    """Filings of so many people with one institution, filed by HR."""
    hr = desk.staff["hr"]
    institution = office.institution("University", hr)
    return [office.filing(office.person(name, hr), institution, hr) for name in names]


def states(desk: Desk) -> list[str]:
    with desk.opened.store.view() as view:
        return sorted(row.state for row in view.all(Filing))


def names(desk: Desk) -> list[object]:
    model = desk.page.model
    return [model.index(row, Column.FIRST_NAME).data() for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("siu", ["Chan Siu Ming"]), ("明", ["Chan Siu Ming"]), ("ming chan", ["Chan Siu Ming"]), ("zzz", []),
     ("\u202e明", ["Chan Siu Ming"]), ("'\"; --", []), ("%", [])],
)  # fmt: skip
def test_what_is_typed_after_a_slash_is_found(desk: Desk, office: Office, typed: str, found: list[str]) -> None:
    office.person("Chan Siu Ming", desk.staff["hr"], "陳小明")
    office.person("Li Na", desk.staff["hr"], "李娜")
    desk.come("hr")
    desk.press(Qt.Key.Key_Slash)
    assert desk.focused() is desk.page.header.search
    desk.page.header.search.setText(typed)
    desk.until(lambda: desk.picture.people.asked.text == typed)
    desk.settled()
    desk.until(lambda: names(desk) == found)
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: desk.picture.people.asked.text == "")


def test_a_slash_in_a_sheet_leads_nowhere_else(desk: Desk) -> None:
    desk.come("hr")
    desk.tab_to("Import…")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.page.sheets.body is not None)
    desk.tab_to("Cancel")
    desk.press(Qt.Key.Key_Slash)
    assert desk.focused() is not desk.page.header.search


def test_a_search_asks_once_for_what_was_typed_in_one_go(desk: Desk, office: Office) -> None:
    office.person("Chan Siu Ming", desk.staff["hr"])
    desk.come("hr")
    asked: list[str] = []
    desk.workspace.stage.pictured.connect(lambda picture: asked.append(picture.people.asked.text))
    desk.press(Qt.Key.Key_Slash)
    desk.type("chan siu")
    desk.until(lambda: desk.picture.people.asked.text == "chan siu")
    assert set(asked) == {"", "chan siu"} or set(asked) == {"chan siu"}


def test_chips_say_how_many_and_choose_them(desk: Desk, office: Office) -> None:
    filed(desk, office, "Chan Siu Ming")
    office.person("Li Na", desk.staff["hr"])
    desk.come("hr")
    chips = desk.page.toolbar.chips
    assert {name: made.text() for name, made in chips.items()} == {
        "all": "All 2", "awaiting": "To approve 1", "to_issue": "To issue 0",
        "to_print": "To print 0", "ending": "Ending 0",
        "stopped": "Stopped 0",
    }  # fmt: skip
    desk.tab_to("To approve 1")
    desk.press(SPACE)
    desk.settled()
    desk.until(lambda: names(desk) == ["Chan Siu Ming"])


def test_several_are_ticked_from_the_keyboard_and_approved(desk: Desk, office: Office) -> None:
    filed(desk, office, "Ann", "Ben", "Cem", "Dan")
    desk.come("approver")
    desk.page.table.setFocus()
    desk.until(lambda: names(desk) == ["Ann", "Ben", "Cem", "Dan"])
    desk.press(SPACE)
    desk.press(DOWN, SHIFT)
    desk.press(DOWN, SHIFT)
    assert len(desk.picture.people.chosen) == 3
    desk.press(SPACE)
    assert len(desk.picture.people.chosen) == 2
    desk.do("Approve…")
    assert isinstance(desk.picture.sheet, ManySheet)
    desk.do("Approve 2")
    assert states(desk) == ["approved", "approved", "filed", "filed"]
    assert desk.picture.people.chosen == {}
    desk.press(Qt.Key.Key_Escape)
    assert desk.picture.sheet is None


def test_who_filed_approves_nothing_and_is_told_why(desk: Desk, office: Office) -> None:
    both = office.operator("both", "hr", "approver")
    desk.staff["both"] = both
    institution = office.institution("University", both)
    office.filing(office.person("Ann", both), institution, both)
    desk.come("both")
    desk.workspace.parts.people.choose_all()
    desk.settled()
    desk.do("Approve…")
    sheet = desk.picture.sheet
    assert isinstance(sheet, ManySheet)
    assert sheet.lines is not None
    assert [(line.row, line.against) for line in sheet.lines] == [(None, "You filed this one: needs a second person")]
    desk.press(Qt.Key.Key_Escape)
    desk.page.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    approve = desk.page.panel.button("approve")
    assert approve is not None
    assert not approve.isEnabled()
    assert any(one.text().endswith(" · University") for one in desk.page.panel.findChildren(QLabel))


@pytest.mark.parametrize(
    ("role", "offered"),
    [("hr", ["New person", "Import…", "Issue and print…", "Withdraw…"]), ("approver", ["Approve…", "Withdraw…"]),
     ("supervisor", ["Withdraw…"])],
)  # fmt: skip
def test_nobody_is_offered_what_is_not_for_their_role(
    desk: Desk, office: Office, role: str, offered: list[str]
) -> None:
    filed(desk, office, "Ann")
    desk.come(role)
    desk.workspace.parts.people.choose_all()
    desk.settled()
    header, bar = desk.page.header, desk.page.toolbar
    buttons = (header.new, header.import_, bar.approve, bar.issue, bar.withdraw)
    assert [one.text() for one in buttons if one.isVisible()] == offered


def test_all_that_are_chosen_are_of_the_listing_asked_for_last(desk: Desk, office: Office) -> None:
    filed(desk, office, "Ann", "Ben")
    desk.come("approver")
    desk.workspace.parts.people.ask(text="Ben")
    desk.workspace.parts.people.choose_all()
    desk.settled()
    desk.until(lambda: desk.picture.people.chosen)
    assert [names.latin for names in desk.picture.people.chosen.values() if names is not None] == ["Ben"]


def test_no_more_are_chosen_than_are_done_at_a_time(desk: Desk, office: Office) -> None:
    for n in range(MOST_CHOSEN + 3):
        office.person(f"Person {n}", desk.staff["hr"])
    desk.come("hr")
    desk.page.table.setFocus()
    desk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.settled()
    assert len(desk.picture.people.chosen) == MOST_CHOSEN
    assert desk.told().startswith("The first {n} are chosen")


def test_another_operator_finds_nothing_of_the_one_before(desk: Desk, office: Office) -> None:
    filed(desk, office, "Ann")
    desk.come("hr")
    desk.workspace.parts.people.choose_all()
    desk.settled()
    desk.page.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settled()
    desk.workspace.parts.people.ask(text="Ann", chip="awaiting")
    desk.settled()
    desk.workspace.parts.forms.new_person()
    desk.opened.session.begin(desk.staff["supervisor"])
    assert desk.picture.person is None
    desk.settled()
    desk.until(lambda: len(desk.pages) == 1)
    assert desk.page.header.search.text() == ""
    assert desk.page.toolbar.chips["all"].isChecked()
    desk.opened.session.lock()
    picture = desk.picture
    assert (picture.person, picture.sheet, dict(picture.people.chosen)) == (None, None, {})
    desk.come("approver")
    assert desk.picture.person is None


def test_what_goes_on_for_one_operator_stops_and_touches_nothing_of_the_next(desk: Desk, office: Office) -> None:
    filed(desk, office, *(f"Person {number}" for number in range(20)))
    desk.come("approver")
    desk.workspace.parts.people.choose_all()
    desk.settled()
    many, stage = desk.workspace.parts.many, desk.workspace.stage
    many.ask("approve")
    desk.settled()
    many.go()
    desk.opened.session.begin(desk.staff["supervisor"])
    chosen = {b"somebody": None}
    stage.show_people(chosen=chosen)
    stage.open_sheet(ManySheet("withdraw"))
    desk.settled()
    assert (desk.picture.people.chosen, desk.picture.sheet) == (chosen, ManySheet("withdraw"))
    approved = list(desk.opened.store.journal.entries(kinds=("filing_approved",)))
    assert {entry.content.actor for entry in approved} <= {desk.staff["approver"].operator}
    stage.close_sheet()


def test_a_pass_that_is_read_shows_its_holder(store_desk: Desk, holder: Holder) -> None:
    desk = store_desk
    for text in (text_of(holder.token), short_number(holder.pass_id)):
        desk.workspace.parts.person.leave()
        desk.workspace.scanned(text, "wedge")
        desk.settled()
        assert desk.picture.person is not None
        assert desk.picture.person.key == holder.person


@pytest.mark.parametrize("text", ["https://weixin.qq.com/x", "", "1" * 5000, "12345678903", "\u202e\ud800", "0"])
def test_a_code_that_is_no_pass_is_told(store_desk: Desk, text: str) -> None:
    store_desk.workspace.scanned(text, "wedge")
    store_desk.settled()
    assert store_desk.told() == "That code is no pass."
    assert store_desk.picture.person is None


def test_a_forged_pass_is_told(store_desk: Desk, holder: Holder) -> None:
    forged = bytearray(holder.token)
    forged[-1] ^= 1
    store_desk.workspace.scanned(text_of(bytes(forged)), "wedge")
    store_desk.settled()
    assert store_desk.told() == "This pass is forged: no key of this zone signed it."


def test_a_code_read_while_a_form_is_open_changes_nothing(store_desk: Desk, holder: Holder) -> None:
    store_desk.workspace.parts.forms.new_person()
    store_desk.workspace.scanned(text_of(holder.token), "wedge")
    store_desk.settled()
    assert store_desk.picture.person is None


@pytest.fixture
def store_desk(desk: Desk, holder: Holder) -> Desk:
    """A desk on which one pass is in force, with its HR signed in."""
    assert holder.hr is desk.staff["hr"]
    desk.come("hr")
    return desk


def test_the_table_gives_columns_away_in_a_narrow_window(desk: Desk, office: Office) -> None:
    office.person("Ann", desk.staff["hr"])
    desk.come("hr")
    desk.window.window.resize(1024, 640)
    let_events_through()
    table = desk.page.table
    assert table.isColumnHidden(Column.CLASS)
    assert not table.isColumnHidden(Column.FIRST_NAME)
    assert table.horizontalHeader().length() <= table.viewport().width()
