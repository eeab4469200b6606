"""The rehearsal from its first window to its last, however it is ended."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from passdesk.desktop.app import application
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.rehearsal.conductor import Conductor
from passdesk.desktop.rehearsal.state import PlaceKind, Rehearsal
from passdesk.desktop.rehearsal.tray import Tray, place_beside

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def rehearse(rehearsal: Rehearsal, first: PlaceKind = "automatic lane") -> int:
    """Show the first desk's window and the tray until one of them is closed or a signal comes; 0, or 128 and the
    signal's number. Threads have ended then, and stores and server are as open as they were."""
    app = application()
    ended: list[int] = [0]
    conductor, tray = begin(rehearsal, first)

    def end(number: int) -> None:
        ended[0] = 128 + number
        conductor.end()

    with _heard(end):
        app.exec()
    tray.close()
    return ended[0]


def begin(rehearsal: Rehearsal, first: PlaceKind) -> tuple[Conductor, Tray]:
    """The windows, shown side by side; whichever is closed closes the other and ends the conductor."""
    conductor = Conductor(rehearsal, Jobs(ThreadPoolExecutor(1, "switch")), first)
    desk = conductor.open_place(first).window
    tray = Tray(rehearsal, conductor)
    tray.closing.connect(conductor.end)
    conductor.ended.connect(tray.close)
    place_beside(desk, tray)
    tray.show()
    desk.activateWindow()
    return conductor, tray


@contextmanager
def _heard(end: Callable[[int], None]) -> Iterator[None]:
    """Signals end the windows, not the program: what is under way is finished and written."""
    before = {number: signal.signal(number, lambda number, _: end(number)) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
