"""The window: how long it takes to start, against an empty window of PySide6, and how long it keeps people waiting."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from passdesk import config
from passdesk.credential import keys
from passdesk.desktop.settings import Settings, save
from passdesk.store.creating import Keeping, new_desk
from tests.bench.harness import Compared, row
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP, Zone, founding, recovery_pair, seed_of

PASSPHRASE = "bench-passphrase"
STARTS = 15
OWN_WINDOW = (sys.executable, "-m", "tests.bench.processes.own_window")
FRAME_MS = 16.0
"""A screen's own pace; whoever waits longer sees it."""


@row("start to the page to sign in at, against an empty window of PySide6", target="<= 2.0")
def start() -> Iterator[Compared]:
    """Two new processes by turns, from their start to the first paint, both from bytecode that an earlier start left,
    as an installed program has it. The passphrase is stretched a little only: what that takes at its full cost is meant
    to take long."""
    with tempfile.TemporaryDirectory(prefix="passdesk-bench-") as folder:
        desk, bytecode = Path(folder) / "desk", Path(folder) / "bytecode"
        a_desk_on_disk(desk)
        base = (sys.executable, "-m", "tests.bench.processes.empty_window")
        yield Compared(
            lambda: ready_after_ms(desk, bytecode, *OWN_WINDOW),
            lambda: ready_after_ms(desk, bytecode, *base),
            rounds=STARTS,
        )


def _waits(doing: str) -> Iterator[Compared]:
    yield Compared(lambda: measured(doing)["p99"], lambda: FRAME_MS, rounds=5)


@row("GUI thread's answer, p99, nothing going on, against 16 ms", target="<= 1.0")
def waits_idle() -> Iterator[Compared]:
    yield from _waits("idle")


@row("GUI thread's answer, p99, 30 pictures a second, a pass a second, 20,000 rows, against 16 ms", target="<= 1.0")
def waits_busy() -> Iterator[Compared]:
    yield from _waits("busy")


def measured(doing: str) -> dict[str, float]:
    """One run of `tests.bench.processes.busy_window`, in ms."""
    command = (sys.executable, "-m", "tests.bench.processes.busy_window", doing)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=120)
    found: dict[str, float] = json.loads(ran.stdout)
    print(f"  {doing}: {found}", file=sys.stderr)
    return found


def a_desk_on_disk(folder: Path) -> None:
    zone, keeping = Zone(), Keeping(PASSPHRASE, None, CHEAP)
    recovery = recovery_pair("recovery")[1]
    with new_desk(
        folder, keeping, recovery_public=recovery, zone=zone.name, root_public=zone.root_public, seed=seed_of("desk"),
        name="desk",
    ) as store:  # fmt: skip
        body, wrapped = founding(zone, keys.public_of(store.journal.identity), lanes=("F1-1",))
        store.write("zone_founded", body, reading=FakeClock().step(), signers=(zone.root,), attachments=(wrapped,))
    save(folder, Settings(camera=None))


def ready_after_ms(desk: Path, bytecode: Path, *command: str) -> float:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONDONTWRITEBYTECODE": "",
        config.PASSPHRASE: PASSPHRASE, config.DATA: str(desk),
    }  # fmt: skip
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        said = process.stdout.read(5)
        took = (time.perf_counter() - began) * 1000
        process.kill()
    assert said == b"ready"
    return took
