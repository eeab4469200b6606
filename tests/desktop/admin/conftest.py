"""The administrator's workspace in a window of its own, worked by keys alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct, field
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.admin.outside import Outside, Slip
from passdesk.desktop.admin.page import AdminPage
from passdesk.desktop.admin.workspace import AdminWorkspace
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.stylesheet import sheet
from tests.desktop.conftest import Come
from tests.factories.zones import CHEAP, PASSWORD

Tab, Return, Escape, Space = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space


class World(Struct):
    """What stands in for choosers, clipboard and printer: what they answer, and what they were given."""

    file: Path | None = None
    folder: Path | None = None
    copied: list[str] = field(default_factory=list)
    printed: list[Slip] = field(default_factory=list)

    def outside(self) -> Outside:
        return Outside(
            file=lambda *_: self.file, folder=lambda *_: self.folder, copy=self.copied.append, print_slip=self._print
        )

    def _print(self, over: QWidget, slip: Slip) -> bool:
        del over
        self.printed.append(slip)
        return True


class Hands(Struct):
    """Somebody at the keyboard of one window."""

    qtbot: QtBot
    window: QWidget
    workspace: AdminWorkspace
    page: AdminPage

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "the window lost the keyboard: something was shown beside it"
        return widget

    def press(self, *keys: Qt.Key) -> None:
        """What was built meanwhile is on screen first: a layout shows its widgets when the loop comes round."""
        for key in keys:
            QApplication.processEvents()
            QTest.keyClick(self.focus, key)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def tab_to(self, name: str) -> None:
        """Tab until the focus is on what is called `name`."""
        QApplication.processEvents()
        seen = []
        for _ in range(80):
            if self.focus.accessibleName() == name:
                return
            seen.append(f"{type(self.focus).__name__}:{self.focus.accessibleName()}")
            self.press(Tab)
        raise AssertionError(f"no way to {name!r} by Tab: {seen}")

    def push(self, name: str) -> None:
        """Tab to a button and press it."""
        self.tab_to(name)
        self.press(Space)

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=15_000)


@pytest.fixture
def world() -> World:
    return World()


Open = Callable[..., Hands]


@pytest.fixture
def hands(qtbot: QtBot, opened: OpenedDesk, world: World, come: Come, look: Look) -> Iterator[Hands]:
    """The first administrator is signed in."""
    come("admin", PASSWORD)
    made = at_window(qtbot, opened, world, look)
    yield made
    made.window.close()


def at_window(qtbot: QtBot, opened: OpenedDesk, world: World, look: Look) -> Hands:
    workspace = AdminWorkspace(opened, outside=world.outside(), cost=CHEAP)
    page = workspace.page(look)
    window = QWidget()
    window.setStyleSheet(sheet(look.theme))
    layout = QHBoxLayout(window)
    layout.addWidget(page)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    workspace.shown()
    page.inside.first.setFocus()
    return Hands(qtbot, window, workspace, page)
