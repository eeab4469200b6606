"""`/` lets in against the verdict: with a reason, by whom the policy says, and by no scan."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from passdesk.administration.staff_cards import make_card
from passdesk.checkpoint.overriding import OVERRIDES
from passdesk.desktop.checkpoint.state import Settled, Shown
from passdesk.desktop.look import Look
from passdesk.store.acts import Acting
from passdesk.store.signing import Signer
from passdesk.store.signing_in import change_password
from tests.desktop.checkpoint.conftest import CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_beside import page_at, press, rows, sheet_of, words
from tests.desktop.checkpoint.test_workspace import FOREIGN, inside, look_at_the_face, page_of
from tests.factories.zones import CHEAP, PASSWORD

OWN_PASSWORD = "+ one - of her own"


def at_a_refusal(stand: Make, look: Look) -> tuple[Stand, Signer]:
    """A revoked pass is shown to an officer; there is a supervisor."""
    at = stand(CONFIRM)
    chief = at.office.operator("chief", "supervisor")
    at.office.act("pass_revoked", {"pass": at.holder.pass_id, "reason": None}, at.holder.hr)
    at.gate.turn_to("entry")
    page_of(at, look)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    look_at_the_face(at)
    return at, chief


def outcomes(at: Stand) -> list[tuple[str, str | None, int]]:
    return [(one.body["outcome"], one.body.get("override"), len(one.signatures)) for one in at.entries("outcome")]


def signed_by_both(at: Stand) -> None:
    """What was typed last is right: the second person signs, and stays nobody's operator."""
    press(at, Qt.Key.Key_Plus)
    at.until(Settled)
    assert outcomes(at) == [("passed", OVERRIDES[0], 2)]
    assert at.opened.session.operator is not None
    assert at.opened.session.operator.name == "officer"


def idle(at: Stand) -> None:
    at.qtbot.waitUntil(lambda: at.idle, timeout=10_000)


def test_a_supervisor_gives_a_reason_and_they_are_in(stand: Make, look: Look) -> None:
    at, chief = at_a_refusal(stand, look)
    at.opened.session.begin(chief)
    press(at, Qt.Key.Key_Plus)
    assert outcomes(at) == []
    assert press(at, Qt.Key.Key_Slash)
    idle(at)
    assert len(rows(page_at(at))) == len(OVERRIDES)
    press(at, Qt.Key.Key_Down)
    press(at, Qt.Key.Key_Plus)
    at.until(Settled)
    assert outcomes(at) == [("passed", OVERRIDES[1], 1)]
    seen = [one.text() for one in page_at(at).findChildren(QLabel) if one.isVisible()]
    assert not any(one.startswith("Tell the holder") for one in seen)  # they are on their way
    assert inside(at)
    assert sheet_of(page_at(at)) is None


def asked_for_a_password(at: Stand) -> QLineEdit:
    """The field of the sheet that lies there."""
    sheet = sheet_of(page_at(at))
    assert sheet is not None
    field = sheet.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def test_an_officer_is_told_who_may_and_a_supervisor_signs_as_well(stand: Make, look: Look) -> None:
    at, _ = at_a_refusal(stand, look)
    change_password(at.store, "chief", PASSWORD, OWN_PASSWORD, at.opened.clock, CHEAP)
    press(at, Qt.Key.Key_Slash)
    idle(at)
    assert any(one.startswith("Only a supervisor") for one in words(page_at(at)))
    press(at, Qt.Key.Key_Plus)
    assert [one.choice.words for one in rows(page_at(at))] == ["chief"]
    press(at, Qt.Key.Key_Plus)
    field = asked_for_a_password(at)
    assert field.echoMode() == QLineEdit.EchoMode.Password
    field.setText("a guess")
    press(at, Qt.Key.Key_Plus)
    idle(at)
    at.qtbot.waitUntil(lambda: any("do not fit" in one for one in words(page_at(at))), timeout=10_000)
    assert field.text() == ""
    assert outcomes(at) == []
    field.setText(OWN_PASSWORD)
    signed_by_both(at)


def test_a_staff_card_and_its_pin_sign_as_well_and_sign_nobody_in(stand: Make, look: Look) -> None:
    at, chief = at_a_refusal(stand, look)
    change_password(at.store, "chief", PASSWORD, OWN_PASSWORD, at.opened.clock, CHEAP)
    card = make_card(Acting(at.store, chief, at.opened.clock), "4711", cost=CHEAP).text
    assert not at.gate.takes(card)  # while nobody is asked for, it is the next officer's
    press(at, Qt.Key.Key_Slash)
    idle(at)
    assert not at.gate.takes(card)
    press(at, Qt.Key.Key_Plus)
    assert not at.gate.takes(at.text)
    assert at.gate.takes(card)
    field = asked_for_a_password(at)
    field.setText("0000")
    press(at, Qt.Key.Key_Plus)
    idle(at)
    assert outcomes(at) == []
    field.setText("4711")
    signed_by_both(at)


