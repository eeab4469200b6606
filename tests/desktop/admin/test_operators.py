"""Operators by keys alone: added, disabled, given a new password; cards withdrawn; one-time passwords let go of."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from passdesk.administration import operators, staff_cards
from passdesk.desktop.admin.operators_forms import AddForm, HandOverForm
from passdesk.desktop.admin.operators_page import OperatorsPage
from passdesk.desktop.admin.operators_state import HandOver
from passdesk.desktop.admin.told import Done
from passdesk.desktop.admin.workspace import AdminWorkspace
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.people import Operator
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing_in import NewPasswordNeeded, WrongPassword, change_password, sign_in
from tests.desktop.admin.conftest import Escape, Hands, Return, Space, Tab, World
from tests.desktop.conftest import Come
from tests.factories.clocks import FakeClock
from tests.factories.people import Office
from tests.factories.zones import CHEAP, PASSWORD


def page(hands: Hands) -> OperatorsPage:
    inside = hands.page.inside
    assert isinstance(inside, OperatorsPage)
    return inside


def called(store: DeskStore, name: str) -> Operator:
    return operators.called(store, name)


def handed(hands: Hands) -> HandOver:
    hands.until(lambda: isinstance(hands.workspace.operators.picture.asking, HandOver))
    asking = hands.workspace.operators.picture.asking
    assert isinstance(asking, HandOver)
    return asking


def add(hands: Hands, name: str, *roles: str) -> HandOver:
    """By keys: the button, the name, a box for each role, Return in the line of the name is not needed."""
    hands.push("Add an operator")
    hands.until(lambda: isinstance(page(hands).sheet, AddForm))
    hands.type(name)
    for role in roles:
        while not hands.focus.property("text") or not hands.focus.property("text").startswith(role):
            hands.press(Tab)
        hands.press(Space)
    hands.push("Add")
    return handed(hands)


def test_an_operator_is_added_by_keys_and_signs_in_with_the_password_shown(
    hands: Hands, store: DeskStore, clock: FakeClock, world: World
) -> None:
    told = add(hands, "Wong Tai Sin", "HR", "Approver")
    form = page(hands).sheet
    assert isinstance(form, HandOverForm)
    assert form.password.text() == told.password
    assert hands.focus is form.copy
    hands.press(Space)
    hands.push("Print…")
    assert world.copied == [told.password]
    assert [slip.large for slip in world.printed] == [told.password]
    hands.push("It is handed over")
    hands.until(lambda: page(hands).sheet is None)
    assert called(store, "Wong Tai Sin").roles == ("hr", "approver")
    with pytest.raises(NewPasswordNeeded):
        sign_in(store, "Wong Tai Sin", told.password, clock)
    assert told.password not in repr(hands.workspace.operators.picture)


def test_a_one_time_password_survives_escape_and_another_look_but_not_the_lock(
    hands: Hands, opened: OpenedDesk
) -> None:
    told = add(hands, "Wong", "HR")
    hands.press(Escape)
    assert hands.workspace.operators.picture.asking == told
    again = hands.workspace.page(page(hands).look)
    hands.qtbot.addWidget(again)
    assert isinstance(again.inside, OperatorsPage)
    assert isinstance(again.inside.sheet, HandOverForm)
    opened.session.lock()
    now = hands.workspace.operators.picture
    assert now.asking is None
    assert page(hands).sheet is None


def test_what_is_missing_is_said_in_the_form_and_nobody_is_added(hands: Hands, store: DeskStore) -> None:
    hands.push("Add an operator")
    hands.until(lambda: isinstance(page(hands).sheet, AddForm))
    hands.press(Return)
    form = page(hands).sheet
    assert isinstance(form, AddForm)
    assert form.name.inside.property("wrong")
    assert form.roles.inside.property("wrong")
    hands.press(Escape)
    assert page(hands).sheet is None
    assert len(operators.listed(store)) == 1


def test_a_name_that_is_taken_is_told_in_the_form(hands: Hands, store: DeskStore) -> None:
    hands.push("Add an operator")
    hands.until(lambda: isinstance(page(hands).sheet, AddForm))
    form = page(hands).sheet
    assert isinstance(form, AddForm)
    hands.type("admin")
    form.roles.boxes["hr"].setChecked(True)
    hands.push("Add")
    hands.until(lambda: hands.workspace.operators.picture.wrong is not None)
    assert page(hands).sheet is form
    assert form.go.isEnabled()
    assert len(operators.listed(store)) == 1


def test_an_operator_is_disabled_with_a_reason(hands: Hands, store: DeskStore, office: Office) -> None:
    signer = office.operator("leaver", "checkpoint")
    hands.workspace.operators.refresh()
    hands.until(lambda: len(page(hands).model.lines) == 2)
    hands.press(Qt.Key.Key_End, Qt.Key.Key_Down)
    hands.until(lambda: hands.workspace.operators.picture.chosen == signer.operator)
    hands.push("Disable…")
    hands.tab_to("Reason")
    hands.press(Qt.Key.Key_Down)
    hands.push("Disable")
    hands.until(lambda: hands.workspace.operators.picture.told == Done("operator disabled", "leaver"))
    assert called(store, "leaver").state == "disabled"
    newest = store.journal.entry(store.journal.seq)
    assert newest is not None
    assert newest.body["reason"] == "key_lost"


def test_a_forgotten_password_is_renewed(hands: Hands, store: DeskStore, clock: FakeClock, office: Office) -> None:
    office.operator("forgetful", "supervisor")
    hands.workspace.operators.refresh()
    hands.until(lambda: len(page(hands).model.lines) == 2)
    hands.press(Qt.Key.Key_Down)
    hands.push("Password forgotten…")
    hands.push("Make a new password")
    told = handed(hands)
    assert not told.new
    change_password(store, "forgetful", told.password, "a password of one's own", clock, CHEAP)
    with pytest.raises(WrongPassword):
        sign_in(store, "forgetful", told.password, clock)


def test_a_lost_card_is_withdrawn(hands: Hands, store: DeskStore, clock: FakeClock, office: Office) -> None:
    signer = office.operator("loser", "supervisor")
    staff_cards.make_card(Acting(store, signer, clock), "4711", cost=CHEAP)
    hands.workspace.operators.refresh()
    hands.until(lambda: len(page(hands).model.lines) == 2)
    hands.press(Qt.Key.Key_Down)
    clock.step()
    hands.push("Withdraw lost card…")
    hands.push("Withdraw the card")
    hands.until(lambda: hands.workspace.operators.picture.told == Done("card withdrawn", "loser"))
    assert called(store, "loser").card is None


def test_the_search_narrows_and_a_slash_leads_to_it(hands: Hands, office: Office) -> None:
    office.operator("Au Lok", "approver")
    hands.workspace.operators.refresh()
    hands.until(lambda: len(page(hands).model.lines) == 2)
    page(hands).table.setFocus()
    hands.type("/")
    assert hands.focus is page(hands).search
    hands.type("lok")
    assert [line.operator.name for line in page(hands).model.lines] == ["Au Lok"]
    hands.type("nobody")
    assert page(hands).model.lines == ()


def test_nothing_is_done_once_the_desk_is_locked(hands: Hands, opened: OpenedDesk, store: DeskStore) -> None:
    opened.session.lock()
    hands.workspace.operators.add("Late", ("hr",), ())
    assert hands.workspace.operators.picture.wrong is not None
    assert len(operators.listed(store)) == 1


@pytest.mark.parametrize("way", ["locked", "card"])
def test_a_one_time_password_is_not_for_the_next_administrator(
    qtbot: QtBot, opened: OpenedDesk, office: Office, come: Come, way: str
) -> None:
    """Neither the one on screen nor the one under way, however the desk changes hands."""
    second = office.operator("second", "administrator")
    come("admin", PASSWORD)
    workspace = AdminWorkspace(opened, cost=CHEAP)
    board = workspace.operators
    board.add("shown", ["hr"], [])
    qtbot.waitUntil(lambda: isinstance(board.picture.asking, HandOver), timeout=20_000)
    board.add("under way", ["hr"], [])
    if way == "locked":
        opened.session.lock()
    opened.session.begin(second)
    qtbot.waitUntil(lambda: not opened.jobs.busy, timeout=20_000)
    assert {row.name for row in operators.listed(opened.store)} >= {"shown", "under way"}
    assert (board.picture.asking, board.picture.busy) == (None, False)
