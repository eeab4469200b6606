"""One desk in its window: who is signed in decides what is shown, codes go to the page on screen."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from passdesk.desktop.devices import Device, Scans
from passdesk.desktop.keyboard import Keyboard
from passdesk.desktop.line_status import LineStatus, lights
from passdesk.desktop.line_watch import LineWatch
from passdesk.desktop.look import Look
from passdesk.desktop.main_window import MainWindow, Shell
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.settings import Settings, save
from passdesk.desktop.sign_in.door import Door
from passdesk.desktop.theme import Theme
from passdesk.desktop.workspace import KINDS, Kind, Make, Workspace
from passdesk.store.policy_here import in_force

if TYPE_CHECKING:
    from passdesk.desktop.camera_device import CameraDevice
    from passdesk.domain.admission import InputKind


class Over(Protocol):
    """What lies over the page, and is there again when the page was built anew."""

    @property
    def is_open(self) -> bool: ...

    def repainting(self) -> None: ...

    def repainted(self) -> None: ...

    def takes(self, text: str) -> bool:
        """Whether a code that was read is for it."""


class InEmergency(Over, Protocol):
    """What an emergency lays over every page, or puts in its place, signed in or not."""

    def banner(self, look: Look) -> QWidget: ...

    def page(self, look: Look) -> QWidget | None: ...

    def key(self, event: QKeyEvent) -> bool: ...

    def leave(self) -> None: ...


class Display(Protocol):
    """What may cover the page: the holder's display."""

    def key(self, event: QKeyEvent, *, free: bool) -> bool:
        """Whether a key was for it; `free`: nothing else lies over the page."""


