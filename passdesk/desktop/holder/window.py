"""A window of its own on the second screen: it has no frame, takes no key and no click, and leaves the focus alone."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QScreen
from PySide6.QtWidgets import QWidget

from passdesk.desktop.holder.panel import HolderPanel
from passdesk.desktop.look import Look

_FLAGS = (
    Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.NoDropShadowWindowHint
)  # fmt: skip


class HolderWindow(HolderPanel):
    """`officers`: the window that works; should this one ever become the active one, that is made it again."""

    def __init__(self, look: Look, officers: QWidget) -> None:
        super().__init__(look)
        self._officers = officers
        self._may_close = False
        self.setWindowFlags(_FLAGS)
        self.setWindowTitle(look.tr("Holder's display"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setCursor(Qt.CursorShape.BlankCursor)

    def fill(self, screen: QScreen) -> None:
        """All of this screen, and without a word to the window manager about the focus, as showFullScreen has."""
        if self.screen() is not screen:
            self.hide()
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def end(self) -> None:
        self._may_close = True
        self.hide()
        self.close()
        self.deleteLater()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.FocusIn):
            self._officers.activateWindow()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """It goes with the officer's window, and not before."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
