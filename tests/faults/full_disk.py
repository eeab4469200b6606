"""A small disk of its own that fills up while people wait: `python -m tests.faults.full_disk ROUNDS [unprotected]`.

Run in a mount namespace of one's own (`unshare --user --map-root-user --mount`). In each round another program takes
what is left, people come and go meanwhile and it takes more, and then there is room again. Without protection no room
is kept. Says what it counted, as JSON.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from msgspec import Struct

from passdesk.checkpoint.answers import NotRecordedAnswer, Recorded, Settled
from passdesk.checkpoint.gate import Gate
from passdesk.domain.register import Mark
from passdesk.store.desk_store import DeskStore
from passdesk.store.reserve import Reserve
from tests.checkpoint.conftest import Place, a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.people import Office, a_holder
from tests.factories.zones import Zone

DISK = "32m"
KEPT = 12 * 1024 * 1024
QUEUE = 60
TAKES_MORE = 32 * 1024
"""Bytes the other program takes after each person."""


class Counts(Struct):
    """`refused`: entries NOT RECORDED, as they have to be. `stuck`: there was room again, and it did not go on."""

    exits: int = 0
    lost: int = 0
    refused: int = 0
    entered: int = 0
    false: int = 0
    stuck: int = 0


class Hog:
    """The other program."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def take(self, most: int = 1 << 40) -> None:
        with self._path.open("ab", buffering=0) as file:
            for size in (1 << 20, 4096, 512):
                try:
                    while most > 0:
                        most -= file.write(bytes(min(size, most)))
                except OSError:
                    continue

    def let_go(self) -> None:
        self._path.unlink(missing_ok=True)


def a_round(place: Place, gate: Gate, hog: Hog, rng: random.Random, counts: Counts) -> list[Mark]:
    """What was said to be recorded."""
    said: list[Mark] = []
    hog.take()
    for _ in range(QUEUE):
        leaving = rng.random() < 0.5
        place.clock.step(5)
        answer = gate.present(place.text, "camera", "exit" if leaving else "entry")
        if isinstance(answer, Recorded):
            said.append(answer.entry)
        if leaving:
            counts.exits += 1
            counts.lost += not (isinstance(answer, Recorded) and left(place, gate, answer, said))
        else:
            counts.refused += isinstance(answer, NotRecordedAnswer)
            counts.entered += isinstance(answer, Recorded)
        hog.take(TAKES_MORE)
    hog.let_go()
    place.store.reserve.fill_again()
    answer = gate.present(place.text, "camera", "entry")
    counts.stuck += not isinstance(answer, Recorded) or place.store.reserve.room != ""
    return said


def left(place: Place, gate: Gate, answer: Recorded, said: list[Mark]) -> bool:
    """Whether it is recorded that they left, where an officer has to say so too."""
    if not answer.awaiting:
        return True
    settled = gate.outcome(answer.entry, "left", place.officer)
    if isinstance(settled, Settled):
        said.append(settled.entry)
    return isinstance(settled, Settled)


def experiment(folder: Path, rounds: int, *, protected: bool) -> Counts:
    zone, clock, counts, said = Zone(), FakeClock(), Counts(), list[Mark]()
    with a_founded_desk(folder / "desk", zone, clock) as store:
        office = Office(store, zone, clock)
        place = Place(store, zone, clock, office, a_holder(office), office.operator("officer", "checkpoint"))
        store.reserve = Reserve(store.folder, size=KEPT if protected else 0, leaves=0)
        store.reserve.fill()
        gate, hog, rng = Gate(store, "F1-1", clock), Hog(folder / "hog"), random.Random(rounds)
        for _ in range(rounds):
            said += a_round(place, gate, hog, rng, counts)
            store.catch_up()
    with DeskStore.open(folder / "desk", DATABASE_KEY) as store:
        held = {entry.mark for entry in store.journal.entries()}
        counts.false = sum(mark not in held for mark in said) + (not store.journal.verify().whole)
    return counts


def main(rounds: int, *, protected: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], check=True)
        try:
            counts = experiment(Path(folder), rounds, protected=protected)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)
    print(json.dumps({name: getattr(counts, name) for name in Counts.__struct_fields__}))


if __name__ == "__main__":
    main(int(sys.argv[1]), protected="unprotected" not in sys.argv[2:])
