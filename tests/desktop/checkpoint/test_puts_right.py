"""F9: a crossing undone, somebody sent back or put right, an old register accepted."""

import pytest
from PySide6.QtCore import Qt

from passdesk.desktop.checkpoint.state import NotRecorded, Settled, Shown
from passdesk.desktop.look import Look
from passdesk.domain.movements import Presence
from passdesk.domain.people import StaleAccepted
from tests.desktop.checkpoint.conftest import Make, Stand
from tests.desktop.checkpoint.test_beside import page_at, press, rows, sheet_of, words
from tests.desktop.checkpoint.test_workspace import FOREIGN, at_a_check, fill_up, inside

DO, BACK, DOWN, OPEN = Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Down, Qt.Key.Key_F9


def after_a_crossing(stand: Make, look: Look, *, chief: bool = False) -> Stand:
    """Somebody was let in a moment ago; an officer, or a supervisor, is signed in."""
    at = at_a_check(stand, look)
    press(at, DO)
    at.until(Settled)
    if chief:
        at.opened.session.begin(at.office.operator("chief", "supervisor"))
    return at


def pressed(at: Stand, *keys: Qt.Key) -> None:
    for key in keys:
        assert press(at, key)
        at.qtbot.waitUntil(lambda: at.idle, timeout=10_000)


def choices(at: Stand) -> list[str]:
    return [one.choice.words for one in rows(page_at(at))]


def test_the_last_crossing_is_undone_in_a_few_keys(stand: Make, look: Look) -> None:
    at = after_a_crossing(stand, look)
    pressed(at, OPEN)
    assert choices(at) == ["Undo a crossing", "Sent back by another authority"]
    pressed(at, DO)
    assert choices(at) == ["Chan Siu Ming"]
    pressed(at, DO)
    assert "It was another person" in choices(at)
    assert at.entries("annulled") == []
    pressed(at, DOWN, DO)
    (entry,) = at.entries("annulled")
    assert (entry.body["reason"], entry.content.actor) == ("wrong_direction", at.officer)
    assert not inside(at)
    assert any("did not cross" in one for one in words(page_at(at)))
    assert [one.outcome for one in at.gate.picture.recent] == ["annulled"]
    pressed(at, DO)
    assert sheet_of(page_at(at)) is None
    pressed(at, OPEN, DO)
    assert choices(at) == []
    assert any("to undo" in one for one in words(page_at(at)))
    pressed(at, DO)
    assert len(at.entries("annulled")) == 1


def test_an_officer_who_is_too_late_is_told_so(stand: Make, look: Look) -> None:
    at = after_a_crossing(stand, look)
    at.opened.clock.step(601)  # type: ignore[attr-defined]
    pressed(at, OPEN, DO, DO, DO)
    assert any("within 10 minutes" in one for one in words(page_at(at)))
    assert inside(at)
    pressed(at, BACK)
    assert choices(at) == ["Chan Siu Ming"]


def test_somebody_is_sent_back(stand: Make, look: Look) -> None:
    at = after_a_crossing(stand, look)
    pressed(at, OPEN, DOWN, DO, DO, DOWN, DO, DOWN, DO)
    (entry,) = at.entries("returned")
    assert (entry.body["into"], entry.body["authority"], entry.body["lane"]) == (False, "hong_kong", "F1-2")
    assert not inside(at)


def test_a_supervisor_puts_right_where_somebody_is(stand: Make, look: Look) -> None:
    at = after_a_crossing(stand, look, chief=True)
    pressed(at, OPEN)
    assert len(choices(at)) == 4
    pressed(at, DOWN, DOWN, DO, DO, DOWN, DO, DO)
    (entry,) = at.entries("put_right")
    assert (entry.body["inside"], entry.body["reason"]) == (False, "seen")
    with at.store.view() as view:
        row = view.get(Presence, at.holder.person)
    assert isinstance(row, Presence)
    assert not row.inside


def test_a_supervisor_goes_on_with_an_old_register_for_some_hours(stand: Make, look: Look) -> None:
    at = after_a_crossing(stand, look, chief=True)
    pressed(at, OPEN, DOWN, DOWN, DOWN, DO)
    assert all(":" in one for one in choices(at))
    pressed(at, DOWN, DO)
    with at.store.view() as view:
        row = view.get(StaleAccepted, b"F1-2")
    assert isinstance(row, StaleAccepted)
    assert 3_600_000_000 < row.until - row.accepted_at <= 2 * 3_600_000_000


def test_a_code_closes_it_and_is_judged(stand: Make, look: Look) -> None:
    at = after_a_crossing(stand, look)
    pressed(at, OPEN, DO, DO)
    at.gate.scanned(FOREIGN, "wedge")
    assert sheet_of(page_at(at)) is None
    at.until(Shown)
    assert at.entries("annulled") == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_7])
def test_no_key_of_a_scanner_does_anything(stand: Make, look: Look, key: Qt.Key) -> None:
    at = after_a_crossing(stand, look)
    pressed(at, OPEN, DO, DO)
    press(at, key)
    press(at, DO, lone=False)
    at.qtbot.waitUntil(lambda: at.idle, timeout=5000)
    assert at.entries("annulled") == []


def test_a_full_disk_is_said_in_the_sheet(stand: Make, look: Look) -> None:
    at = after_a_crossing(stand, look)
    pressed(at, OPEN, DOWN, DO, DO, DO)
    fill_up(at.opened)
    pressed(at, DO)
    assert any("NOT RECORDED" in one for one in words(page_at(at)))
    assert not isinstance(at.moment(), NotRecorded)
    assert inside(at)
