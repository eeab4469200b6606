"""A records desk in a town with a server: its window, and somebody who may look back."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from msgspec import Struct, field
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.desktop.settings import Settings
from passdesk.errors import Unreachable
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.sync.exchanging import Connect
from tests.checkpoint.conftest import a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, append_many
from tests.factories.people import shown
from tests.factories.zones import Zone
from tests.simulation.places import quick_folder
from tests.stories.town import SUPERVISOR, Holder, Town, living_town

MANY = 20_000


class Looking(Struct):
    """A window on the records of one desk. `file`: what the file chooser answers."""

    qtbot: QtBot
    opened: OpenedDesk
    workspace: RecordsWorkspace
    window: DeskWindow
    files: list[Path | None] = field(default_factory=list)

    def until(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so, timeout=20_000)

    def settled(self) -> None:
        """Whatever was asked of the services has come back."""
        self.until(lambda: self.opened.jobs.busy == self.opened.line_jobs.busy == 0)

    def tab_to(self, wanted: QWidget) -> None:
        """With the Tab key alone."""
        for _ in range(80):
            if wanted.hasFocus():
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{wanted.accessibleName() or wanted} can't be reached by Tab")

    def press(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)


class Line(Struct):
    """A line to the server that can be cut."""

    town: Town
    cut: bool = False

    def connect_for(self, store: DeskStore) -> Connect:
        def connect() -> nullcontext[object]:
            if self.cut:
                raise Unreachable("The server does not answer.", kept="The desk goes on by itself.")
            return nullcontext(self.town.served.link(store))

        return connect  # type: ignore[return-value]


Open = Callable[..., Looking]


@pytest.fixture
def look_back(qtbot: QtBot, clock: FakeClock) -> Iterator[Open]:
    """Opens a desk's window on its records."""
    windows: list[Looking] = []

    def open_window(store: DeskStore, signer: Signer, connect: Connect | None = None, page_size: int = 100) -> Looking:
        opened = OpenedDesk(store, clock, connect=connect)
        files: list[Path | None] = []
        workspace = RecordsWorkspace(opened, lambda _, __: files.pop(0), page_size=page_size)
        window = DeskWindow(opened, {"records": lambda: workspace}, Settings(), scans=Scans())
        window.window.resize(1366, 768)
        window.window.show()
        qtbot.waitActive(window.window)
        opened.session.begin(signer)
        windows.append(made := Looking(qtbot, opened, workspace, window, files))
        made.settled()
        return made

    yield open_window
    for each in windows:
        each.window.window.close()
        each.window.window.deleteLater()


@pytest.fixture
def town() -> Iterator[Town]:
    with quick_folder() as folder, living_town(folder) as town:
        yield town


@pytest.fixture
def line(town: Town) -> Line:
    return Line(town)


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> FakeClock:
    if "town" in request.fixturenames:
        return request.getfixturevalue("town").clock  # type: ignore[no-any-return]
    return FakeClock()


class Busy(Struct):
    """What happened in a town: three people entered, one of them left, one was turned away."""

    holders: list[Holder]
    entries: int = 3


@pytest.fixture
def busy(town: Town) -> Busy:
    names = (("Chan Siu Ming", "陳小明"), ("Ho Ka Yan", "何家欣"), ("Wong Tai Sin", ""))
    holders = [town.holder(*each) for each in names]
    town.sync(town.office, *town.gates.values())
    for holder in holders:
        town.show(town.gates["first"], holder)
    town.show(town.gates["first"], holders[0], "exit")
    town.sync(town.gates["first"], town.gates["second"])
    refused = town.show(town.gates["second"], holders[1])
    town.settle(town.gates["second"], refused, "turned_away")
    town.sync(*town.gates.values(), town.office)
    return Busy(holders)


def two_lanes_apart(town: Town) -> None:
    """Somebody enters by two lanes that do not hear of one another: a case."""
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(town.office, *town.gates.values())
    for gate in town.gates.values():
        town.show(gate, holder)
    town.sync(*town.gates.values(), town.office)


@pytest.fixture
def server_desk(look_back: Open, town: Town, line: Line, busy: Busy) -> Looking:
    del busy
    return look_back(town.office, town.staff[SUPERVISOR], line.connect_for(town.office))


@pytest.fixture(scope="session")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FakeClock]:
    """A desk alone with very many crossings of its own, closed; and the time it was closed at."""
    folder, clock = tmp_path_factory.mktemp("large") / "desk", FakeClock()
    with a_founded_desk(folder, Zone(), clock) as made:
        append_many(made, (shown(lane="F1-1", presentation=n.to_bytes(16)) for n in range(MANY)), clock)
    with closing(DeskStore.open(folder, DATABASE_KEY)) as store:
        store.catch_up()
    return folder, clock


@pytest.fixture
def large(tmp_path: Path, large_folder: tuple[Path, FakeClock], clock: FakeClock) -> Iterator[DeskStore]:
    """A copy of it, open."""
    folder, closed_at = large_folder
    shutil.copytree(folder, tmp_path / "desk")
    clock.wall, clock.boot = closed_at.wall, closed_at.boot
    with closing(DeskStore.open(tmp_path / "desk", DATABASE_KEY)) as store:
        yield store


@pytest.fixture
def alone(look_back: Open, large: DeskStore, zone: Zone) -> Looking:
    return look_back(large, Signer(zone.admin.operator, zone.admin.private))
