"""Goods at the window: `+` opens the list, ticks it, and lets in only when all of it is ticked."""

import pytest
from PySide6.QtCore import Qt

from passdesk.administration import policies
from passdesk.desktop.checkpoint.state import Settled, Shown
from passdesk.desktop.look import Look
from passdesk.domain.movements import Direction
from passdesk.store.acts import Acting
from tests.checkpoint.test_goods import GOODS
from tests.desktop.checkpoint.conftest import CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_beside import page_at, press, rows, sheet_of
from tests.desktop.checkpoint.test_workspace import FOREIGN, inside, look_at_the_face, page_of, touch
from tests.factories.zones import policy_toml

PLUS, UP = Qt.Key.Key_Plus, Qt.Key.Key_Up


def carrier_at(stand: Make, look: Look, direction: Direction = "entry") -> Stand:
    at = stand(CONFIRM)
    policies.publish(Acting(at.store, at.office.zone.admin, at.opened.clock), policy_toml() + GOODS)
    at.gate.shown()
    at.qtbot.waitUntil(lambda: at.idle, timeout=5000)
    at.gate.turn_to(direction)
    page_of(at, look)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    look_at_the_face(at)
    return at


def ticks(at: Stand) -> list[tuple[str, bool | None]]:
    return [(one.choice.words, one.choice.ticked) for one in rows(page_at(at))]


def said(at: Stand) -> list[tuple[str, list[str]]]:
    return [(one.body["outcome"], one.body.get("ticked") or []) for one in at.entries("outcome")]


def test_each_point_is_ticked_and_then_they_are_in(stand: Make, look: Look) -> None:
    at = carrier_at(stand, look)
    assert press(at, PLUS)
    assert ticks(at) == [("Seal whole", False), ("Papers fit", False)]
    assert press(at, PLUS)
    assert ticks(at) == [("Seal whole", True), ("Papers fit", False)]
    press(at, UP)
    press(at, PLUS)
    assert ticks(at) == [("Seal whole", False), ("Papers fit", False)]
    for _ in range(2):
        press(at, PLUS)
    assert said(at) == []
    assert not inside(at)
    press(at, PLUS)
    at.until(Settled)
    assert said(at) == [("passed", ["seal", "papers"])]
    assert inside(at)
    assert sheet_of(page_at(at)) is None


def test_a_finger_on_the_band_opens_it_too_and_minus_closes_it(stand: Make, look: Look) -> None:
    at = carrier_at(stand, look)
    touch(page_at(at), "+")
    assert len(ticks(at)) == 2
    press(at, PLUS)
    press(at, Qt.Key.Key_Minus)
    assert sheet_of(page_at(at)) is None
    assert said(at) == []
    press(at, PLUS)
    assert ticks(at) == [("Seal whole", True), ("Papers fit", False)]


@pytest.mark.parametrize("ticked", [0, 1, 2])
def test_who_leaves_leaves_with_what_was_ticked(stand: Make, look: Look, ticked: int) -> None:
    at = carrier_at(stand, look, "exit")
    press(at, PLUS)
    for _ in range(ticked):
        press(at, PLUS)
    if ticked < 2:
        press(at, UP)
        if ticked:
            press(at, UP)
    press(at, PLUS)
    at.until(Settled)
    assert said(at) == [("left", ["seal", "papers"][:ticked])]


def test_a_code_closes_it_and_the_next_has_a_list_of_their_own(stand: Make, look: Look) -> None:
    at = carrier_at(stand, look)
    press(at, PLUS)
    press(at, PLUS)
    at.gate.scanned(FOREIGN, "wedge")
    assert sheet_of(page_at(at)) is None
    at.until(Shown)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    look_at_the_face(at)
    press(at, PLUS)
    assert [one for _, one in ticks(at)] == [False, False]
    press(at, PLUS, lone=False)
    assert [one for _, one in ticks(at)] == [False, False]
