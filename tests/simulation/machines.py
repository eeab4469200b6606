"""Machines that can stop at any moment: what is on their disk is what they wake up with."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from passdesk.checkpoint.gate import Gate
from passdesk.domain.register import Mark
from passdesk.server.central import Central
from passdesk.store.desk_store import DeskStore
from passdesk.store.going_on import note_start
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.simulation.template import LANES, server_at

_NEVER_COPIED = shutil.ignore_patterns("*-shm", "lock")


def _as_it_lay(folder: Path) -> Path:
    """The folder as a sudden stop leaves it: what was committed is there, logs are not folded in."""
    stem, _, times = folder.name.partition("~")
    return Path(shutil.copytree(folder, folder.with_name(f"{stem}~{int(times or 0) + 1}"), ignore=_NEVER_COPIED))


@dataclass
class Desk:
    """One desk PC. `cut_off` counts the steps its line is still down; `recorded`: by person, the movement it recorded
    last since it exchanged, and when (corrected µs)."""

    name: str
    folder: Path
    clock: FakeClock
    cut_off: int = 0
    recorded: dict[bytes, tuple[Mark, int]] = field(default_factory=dict)
    store: DeskStore = field(init=False)

    def __post_init__(self) -> None:
        self.store = DeskStore.open(self.folder, DATABASE_KEY)
        self._gates: dict[str, Gate] = {}

    @property
    def lanes(self) -> tuple[str, ...]:
        return LANES.get(self.name, ())

    def gate(self, lane: str) -> Gate:
        """One gate a lane, for as long as the program runs."""
        if lane not in self._gates:
            self._gates[lane] = Gate(self.store, lane, self.clock)
        return self._gates[lane]

    def crash(self, head: bytes | None = None) -> None:
        """Stop without a word and start again; `head`: what the file beside the journal says then."""
        left = _as_it_lay(self.folder)
        if head is not None:
            (left / "head").write_bytes(head)
        self._wake_in(left)

    def restart(self) -> None:
        self._wake_in(self.folder)

    def _wake_in(self, folder: Path) -> None:
        self.store.close()
        self.folder = folder
        self.store = DeskStore.open(folder, DATABASE_KEY)
        self._gates.clear()
        note_start(self.store, self.clock())


@dataclass
class ServerMachine:
    """The machine of the server; its clock is the zone's time."""

    folder: Path
    clock: FakeClock
    central: Central = field(init=False)

    def __post_init__(self) -> None:
        self.central = server_at(self.folder, self.clock)

    def crash(self) -> None:
        left = _as_it_lay(self.folder)
        self.central.close()
        self.folder = left
        self.central = server_at(left, self.clock)
