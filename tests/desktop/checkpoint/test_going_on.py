"""A lane that is opened again goes on where it was."""

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from passdesk.desktop.checkpoint.state import Settled, Shown
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.look import Look
from tests.desktop.checkpoint.conftest import CONFIRM, Make


def test_whoever_was_not_settled_before_a_restart_can_be_taken_up(qtbot: QtBot, stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.turn_to("entry")
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    before = at.moment()
    assert isinstance(before, Shown)
    at.gate.close()

    again = replace(at, gate=GateWorkspace(at.opened, CONFIRM, monotonic=lambda: at.seconds[0]))
    again.gate.shown()
    qtbot.waitUntil(lambda: bool(again.gate.picture.unsettled), timeout=5000)
    (waits,) = again.gate.picture.unsettled
    assert (waits.entry, waits.names.chinese) == (before.answer.entry, "陳小明")
    page = again.gate.page(look)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    again.gate.take_up(waits)
    taken = again.moment()
    assert isinstance(taken, Shown)
    assert taken.answer.verdict == replace(before.answer.verdict, provenance=taken.answer.verdict.provenance)
    qtbot.waitUntil(lambda: again.gate.face_painted, timeout=5000)
    at.seconds[0] += 1
    again.gate.act("let", lone=True)
    again.until(Settled)
    (outcome,) = again.entries("outcome")
    assert outcome.body["shown"] == list(before.answer.entry)
    again.gate.close()
