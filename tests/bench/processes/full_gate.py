"""The window of a desk of any size at its automatic lane, offscreen, on a folder made by `full_desk`.

`python -m tests.bench.processes.full_gate FOLDER present TIMES` holds passes of different people before the camera, one
as soon as the one before is on screen, and prints one JSON object: ms from a frame in hand until all of the window that
shows its verdict is painted, and where they went; the program's memory in MB. `... search TIMES` looks for people as
the find field does until what it shows of them is in hand.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, cycle, islice
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import zxingcpp
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

from passdesk.clock import system_clock
from passdesk.demo.made_up_camera import HELD, MadeUpCamera, Pixels
from passdesk.desktop.app import application, show_desk
from passdesk.desktop.checkpoint.presenting import Lane
from passdesk.desktop.checkpoint.state import GatePicture, Shown
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.collecting import Collecting
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.settings import Settings, save
from passdesk.scanning.camera import BGR
from passdesk.store.database_key import open_keys_file
from passdesk.store.desk_store import DeskStore
from passdesk.store.exchanged import note_exchange
from passdesk.store.going_on import note_start
from passdesk.store.signing import Signer
from tests.bench.full_desk import LANE, OFFICER, PASSPHRASE, Ongoing, coming, queries
from tests.factories.zones import id_of, seeded

WARM_UP = 20
WITHIN_MS = 5_000
BARE_COMMITS = 500


class Passes:
    """A camera that sees a pass when it is told to, and nothing in between; `seen` when its picture was in hand."""

    def __init__(self) -> None:
        self._made_up = MadeUpCamera(system_clock, per_second=1e6)
        self._asked = SimpleQueue[str | None]()
        self.seen = 0.0

    def show(self, text: str) -> None:
        self._asked.put(text)

    def read(self) -> BGR | None:
        text = self._asked.get()
        if text is None:
            return None
        self._made_up.put(drawn(text), HELD)
        frame = self._made_up.read()
        self.seen = time.perf_counter()
        return frame

    def release(self) -> None:
        self._asked.put(None)


def drawn(text: str) -> Pixels:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return np.asarray(zxingcpp.write_barcode_to_image(code, scale=8, add_quiet_zones=True))


class Painted(QObject):
    """Waits until the window has painted the picture of another presentation, and everything that came with it."""

    def __init__(self, held: DeskWindow, gate: GateWorkspace) -> None:
        super().__init__()
        self._gate, self._loop = gate, QEventLoop()
        self._window = held.window
        self._standing: object = None
        self._answered = 0.0
        self._painting = False
        gate.pictured.connect(self._look)
        held.window.installEventFilter(self)

    def wait(self) -> tuple[float, float]:
        """When the answer came, and when it was on screen."""
        late = QTimer(singleShot=True, interval=WITHIN_MS)
        late.timeout.connect(lambda: self._loop.exit(1))
        late.start()
        assert self._loop.exec() == 0, self._gate.picture.moment
        late.stop()
        return self._answered, time.perf_counter()

    def _look(self, picture: GatePicture) -> None:
        moment = picture.moment
        if isinstance(moment, Shown) and moment.answer.entry != self._standing:
            assert moment.answer.admitted, moment.answer.verdict
            assert moment.holder is not None
            assert moment.holder.photo is not None
            self._standing, self._answered, self._painting = moment.answer.entry, time.perf_counter(), True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if self._painting and event.type() == QEvent.Type.UpdateRequest and watched is self._window:
            QTimer.singleShot(0, self._look_again)  # comes after this painting and what it asks for
        return False

    def _look_again(self) -> None:
        if self._painting and self._gate.face_painted:
            self._painting = False
            self._loop.quit()


@contextmanager
def opened(folder: Path) -> Iterator[tuple[DeskStore, Ongoing]]:
    clock = Ongoing()
    with DeskStore.open(folder, open_keys_file(folder, passphrase=PASSPHRASE)) as store:
        note_start(store, clock())
        store.journal.note_server_time(clock(), clock().wall)
        note_exchange(store.journal, clock().wall + 10**10)  # no scan of a long run finds it stale
        yield store, clock


@contextmanager
def window(folder: Path, camera: Passes) -> Iterator[tuple[DeskStore, DeskWindow, GateWorkspace]]:
    application()
    with opened(folder) as (store, clock), Collecting():
        save(folder, Settings(camera=0))
        held = show_desk(store, clock, choose_camera=lambda _: lambda: camera)
        held.opened.session.begin(Signer(id_of(OFFICER), seeded(OFFICER)))
        gate = held.workspace("gate")
        assert isinstance(gate, GateWorkspace)
        let_go_on(1.0)
        yield store, held, gate
        camera.release()
        held.window.close()


def let_go_on(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def present(folder: Path, times: int) -> dict[str, float]:
    camera, answers, paints = Passes(), list[float](), list[float]()
    with window(folder, camera) as (store, held, gate):
        painted = Painted(held, gate)
        for text, inside in islice(_in_turn(coming(folder)), WARM_UP + times):
            gate.turn_to("exit" if inside else "entry")
            camera.show(text)
            answered, shown = painted.wait()
            answers.append((answered - camera.seen) * 1000)
            paints.append((shown - answered) * 1000)
        memory, bare = memory_mb(), bare_commits(store)
    answers, paints = answers[WARM_UP:], paints[WARM_UP:]
    whole = told([answer + paint for answer, paint in zip(answers, paints, strict=True)])
    return {**whole, **named("answered", answers), **named("painted", paints), **named("bare", bare), **memory}


def _in_turn(people: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Everybody once, then everybody again, the other way."""
    for round_ in count():
        yield from ((text, inside != bool(round_ % 2)) for text, inside in people)


def bare_commits(store: DeskStore) -> list[float]:
    """What the disk alone takes: one insert of an entry's size, FULL, into the same file."""
    newest = store.journal.entry(store.journal.seq)
    assert newest is not None
    content, taken = bytes(len(newest.raw)), list[float]()
    with store.journal.file.write() as writer:
        writer.execute("CREATE TABLE bare (seq INTEGER PRIMARY KEY, raw BLOB) STRICT")
    for number in range(BARE_COMMITS):
        began = time.perf_counter()
        with store.journal.file.writer() as writer:
            writer.execute("INSERT INTO bare VALUES (?, ?)", (number, content))
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def search(folder: Path, times: int) -> dict[str, float]:
    taken = list[float]()
    with opened(folder) as (store, clock):
        lane = Lane(store, LANE, clock)
        for text in islice(cycle(queries()), times):
            began = time.perf_counter()
            lane.find(text)
            taken.append((time.perf_counter() - began) * 1000)
    return told(taken)


def memory_mb() -> dict[str, float]:
    """Now and at its highest; where the system does not tell the first, the second stands for both."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    now = next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), peak)
    return {"memory": round(now, 1), "memory_peak": round(peak, 1)}


def told(ms: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(ms, n=100)
    return {"p50": round(cuts[49], 2), "p99": round(cuts[98], 2), "longest": round(max(ms), 2), "times": len(ms)}


def named(name: str, ms: list[float]) -> dict[str, float]:
    return {f"{name}_{key}": value for key, value in told(ms).items() if key != "times"}


MEASURES: dict[str, Callable[[Path, int], dict[str, float]]] = {"present": present, "search": search}


if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[2]](Path(sys.argv[1]), int(sys.argv[3]))))
