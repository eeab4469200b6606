"""What the foot of every page and the gate's strip say of a full disk."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from passdesk.desktop.line_status import LineStatus, lights, strip
from passdesk.desktop.line_watch import LineWatch
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.errors import NotRecorded
from passdesk.store.reserve import PIECE, Reserve, Room
from tests.factories.desks import fill_the_disk


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(
    ("room", "words"),
    [("exits", "The disk is full: only exits are recorded"), ("none", "The disk is full: nothing is recorded")],
)
def test_a_full_disk_comes_first_in_red(qapp: QApplication, look: Look, alone: bool, room: Room, words: str) -> None:
    del qapp
    line = LineStatus(alone=alone, room=room, exchanged_at=1)
    told = lights(look, line, 1)
    assert (told[0].words, told[0].tone) == (words, "refuse")
    assert len(told) == 2
    assert strip(look, line, 1) == (words, "attention")


def write_many(opened: OpenedDesk) -> None:
    for _ in range(500):
        body = {"what": "x", "rows": 1, "filter": None, "source": "own"}
        opened.store.write("exported", body, reading=opened.clock())


def test_the_watch_tells_of_it_and_fills_the_room_again(qtbot: QtBot, opened: OpenedDesk) -> None:
    store = opened.store
    store.reserve = Reserve(store.folder, size=2 * PIECE, leaves=0)
    store.reserve.fill()
    watch = LineWatch(opened)
    fill_the_disk(store)
    with pytest.raises(NotRecorded):
        write_many(opened)
    with qtbot.waitSignal(watch.changed, timeout=10_000):
        watch.look()
    assert watch.line.room == "exits"
    store.reserve.give_up()
    with qtbot.waitSignal(watch.changed, timeout=10_000):
        watch.look()
    assert (watch.line.room, store.reserve.held) == ("", 2 * PIECE)
