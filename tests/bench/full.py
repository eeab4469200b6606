"""A desk at its full size: from a frame in hand to the verdict on screen, what it holds of memory, and finding people.

`FULL=1`: 1,000,000 people and 10,000,000 crossings in place of 200,000 and 2,000,000; needs 20 GB of disk.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.bench.full_desk import CROSSINGS_EACH, full_desk
from tests.bench.harness import Compared, row
from tests.bench.window import OWN_WINDOW, STARTS, a_desk_on_disk, ready_after_ms

FEW, MANY = 1_000, 1_000_000 if os.environ.get("FULL") else 200_000
PRESENTED, SEARCHED = 5_000, 2_000
CAMERA_MS, MOST_MB, SEARCH_MS = 1000 / 30, 400.0, 50.0
_SIZE = f"{MANY:,} people, {MANY * CROSSINGS_EACH:,} crossings"


@cache
def measured(doing: str, people: int, times: int) -> dict[str, float]:
    """One run of `tests.bench.processes.full_gate`, for all rows that rest on it."""
    with a_copy(full_desk(people)) as folder:
        command = (sys.executable, "-m", "tests.bench.processes.full_gate", str(folder), doing, str(times))
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    found: dict[str, float] = json.loads(ran.stdout)
    print(f"  {people:,} people, {doing}: {found}", file=sys.stderr)
    return found


@contextmanager
def a_copy(desk: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="copy-", dir=desk.parent) as beside:
        folder = Path(beside) / "desk"
        shutil.copytree(desk, folder)
        os.sync()  # what is copied here is not to be waited for there
        yield folder


def _once(ours: float, base: float, unit: str = "ms") -> Compared:
    """Thousands of presentations by themselves: one run of them is not repeated."""
    return Compared(lambda: ours, lambda: base, rounds=1, unit=unit)


@row(f"frame in hand to verdict painted, p99 of 5,000, {_SIZE}, against a camera's period", target="<= 1.0")
def painted() -> Iterator[Compared]:
    yield _once(measured("present", MANY, PRESENTED)["p99"], CAMERA_MS)


@row(f"frame in hand to verdict painted, median of 5,000, {_SIZE}, against 1,000 people", target="<= 1.2")
def painted_at_any_size() -> Iterator[Compared]:
    yield _once(measured("present", MANY, PRESENTED)["p50"], measured("present", FEW, PRESENTED)["p50"])


@row(f"memory of the whole program there, highest, {_SIZE}, against 400 MB", target="<= 1.0")
def memory() -> Iterator[Compared]:
    yield _once(measured("present", MANY, PRESENTED)["memory_peak"], MOST_MB, "MB")


@row(f"{MANY:,} people searched at the gate, p99 of 2,000, against 50 ms", target="<= 1.0")
def searched() -> Iterator[Compared]:
    yield _once(measured("search", MANY, SEARCHED)["p99"], SEARCH_MS)


@row(f"start to the page to sign in at, {_SIZE}, against a desk nobody was at yet", target="<= 1.1")
def started() -> Iterator[Compared]:
    with a_copy(full_desk(MANY)) as full, tempfile.TemporaryDirectory(prefix="passdesk-bench-") as beside:
        fresh, bytecode = Path(beside) / "desk", Path(beside) / "bytecode"
        a_desk_on_disk(fresh)
        yield Compared(
            lambda: ready_after_ms(full, bytecode, *OWN_WINDOW),
            lambda: ready_after_ms(fresh, bytecode, *OWN_WINDOW),
            rounds=STARTS,
        )
