"""The window before a desk is open: the start's pages, or the wizard's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from passdesk.clock import Clock
from passdesk.desktop.desk_folder import OpenedFolder, Opening
from passdesk.desktop.devices import Device, Scans
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.look import Look
from passdesk.desktop.main_window import MainWindow, Shell
from passdesk.desktop.settings import Settings
from passdesk.desktop.starting.page import StartPage
from passdesk.desktop.starting.starting import Starting
from passdesk.desktop.starting.state import StartPicture
from passdesk.desktop.theme import Language, Theme
from passdesk.desktop.wizard.wizard import Wizard, WizardTools


class StartWindow(QObject):
    """`opened`, with an `OpenedFolder`, once a desk is open; the window is then for the caller to close."""

    opened = Signal(object)

    def __init__(
        self, opening: Opening, clock: Clock, jobs: Jobs, settings: Settings, tools: WizardTools, *, scans: Scans,
        devices: tuple[Device, ...] = (), system_dark: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._jobs, self._tools, self._system_dark, self._devices = jobs, tools, system_dark, devices
        self.settings = settings
        self.window = MainWindow(lambda: datetime.fromtimestamp(clock().wall / 1_000_000, UTC))
        self.starting = Starting(opening, clock, jobs)
        self.wizard: Wizard | None = None
        self._page: StartPage | None = None
        self._clock = clock
        self.starting.pictured.connect(self._painted)
        self.starting.opened.connect(self._opened)
        self.window.closing.connect(self.close)
        scans.scanned.connect(self._scanned)
        for device in devices:
            device.apply(settings)

    def begin(self) -> None:
        self.starting.begin()
        self.window.show()
        self.window.activateWindow()

    def speak(self, language: Language) -> None:
        """This language from now on; kept once there is a desk to keep it with."""
        self.settings = replace(self.settings, language=language)
        self._repaint()

    # What the pages ask of the start

    def try_again(self) -> None:
        self.starting.try_again()

    def give_passphrase(self, passphrase: str) -> None:
        self.starting.give_passphrase(passphrase)

    def set_aside(self) -> None:
        self.starting.set_aside()

    def close(self) -> None:
        """Devices and threads end."""
        for device in self._devices:
            device.stop()
        if self.wizard is not None:
            self.wizard.close()
        self._jobs.close()

    def _painted(self, picture: StartPicture) -> None:
        if picture.stage == "wizard" and self.wizard is None:
            self.wizard = Wizard(self.starting.opening, self._clock, self._jobs, self._tools)
            self.wizard.made.connect(self.starting.begin)
        if picture.stage == "open":
            return
        if picture.busy and picture.stage != "opening" and self._page is not None:
            self._page.paint(picture)
            return
        self._repaint()

    def _repaint(self) -> None:
        picture, look = self.starting.picture, self.look()
        shell = Shell(title=look.tr("Passdesk"))
        if picture.stage == "wizard" and self.wizard is not None:
            self._page = None
            self.window.paint(look, shell, self.wizard.page(look, self))
            return
        self._page = StartPage(look, self, picture)
        self.window.paint(look, shell, self._page)
        self._page.paint(picture)

    def look(self) -> Look:
        settings = self.settings
        dark = settings.appearance == "dark" or (settings.appearance == "system" and self._system_dark())
        return Look(Theme(dark, settings.scale, settings.language))

    def _scanned(self, text: str, _: str) -> None:
        if self.wizard is not None and self.starting.picture.stage == "wizard":
            self.wizard.scanned(text)

    def _opened(self, opened: OpenedFolder) -> None:
        self.opened.emit(opened)
