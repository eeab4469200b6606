"""Real windows over the town's desks: choosers, printers and cameras answer at once, and nothing moves by itself."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Event
from typing import TypeVar, cast

import numpy as np
from msgspec import Struct, field
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent

from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.workspace import AdminWorkspace
from passdesk.desktop.app import application
from passdesk.desktop.camera_device import image_of
from passdesk.desktop.checkpoint.state import CameraState
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_folder import MadeUp, Opening
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.issuing.parts import Asking
from passdesk.desktop.issuing.workspace import IssuingWorkspace
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.main_window import MainWindow
from passdesk.desktop.mustering.emergency import Emergency
from passdesk.desktop.mustering.point import AssemblyPoint
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.account import Account
from passdesk.desktop.overlays.by_stick import ByStick
from passdesk.desktop.overlays.overlays import Overlays
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.desktop.settings import Settings
from passdesk.desktop.starting.window import StartWindow
from passdesk.desktop.wizard.wizard import WizardTools
from passdesk.desktop.workspace import Make
from passdesk.errors import Unreachable
from passdesk.scanning.camera import BGR, CameraSource
from passdesk.scanning.serial_port import Port
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.link import Link
from tests.factories.zones import CHEAP
from tests.gallery.subjects import OneWindow, Subject, let_go, settle
from tests.gallery.town import GATES, Town

W = TypeVar("W")


class Answers(Struct):
    """What choosers answer."""

    file: Path | None = None
    folder: Path | None = None


class StillCamera:
    """A `CameraSource` that sees the same grey picture for ever."""

    def read(self) -> BGR | None:
        Event().wait(0.03)
        return grey_picture()

    def release(self) -> None:
        pass


class Lender:
    """Lends that camera for a photo."""

    def lend(self) -> Callable[[], CameraSource]:
        return StillCamera

    def take_back(self) -> None:
        pass


def grey_picture() -> BGR:
    """A desk top, as a camera sees it."""
    rise = np.linspace(96, 150, 720)[:, None] + np.linspace(0, 30, 1280)[None, :]
    return np.repeat(rise.astype(np.uint8)[..., None], 3, axis=2)


class Eye(QObject):
    """The signals of the lane's camera, told by hand."""

    frame = Signal(QImage)
    codes = Signal(object)
    state = Signal(str)
    sighted = Signal(str, bool)
    now: CameraState = "none"


class Line(Struct):
    """A desk's line to the town's server. `cut`: it leads nowhere; `clear`: until it is set whoever asks waits."""

    town: Town
    desk: str
    cut: bool = False
    clear: Event = field(default_factory=Event)

    def __call__(self) -> AbstractContextManager[Link]:
        self.clear.wait()
        if self.cut:
            raise Unreachable("The server does not answer.", kept="The desk goes on by itself.")
        return nullcontext(self.town.served.link(self.town.desks[self.desk]))


class DeskSubject(OneWindow, Struct):
    """One desk's window. `seconds`: the clock by which the face was looked at; `line`: the one to the server; `waits`:
    what is under way is what is looked at."""

    desk: DeskWindow
    opened: OpenedDesk
    overlays: Overlays
    scans: Scans
    eye: Eye
    answers: Answers
    seconds: list[float]
    line: Line
    seeing: bool = False
    waits: bool = False

    @property
    def window(self) -> MainWindow:
        return self.desk.window

    @property
    def busy(self) -> bool:
        if self.waits:
            return False
        return bool(self.opened.jobs.busy or self.opened.gate_jobs.busy or self.opened.line_jobs.busy)

    def wear(self, settings: Settings) -> None:
        self.desk.change(settings)
        if self.seeing:
            self.eye.frame.emit(image_of(grey_picture()))

    def workspace(self, name: str, kind: type[W]) -> W:
        del kind
        return cast("W", self.desk.workspace(name))

    @property
    def gate(self) -> GateWorkspace:
        return self.workspace("gate", GateWorkspace)

    def key(self, key: Qt.Key) -> None:
        """One that a person presses alone at the gate."""
        self.gate.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier), lone=True)

    def show_camera(self) -> None:
        self.seeing = True
        self.eye.state.emit("running")
        self.eye.frame.emit(image_of(grey_picture()))

    def exchanged(self, error: Unreachable | None = None) -> None:
        """What the thread that exchanges tells after a try."""
        self.opened.bridge.post(Exchanged(self.opened.clock().wall, None, error))


