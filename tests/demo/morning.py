"""A morning at a checkpoint, by the clock: an office, a gate whose line to the server is dead, a counter beside it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from passdesk.clock import MICROSECONDS, Reading, system_clock
from passdesk.demo import queue_people
from passdesk.demo.made_up_camera import MadeUpCamera
from passdesk.demo.queue_figures import Served
from passdesk.demo.queue_people import Comer
from passdesk.demo.queue_playing import QueueAtGate
from passdesk.demo.queue_script import InLine, Mode
from passdesk.desktop.app import application, show_desk
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.driving import Driver
from passdesk.errors import Unreachable
from passdesk.store.desk_store import DeskStore
from passdesk.sync.link import Link
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.server.zones import a_served_zone
from tests.stories.town import APPROVER, HR, OFFICER, Town, a_town

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HOUR, MINUTE = 8, 40
HONG_KONG = ZoneInfo("Asia/Hong_Kong")
LANES: dict[Mode, str] = {"automatic": "F1-1", "confirm": "F1-2"}
PICTURES_A_SECOND = 20


class GoingClock(FakeClock):
    """Goes on with this machine's from where it was stepped to."""

    began: int = field(default_factory=lambda: system_clock().boot)

    def __call__(self) -> Reading:
        passed = system_clock().boot - self.began
        return Reading(self.wall + passed, self.boot + passed, self.boot_number.to_bytes(16))


class Morning(Struct):
    """`gate` and `counter` are two desks of one checkpoint."""

    town: Town
    gate: DeskStore
    counter: DeskStore
    queue: list[Comer]

    def serve(self, mode: Mode) -> list[Served]:
        """The whole queue at the gate's window."""
        with at_the_window(self, mode) as lane:
            return lane.serve(self.queue)


@contextmanager
def a_morning(folder: Path, line: Sequence[InLine], mode: Mode) -> Iterator[Morning]:
    """It is 8:40, everybody has their pass, and the gate has heard of all but the newest."""
    clock = GoingClock()
    served = a_served_zone(folder, clock, DATABASE_KEY)
    try:
        town = a_town(served)
        first, second = (LANES[mode], *(lane for lane in LANES.values() if lane != LANES[mode]))
        gate = served.desk("gate", "checkpoint", lanes=(first,))
        counter = served.desk("counter", "checkpoint", lanes=(second,))
        made = _made(town, queue_people.without(line, "unknown pass"))
        clock.step(_until_the_morning(clock))
        town.sync(town.office, gate, counter, gate)
        made += _made(town, queue_people.only(line, "unknown pass"))
        town.sync(town.office)
        yield Morning(town, gate, counter, queue_people.in_order(line, made))
    finally:
        served.close()


@contextmanager
def at_the_window(morning: Morning, mode: Mode) -> Iterator[QueueAtGate]:
    """The gate's window with an officer signed in; no server can be reached from it."""
    application()
    clock = morning.town.clock
    camera = MadeUpCamera(clock, per_second=PICTURES_A_SECOND)
    held = show_desk(morning.gate, clock, choose_camera=lambda _: lambda: camera, connect=_unreachable)
    driver = Driver(held)
    try:
        driver.until(lambda: held.window.isVisible() and held.window.isActiveWindow(), "the gate's window")
        held.opened.session.begin(morning.town.staff[OFFICER])
        cast("GateWorkspace", held.workspace("gate")).turn_to("entry")
        driver.quiet()
        yield QueueAtGate(driver, camera, mode)
    finally:
        driver.close()


def _made(town: Town, line: Sequence[InLine]) -> list[Comer]:
    return queue_people.make(town.acting(HR), town.acting(APPROVER), town.university, line, last_s=3600)


def _until_the_morning(clock: FakeClock) -> float:
    """Seconds until it is 8:40 in the zone."""
    now = datetime.fromtimestamp(clock().wall / MICROSECONDS, HONG_KONG)
    then = (now + timedelta(days=1)).replace(hour=HOUR, minute=MINUTE, second=0, microsecond=0)
    return (then - now).total_seconds()


def _unreachable() -> AbstractContextManager[Link]:
    raise Unreachable("The network is down.", kept="Everything stays on this desk until it is back.")
