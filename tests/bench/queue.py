"""From one person to the next at an automatic gate: what the program takes, against reading and writing alone."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.harness import Compared, row

RUNS = 5


@row("person to person, the program alone, against bare zxing-cpp and a flushed write", target="<= 3.5")
def person_to_person() -> Iterator[Compared]:
    """From the first picture with a pass in it. What the camera takes to make one is nobody's to save; bare, there is
    no camera's thread beside it, nothing is decided, and no window of 1366 x 768 painted."""
    bare: list[float] = []

    def ours() -> float:
        told = measured()
        bare.append(told["bare"])
        return told["ours"]

    yield Compared(ours, lambda: bare[-1], rounds=RUNS)


def measured() -> dict[str, float]:
    """One run of `tests.bench.processes.queue_line`, in ms."""
    command = (sys.executable, "-m", "tests.bench.processes.queue_line")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=240)
    found: dict[str, float] = json.loads(ran.stdout)
    print(f"  {found}", file=sys.stderr)
    return found
