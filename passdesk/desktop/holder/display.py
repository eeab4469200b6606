"""The holder's display while a desk is open: on the second screen, or for a moment over the officer's own window."""

from typing import Protocol

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent, QScreen, QWindow
from PySide6.QtWidgets import QWidget

from passdesk.desktop.checkpoint.state import GatePicture, Moment, Waiting
from passdesk.desktop.holder.panel import HolderPanel
from passdesk.desktop.holder.placing import OFF, may_stay, screen_for
from passdesk.desktop.holder.state import holder_picture
from passdesk.desktop.holder.window import HolderWindow
from passdesk.desktop.look import Look
from passdesk.desktop.main_window import MainWindow
from passdesk.desktop.settings import Settings
from passdesk.desktop.sign_in.door import Door
from passdesk.desktop.theme import LANGUAGES

_MODIFIERS = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)  # fmt: skip


class Desk(Protocol):
    """The officer's window. `current`: the workspace on screen, "" while it is locked."""

    window: MainWindow
    door: Door

    @property
    def repainted(self) -> SignalInstance: ...

    @property
    def current(self) -> str: ...

    def look(self) -> Look: ...

    def repaint(self) -> None: ...


class Screens(Protocol):
    """The machine's, as the application knows them."""

    @property
    def screenAdded(self) -> SignalInstance: ...  # noqa: N802 - Qt's names

    @property
    def screenRemoved(self) -> SignalInstance: ...  # noqa: N802

    def screens(self) -> list[QScreen]: ...


class Gate(Protocol):
    """The lane that is served."""

    pictured: SignalInstance
    picture: GatePicture


class HolderDisplay(QObject):
    """A `Device`: `apply` finds its screen, and screens that come and go are followed. `key` is asked before the page.

    While it covers the officer's page nobody is let through: the face is not to be seen. The first key, F8 or any
    other, or a touch, takes it away and does no more; the page is then built anew, so that the face has to have been
    looked at again. It also goes by itself as `placing.may_stay` says.
    """

    def __init__(self, desk: Desk, app: Screens, *, alone: bool = True) -> None:
        super().__init__()
        self._desk, self._app, self._alone = desk, app, alone
        self._gate: GatePicture | None = None
        self._at: Moment = Waiting()
        self._filled = False
        self._choice = OFF
        self._soon = QTimer(self, singleShot=True, interval=0)  # the officer's page is painted first
        self._soon.timeout.connect(self._show)
        self.second: HolderWindow | None = None
        self.cover: HolderPanel | None = None
        app.screenAdded.connect(self._screens_changed)
        app.screenRemoved.connect(self._screens_changed)
        desk.repainted.connect(self._repainted)
        desk.door.card_shown.connect(self.uncover)
        desk.window.installEventFilter(self)

    # A device

    def apply(self, settings: Settings) -> None:
        self._choice = settings.holder_screen if self._alone else OFF
        self._place()

    def stop(self) -> None:
        self._soon.stop()
        self._app.screenAdded.disconnect(self._screens_changed)
        self._app.screenRemoved.disconnect(self._screens_changed)
        self._desk.window.removeEventFilter(self)
        self._leave()
        if self.cover is not None:
            self._take_cover_away()

    # The gate

    def follow(self, gate: Gate) -> None:
        """Show what this lane shows from now on, in place of the one before."""
        gate.pictured.connect(self._pictured)
        self._pictured(gate.picture)

    def _pictured(self, picture: GatePicture) -> None:
        self._gate = picture
        if self.cover is not None and not may_stay(self._at, picture.moment):
            self.uncover()
        self._soon.start()

    def _show(self) -> None:
        panels = [one for one in (self.second, self.cover) if one is not None]
        if not panels:
            return
        look = self._desk.look()
        looks = {one: Look(replace(look.theme, language=one), look.zone) for one in LANGUAGES}
        shown = holder_picture(self._gate if self._serving else None, looks)
        for panel in panels:
            panel.show_picture(shown)

    @property
    def _serving(self) -> bool:
        """Whether a code that is read now is one for the lane."""
        return self._desk.current == "gate"

    # The officer's screen

    def key(self, event: QKeyEvent, *, free: bool) -> bool:
        """Whether the key was for this; nothing is covered that is not `free`."""
        if self.second is not None and self.second.isActiveWindow():
            return True  # nobody works there
        if self.cover is None:
            if event.key() != Qt.Key.Key_F8 or not (free and self._serving) or self._gate is None:
                return False
            self._begin_to_cover(self._gate)
            return True
        if event.key() not in _MODIFIERS:
            self.uncover()
        return True

    def _begin_to_cover(self, gate: GatePicture) -> None:
        window = self._desk.window
        self._at = gate.moment
        self.cover = HolderPanel(self._desk.look(), window)
        self.cover.touched.connect(self.uncover)
        self._show()
        self._filled = not window.isFullScreen()
        if self._filled:
            window.fill_screen(True)
        self._lie_over(self.cover)

    def uncover(self) -> None:
        """The officer's page again, with a face that has still to be looked at."""
        if self.cover is None:
            return
        self._take_cover_away()
        self._desk.repaint()

    def _take_cover_away(self) -> None:
        cover, filled, self.cover, self._filled = self.cover, self._filled, None, False
        if cover is not None:
            cover.hide()
            cover.deleteLater()
        if filled:
            self._desk.window.fill_screen(False)

    def _repainted(self) -> None:
        if self.cover is not None and not self._serving:
            self._take_cover_away()
        for panel in (self.second, self.cover):
            if panel is not None:
                panel.wear(self._desk.look())
        if self.cover is not None:
            self._lie_over(self.cover)
        self._show()

    def _lie_over(self, cover: HolderPanel) -> None:
        cover.setGeometry(self._desk.window.rect())
        cover.show()
        cover.raise_()

    # The second screen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The officer's window grew, or went to another screen."""
        if watched is self._desk.window:
            if event.type() == QEvent.Type.Resize and self.cover is not None:
                self.cover.setGeometry(self._desk.window.rect())
            if event.type() in (QEvent.Type.ScreenChangeInternal, QEvent.Type.Show):
                self._place()
        return super().eventFilter(watched, event)

    def _screens_changed(self, _: object) -> None:
        self._place()

    def _place(self) -> None:
        screens = self._app.screens()
        names, own = [one.name() for one in screens], _officers(self._desk.window)
        place = screen_for(self._choice, names, screens.index(own) if own in screens else -1)
        if place is None or not self._desk.window.isVisible():
            self._leave()
            return
        if self.second is None:
            self.second = HolderWindow(self._desk.look(), self._desk.window)
            self._show()
        self.second.fill(screens[place])

    def _leave(self) -> None:
        second, self.second = self.second, None
        if second is not None:
            second.end()


def _officers(window: QWidget) -> object:
    handle: QWindow | None = window.windowHandle()
    return handle.screen() if handle is not None else window.screen()
