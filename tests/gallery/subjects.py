"""What is photographed: a window, or some side by side, in whatever dress; and how long it takes to come to rest."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from passdesk.desktop.main_window import MainWindow
from passdesk.desktop.settings import Settings
from passdesk.errors import Trouble

LONGEST_S = 30


class Subject(Protocol):
    """One window, or some side by side, that can be dressed anew."""

    @property
    def windows(self) -> tuple[QWidget, ...]: ...

    def stand(self, width: int, height: int) -> None:
        """As large from now on."""

    def picture(self) -> QPixmap: ...

    def wear(self, settings: Settings) -> None:
        """Language, appearance and size of its text from now on."""

    @property
    def busy(self) -> bool: ...


class _HasWindow(Protocol):
    @property
    def window(self) -> MainWindow: ...


class OneWindow:
    """What all subjects of one window have in common."""

    @property
    def windows(self: _HasWindow) -> tuple[QWidget, ...]:
        return (self.window,)

    def stand(self: _HasWindow, width: int, height: int) -> None:
        self.window.resize(width, height)

    def picture(self: _HasWindow) -> QPixmap:
        return self.window.grab()


def settle(subject: Subject) -> None:
    """Nothing is under way, and nothing waits to be painted."""
    quiet = 0
    for _ in range(LONGEST_S * 200):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        quiet = 0 if subject.busy else quiet + 1
        if quiet >= 3:
            return
        if subject.busy:
            pause(5)
    raise Trouble("The window does not come to rest.")


def until(holds: Callable[[], object]) -> None:
    """Let the window live until it is so."""
    for _ in range(LONGEST_S * 200):
        if holds():
            return
        pause(5)
    raise Trouble("The window does not come so far.")


def pause(ms: int) -> None:
    """An event loop lets threads run, which QTest.qWait does not."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def let_go() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
