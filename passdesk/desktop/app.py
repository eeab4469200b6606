"""Starts the window: a readable list of steps, and everything built once with plain arguments."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from passdesk.clock import Clock
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Device, Scans
from passdesk.desktop.issuing.making import issuing_workspace
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.settings import load
from passdesk.desktop.workspace import Make
from passdesk.store.desk_store import DeskStore
from passdesk.store.going_on import open_desk


def application(words: Sequence[str] = ()) -> QApplication:
    """The one application object of this process."""
    held = QApplication.instance()
    if isinstance(held, QApplication):
        return held
    made = QApplication([sys.argv[0] if sys.argv else "passdesk", *words])
    made.setApplicationName("Passdesk")
    made.setStyle("Fusion")
    return made


def makers(opened: OpenedDesk) -> Mapping[str, Make]:
    """How each workspace is made."""
    return {
        "issuing": lambda: issuing_workspace(opened),
    }


def show_desk(
    store: DeskStore, clock: Clock, *, devices: Callable[[Scans, OpenedDesk], tuple[Device, ...]] = lambda _, __: ()
) -> DeskWindow:
    """The window of a desk that is open, shown."""
    opened, scans = OpenedDesk(store, clock), Scans()
    app = application()
    window = DeskWindow(
        opened, makers(opened), load(store.folder), scans=scans, devices=devices(scans, opened),
        system_dark=lambda: app.styleHints().colorScheme() == Qt.ColorScheme.Dark,
    )  # fmt: skip
    if opened.exchanging is not None:
        opened.exchanging.start()
    window.window.show()
    return window


def run(folder: Path, database_key: bytes, clock: Clock) -> int:
    """Open the desk in `folder` and show it until its window is closed."""
    app = application()
    with ExitStack() as stack:
        store = stack.enter_context(open_desk(folder, database_key, clock()))
        held = show_desk(store, clock)
        status = app.exec()
        del held
        store.catch_up()
    return status