class StartSubject(OneWindow, Struct):
    """The window before a desk is open. `waits`: what is under way is what is looked at."""

    start: StartWindow
    jobs: Jobs
    waits: bool = False

    @property
    def window(self) -> MainWindow:
        return self.start.window

    @property
    def busy(self) -> bool:
        return bool(self.jobs.busy) and not self.waits

    def wear(self, settings: Settings) -> None:
        self.start.settings = settings
        self.start.speak(settings.language)


class Studio(Struct):
    """`town`: where everything happens; `folder`: for files of the studio's own."""

    town: Town
    folder: Path
    subjects: list[Subject] = field(default_factory=list)

    @property
    def subject(self) -> Subject:
        return self.subjects[-1]

    @contextmanager
    def desk(self, name: str, operator: str = "") -> Iterator[DeskSubject]:
        """The window of a desk of the town, with this operator signed in."""
        subject = _desk_subject(self.town, name)
        subject.desk.window.show()
        self.subjects.append(subject)
        try:
            if operator:
                subject.opened.session.begin(self.town.staff[operator])
            subject.desk.line.look()
            self.settle()
            yield subject
        finally:
            self.subjects.pop()
            subject.line.clear.set()
            subject.desk.window.close()
            subject.desk.window.deleteLater()
            let_go()

    @contextmanager
    def start(self, opening: Opening, made_up: MadeUp | None = None) -> Iterator[StartSubject]:
        application()
        jobs = Jobs(ThreadPoolExecutor(1, "start"))
        tools = WizardTools(made_up, open_camera=lambda *_: StillCamera())
        start = StartWindow(opening, self.town.clock, jobs, Settings(camera=None), lambda: tools, scans=Scans())
        subject = StartSubject(start, jobs)
        self.subjects.append(subject)
        try:
            start.begin()
            yield subject
        finally:
            self.subjects.pop()
            start.window.close()
            start.window.deleteLater()
            let_go()

    def settle(self) -> None:
        """Whatever was begun has come back and is painted."""
        settle(self.subject)


def _desk_subject(town: Town, name: str) -> DeskSubject:
    application()
    store, line, answers, seconds = town.desks[name], Line(town, name), Answers(), [1000.0]
    line.clear.set()
    opened = OpenedDesk(store, town.clock, connect=line)
    scans, eye = Scans(), Eye()
    tools = PreferencesTools(find_cameras=lambda: [0, 1], find_ports=lambda: [Port("/dev/ttyACM0", "Scanner")])
    asking = Asking(lambda: answers.file, lambda: answers.file, lambda: answers.file, lambda: ("Badge printer",))
    outside = Outside(lambda *_: answers.file, lambda *_: answers.folder, lambda _: None, lambda *_: True)
    held: list[DeskWindow] = []
    made: dict[str, Make] = {
        "records": lambda: RecordsWorkspace(opened, lambda *_: answers.file),
        "admin": lambda: AdminWorkspace(opened, preferences=lambda look: PreferencesPanel(
            look, held[0].settings, held[0].change, tools=tools), outside=outside, cost=CHEAP),
        "issuing": lambda: IssuingWorkspace(opened, asking, Lender()),
    }  # fmt: skip
    if name in GATES:
        lane = GATES[name][0]
        made["gate"] = lambda: GateWorkspace(opened, lane, monotonic=lambda: seconds[0], camera=eye)
    desk = DeskWindow(opened, made, Settings(camera=None), scans=scans)
    held.append(desk)
    stick = ByStick(opened, choose_place=lambda *_: answers.file, choose_file=lambda *_: answers.file)
    overlays = Overlays(desk, opened, tools, Account(opened, cost=CHEAP), stick)
    desk.overlays = overlays
    point = AssemblyPoint(opened, choose_place=lambda *_: answers.file)
    desk.prepare(Emergency(desk, opened, point, lane=lambda: next(iter(GATES.get(name, ())), "")))
    return DeskSubject(desk, opened, overlays, scans, eye, answers, seconds, line)
