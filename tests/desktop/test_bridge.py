"""From other threads to the GUI thread: things in order, frames by a mailbox of one slot."""

from collections import deque
from threading import Thread

from pytestqt.qtbot import QtBot

from passdesk.desktop.bridge import Bridge


def test_things_arrive_in_order(qtbot: QtBot) -> None:
    bridge, arrived = Bridge(), list[int]()
    bridge.arrived.connect(arrived.append)
    Thread(target=lambda: deque(map(bridge.post, range(100)))).start()
    qtbot.waitUntil(lambda: len(arrived) == 100, timeout=5000)
    assert arrived == list(range(100))


def test_of_many_frames_the_newest_is_told_once(qtbot: QtBot) -> None:
    bridge, told = Bridge(), list[object]()
    bridge.frame_waits.connect(lambda: told.append(bridge.take_frame()))
    thread = Thread(target=lambda: deque(map(bridge.put_frame, range(100))))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [99]
    bridge.put_frame(100)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=5000)
    assert told == [99, 100]
