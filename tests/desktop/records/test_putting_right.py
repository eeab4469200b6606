"""A supervisor at a records desk puts right who is inside, sees who waits, and what was undone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from passdesk.checkpoint.annulling import annul
from passdesk.checkpoint.answers import SetAside
from passdesk.desktop.records.board_page import BoardPage
from passdesk.desktop.records.inside_page import InsidePage
from passdesk.desktop.records.right_sheet import RightSheet
from passdesk.issuing import passes
from tests.desktop.records.conftest import Busy, Line, Looking, Open
from tests.desktop.records.test_by_keyboard import crossings_of
from tests.stories.town import HR, OFFICER, SUPERVISOR, Town, lane_of, whereabouts


def inside_of(looking: Looking) -> InsidePage:
    looking.workspace.go("inside")
    looking.settled()
    (page,) = looking.window.window.findChildren(InsidePage)
    return page


def sheet_of(page: InsidePage) -> RightSheet | None:
    found = [one for one in page.findChildren(RightSheet) if one.isVisible()]
    return found[0] if found else None


def test_one_person_is_put_outside_from_the_keyboard(server_desk: Looking, town: Town, busy: Busy) -> None:
    page = inside_of(server_desk)
    assert page.model.rowCount() == 2
    server_desk.tab_to(page.right)
    server_desk.press(Qt.Key.Key_Space)
    sheet = sheet_of(page)
    assert sheet is not None
    server_desk.press(Qt.Key.Key_Return)
    server_desk.settled()
    assert any("short code" in one.text() for one in sheet.findChildren(QLabel))
    assert len(list(town.office.journal.entries(kinds=("put_right",)))) == 0
    server_desk.type("seen outside")
    server_desk.press(Qt.Key.Key_Return)
    server_desk.settled()
    assert sheet_of(page) is None
    assert page.model.rowCount() == 1
    town.sync(town.office, *town.gates.values())
    known = [whereabouts(town.gates["first"], one) for one in busy.holders]
    assert sorted(map(bool, known)) == [False, False, True]


def test_everybody_who_is_shown_is_put_outside(server_desk: Looking, town: Town, busy: Busy) -> None:
    page = inside_of(server_desk)
    page.right.click()
    sheet = sheet_of(page)
    assert sheet is not None
    assert sheet.every.isVisible()
    sheet.every.setChecked(True)
    sheet.reason.edit.setText("emptied")
    server_desk.press(Qt.Key.Key_Return)
    server_desk.settled()
    assert page.model.rowCount() == 0
    assert not page.right.isVisible()
    (entry,) = town.office.journal.entries(kinds=("put_right",))
    assert (len(entry.body["people"]), entry.body["inside"]) == (2, False)
    del busy


def test_escape_leaves_them_where_they_are_and_an_administrator_puts_nobody_right(
    look_back: Open, town: Town, line: Line, busy: Busy
) -> None:
    looking = look_back(town.office, town.staff[SUPERVISOR], line.connect_for(town.office))
    page = inside_of(looking)
    page.right.click()
    assert sheet_of(page) is not None
    looking.press(Qt.Key.Key_Escape)
    assert sheet_of(page) is None
    looking.opened.session.begin(town.served.admin)
    looking.workspace.refresh()
    looking.settled()
    (page,) = looking.window.window.findChildren(InsidePage)
    assert not page.right.isVisible()
    assert list(town.office.journal.entries(kinds=("put_right",))) == []
    del busy


def test_who_waits_beside_a_lane_stands_on_the_board(server_desk: Looking, town: Town, busy: Busy) -> None:
    first, holder = town.gates["first"], busy.holders[2]
    passes.suspend(town.acting(HR), holder.pass_id)
    town.sync(town.office, first)
    shown = town.show(first, holder, "exit")
    assert isinstance(lane_of(first, town.clock).set_aside(shown.entry, town.staff[OFFICER]), SetAside)
    town.sync(first, town.office)
    town.clock.step(300)
    server_desk.workspace.refresh()
    server_desk.settled()
    (board,) = server_desk.window.window.findChildren(BoardPage)
    assert board.aside.isVisible()
    assert board.aside.words == "Set aside: Wong Tai Sin (F1-1, 5 min)"


def test_a_crossing_that_was_undone_is_told_so(server_desk: Looking, town: Town, busy: Busy) -> None:
    first = town.gates["first"]
    shown = town.show(first, busy.holders[0], "entry")
    undone = annul(town.acting(OFFICER, first), shown.entry, "twice")
    town.sync(first, town.office)
    server_desk.workspace.go("crossings")
    server_desk.workspace.refresh()
    server_desk.settled()
    page = crossings_of(server_desk)
    assert page.model.rowCount() == 6
    server_desk.workspace.crossings.open_row(0)
    server_desk.settled()
    story = server_desk.workspace.crossings.picture.story
    assert story is not None
    assert story.story is not None
    assert story.story.annulled is not None
    assert (story.story.annulled.mark, story.story.annul_reason) == (undone.mark, "twice")
