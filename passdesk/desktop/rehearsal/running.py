"""The rehearsal from its first window to its last, however it is ended."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from passdesk.desktop.app import application
from passdesk.desktop.collecting import Collecting
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.rehearsal.conductor import Conductor
from passdesk.desktop.rehearsal.state import PlaceKind, Rehearsal
from passdesk.desktop.rehearsal.tray import Tray, place_beside

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
LOOKS_EVERY_MS = 100


def rehearse(
    rehearsal: Rehearsal, first: PlaceKind = "automatic lane", *, opened: Callable[[], object] = lambda: None
) -> int:
    """Show the first desk's window and the tray until one of them is closed or a signal comes; 0, or 128 and the
    signal's number. Threads have ended then, and stores and server are as open as they were. `opened` hears when
    the windows stand."""
    app = application()
    heard: list[int] = []
    conductor, tray = begin(rehearsal, first)
    looks = QTimer(interval=LOOKS_EVERY_MS)
    looks.timeout.connect(lambda: conductor.end() if heard else None)
    conductor.ended.connect(app.quit)
    looks.start()
    QTimer.singleShot(0, opened)
    with Collecting(), _kept_in(heard):
        app.exec()
    looks.stop()
    tray.close()
    return 128 + heard[0] if heard else 0


def begin(rehearsal: Rehearsal, first: PlaceKind) -> tuple[Conductor, Tray]:
    """The windows, shown side by side; whichever is closed closes the other and ends the conductor."""
    conductor = Conductor(rehearsal, Jobs(ThreadPoolExecutor(1, "switch")), first)
    desk = conductor.open_place(first).window
    tray = Tray(rehearsal, conductor)
    tray.closing.connect(conductor.end)
    conductor.ended.connect(tray.close)
    place_beside(desk, tray, QGuiApplication.primaryScreen().availableGeometry())
    tray.show()
    desk.activateWindow()
    return conductor, tray


@contextmanager
def _kept_in(heard: list[int]) -> Iterator[None]:
    """A signal ends the windows, from within their own loop, and not the program: what is under way is finished."""
    before = {number: signal.signal(number, lambda number, _: heard.append(number)) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
