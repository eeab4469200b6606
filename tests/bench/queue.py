"""From one person to the next at an automatic gate: what the program takes, against reading and writing alone."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.full import CAMERA_MS
from tests.bench.harness import Compared, row

RUNS = 5


@row("person to person, the program alone, against a camera's period", target="<= 1.0")
def person_to_person() -> Iterator[Compared]:
    """From the first picture with a pass in it until its verdict is on disk and the window shows it: nobody waits more
    than for the next picture. What zxing-cpp and a flushed write take alone, with nothing decided and no window of
    1366 x 768 painted, is printed beside it."""
    yield Compared(lambda: measured()["ours"], lambda: CAMERA_MS, rounds=RUNS)


def measured() -> dict[str, float]:
    """One run of `tests.bench.processes.queue_line`, in ms."""
    command = (sys.executable, "-m", "tests.bench.processes.queue_line")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=240)
    found: dict[str, float] = json.loads(ran.stdout)
    print(f"  {found}", file=sys.stderr)
    return found
