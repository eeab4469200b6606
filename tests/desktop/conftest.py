"""Windows without a screen. A Qt warning fails a test (pytest-qt), and so does a widget that outlives it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from passdesk.desktop.collecting import Collecting
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.theme import Theme
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.store.signing_in import sign_in
from tests.checkpoint.conftest import a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.people import Office
from tests.factories.zones import Zone

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["passdesk"]


@pytest.fixture(scope="session", autouse=True)
def collected_on_the_gui_thread(qapp: QApplication) -> Iterator[None]:
    """As the program does it: a timer in a cycle may end on no thread of jobs."""
    del qapp
    with Collecting():
        yield


@pytest.fixture(autouse=True)
def no_widget_is_left(qapp: QApplication) -> Iterator[None]:
    """Whatever a test opened is gone when it ends."""
    del qapp
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
    assert left == []


@pytest.fixture
def look() -> Look:
    return Look(Theme(dark=False, scale=1.0, language="en"))


@pytest.fixture
def zone() -> Zone:
    return Zone()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, zone: Zone, clock: FakeClock) -> Iterator[DeskStore]:
    """A desk that is its own zone, with every role and three lanes."""
    with a_founded_desk(tmp_path / "desk", zone, clock) as made:
        yield made


@pytest.fixture
def office(store: DeskStore, zone: Zone, clock: FakeClock) -> Office:
    return Office(store, zone, clock)


@pytest.fixture
def opened(store: DeskStore, clock: FakeClock, qapp: QApplication) -> Iterator[OpenedDesk]:
    del qapp
    made = OpenedDesk(store, clock)
    yield made
    made.close()


Come = Callable[[str, str], Signer]


@pytest.fixture
def come(store: DeskStore, clock: FakeClock, opened: OpenedDesk) -> Come:
    """Sign somebody in by name and password."""

    def come_in(name: str, password: str) -> Signer:
        signer = sign_in(store, name, password, clock)
        opened.session.begin(signer)
        return signer

    return come_in
