"""One lane in a window of its own, in confirm mode: `python -m tests.desktop.wedge.lane FOLDER [trusting]`.

Says on its standard output what happens: `ready WINDOW`, `pass DIGITS`, `shown SEQ`, `settled OUTCOME`, and answers
`crossings` on its standard input with how many movements its journal holds, `outcomes` with how many
outcomes somebody said, and how many the desk itself when nobody did in time.
`trusting`: with another filter of the keyboard than the program's own, which takes every key for a person's.
"""

import sys
from pathlib import Path
from threading import Thread

from msgspec import Struct, field
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from passdesk.clock import Reading, system_clock
from passdesk.credential import keys
from passdesk.credential.token import text_of
from passdesk.desktop.app import application, show_desk
from passdesk.desktop.checkpoint.state import GatePicture, NotRecorded, Settled, Shown
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.settings import Settings, save
from passdesk.domain.people import Desk
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from tests.desktop.wedge.trusting import Trusting
from tests.factories.clocks import START, FakeClock
from tests.factories.desks import an_empty_desk
from tests.factories.people import Office, a_holder
from tests.factories.zones import Zone, founding

LANE = "F1-2"
LOOKS_MS = 700
"""How long an officer looks at a face, hands off the keyboard."""


class GoesOn(Struct):
    """The factories' clock, going on with this machine's."""

    began: Reading = field(default_factory=system_clock)

    def __call__(self) -> Reading:
        passed = system_clock().boot - self.began.boot
        return Reading(START + 60_000_000 + passed, 2_000_000_000 + passed, (1).to_bytes(16))


class Asked(QObject):
    """Lines of the standard input, on the GUI thread."""

    line = Signal(str)

    def listen(self) -> None:
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.line.emit(line.strip())
        self.line.emit("end")


def say(*words: object) -> None:
    print(*words, flush=True)


def founded(folder: Path, lane: str = LANE) -> tuple[DeskStore, Signer, str]:
    zone, clock = Zone(), FakeClock()
    store = an_empty_desk(folder, zone)
    body, wrapped = founding(zone, keys.public_of(store.journal.identity), lanes=(lane,))
    store.write("zone_founded", body, reading=clock.step(), signers=(zone.root,), attachments=(wrapped,))
    office = Office(store, zone, clock)
    holder = a_holder(office)
    return store, office.operator("officer", "checkpoint"), text_of(holder.token)


def crossings(store: DeskStore) -> int:
    moved = ("passed", "left")
    entries = store.journal.entries(1, kinds=("shown", "outcome"))
    return sum(entry.body["outcome"] in moved for entry in entries)


class Teller:
    """Says each verdict and each outcome once, also where a foreign code rests on the answer before it."""

    def __init__(self) -> None:
        self._answer: object = None
        self._settled: set[object] = set()

    def tell(self, picture: GatePicture) -> None:
        match picture.moment:
            case Shown(answer=answer) if answer is not self._answer:
                self._answer = answer
                say(*(("shown", answer.entry[1]) if answer.verdict.verified else ("misread",)))
            case Settled(shown=shown, outcome=outcome) if (shown.answer.entry, outcome) not in self._settled:
                self._settled.add((shown.answer.entry, outcome))
                say("settled", outcome)
            case NotRecorded(happened=happened):
                say("not recorded", happened)
            case _:
                pass


def answer(line: str, store: DeskStore, held: DeskWindow) -> None:
    match line:
        case "crossings":
            say("crossings", crossings(store))
        case "outcomes":
            said = [entry.body["outcome"] for entry in store.journal.entries(1, kinds=("outcome",))]
            say("outcomes", sum(outcome != "unknown" for outcome in said), "unknown", said.count("unknown"))
        case "look":
            QTimer.singleShot(LOOKS_MS, lambda: say("look"))
        case "find":
            gate_of(held).begin_to_find()
            say("finding")
        case _:
            held.window.close()


def gate_of(held: DeskWindow) -> GateWorkspace:
    gate = held.workspace("gate")
    assert isinstance(gate, GateWorkspace)
    return gate


def trust_every_key(app: QApplication, held: DeskWindow) -> Trusting:
    held.keyboard.stop()
    gate = gate_of(held)

    def enter() -> None:
        gate.act("let", lone=True)

    return Trusting(app, lambda event: held.human(event, True), enter, lambda text: gate.scanned(text, "wedge"))


def main(folder: Path, *, trusting: bool) -> int:
    app = application()
    store, officer, text = founded(folder)
    save(folder, Settings(camera=None))
    with store:
        held = show_desk(store, GoesOn())
        held.opened.session.begin(officer)
        gate, teller = gate_of(held), Teller()
        gate.turn_to("entry")
        gate.pictured.connect(teller.tell)
        instead = trust_every_key(app, held) if trusting else None
        asked = Asked()
        asked.line.connect(lambda line: answer(line, store, held))
        asked.listen()
        held.window.activateWindow()
        say("pass", text)
        QTimer.singleShot(0, lambda: say("ready", int(held.window.winId())))
        with store.view() as view:
            assert isinstance(view.get(Desk, store.journal.id), Desk)
        status = app.exec()
        del instead
        return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), trusting="trusting" in sys.argv[2:]))
