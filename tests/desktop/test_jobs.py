"""The one way off the GUI thread, stepped by hand and with real threads."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from passdesk.desktop.jobs import Err, Jobs, Ok, Result, Ticket
from passdesk.errors import Cancelled, Declined, Trouble


class ByHand(Executor):
    """Runs what was handed over when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.waiting.append(lambda: fn(*args, **kwargs))
        return Future()

    def step(self) -> None:
        self.waiting.pop(0)()


def heard(qtbot: QtBot, results: list[Any], count: int = 1) -> None:
    qtbot.waitUntil(lambda: len(results) >= count, timeout=5000)


def test_a_result_comes_back_on_the_gui_thread(qtbot: QtBot) -> None:
    jobs, results, threads = Jobs(ThreadPoolExecutor(1)), [], []

    def work() -> int:
        threads.append(current_thread())
        return 7

    def done(result: Result[int]) -> None:
        threads.append(current_thread())
        results.append(result)

    jobs.run(work, done)
    heard(qtbot, results)
    jobs.close()
    assert results == [Ok(7)]
    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()


def test_an_error_of_ours_comes_back_as_it_is(qtbot: QtBot) -> None:
    jobs, results = Jobs(ThreadPoolExecutor(1)), list[Result[None]]()
    error = Declined("No.")

    def work() -> None:
        raise error

    jobs.run(work, results.append)
    heard(qtbot, results)
    jobs.close()
    assert results == [Err(error)]


@pytest.mark.parametrize("fault", [ZeroDivisionError("x"), OSError(28, "No space left on device")])
def test_no_fault_is_swallowed(qtbot: QtBot, fault: Exception) -> None:
    jobs, results = Jobs(ThreadPoolExecutor(1)), list[Result[None]]()

    def work() -> None:
        raise fault

    jobs.run(work, results.append)
    heard(qtbot, results)
    jobs.close()
    assert isinstance(results[0], Err)
    assert isinstance(results[0].error, Trouble)


def test_one_worker_keeps_the_order(qtbot: QtBot) -> None:
    jobs, results = Jobs(ThreadPoolExecutor(1)), list[Result[int]]()
    for n in range(50):
        jobs.run(lambda n=n: n, results.append)  # type: ignore[misc]
    heard(qtbot, results, 50)
    jobs.close()
    assert results == [Ok(n) for n in range(50)]


def test_nothing_comes_back_before_the_work_is_done(qtbot: QtBot) -> None:
    executor = ByHand()
    jobs, results = Jobs(executor), list[Result[int]]()
    jobs.run(lambda: 1, results.append)
    assert (results, jobs.busy) == ([], 1)
    executor.step()
    heard(qtbot, results)
    assert (results, jobs.busy) == ([Ok(1)], 0)


def test_long_work_tells_how_far_it_is_and_ends_when_nobody_wants_it(qtbot: QtBot) -> None:
    executor = ByHand()
    jobs, results, told = Jobs(executor), list[Result[None]](), list[object]()

    def work(ticket: Ticket) -> None:
        for n in range(1000):
            ticket.tell(n)
            if n == 2:
                ticket.cancel()

    jobs.run_long(work, results.append, told.append)
    executor.step()
    heard(qtbot, results)
    assert told == [0, 1, 2]
    assert isinstance(results[0], Err)
    assert isinstance(results[0].error, Cancelled)


def test_what_is_on_its_way_when_it_closes_is_not_delivered() -> None:
    executor = ByHand()
    jobs, results = Jobs(executor), list[Result[int]]()
    jobs.run(lambda: 1, results.append)
    executor.step()
    jobs.close()
    QCoreApplication.processEvents()
    assert results == []


def test_closing_cancels_and_waits(qtbot: QtBot) -> None:
    del qtbot
    jobs, ended = Jobs(ThreadPoolExecutor(1)), list[bool]()

    def work(ticket: Ticket) -> None:
        try:
            while True:
                ticket.tell(None)
        except Cancelled:
            ended.append(True)
            raise

    jobs.run_long(work, lambda _: None)
    jobs.close()
    assert ended == [True]
