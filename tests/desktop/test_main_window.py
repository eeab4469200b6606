"""The window by itself."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.look import Look
from passdesk.desktop.main_window import MainWindow, Shell

THEN = datetime(2027, 1, 15, 8, 0, tzinfo=UTC)


def a_window(look: Look) -> tuple[MainWindow, list[str]]:
    window, told = MainWindow(lambda: THEN), list[str]()
    window.painted.connect(lambda: told.append("painted"))
    window.paint(look, Shell(), QWidget())
    window.show()
    return window, told


def test_it_tells_once_that_it_is_painted(qtbot: QtBot, look: Look) -> None:
    window, told = a_window(look)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: bool(told))
    window.repaint()
    QApplication.processEvents()
    assert told == ["painted"]


def test_one_that_is_gone_as_soon_as_it_is_painted_tells_nothing(look: Look) -> None:
    window, told = a_window(look)
    window.grab()  # is a painting
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    assert told == []