def test_the_card_of_somebody_who_may_not_sign_is_told_so(stand: Make, look: Look) -> None:
    at, _ = at_a_refusal(stand, look)
    card = make_card(Acting(at.store, at.holder.hr, at.opened.clock), "4711", cost=CHEAP).text
    press(at, Qt.Key.Key_Slash)
    idle(at)
    press(at, Qt.Key.Key_Plus)
    assert at.gate.takes(card)
    assert any("may not sign here" in one for one in words(page_at(at)))
    assert outcomes(at) == []


def test_keys_pressed_in_the_password_are_no_keys_of_the_find_field(stand: Make, look: Look) -> None:
    at, _ = at_a_refusal(stand, look)
    at.gate.find("chan")
    idle(at)
    assert at.gate.picture.finding.found
    press(at, Qt.Key.Key_Slash)
    idle(at)
    press(at, Qt.Key.Key_Plus)
    press(at, Qt.Key.Key_Plus)
    field, sheet = asked_for_a_password(at), sheet_of(page_at(at))
    page_at(at).window().activateWindow()
    at.qtbot.waitUntil(field.hasFocus)
    press(at, Qt.Key.Key_Return)
    assert sheet_of(page_at(at)) is sheet
    assert press(at, Qt.Key.Key_Escape)
    assert sheet_of(page_at(at)) is None
    assert at.gate.picture.finding.found


def test_a_signature_that_comes_after_it_was_closed_counts_for_nothing(stand: Make, look: Look) -> None:
    at, _ = at_a_refusal(stand, look)
    change_password(at.store, "chief", PASSWORD, OWN_PASSWORD, at.opened.clock, CHEAP)
    press(at, Qt.Key.Key_Slash)
    idle(at)
    press(at, Qt.Key.Key_Plus)
    press(at, Qt.Key.Key_Plus)
    field = asked_for_a_password(at)
    field.setText(OWN_PASSWORD)
    press(at, Qt.Key.Key_Plus)
    press(at, Qt.Key.Key_Escape)
    press(at, Qt.Key.Key_Slash)
    idle(at)
    assert len(rows(page_at(at))) == len(OVERRIDES)
    assert outcomes(at) == []
    assert isinstance(at.moment(), Shown)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_1, Qt.Key.Key_Escape])
def test_no_key_of_a_scanner_does_it(stand: Make, look: Look, key: Qt.Key) -> None:
    at, chief = at_a_refusal(stand, look)
    at.opened.session.begin(chief)
    press(at, Qt.Key.Key_Slash)
    idle(at)
    press(at, key)
    press(at, Qt.Key.Key_Plus, lone=False)
    idle(at)
    assert outcomes(at) == []
    assert (sheet_of(page_at(at)) is None) is (key == Qt.Key.Key_Escape)


def test_a_code_closes_it_and_is_judged(stand: Make, look: Look) -> None:
    at, chief = at_a_refusal(stand, look)
    at.opened.session.begin(chief)
    press(at, Qt.Key.Key_Slash)
    idle(at)
    at.gate.scanned(FOREIGN, "wedge")
    assert sheet_of(page_at(at)) is None
    at.until(Shown)
    shown = at.moment()
    assert isinstance(shown, Shown)
    assert [one.code for one in shown.answer.verdict.reasons] == ["not_a_pass"]
    press(at, Qt.Key.Key_Plus)
    assert outcomes(at) == []


def test_it_closes_when_another_officer_signs_in(stand: Make, look: Look) -> None:
    at, chief = at_a_refusal(stand, look)
    press(at, Qt.Key.Key_Slash)
    idle(at)
    press(at, Qt.Key.Key_Plus)
    at.opened.session.begin(chief)
    assert sheet_of(page_at(at)) is None
    press(at, Qt.Key.Key_Slash)
    idle(at)
    assert len(rows(page_at(at))) == len(OVERRIDES)


def test_back_and_back_again_close_it_and_it_is_for_refusals_alone(stand: Make, look: Look) -> None:
    at, _ = at_a_refusal(stand, look)
    press(at, Qt.Key.Key_Slash)
    idle(at)
    press(at, Qt.Key.Key_Plus)
    press(at, Qt.Key.Key_Minus)
    assert len(rows(page_at(at))) == len(OVERRIDES)
    press(at, Qt.Key.Key_Backspace)
    assert sheet_of(page_at(at)) is None
    press(at, Qt.Key.Key_Minus)
    press(at, Qt.Key.Key_Minus)
    at.until(Settled)
    assert not press(at, Qt.Key.Key_Slash)
    assert outcomes(at)[0][0] == "turned_away"
