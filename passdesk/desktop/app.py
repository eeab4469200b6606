"""Starts the window: a readable list of steps, and everything built once with plain arguments."""

import gc
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from passdesk.clock import Clock
from passdesk.desktop.collecting import Collecting
from passdesk.desktop.desk_folder import MadeUp, OpenedFolder, Opening, Show
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.jobs import Err, Jobs, Result
from passdesk.desktop.keyboard import Keyboard
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.settings import FILE, Settings, load, save
from passdesk.desktop.starting.window import StartWindow
from passdesk.desktop.theme import Language
from passdesk.store.desk_store import DeskStore
from passdesk.sync.exchanging import Connect

if TYPE_CHECKING:
    from passdesk.desktop.camera_device import ChooseCamera
    from passdesk.desktop.wizard.wizard import WizardTools

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


def show_door(
    store: DeskStore, clock: Clock, scans: Scans, *, connect: Connect | None = None, among_others: bool = False
) -> DeskWindow:
    """The window of a desk that is open, shown, with its first page and no more: whoever is to work signs in.

    `connect` in place of the line to its server; `among_others`: this program has windows of other desks too.
    """
    opened = OpenedDesk(store, clock, connect=connect)
    held = DeskWindow(opened, {}, load(store.folder), scans=scans, system_dark=is_dark)
    held.listen(application(), among_others=among_others)
    if among_others:
        held.window.show()
    else:
        held.window.show_fitting()
        held.window.fill_screen(held.settings.full_screen)
    held.window.activateWindow()  # no window manager may be there to do it, and then no focus is seen
    held.keyboard.stand_before(held.window.windowHandle())
    return held


def show_desk(
    store: DeskStore, clock: Clock, *, choose_camera: "ChooseCamera | None" = None, connect: Connect | None = None,
    among_others: bool = False,
) -> DeskWindow:  # fmt: skip
    """The same, furnished at once. `choose_camera` in place of the machine's own cameras."""
    from passdesk.desktop.furnishing import furnish

    scans = Scans()
    held = show_door(store, clock, scans, connect=connect, among_others=among_others)
    furnish(held, scans, clock, choose_camera, among_others=among_others)
    return held


def show_desk_soon(store: DeskStore, clock: Clock) -> DeskWindow:
    """The same, furnished once the first page is on screen; what that takes is loaded off the GUI thread."""
    scans = Scans()
    held = show_door(store, clock, scans)
    jobs = held.opened.jobs

    def furnished(result: Result[ModuleType]) -> None:
        if isinstance(result, Err):
            raise result.error
        gc.freeze()  # what was loaded stays: to look through it again would hold up the GUI thread
        result.value.furnish(held, scans, clock)

    held.window.painted.connect(lambda: jobs.run(lambda: import_module("passdesk.desktop.furnishing"), furnished))
    return held


def run(
    opening: Opening, clock: Clock, *, log: Log = lambda _, __: nullcontext(), made_up: MadeUp | None = None
) -> int:
    """Open the desk, or make one, and show it until its window is closed; the exit status."""
    app = application()
    with Collecting(), ExitStack() as stack:
        shown = Shown(opening, clock, lambda: wizard_tools(made_up), stack, log)
        status = app.exec()
        instead = shown.instead
        del shown
        return status if instead is None else instead()


class Shown:
    """What is on screen: the start, then the desk. `stack` closes the desk when all is over."""

    def __init__(
        self, opening: Opening, clock: Clock, tools: "Callable[[], WizardTools]", stack: ExitStack, log: Log
    ) -> None:
        self._clock, self._stack, self._log = clock, stack, log
        self.desk: DeskWindow | None = None
        self.instead: Show | None = None
        jobs, scans = Jobs(ThreadPoolExecutor(1, "start")), Scans()
        self.start = StartWindow(
            opening, clock, jobs, first_settings(opening.folder), tools, scans=scans, system_dark=is_dark
        )
        self._keyboard = Keyboard(scans, lambda _, __: False)
        self._keyboard.watch(application())
        self.start.opened.connect(self._opened)
        self.start.instead.connect(self._try_instead)
        self.start.begin()

    def _opened(self, opened: OpenedFolder) -> None:
        store = opened.store
        self._keyboard.stop()
        self._stack.callback(opened.close)
        self._stack.enter_context(self._log(store.folder, store.journal.id))
        if not (store.folder / FILE).exists():
            save(store.folder, self.start.settings)
        self.desk = show_desk_soon(store, self._clock)
        self.desk.door.say(opened.notes, opened.hint)
        self.desk.opened.jobs.run(store.reserve.fill, lambda _: None)
        if self.start.window.isVisible() and not self.desk.settings.full_screen:
            self.desk.window.setGeometry(self.start.window.geometry())
        self.start.window.close()

    def _try_instead(self, show: Show) -> None:
        self._keyboard.stop()
        self.instead = show
        self.start.window.close()


def wizard_tools(made_up: MadeUp | None) -> "WizardTools":
    from passdesk.desktop.wizard.wizard import WizardTools

    return WizardTools(made_up=made_up)


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
