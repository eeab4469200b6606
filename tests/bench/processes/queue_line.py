"""Good passes before a gate's camera, one after the other, each as soon as the lane is ready: `python -m
tests.bench.processes.queue_line` prints one JSON object, in ms a person.

`ours`: from the first picture with the pass in it until its verdict is on disk and the whole window shows it. `bare`:
the same passes before the same camera, its pictures read by zxing-cpp alone, a record of the same size written and
flushed.
"""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import zxingcpp

from passdesk.clock import system_clock
from passdesk.credential.qr_picture import QR_ONLY
from passdesk.demo.made_up_camera import MadeUpCamera
from passdesk.demo.queue_figures import quantiles
from passdesk.demo.queue_people import Comer
from passdesk.demo.queue_script import QUEUE
from tests.demo.morning import PICTURES_A_SECOND, a_morning

LINE = [one for one in QUEUE if one.kind == "good" and one.by == "telephone"]


def bare(queue: Sequence[Comer], size: int, path: Path) -> list[float]:
    """ms each, on a file that is flushed to the disk."""
    camera, taken = MadeUpCamera(system_clock, per_second=PICTURES_A_SECOND), []
    camera.read()
    with path.open("wb", buffering=0) as file:
        for one in queue:
            camera.put(one.picture, one.held)
            while not _reads_as(camera, one.text):
                pass
            file.write(bytes(size))
            os.fsync(file.fileno())
            taken.append((system_clock().boot - camera.seen_at) / 1000)
    return taken


def _reads_as(camera: MadeUpCamera, text: str) -> bool:
    picture = camera.read()
    assert picture is not None
    found = zxingcpp.read_barcodes(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), formats=QR_ONLY)
    return any(one.text == text for one in found)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="passdesk-bench-") as folder, a_morning(
        Path(folder) / "zone", LINE, "automatic"
    ) as morning:
        served = morning.serve("automatic")
        assert {one.came_of for one in served} == {"admit, passed"}
        newest = morning.gate.journal.entry(morning.gate.journal.seq)
        assert newest is not None
        alone = sorted(bare(morning.queue, len(newest.raw), Path(folder) / "bare"))
    median, p99, longest = quantiles(served)
    told = {"ours": median, "p99": p99, "longest": longest, "bare": alone[len(alone) // 2], "people": len(served)}
    print(json.dumps({name: round(value, 2) for name, value in told.items()}))


if __name__ == "__main__":
    main()
