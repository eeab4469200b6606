"""Desks by keys alone: changed, confirmed, disabled; lanes without a desk; a zone that is one desk."""

import pytest
from PySide6.QtCore import Qt

from passdesk.administration.desk_overview import DeskLine, LaneLine
from passdesk.desktop.admin.desks_forms import ChangeForm
from passdesk.desktop.admin.desks_page import DesksPage
from passdesk.desktop.admin.told import Done
from passdesk.domain.people import Desk
from passdesk.store.desk_store import DeskStore
from tests.desktop.admin.conftest import Hands, Space


def page(hands: Hands) -> DesksPage:
    inside = hands.page.inside
    assert isinstance(inside, DesksPage)
    return inside


@pytest.fixture
def at_desks(hands: Hands) -> Hands:
    hands.workspace.go_to("desks")
    hands.until(lambda: bool(hands.workspace.desks.picture.lines))
    return hands


def row(store: DeskStore) -> Desk:
    with store.view() as view:
        found = view.get(Desk, store.journal.id)
    assert isinstance(found, Desk)
    return found


def test_this_desk_stands_first_and_lanes_without_a_desk_last(at_desks: Hands) -> None:
    lines = page(at_desks).model.lines
    assert isinstance(lines[0], DeskLine)
    assert lines[0].here
    assert [line.lane.id for line in lines if isinstance(line, LaneLine)] == ["S1-2", "S2-1"]


def test_a_desk_gets_another_lane(at_desks: Hands, store: DeskStore) -> None:
    at_desks.push("Change…")
    at_desks.until(lambda: isinstance(page(at_desks).sheet, ChangeForm))
    at_desks.tab_to("Lanes")
    at_desks.press(Qt.Key.Key_End, Space)
    at_desks.push("Change")
    at_desks.until(lambda: at_desks.workspace.desks.picture.told == Done("desk changed", "desk"))
    assert row(store).lanes == ("F1-1", "F1-2", "S1-1", "S2-1")
    at_desks.until(lambda: len(at_desks.workspace.desks.overview.unserved) == 1)


def test_a_gate_without_lanes_is_refused_in_the_form(at_desks: Hands, store: DeskStore) -> None:
    at_desks.push("Change…")
    at_desks.until(lambda: isinstance(page(at_desks).sheet, ChangeForm))
    form = page(at_desks).sheet
    assert isinstance(form, ChangeForm)
    for at in range(form.lanes.list.count()):
        form.lanes.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    at_desks.push("Change")
    at_desks.until(lambda: at_desks.workspace.desks.picture.wrong is not None)
    assert row(store).lanes == ("F1-1", "F1-2", "S1-1")
    assert page(at_desks).sheet is form


def test_a_zone_of_one_desk_enrols_nobody_and_says_what_to_do(at_desks: Hands) -> None:
    assert not page(at_desks).enrol.isEnabled()
    said = [one for one in page(at_desks).above() if one.property("tone") == "accent"]
    assert len(said) == 1
    for one in said:
        one.deleteLater()


def test_this_desk_is_not_asked_to_disable_itself(at_desks: Hands) -> None:
    with pytest.raises(AssertionError, match="no way"):
        at_desks.tab_to("Disable…")
