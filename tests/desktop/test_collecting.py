"""Garbage in cycles ends on the GUI thread, whichever thread is busy."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Thread, current_thread, main_thread

from pytestqt.qtbot import QtBot

from passdesk.desktop.collecting import Collecting
from passdesk.desktop.jobs import Jobs


class Knot:
    """Only the collector can end it."""

    def __init__(self, ended: list[Thread]) -> None:
        self.itself, self.ended = self, ended

    def __del__(self) -> None:
        self.ended.append(current_thread())


def make_many() -> list[list[int]]:
    """Enough for a collector that looks by itself."""
    return [[number] for number in range(200_000)]


def test_what_only_cycles_hold_ends_on_the_gui_thread(qtbot: QtBot) -> None:
    jobs, ended, made = Jobs(ThreadPoolExecutor(1)), list[Thread](), list[object]()
    with Collecting():
        Knot(ended)
        jobs.run(make_many, made.append)
        qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    jobs.close()
    assert ended == [main_thread()]


def test_whatever_is_left_ends_with_it(qtbot: QtBot) -> None:
    del qtbot
    ended = list[Thread]()
    with Collecting():
        Knot(ended)
        assert not gc.isenabled()
    assert ended == [main_thread()]
