"""The switches of the rehearsal, pressed faster than what they switch."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from passdesk.desktop.jobs import Jobs
from passdesk.desktop.rehearsal.conductor import Conductor
from passdesk.desktop.rehearsal.line import CuttableLine
from passdesk.desktop.rehearsal.state import Place, Rehearsal
from passdesk.errors import Trouble
from passdesk.scanning.camera import CameraSource
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock


class SlowServer:
    """Neither ends nor starts before it `may`; `fails` to start."""

    def __init__(self) -> None:
        self.may, self.fails, self.asked = Event(), False, list[str]()

    def start(self) -> None:
        self._asked("start")
        if self.fails:
            raise Trouble("Its port is taken.")

    def kill(self) -> None:
        self._asked("kill")

    def _asked(self, what: str) -> None:
        self.may.wait()
        self.asked.append(what)


def no_camera() -> CameraSource:
    raise AssertionError("no window is open")


@pytest.fixture
def server() -> SlowServer:
    return SlowServer()


@pytest.fixture
def conductor(qtbot: QtBot, store: DeskStore, clock: FakeClock, server: SlowServer) -> Iterator[Conductor]:
    del qtbot
    places = (Place("automatic lane", store, ()),)
    rehearsal = Rehearsal(clock, (), places, CuttableLine(clock), server, no_camera, lambda _, __: None)
    made = Conductor(rehearsal, Jobs(ThreadPoolExecutor(1)))
    yield made
    server.may.set()
    made.end()


def test_a_server_that_is_stopped_and_started_by_a_double_click_runs(
    qtbot: QtBot, conductor: Conductor, server: SlowServer
) -> None:
    pictures = [conductor.picture.server]
    conductor.pictured.connect(lambda picture: pictures.append(picture.server))
    conductor.switch_server()
    conductor.switch_server()
    conductor.switch_server()  # it is starting: nothing more is asked of it
    server.may.set()
    qtbot.waitUntil(lambda: conductor.picture.server == "runs")
    assert server.asked == ["kill", "start"]
    assert list(dict.fromkeys(pictures)) == ["runs", "stopped", "starting"]
    assert pictures[-1] == "runs"
    conductor.switch_server()
    qtbot.waitUntil(lambda: server.asked == ["kill", "start", "kill"])
    assert conductor.picture.server == "stopped"


def test_a_server_that_does_not_start_is_stopped_and_says_why(
    qtbot: QtBot, conductor: Conductor, server: SlowServer
) -> None:
    server.fails = True
    server.may.set()
    conductor.switch_server()
    conductor.switch_server()
    qtbot.waitUntil(lambda: bool(conductor.picture.trouble))
    assert (conductor.picture.server, conductor.picture.trouble) == ("stopped", ("Its port is taken.",))
    server.fails = False
    conductor.switch_server()
    qtbot.waitUntil(lambda: conductor.picture.server == "runs")
    assert conductor.picture.trouble == ()
