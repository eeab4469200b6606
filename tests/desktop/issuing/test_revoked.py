"""Whoever's pass was revoked gets no other in a crowd: who they are is said before, and they are left out."""

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import Qt

from passdesk.desktop.issuing.sheets.many import ManyBody
from passdesk.desktop.issuing.state import ManySheet
from passdesk.domain.passes import IssuingScope, Pass
from passdesk.issuing import passes
from passdesk.issuing.issuing_keys import create_issuing_key
from passdesk.store.acts import Acting
from tests.desktop.issuing.conftest import Desk
from tests.factories.clocks import FakeClock
from tests.factories.people import YEAR, Office
from tests.factories.zones import SINCE, Zone

Given = Callable[..., Mapping[str, bytes]]


@pytest.fixture
def given(desk: Desk, office: Office, zone: Zone, clock: FakeClock) -> Given:
    """People by name, each with an approved filing; the pass of some was revoked. All are chosen by HR."""
    store, hr, approver = desk.opened.store, desk.staff["hr"], desk.staff["approver"]
    create_issuing_key(Acting(store, zone.admin, clock), IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR))
    institution = office.institution("University", hr)

    def give(*names: str, revoked: tuple[str, ...] = ()) -> Mapping[str, bytes]:
        people = {name: office.person(name, hr) for name in names}
        for name, person in people.items():
            filing = office.filing(person, institution, hr)
            office.approve(filing, person, institution, approver)
            if name in revoked:
                issued = passes.issue(Acting(store, hr, clock), person)
                passes.revoke(Acting(store, approver, clock), issued.pass_id)
        desk.come("hr")
        desk.workspace.parts.people.choose_all()
        desk.settled()
        return people

    return give


def sheet_of(desk: Desk) -> ManySheet:
    sheet = desk.picture.sheet
    assert isinstance(sheet, ManySheet)
    return sheet


def body_of(desk: Desk) -> ManyBody:
    assert isinstance(desk.body, ManyBody)
    return desk.body


def good(desk: Desk) -> set[bytes]:
    """Whose pass is good."""
    with desk.opened.store.view() as view:
        return {row.person for row in view.all(Pass) if row.state == "good"}


def test_they_are_named_before_and_left_out(desk: Desk, given: Given) -> None:
    people = given("Ann", "Ben", "Cem", revoked=("Ben",))
    desk.do("Issue and print…")
    assert body_of(desk).revoked.words == "1 former pass was revoked: Ben. They are left out."
    assert body_of(desk).revoked.isVisible()
    assert [one.person for one in sheet_of(desk).revoked] == [people["Ben"]]
    desk.do("Issue 2")
    desk.until(lambda: sheet_of(desk).ended)
    assert good(desk) == {people["Ann"], people["Cem"]}
    desk.press(Qt.Key.Key_Escape)


def test_they_get_one_only_when_somebody_says_so(desk: Desk, given: Given) -> None:
    people = given("Ann", "Ben", "Cem", revoked=("Ben", "Cem"))
    desk.do("Issue and print…")
    assert body_of(desk).revoked.words == "2 former passes were revoked: Ben, Cem. They are left out."
    desk.tab_to("Issue to them all the same")
    desk.press(Qt.Key.Key_Space)
    assert body_of(desk).revoked.words.endswith("They get a new one.")
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Space)
    desk.do("Issue 3")
    desk.until(lambda: sheet_of(desk).ended)
    assert good(desk) == set(people.values())
    assert not body_of(desk).revoked.isVisible()
    desk.press(Qt.Key.Key_Escape)


def test_where_it_is_all_of_them_nothing_goes_by_itself(desk: Desk, given: Given) -> None:
    given("Ann", revoked=("Ann",))
    desk.do("Issue and print…")
    assert desk.focused().accessibleName() == "Cancel"
    assert sheet_of(desk).free == 0
    desk.workspace.parts.many.go()
    desk.settled()
    assert good(desk) == set()
    desk.press(Qt.Key.Key_Escape)


def test_one_revoked_while_the_sheet_is_open_is_left_out_too(desk: Desk, given: Given, clock: FakeClock) -> None:
    people = given("Ann", "Ben")
    desk.do("Issue and print…")
    assert sheet_of(desk).free == 2
    store = desk.opened.store
    issued = passes.issue(Acting(store, desk.staff["hr"], clock), people["Ann"])
    passes.revoke(Acting(store, desk.staff["approver"], clock), issued.pass_id)
    desk.do("Issue 2")
    desk.until(lambda: sheet_of(desk).ended)
    assert good(desk) == {people["Ben"]}
    lines = {one.person: one for one in sheet_of(desk).lines or ()}
    assert (lines[people["Ann"]].done, lines[people["Ann"]].against) == (False, "Left out: former pass revoked")
    desk.press(Qt.Key.Key_Escape)


def test_a_crowd_of_them_is_counted_and_the_first_are_named(desk: Desk, given: Given) -> None:
    names = [f"Person {number}" for number in range(9)]
    given(*names, revoked=tuple(names))
    desk.do("Issue and print…")
    assert body_of(desk).revoked.words.startswith("9 former passes were revoked: Person 0, ")
    assert " and 3 more. " in body_of(desk).revoked.words
    desk.press(Qt.Key.Key_Escape)


def test_other_work_on_many_does_not_ask(desk: Desk, given: Given) -> None:
    given("Ann", revoked=("Ann",))
    desk.do("Withdraw…")
    assert not body_of(desk).revoked.isVisible()
    assert sheet_of(desk).free == 1
    desk.press(Qt.Key.Key_Escape)
