"""Starts the window: a readable list of steps, and everything built once with plain arguments."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from passdesk.clock import Clock
from passdesk.desktop.camera_device import CameraDevice, OpenCamera, SerialDevice
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.settings import Settings, load
from passdesk.desktop.workspace import Make
from passdesk.store.desk_store import DeskStore
from passdesk.store.going_on import open_desk
from passdesk.sync.exchanging import Connect

ChooseCamera = Callable[[Settings], OpenCamera | None]


def application(words: Sequence[str] = ()) -> QApplication:
    """The one application object of this process."""
    held = QApplication.instance()
    if isinstance(held, QApplication):
        return held
    made = QApplication([sys.argv[0] if sys.argv else "passdesk", *words])
    made.setApplicationName("Passdesk")
    made.setStyle("Fusion")
    return made


def makers(opened: OpenedDesk, camera: CameraDevice) -> Mapping[str, Make]:
    """How each workspace is made."""
    desk = opened.desk
    lanes = desk.lanes if desk is not None else ()
    made: dict[str, Make] = {}
    if lanes:
        made["gate"] = lambda: GateWorkspace(opened, lanes[0], camera=camera)
    return made


def show_desk(
    store: DeskStore, clock: Clock, *, choose_camera: ChooseCamera | None = None, connect: Connect | None = None,
    among_others: bool = False,
) -> DeskWindow:  # fmt: skip
    """The window of a desk that is open, shown. `choose_camera` in place of the machine's own cameras, `connect` in
    place of the line to its server; `among_others`: this program has windows of other desks too."""
    app = application()
    opened, scans = OpenedDesk(store, clock, connect=connect), Scans()
    camera, serial = CameraDevice(scans, clock, choose_camera), SerialDevice(scans)
    held = DeskWindow(
        opened, makers(opened, camera), load(store.folder), scans=scans, devices=(camera, serial),
        system_dark=lambda: app.styleHints().colorScheme() == Qt.ColorScheme.Dark,
    )  # fmt: skip
    held.camera = camera
    held.listen(app, among_others=among_others)
    if opened.exchanging is not None:
        opened.exchanging.start()
    held.window.show()
    return held


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
