"""The window before a desk is open: the start's pages, or the wizard's."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

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

if TYPE_CHECKING:
    from passdesk.desktop.wizard.wizard import Wizard, WizardTools


SHOWN_AFTER_MS = 300
"""A desk that opens sooner opens without another window flashing by before it."""


class StartWindow(QObject):
    """`opened`, with an `OpenedFolder`, once a desk is open, or `instead`, with a `Show`; the window is then for the
    caller to close.

    `tools` is asked for where there is no desk yet: one that is there opens without the wizard being loaded."""

    opened = Signal(object)
    instead = Signal(object)

    def __init__(
        self, opening: Opening, clock: Clock, jobs: Jobs, settings: Settings, tools: "Callable[[], WizardTools]", *,
        scans: Scans, devices: tuple[Device, ...] = (), system_dark: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._jobs, self._tools, self._system_dark, self._devices = jobs, tools, system_dark, devices
        self.settings = settings
        self.window = MainWindow(lambda: datetime.fromtimestamp(clock().wall / 1_000_000, UTC))
        self.starting = Starting(opening, clock, jobs)
        self.wizard: Wizard | None = None
        self._page: StartPage | None = None
        self._clock = clock
        self._late = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._late.timeout.connect(self._show)
        self.starting.pictured.connect(self._painted)
        self.starting.opened.connect(self._opened)
        self.window.closing.connect(self.close)
        scans.scanned.connect(self._scanned)
        for device in devices:
            device.apply(settings)

    def begin(self) -> None:
        self._late.start()
        self.starting.begin()

    def _show(self) -> None:
        self._late.stop()
        self._repaint()
        self.window.show_fitting()
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
        self._late.stop()
        for device in self._devices:
            device.stop()
        if self.wizard is not None:
            self.wizard.close()
        self._jobs.close()

    def _painted(self, picture: StartPicture) -> None:
        if picture.stage == "wizard" and self.wizard is None:
            from passdesk.desktop.wizard.wizard import Wizard

            self.wizard = Wizard(self.starting.opening, self._clock, self._jobs, self._tools())
            self.wizard.made.connect(self.starting.begin)
            self.wizard.instead.connect(self.instead)
        if picture.stage == "open" or (picture.stage == "opening" and self._late.isActive()):
            return
        if picture.busy and picture.stage != "opening" and self._page is not None:
            self._page.paint(picture)
            return
        self._show()

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
        self._late.stop()
        self.opened.emit(opened)
