"""Plays a queue at a gate's window: passes are held before its camera or scanned, keys pressed as the script has them,
and the time is taken that the program itself needs."""

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from passdesk.demo.made_up_camera import MadeUpCamera
from passdesk.demo.queue_figures import Served
from passdesk.demo.queue_people import Comer
from passdesk.demo.queue_script import LETTERS, Mode, Step, steps
from passdesk.demo.situations import said
from passdesk.desktop.checkpoint.state import GatePicture, Moment, Settled, Shown, TurningAway, Waiting
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.driving import Driver
from passdesk.domain.entries import Entry

SEEN_S = 0.5
"""How long somebody tries with a code that does not read, before the officer looks for their name."""


class QueueAtGate:
    """A gate's window and its camera, with an officer signed in."""

    def __init__(self, driver: Driver, camera: MadeUpCamera, mode: Mode) -> None:
        self._driver, self._camera, self._mode = driver, camera, mode
        self._gate = cast("GateWorkspace", driver.held.workspace("gate"))
        self._journal, self._clock = driver.held.opened.store.journal, driver.held.opened.clock
        self._since = 0
        self._ms = 0.0

    def serve(self, queue: Iterable[Comer]) -> list[Served]:
        """One after the other, the next as soon as the lane is ready."""
        return [self._serve(one) for one in queue]

    def _serve(self, one: Comer) -> Served:
        self._since, self._ms = self._journal.seq, 0.0
        self._show(one)
        done = steps(one.place, self._mode)
        for step in done:
            self._step(step, one)
        self._camera.put(None)
        entries = list(self._journal.entries(self._since + 1, kinds=("shown", "outcome", "set_aside")))
        return Served(one.place, done, self._ms, _came_of(entries), entries[0].mark if entries else (b"", 0))

    # What happens

    def _show(self, one: Comer) -> None:
        match one.place.by:
            case "telephone" | "photograph":
                self._camera.put(one.picture, one.held)
                self._driver.painted(self._gate.pictured, self._judged, "a verdict")
                self._ms += self._since_ms(self._camera.seen_at)
            case "scanner":
                self._took(lambda: self._driver.scan(one.text), self._judged, "a verdict")
            case "broken glass":
                self._camera.put(one.picture, one.held)
                self._driver.came(lambda: False, round(SEEN_S * 1000))
            case "nothing":
                pass

    def _step(self, step: Step, one: Comer) -> None:
        """A key, and what it has to lead to; looking at a face is the officer's own time."""
        match step:
            case "look":
                self._driver.look()
            case "name":
                wanted = one.names.latin[:LETTERS]
                self._took(lambda: self._driver.type(wanted), lambda: self._found(wanted, one.person), "them found")
            case "F3":
                self._took(lambda: self._driver.tap(step), lambda: True, "the field")
            case "Enter":
                self._took(lambda: self._driver.tap(step), lambda: True, "the sheet")
            case "+" if self._judged():
                self._took(lambda: self._driver.tap(step), self._settled, "let pass")
            case "+":
                self._took(lambda: self._driver.tap(step), self._judged, "a verdict by hand")
            case "-" if self._judged():
                self._took(lambda: self._driver.tap(step), self._asks_why, "the list of reasons")
            case "-":
                self._took(lambda: self._driver.tap(step), self._settled, "turned away")
            case "*":
                self._took(lambda: self._driver.tap(step), self._free, "set aside")

    def _took(self, act: Callable[[], object], so: Callable[[], bool], what: str) -> None:
        began = self._clock().boot
        act()
        self._driver.painted(self._gate.pictured, so, what)
        self._ms += self._since_ms(began)

    def _since_ms(self, began: int) -> float:
        return (self._clock().boot - began) / 1000

    # What it leads to

    @property
    def _picture(self) -> GatePicture:
        return self._gate.picture

    @property
    def _moment(self) -> Moment:
        return self._gate.picture.moment

    def _judged(self) -> bool:
        moment = self._moment
        return isinstance(moment, Shown) and moment.answer.entry[1] > self._since

    def _asks_why(self) -> bool:
        return isinstance(self._moment, TurningAway)

    def _settled(self) -> bool:
        return isinstance(self._moment, Settled)

    def _free(self) -> bool:
        return isinstance(self._moment, Waiting)

    def _found(self, text: str, person: bytes) -> bool:
        finding = self._picture.finding
        return finding.text == text and [one.person for one in finding.found or ()] == [person]


def _came_of(entries: Sequence[Entry]) -> str:
    """Verdict, principal reason and what then happened, by the journal."""
    shown = [entry for entry in entries if entry.kind == "shown"]
    then = [entry for entry in entries if entry.kind != "shown"]
    if len(shown) != 1 or len(then) > 1:
        return f"{len(shown)} shown, then {len(then)}"
    body = shown[0].body
    outcome = body["outcome"] or next((one.body.get("outcome", one.kind) for one in then), "no outcome")
    return said(body["verdict"], body["reasons"][0] if body["reasons"] else None, outcome)