class DeskWindow(QObject):
    """`makers`: how each workspace is made, by name. `system_dark`: whether the system's own look is dark. `repainted`:
    the window was built anew."""

    repainted = Signal()

    def __init__(
        self,
        opened: OpenedDesk,
        makers: Mapping[str, Make],
        settings: Settings,
        *,
        scans: Scans,
        devices: tuple[Device, ...] = (),
        system_dark: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__()
        self.opened, self._makers, self.settings = opened, makers, settings
        self._system_dark, self._devices = system_dark, devices
        self._made: dict[str, Workspace] = {}
        self._current = ""
        self.line = LineWatch(opened)
        self.window = MainWindow(self._now)
        self.camera: CameraDevice | None = None
        self.keyboard = Keyboard(scans, self.human)
        self.window.is_typing = self.keyboard.is_typing
        self.keyboard.touched.connect(opened.session.touch)
        self.overlays: Over | None = None
        self.emergency: InEmergency | None = None
        self.display: Display | None = None
        self.door = Door(opened)
        self.window.chosen.connect(self.go_to)
        self.window.closing.connect(self.close)
        opened.session.changed.connect(self._session_changed)
        self.line.changed.connect(self._line_changed)
        scans.scanned.connect(self._scanned)
        for device in devices:
            device.apply(settings)
        self.repaint()

    def furnish(self, makers: Mapping[str, Make], devices: tuple[Device, ...], overlays: Over) -> None:
        """What comes once the first page is on screen: the workspaces, the devices, what lies over a page."""
        self._makers, self._devices, self.overlays = makers, devices, overlays
        for device in devices:
            device.apply(self.settings)
        if not self.opened.session.locked:
            self._session_changed()

    def prepare(self, emergency: InEmergency) -> None:
        """For an emergency, from now on at every page, the locked one too."""
        self.emergency = emergency
        self.window.hang(emergency.banner)

    def listen(self, app: QGuiApplication, *, among_others: bool = False) -> None:
        """Hear the keyboard, whichever window of this program has the focus; only this one `among_others`."""
        self.keyboard.watch(app, self.window if among_others else None)
        self.line.start()

    # What is shown

    def repaint(self) -> None:
        """Build the window anew around the page that is due."""
        over = [one for one in (self.overlays, self.emergency) if one is not None]
        for one in over:
            one.repainting()
        self._paint()
        for one in over:
            one.repainted()
        self.repainted.emit()

    @property
    def current(self) -> str:
        """The workspace on screen; "" where nobody is signed in, or has none."""
        return self._current

    def _paint(self) -> None:
        look = self.look()
        instead = self.emergency.page(look) if self.emergency is not None else None
        if self.opened.session.locked:
            self.window.paint(look, Shell(title=self._title(look)), instead or self.door.page(look))
            return
        kinds = self._kinds()
        operator = self.opened.session.operator
        current = self._current if instead is None else ""
        shell = Shell(kinds, current, operator.name if operator is not None else "", self._title(look))
        self.window.paint(look, shell, instead or self._page(look))

    def look(self) -> Look:
        settings = self.settings
        dark = settings.appearance == "dark" or (settings.appearance == "system" and self._system_dark())
        return Look(Theme(dark, settings.scale, settings.language), self._zone())

    def change(self, settings: Settings) -> None:
        """Other settings from now on, kept for the next start too."""
        if settings.full_screen != self.settings.full_screen:
            self.window.fill_screen(settings.full_screen)
        self.keep(settings)
        for device in self._devices:
            device.apply(settings)
        self.repaint()
        self.window.show_lights(lights(self.look(), self.line.line, self.opened.now_us()))

    def keep(self, settings: Settings) -> None:
        """The same, where they change nothing of how the window looks and what its devices do."""
        self.settings = settings
        save(self.opened.folder, settings)

    def make_anew(self, name: str) -> None:
        """A workspace begins again with nothing of what it showed; another one takes its place."""
        former = self._made.pop(name, None)
        if former is not None:
            former.close()
        if name == self._current:
            self.repaint()
            self._workspace(name).shown()

    def go_to(self, name: str) -> None:
        """Show another workspace of this operator's."""
        if self.emergency is not None:
            self.emergency.leave()
        if name != self._current and any(kind.name == name for kind in self._kinds()):
            self._current = name
            self.repaint()
            self._workspace(name).shown()

    def workspace(self, name: str) -> Workspace:
        return self._workspace(name)

    def close(self) -> None:
        """The window is gone: devices, workspaces and threads end."""
        self.line.stop()
        self.door.close()
        for device in (self.keyboard, *self._devices):
            device.stop()
        for workspace in self._made.values():
            workspace.close()
        self.opened.close()

    # What happens

    def _session_changed(self) -> None:
        names = [kind.name for kind in self._kinds()]
        if self._current not in names:
            self._current = names[0] if names else ""
        self.repaint()
        if not self.opened.session.locked and self._current:
            self._workspace(self._current).shown()

    def human(self, event: QKeyEvent, lone: bool) -> bool:
        """A key a person pressed, before anything else has it. A function key counts only where it stands alone."""
        if not lone and Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
            return True
        if self.emergency is not None and self.emergency.key(event):
            return True
        free = not any(one is not None and one.is_open for one in (self.overlays, self.emergency))
        if self.display is not None and self.display.key(event, free=free):
            return True
        if event.key() == Qt.Key.Key_F11:
            self.keep(replace(self.settings, full_screen=not self.settings.full_screen))
            self.window.fill_screen(self.settings.full_screen)
            return True
        if self.opened.session.locked:
            return False
        if event.key() == Qt.Key.Key_F12:
            self.opened.session.lock()
            return True
        if not free:
            return False
        return bool(self._current) and self._workspace(self._current).key(event, lone)

    def _line_changed(self, line: LineStatus) -> None:
        self.opened.session.check()
        self.window.show_lights(lights(self.look(), line, self.opened.now_us()))
        for workspace in self._made.values():
            workspace.line_is(line)

    def _scanned(self, text: str, input_kind: "InputKind") -> None:
        self.opened.session.touch()
        if any(one is not None and one.takes(text) for one in (self.overlays, self.emergency)):
            return
        current = self._workspace(self._current) if not self.opened.session.locked and self._current else None
        if (current is not None and current.takes(text)) or self.door.takes(text):
            return
        if current is not None:
            current.scanned(text, input_kind)

    # Parts

    def _kinds(self) -> tuple[Kind, ...]:
        desk, operator = self.opened.desk, self.opened.session.operator
        return tuple(kind for kind in KINDS if kind.name in self._makers and kind.is_for(desk, operator))

    def _page(self, look: Look) -> QWidget:
        if not self._current:
            return self.door.nothing_here(look)
        return self._workspace(self._current).page(look)

    def _workspace(self, name: str) -> Workspace:
        if name not in self._made:
            self._made[name] = self._makers[name]()
            self._made[name].line_is(self.line.line)
        return self._made[name]

    def _title(self, look: Look) -> str:
        desk = self.opened.desk
        return f"{desk.name} · {look.tr('Passdesk')}" if desk is not None else look.tr("Passdesk")

    def _zone(self) -> tzinfo:
        policy = in_force(self.opened.store, self.opened.clock).policy
        return UTC if policy is None else policy.local

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.opened.now_us() / 1_000_000, UTC)


