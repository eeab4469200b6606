"""One simulated zone and its days: who does what when, and which line or machine fails, all drawn from one seed."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from passdesk.checkpoint.answers import Recorded, Settled
from passdesk.clock import MICROSECONDS
from passdesk.credential.token import text_of
from passdesk.domain.movements import Case
from passdesk.domain.passes import Pass
from passdesk.domain.register import Mark
from passdesk.errors import Declined, Misuse, PassdeskError, Unreachable
from passdesk.server.batch import Batch
from passdesk.store import told
from passdesk.store.vouching import vouch
from passdesk.sync.exchange import exchange
from tests.factories.clocks import START, FakeClock
from tests.simulation import invariants
from tests.simulation.acting import Clerk, choices_of_a_day
from tests.simulation.faults import DeskStops, FaultyLink, Line
from tests.simulation.machines import Desk, ServerMachine
from tests.simulation.template import DESKS, signer

STEPS = 60
_ROUNDS = 20
_LATEST_BEGINNING = 40


class SimulatedZone:
    """A copy of the template, living under `seed`. `wrong` gathers what was seen to be wrong on the way."""

    def __init__(self, template: Path, folder: Path, seed: int, began: FakeClock) -> None:
        shutil.copytree(template, folder, dirs_exist_ok=True)
        self.random = Random(seed)
        self.server = ServerMachine(folder / "server", FakeClock(began.wall, began.boot))
        self.desks = {name: self._desk(folder, name, began) for name in DESKS}
        self.lines = {name: Line(self.server, self.random, 0.06) for name in DESKS}
        acts = choices_of_a_day(self.random)
        self.clerks = {name: Clerk(self.desks[name], self.random, acts[name]) for name in acts}
        self.records_begin = self.random.randrange(_LATEST_BEGINNING)
        self.done: Counter[str] = Counter()
        self.wrong: list[str] = []

    def _desk(self, folder: Path, name: str, began: FakeClock) -> Desk:
        """Every machine has a clock of its own, and a boot of its own since the template was made."""
        skew = self.random.choice((0, 0, -40, 7, 3600, -86_400)) * MICROSECONDS
        return Desk(name, folder / name, FakeClock(began.wall + skew, 5 * MICROSECONDS, boot_number=2))

    @property
    def clocks(self) -> list[FakeClock]:
        return [self.server.clock, *(desk.clock for desk in self.desks.values())]

    # Living

    def live(self, steps: int = STEPS) -> None:
        for step in range(steps):
            self._pass_time()
            if step == self.records_begin:
                self.done[self.exchange(self.desks["records"])] += 1
            self._step()

    def _pass_time(self) -> None:
        seconds = self.random.choice((1, 3, 20, 20, 90, 600, 4000))
        for clock in self.clocks:
            clock.step(seconds)
        for desk in self.desks.values():
            desk.cut_off = max(0, desk.cut_off - 1)

    def _step(self) -> None:
        choices: tuple[tuple[int, Callable[[], str]], ...] = (
            (30, self._scan), (34, self._act), (16, self._exchange), (3, self._settle), (3, self._cut_off),
            (3, self._restart), (2, self._crash), (2, self._clock_goes_wrong), (2, self._arrives_late),
            (2, self._vouch),
        )  # fmt: skip
        what = self.random.choices([one for _, one in choices], [weight for weight, _ in choices])[0]
        self.done[what()] += 1

    def _any_desk(self, *names: str) -> Desk:
        return self.desks[self.random.choice(names or DESKS)]

    def _act(self) -> str:
        """The records desk starts late: before its first exchange it knows nobody."""
        clerk = self.clerks[self.random.choice(("issuing", "issuing", "records"))]
        if clerk.desk.store.registers.current.number is None:
            return "nothing yet"
        return clerk.something()

    def _scan(self) -> str:
        desk = self._any_desk("first", "second")
        with self.desks["issuing"].store.view() as view:
            tokens = sorted(entry.token for entry in view.all(Pass))
        gate, direction = desk.gate(self.random.choice(desk.lanes)), self.random.choice(("entry", "entry", "exit"))
        answer = gate.present(text_of(self.random.choice(tokens)), "camera", direction)  # type: ignore[arg-type]
        assert isinstance(answer, Recorded)
        if answer.outcome is not None:
            self._recorded(desk, answer.entry, answer.entry)
        elif self.random.random() < 0.8:
            self._settle_at(desk, answer.entry)
        return f"shown {answer.verdict.word}"

    def _settle_at(self, desk: Desk, shown: tuple[bytes, int]) -> None:
        outcome = self.random.choice(("passed", "passed", "passed", "turned_away", "kept_here", "abandoned"))
        who = signer(self.random.choice(("officer", "supervisor")))
        try:
            said = desk.gate(desk.lanes[0]).outcome(shown, outcome, who)
        except (Declined, Misuse):
            self.done["outcome declined"] += 1
            return
        if isinstance(said, Settled) and said.outcome in ("passed", "left"):
            self._recorded(desk, shown, said.entry)

    def _recorded(self, desk: Desk, shown: Mark, movement: Mark) -> None:
        """Read your writes: the desk knows at once of the movement it has recorded."""
        entry = desk.store.journal.entry(shown[1])
        assert entry is not None
        person: bytes | None = entry.body["person"]
        at = told.told(desk.store, desk.clock()).at
        if person is not None and entry.body["verified"]:
            desk.recorded[person] = (movement, at)
        self._look_at(desk)

    def _look_at(self, desk: Desk) -> None:
        self.wrong += (f"{desk.name}: {one}" for one in invariants.recorded_and_unknown(desk.store, desk.recorded))

    def _settle(self) -> str:
        """An officer comes back to what was left open, or it becomes unknown by itself."""
        desk = self._any_desk("first", "second")
        gate = desk.gate(desk.lanes[0])
        gate.expire_awaiting()
        for one in gate.awaiting()[:1]:
            self._settle_at(desk, one.entry)
        return "settled"

    # Failing

    def _exchange(self) -> str:
        desk = self._any_desk()
        return "cut off" if desk.cut_off else self.exchange(desk)

    def exchange(self, desk: Desk) -> str:
        line = self.lines[desk.name]
        self._look_at(desk)
        desk.recorded.clear()
        try:
            report = exchange(desk.store, FaultyLink(line, desk.store.journal.id), desk.clock)
        except Unreachable:
            return "exchange failed"
        except DeskStops:
            desk.crash()
            return "desk stopped"
        if report.refusal is not None or report.went_on or report.forgot:
            self.wrong.append(f"{desk.name}: an exchange ended with {report}")
        return "first sync" if report.anew else "exchanged"

    def _cut_off(self) -> str:
        self._any_desk().cut_off = self.random.randrange(5, 40)
        return "line cut"

    def _restart(self) -> str:
        desk = self._any_desk()
        self._boot(desk)
        desk.restart()
        self._look_at(desk)
        return "restarted"

    def _crash(self) -> str:
        if self.random.random() < 0.2:
            self.server.clock.reboot(30)
            self.server.crash()
            return "server crashed"
        desk = self._any_desk()
        head = (desk.folder / "head").read_bytes()
        if self.random.random() < 0.5 and desk.name in self.clerks:
            self.clerks[desk.name].something()
        self._boot(desk)
        desk.crash(head)
        self._look_at(desk)
        return "crashed"

    def _boot(self, desk: Desk) -> None:
        """The machine was off for a while, or only the program stopped; sometimes its battery is dead."""
        if self.random.random() < 0.5:
            desk.clock.reboot(0)
            if self.random.random() < 0.3:
                desk.clock.set_wall(START - 400 * 86_400 * MICROSECONDS)

    def _clock_goes_wrong(self) -> str:
        clock = self._any_desk().clock
        clock.set_wall(clock.wall + self.random.choice((-7200, -60, 45, 5000, 200_000)) * MICROSECONDS)
        return "clock stepped"

    def _vouch(self) -> str:
        """Two people say what time it is at a desk that no server has told; they may be wrong by a little."""
        desk = self._any_desk()
        right = self.server.clock.wall + self.random.choice((-120, 0, 45)) * MICROSECONDS
        try:
            vouch(desk.store, right, (signer("officer"), signer("supervisor")), desk.clock())
        except (Declined, Misuse):
            return "not vouched"
        return "vouched"

    def _arrives_late(self) -> str:
        """An upload of some time ago arrives once more."""
        line = self.lines[self._any_desk().name]
        if not line.sent:
            return "nothing sent yet"
        journal, entries, head = self.random.choice(line.sent)
        self.server.central.push(journal, entries, head)
        return "arrived again"

    # Healing

    def heal(self) -> None:
        """Every line holds, and everybody exchanges until there is nothing new for anybody."""
        for line in self.lines.values():
            line.faults = 0
        for _ in range(_ROUNDS):
            for desk in self.desks.values():
                self.exchange(desk)
            if self._quiet():
                return
        self.wrong.append(f"after {_ROUNDS} rounds of exchanges there was still something new")

    def _quiet(self) -> bool:
        """Nothing is left to send, and nothing to fetch."""
        with self.server.central.storage.reading() as reads:
            newest = reads.change
        stores = [desk.store for desk in self.desks.values()]
        return all(
            store.registers.current.number == newest and store.registers.current.accounted == store.journal.seq
            for store in stores
        )

    def look_back(self) -> None:
        """Count what the lines met, how entries were judged, and which cases came of it."""
        for line in self.lines.values():
            self.done.update(line.met)
        with self.server.central.storage.reading() as reads:
            self.done.update(one.judgement for one in invariants.accepted_of(reads))
            self.done.update(f"{case.kind} {case.state}" for case in reads.all(Case))

    def violations(self) -> list[str]:
        """What is wrong after healing, and what was seen to be wrong before."""
        stores = {name: desk.store for name, desk in self.desks.items()}
        return self.wrong + invariants.after_healing(self.server.central, stores)

    def close(self) -> None:
        for desk in self.desks.values():
            desk.store.close()
        self.server.central.close()


def run(template: Path, folder: Path, seed: int, began: FakeClock) -> tuple[list[str], Counter[str]]:
    """Live through one seed and heal; what is wrong then, and what was done.

    The server writes what gathers in an upload after few rows or many: it must not matter.
    """
    usual, Batch.flushed_after = Batch.flushed_after, (0, 2, 7, 256)[seed % 4]
    zone = SimulatedZone(template, folder, seed, began)
    try:
        zone.live()
        zone.heal()
        zone.look_back()
        return zone.violations(), zone.done
    except PassdeskError as error:
        return [*zone.wrong, f"an error nobody expected: {error!r}"], zone.done
    finally:
        Batch.flushed_after = usual
        zone.close()
