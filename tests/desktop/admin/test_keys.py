"""Issuing keys by keys alone: made with a scope, withdrawn with a reason."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from passdesk.desktop.admin.keys_forms import MakeForm
from passdesk.desktop.admin.keys_page import KeysPage
from passdesk.domain.people import IssuingKey
from passdesk.issuing.issuing_keys import held_keys
from passdesk.store.desk_store import DeskStore
from tests.desktop.admin.conftest import Hands, Space


def page(hands: Hands) -> KeysPage:
    inside = hands.page.inside
    assert isinstance(inside, KeysPage)
    return inside


def at_keys(hands: Hands) -> None:
    hands.workspace.go_to("keys")
    hands.until(lambda: bool(hands.workspace.keys.picture.lines))


def make(hands: Hands, longest: str = "30") -> None:
    hands.push("Make an issuing key…")
    hands.until(lambda: isinstance(page(hands).sheet, MakeForm))
    hands.tab_to("Longest validity of a pass, in days")
    hands.press(Qt.Key.Key_Home)
    for _ in range(4):
        hands.press(Qt.Key.Key_Delete)
    if longest.isascii():
        hands.type(longest)
    else:  # QTest has no key for it
        assert isinstance(hands.focus, QLineEdit)
        hands.focus.setText(longest)
    hands.tab_to("Pass classes")
    hands.press(Space)
    hands.push("Make the key")


def test_a_key_is_made_with_its_scope_and_withdrawn(hands: Hands, store: DeskStore) -> None:
    at_keys(hands)
    make(hands)
    hands.until(lambda: bool(held_keys(store)))
    scope = held_keys(store)[0].key.known.scope
    assert scope.classes == (1,)
    assert scope.longest == 30 * 86_400
    last = datetime.fromtimestamp(scope.expires, hands.workspace.keys.overview.policy.local)  # type: ignore[union-attr]
    assert (last.hour, last.minute) == (0, 0)
    hands.until(lambda: any(one.issuing for one in hands.workspace.keys.picture.lines or ()))
    issuing = next(one for one in hands.workspace.keys.picture.lines or () if one.issuing is not None)
    assert issuing.classes == ("talent",)
    assert issuing.here
    hands.workspace.keys.choose(issuing.key)
    hands.push("Withdraw…")
    hands.push("Withdraw")
    hands.until(lambda: not held_keys(store))
    with store.view() as view:
        assert [row.state for row in view.all(IssuingKey)] == ["withdrawn"]


def test_a_validity_that_makes_no_sense_is_refused_in_the_form(hands: Hands, store: DeskStore) -> None:
    at_keys(hands)
    for wrong in ("0", "abc", "9999", "٣"):
        make(hands, wrong)
        form = page(hands).sheet
        assert isinstance(form, MakeForm)
        assert form.longest.inside.property("wrong")
        hands.workspace.keys.cancel()
    assert not held_keys(store)


def test_a_last_day_before_the_first_is_refused(hands: Hands, store: DeskStore) -> None:
    at_keys(hands)
    hands.push("Make an issuing key…")
    hands.until(lambda: isinstance(page(hands).sheet, MakeForm))
    form = page(hands).sheet
    assert isinstance(form, MakeForm)
    form.last.edit.setDate(form.first.edit.date().addDays(-1))
    hands.push("Make the key")
    assert form.last.inside.property("wrong")
    assert not held_keys(store)


def test_every_purpose_stands_in_the_table(hands: Hands) -> None:
    at_keys(hands)
    purposes = {line.line.purpose for line in page(hands).model.lines}
    assert purposes == {"root", "recovery", "operator", "journal"}
