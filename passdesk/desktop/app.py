"""Starts the window: a readable list of steps, and everything built once with plain arguments."""

import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from passdesk.clock import Clock
from passdesk.desktop.admin.workspace import AdminWorkspace, Preferences
from passdesk.desktop.camera_device import CameraDevice, OpenCamera, SerialDevice
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_folder import MadeUp, OpenedFolder, Opening
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.issuing.making import issuing_workspace
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.keyboard import Keyboard
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.overlays import Overlays
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.desktop.settings import FILE, Settings, load, save
from passdesk.desktop.sounds import Sounds
from passdesk.desktop.starting.window import StartWindow
from passdesk.desktop.theme import Language
from passdesk.desktop.wizard.wizard import WizardTools
from passdesk.desktop.workspace import Make
from passdesk.store.desk_store import DeskStore

ChooseCamera = Callable[[Settings], OpenCamera | None]
Log = Callable[[Path, bytes], AbstractContextManager[None]]


def application(words: Sequence[str] = ()) -> QApplication:
    """The one application object of this process."""
    held = QApplication.instance()
    if isinstance(held, QApplication):
        return held
    made = QApplication([sys.argv[0] if sys.argv else "passdesk", *words])
    made.setApplicationName("Passdesk")
    made.setStyle("Fusion")
    return made


def makers(
    opened: OpenedDesk, camera: CameraDevice, sounds: Sounds, preferences: Preferences
) -> Mapping[str, Make]:
    """How each workspace is made."""
    desk = opened.desk
    lanes = desk.lanes if desk is not None else ()
    made: dict[str, Make] = {
        "records": lambda: RecordsWorkspace(opened),
        "admin": lambda: AdminWorkspace(opened, preferences=preferences),
        "issuing": lambda: issuing_workspace(opened, camera),
    }
    if lanes:
        made["gate"] = lambda: GateWorkspace(
            opened, lanes[0], camera=camera, sound=sounds.play, mirror=lambda: load(opened.folder).mirror
        )
    return made


def show_desk(store: DeskStore, clock: Clock, *, choose_camera: ChooseCamera | None = None) -> DeskWindow:
    """The window of a desk that is open, shown. `choose_camera` in place of the machine's own cameras."""
    app = application()
    opened, scans = OpenedDesk(store, clock), Scans()
    camera, serial, sounds = CameraDevice(scans, clock, choose_camera), SerialDevice(scans), Sounds()
    tools = PreferencesTools(opened.jobs, clock, feed=camera, play=sounds.try_at)
    made = makers(opened, camera, sounds, lambda look: PreferencesPanel(look, held.settings, held.change, tools=tools))
    held = DeskWindow(
        opened, made, load(store.folder), scans=scans, devices=(camera, serial, sounds), system_dark=is_dark,
    )  # fmt: skip
    held.overlays = Overlays(held, opened, tools)
    held.listen(app)
    if opened.exchanging is not None:
        opened.exchanging.start()
    held.window.show()
    held.window.activateWindow()  # no window manager may be there to do it, and then no focus is seen
    held.keyboard.stand_before(held.window.windowHandle())
    return held


def run(
    opening: Opening, clock: Clock, *, log: Log = lambda _, __: nullcontext(), made_up: MadeUp | None = None
) -> int:
    """Open the desk, or make one, and show it until its window is closed; the exit status."""
    app = application()
    with ExitStack() as stack:
        shown = Shown(opening, clock, WizardTools(made_up=made_up), stack, log)
        status = app.exec()
        del shown
    return status


class Shown:
    """What is on screen: the start, then the desk. `stack` closes the desk when all is over."""

    def __init__(self, opening: Opening, clock: Clock, tools: WizardTools, stack: ExitStack, log: Log) -> None:
        self._clock, self._stack, self._log = clock, stack, log
        self.desk: DeskWindow | None = None
        jobs, scans = Jobs(ThreadPoolExecutor(1, "start")), Scans()
        self.start = StartWindow(
            opening, clock, jobs, first_settings(opening.folder), tools, scans=scans, system_dark=is_dark
        )
        self._keyboard = Keyboard(scans, lambda _, __: False)
        self._keyboard.watch(application())
        self.start.opened.connect(self._opened)
        self.start.begin()

    def _opened(self, opened: OpenedFolder) -> None:
        store = opened.store
        self._keyboard.stop()
        self._stack.callback(opened.close)
        self._stack.enter_context(self._log(store.folder, store.journal.id))
        if not (store.folder / FILE).exists():
            save(store.folder, self.start.settings)
        self.desk = show_desk(store, self._clock)
        self.desk.door.say(opened.notes, opened.hint)
        self.desk.window.setGeometry(self.start.window.geometry())
        self.start.window.close()


def is_dark() -> bool:
    """Whether the system's own look is dark."""
    return application().styleHints().colorScheme() == Qt.ColorScheme.Dark


def first_settings(folder: Path) -> Settings:
    """The desk's own, else the defaults in the language of the system."""
    held = load(folder)
    return held if (folder / FILE).exists() else Settings(language=system_language(QLocale.system()))


def system_language(locale: QLocale) -> Language:
    if locale.language() not in (QLocale.Language.Chinese, QLocale.Language.Cantonese):
        return "en"
    simplified = locale.script() == QLocale.Script.SimplifiedChineseScript
    return "zh-Hans" if simplified else "zh-Hant"
