"""The window of an issuing desk with its staff, driven by the keyboard; files and printers answer as a test says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec import Struct, field
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from passdesk.credential.issuing_key import IssuingKey
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.issuing.page import IssuingPage
from passdesk.desktop.issuing.parts import Asking
from passdesk.desktop.issuing.sheets.body import Body
from passdesk.desktop.issuing.state import IssuingPicture
from passdesk.desktop.issuing.workspace import IssuingWorkspace
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.settings import Settings
from passdesk.scanning.camera import BGR, CameraSource
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from tests.factories.clocks import FakeClock
from tests.factories.people import Holder, Office

WAIT_MS = 10_000


class Answers(Struct):
    """What the system says when it is asked."""

    people: Path | None = None
    photo: Path | None = None
    pdf: Path | None = None
    printers: tuple[str, ...] = ()


class StillCamera(Struct):
    """Gives a grey picture that changes a little each time; a `Lender`."""

    width: int = 640
    height: int = 480
    there: bool = True
    lent: int = 0
    pictures: int = 0

    def lend(self) -> Callable[[], CameraSource] | None:
        self.lent += 1
        return (lambda: self) if self.there else None

    def take_back(self) -> None:
        self.lent -= 1

    def read(self) -> BGR | None:
        QTest.qSleep(5)
        self.pictures += 1
        return np.full((self.height, self.width, 3), 100 + self.pictures % 100, np.uint8)

    def release(self) -> None:
        pass


class Desk(Struct):
    """The window on its issuing page."""

    qtbot: QtBot
    window: DeskWindow
    opened: OpenedDesk
    answers: Answers
    camera: StillCamera
    staff: dict[str, Signer]
    key: IssuingKey
    made: list[IssuingWorkspace] = field(default_factory=list)

    @property
    def workspace(self) -> IssuingWorkspace:
        return self.made[0]

    @property
    def picture(self) -> IssuingPicture:
        return self.workspace.stage.picture

    @property
    def pages(self) -> list[IssuingPage]:
        return [page for page in self.window.window.findChildren(IssuingPage) if page.isVisible()]

    @property
    def page(self) -> IssuingPage:
        (shown,) = self.pages
        return shown

    @property
    def body(self) -> Body:
        assert self.page.sheets.body is not None
        return self.page.sheets.body

    def come(self, name: str) -> None:
        self.opened.session.begin(self.staff[name])
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.window.window.activateWindow()
        self.until(lambda: self.picture.people.listing is not None and len(self.pages) == 1)
        self.settled()

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT_MS)

    def settled(self) -> None:
        """No work is under way and every answer has come."""
        self.until(lambda: not self.opened.jobs.busy and not self.picture.busy)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused(), key, modifier)
        QCoreApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focused(), text)

    def focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def tab_to(self, name: str) -> None:
        """Tab until what is called so has the focus: a person without a mouse can come there."""
        passed = []
        for _ in range(80):
            if self.focused().accessibleName() == name and self.focused().isEnabled():
                return
            passed.append(self.focused().accessibleName())
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name!r}, only to {sorted(set(passed))}")

    def do(self, name: str) -> None:
        """Go to that button by Tab and press it, and wait for what it does."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Return)
        self.settled()

    def told(self) -> str:
        return self.picture.told.words if self.picture.told is not None else ""


@pytest.fixture
def desk(qtbot: QtBot, store: DeskStore, office: Office, clock: FakeClock) -> Iterator[Desk]:
    """Staff: hr, approver and supervisor; an issuing key; nobody signed in."""
    staff = {role: office.operator(role, role) for role in ("hr", "approver", "supervisor")}
    key = office.issuing_key()
    opened = OpenedDesk(store, clock)
    answers, camera, made = Answers(), StillCamera(), list[IssuingWorkspace]()
    asking = Asking(lambda: answers.people, lambda: answers.photo, lambda: answers.pdf, lambda: answers.printers)

    def make() -> IssuingWorkspace:
        made.append(IssuingWorkspace(opened, asking, camera))
        return made[0]

    window = DeskWindow(opened, {"issuing": make}, Settings(), scans=Scans())
    window.window.resize(1366, 768)
    with qtbot.waitExposed(window.window):
        window.window.show()
    yield Desk(qtbot, window, opened, answers, camera, staff, key, made)
    window.window.close()
    window.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def holder(desk: Desk, office: Office) -> Holder:
    """Somebody with a pass in force."""
    hr, approver = desk.staff["hr"], desk.staff["approver"]
    institution, person = office.institution("University", hr), office.person("Chan Siu Ming", hr, "陳小明")
    filing = office.filing(person, institution, hr)
    office.approve(filing, person, institution, approver)
    pass_id, token = office.issue(filing, person, institution, desk.key, hr)
    return Holder(person, institution, filing, pass_id, token, hr, approver)
