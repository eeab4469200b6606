"""A gate's window, offscreen, whose GUI thread is asked every two milliseconds how long it takes to answer.

`python -m tests.bench.processes.busy_window idle|busy|confirm|automatic` prints one JSON object, in ms.

`busy`: a camera of 30 pictures a second, a pass a second, and 20,000 rows that sync in, encoded as a server sends them,
until all are in. `confirm`, `automatic`: from a code's reading to its verdict's painting at such a lane, 200 times.
"""

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Self, get_args

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from passdesk.clock import system_clock
from passdesk.credential.qr_picture import draw_qr
from passdesk.demo.made_up_camera import MadeUpCamera
from passdesk.desktop.app import application, show_desk
from passdesk.desktop.checkpoint.state import Shown
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.settings import Settings, save
from passdesk.domain import canonical
from passdesk.domain.movements import Direction
from passdesk.store.desk_store import DeskStore
from passdesk.sync.wire import Page, PageRow
from tests.bench.gate import others
from tests.desktop.wedge.lane import GoesOn, founded
from tests.factories.people import Holder
from tests.factories.zones import id_of

ROWS, ROWS_A_PAGE = 20_000, 1000
ASKED_EVERY_S = 0.002
IDLE_S = 5.0
SCANS = 200
CONFIRM, AUTOMATIC = "F1-2", "F1-1"


class Asker(QObject):
    """Posts to the GUI thread from a thread of its own, as the camera and the exchange do, and waits for no answer."""

    _asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.waited_ms: list[float] = []
        self._over = threading.Event()
        self._asked.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._over.wait(ASKED_EVERY_S):
            self._asked.emit(time.perf_counter())

    def _hear(self, asked: float) -> None:
        self.waited_ms.append((time.perf_counter() - asked) * 1000)


@contextmanager
def a_gate(
    camera: MadeUpCamera | None, lane: str = CONFIRM
) -> Iterator[tuple[DeskStore, DeskWindow, GateWorkspace, str]]:
    application()
    with tempfile.TemporaryDirectory(prefix="passdesk-bench-") as folder:
        store, officer, text = founded(Path(folder) / "desk", lane)
        save(store.folder, Settings(camera=0 if camera else None))
        if camera is not None:
            camera.put(np.asarray(draw_qr(text, pixels_per_module=6).convert("RGB")))
        with store:
            held = show_desk(store, GoesOn(), choose_camera=lambda _: None if camera is None else lambda: camera)
            held.opened.session.begin(officer)
            gate = held.workspace("gate")
            assert isinstance(gate, GateWorkspace)
            go_on(1.0)
            yield store, held, gate, text
            held.window.close()


def go_on(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def go_on_while(thread: threading.Thread) -> None:
    loop, look = QEventLoop(), QTimer(interval=50)
    look.timeout.connect(lambda: None if thread.is_alive() else loop.quit())
    look.start()
    loop.exec()


def pages() -> list[bytes]:
    """As the server sends them."""
    holder = Holder(*(id_of("a holder"),) * len(Holder.__struct_fields__))  # type: ignore[arg-type]
    made = []
    for number, first in enumerate(range(0, ROWS // 2, ROWS_A_PAGE // 2), 1):
        rows = others(holder, first, ROWS_A_PAGE // 2)
        told = tuple(PageRow(table, key, needs, canonical.encode(body)) for table, key, needs, body in rows)
        made.append(Page(9, 1, number, more=True, rows=told).to_bytes())
    return made


def sync(store: DeskStore, sent: list[bytes]) -> None:
    current = store.registers.current
    fresh = store.registers.begin(current.generation + 1, current.scope)
    for blob in sent:
        page = Page.from_bytes(blob)
        fresh.apply_page(
            [(row.table, row.key, row.needs, canonical.decode(row.body or b"")) for row in page.rows], page.number
        )
    fresh.close()


def busy() -> dict[str, float]:
    camera = MadeUpCamera(system_clock, per_second=30)
    with a_gate(camera) as (store, _, gate, text):
        sent = pages()
        scans = QTimer(interval=1000)
        scans.timeout.connect(lambda: gate.scanned(text, "camera"))
        scans.start()
        go_on(1.0)
        syncing = threading.Thread(target=sync, args=(store, sent))
        with Asker() as asker:
            began = time.perf_counter()
            syncing.start()
            go_on_while(syncing)
            took = time.perf_counter() - began
        scans.stop()
    return {**told(asker.waited_ms), "seconds": round(took, 2)}


def idle() -> dict[str, float]:
    with a_gate(None), Asker() as asker:
        go_on(IDLE_S)
    return told(asker.waited_ms)


def scans(lane: str) -> dict[str, float]:
    """Somebody goes in and out again and again; the whole window is painted before the clock stops."""
    with a_gate(None, lane) as (_, held, gate, text):
        taken = []
        for direction in islice(cycle(get_args(Direction)), SCANS):
            gate.turn_to(direction)
            loop, began = QEventLoop(), time.perf_counter()
            quit_when_shown = _when_shown(gate, held, loop)
            gate.scanned(text, "camera")
            loop.exec()
            gate.pictured.disconnect(quit_when_shown)
            taken.append((time.perf_counter() - began) * 1000)
    return told(taken)


def _when_shown(gate: GateWorkspace, held: DeskWindow, loop: QEventLoop) -> Callable[[object], None]:
    def look(_: object) -> None:
        if isinstance(gate.picture.moment, Shown):
            held.window.repaint()
            QTimer.singleShot(0, loop.quit)

    gate.pictured.connect(look)
    return look


def told(ms: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(ms, n=100)
    return {"p50": round(cuts[49], 2), "p99": round(cuts[98], 2), "longest": round(max(ms), 2), "times": len(ms)}


MEASURES: dict[str, Callable[[], dict[str, float]]] = {
    "idle": idle, "busy": busy, "confirm": lambda: scans(CONFIRM), "automatic": lambda: scans(AUTOMATIC),
}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]]()))
