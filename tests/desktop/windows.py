"""A whole window over one desk, with workspaces that only remember what they heard."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct, field
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.account import Account
from passdesk.desktop.overlays.overlays import Overlays
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.settings import Settings
from passdesk.desktop.workspace import Make
from passdesk.domain.admission import InputKind
from tests.desktop.events import let_events_through
from tests.desktop.typing import Typist
from tests.factories.zones import CHEAP


class Probe(Struct):
    """A workspace that remembers."""

    name: str
    heard: list[str] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)

    def page(self, look: Look) -> QWidget:
        del look
        return QLabel(self.name)

    def shown(self) -> None:
        return

    def takes(self, text: str) -> bool:
        del text
        return False

    def scanned(self, text: str, input_kind: InputKind) -> None:
        del input_kind
        self.heard.append(text)

    def key(self, event: QKeyEvent, lone: bool) -> bool:
        del lone
        self.keys.append(event.key())
        return event.key() == Qt.Key.Key_Plus

    def line_is(self, line: LineStatus) -> None:
        del line

    def close(self) -> None:
        return


class Windowed(Struct):
    """`scan`: as a scanner of any kind reads; `press`: as a person types, before whatever has the focus."""

    desk: DeskWindow
    overlays: Overlays
    scans: Scans
    probes: Mapping[str, Probe]

    def scan(self, text: str) -> None:
        self.scans.scanned.emit(text, "wedge")

    def press(self, *keys: Qt.Key) -> None:
        handle = self.desk.window.windowHandle()
        for key in keys:
            if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12:
                Typist(handle, round(time.monotonic() * 1000) + 1_000_000_000).press(key)  # it stands alone
            else:
                QTest.keyClick(handle, key)
            QTest.qWait(70)  # slower than any scanner
            while self.desk.keyboard.busy:  # on a busy machine a key is held back for longer
                QTest.qWait(5)

    def find(self, words: str) -> QPushButton:
        """The button of these words that can be seen."""
        found = [one for one in self.desk.window.findChildren(QPushButton) if one.accessibleName() == words]
        (only,) = [one for one in found if one.isVisible()]
        return only

    def over(self) -> str:
        """What lies over the page."""
        return self.overlays.shown

    def rail(self) -> list[str]:
        """The workspaces that can be chosen."""
        let_events_through()
        found = [one for one in self.desk.window.findChildren(QToolButton) if one.isVisible()]
        return [one.text() for one in found if one.property("kind") == "rail"]

    def click(self, words: str) -> None:
        button = self.find(words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2))

    def says(self, words: str) -> bool:
        """Whether a label that can be seen has these words in it."""
        let_events_through()  # what was painted anew is shown with the next round of events
        return any(words in one.text() for one in self.desk.window.findChildren(QLabel) if one.isVisible())


@contextmanager
def a_window(
    opened: OpenedDesk, settings: Settings | None = None, *, tools: PreferencesTools | None = None
) -> Iterator[Windowed]:
    """Shown, and gone at the end. `opened` stays for its fixture to close."""
    probes = {name: Probe(name) for name in ("gate", "issuing", "records", "admin")}
    makers: dict[str, Make] = {name: (lambda name=name: probes[name]) for name in probes}  # type: ignore[misc]
    scans = Scans()
    desk = DeskWindow(opened, makers, settings or Settings(camera=None), scans=scans)
    overlays = Overlays(desk, opened, tools or PreferencesTools(find_ports=list), Account(opened, cost=CHEAP))
    desk.overlays = overlays
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk.listen(app)
    desk.window.show()
    desk.window.activateWindow()
    QTest.qWaitForWindowActive(desk.window)
    desk.window.closing.disconnect(desk.close)
    try:
        yield Windowed(desk, overlays, scans, probes)
    finally:
        desk.line.stop()
        desk.door.close()
        desk.keyboard.stop()
        desk.window.close()
        desk.window.deleteLater()
