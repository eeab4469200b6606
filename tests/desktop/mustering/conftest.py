"""A window ready for an emergency, over a desk with somebody inside."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from passdesk.credential.token import text_of
from passdesk.desktop.mustering.emergency import Emergency
from passdesk.desktop.mustering.hold_button import HoldButton
from passdesk.desktop.mustering.page import MusterPage
from passdesk.desktop.mustering.point import AssemblyPoint
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.movements import Presence
from passdesk.store.signing import Signer
from tests.desktop.events import let_events_through
from tests.desktop.windows import Windowed, a_window
from tests.factories.clocks import FakeClock
from tests.factories.people import Holder, Office, a_holder, shown

HOLD_MS = 200
Left = Qt.MouseButton.LeftButton


class Scene(Struct):
    """`holder` is inside, and so is `other`; `sounds` that were played; `place`: where a list is saved."""

    opened: OpenedDesk
    clock: FakeClock
    office: Office
    holder: Holder
    other: bytes
    officer: Signer
    chief: Signer
    sounds: list[str]
    place: list[Path]

    @property
    def text(self) -> str:
        return text_of(self.holder.token)

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.opened.store.journal.entries()]

    def inside(self) -> list[bytes]:
        with self.opened.store.view() as view:
            return sorted(row.key for row in view.all(Presence) if row.inside)


class Ready(Struct):
    """A window over the scene."""

    scene: Scene
    windowed: Windowed
    emergency: Emergency
    point: AssemblyPoint
    qtbot: QtBot

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=20_000)
        let_events_through()

    def counted(self) -> None:
        self.until(lambda: self.point.picture.muster is not None and not self.point.picture.busy)

    def come(self, signer: Signer) -> None:
        self.scene.opened.session.begin(signer)

    def page(self) -> MusterPage:
        let_events_through()
        found = [one for one in self.windowed.desk.window.findChildren(MusterPage) if one.isVisible()]
        return found[-1]

    def hold(self) -> HoldButton:
        let_events_through()
        (found,) = [one for one in self.windowed.desk.window.findChildren(HoldButton) if one.isVisible()]
        return found

    def nothing_asked(self) -> bool:
        return self.emergency.asked == ""

    def told(self, number: int) -> bool:
        """Whether so many codes and ticks have been answered."""
        return self.point.picture.told is not None and self.point.picture.told.number == number

    def begin(self) -> None:
        """As somebody who holds the button down."""
        self.emergency.ask_to_begin()
        button = self.hold()
        QTest.mousePress(button, Left)
        self.until(lambda: self.emergency.alarm.active)
        QTest.mouseRelease(self.windowed.desk.window, Left)

    def has_focus(self, widget: QWidget) -> bool:
        return self.windowed.desk.window.focusWidget() is widget


@pytest.fixture
def scene(opened: OpenedDesk, office: Office, clock: FakeClock, tmp_path: Path) -> Scene:
    holder = a_holder(office)
    other = office.person("Ho Ka Yan", holder.hr, "何家欣")
    officer, chief = office.operator("officer", "checkpoint"), office.operator("chief", "supervisor")
    for person in (holder.person, other):
        opened.store.write("shown", shown(holder, person=person, lane="F1-1"), reading=clock.step(60))
    return Scene(opened, clock, office, holder, other, officer, chief, [], [tmp_path / "list.pdf"])


@pytest.fixture
def ready(scene: Scene, qtbot: QtBot) -> Iterator[Ready]:
    with a_ready_window(scene, qtbot) as made:
        yield made


@contextmanager
def a_ready_window(scene: Scene, qtbot: QtBot) -> Iterator[Ready]:
    with a_window(scene.opened) as windowed:
        point = AssemblyPoint(
            scene.opened, sound=scene.sounds.append, choose_place=lambda *_: scene.place[-1],
            print_on=lambda pages, _: print_nowhere(pages, scene),
        )  # fmt: skip
        emergency = Emergency(
            windowed.desk, scene.opened, point, lane=lambda: "F1-1", sound=scene.sounds.append, hold_ms=HOLD_MS
        )  # fmt: skip
        windowed.desk.prepare(emergency)
        yield Ready(scene, windowed, emergency, point, qtbot)


def print_nowhere(pages: Iterable[object], scene: Scene) -> None:
    scene.sounds.extend("page" for _ in pages)
