"""Plays a queue at a gate's window: passes are held before its camera or scanned, keys pressed as the script has them,
and the time is taken that the program itself needs."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from msgspec import Struct

from passdesk.demo.made_up_camera import MadeUpCamera
from passdesk.demo.queue_people import Comer
from passdesk.demo.queue_script import KINDS, LETTERS, InLine, Kind, Mode, Step, keys, officer_s, steps
from passdesk.demo.situations import said
from passdesk.desktop.checkpoint.state import GatePicture, Moment, Settled, Shown, TurningAway, Waiting
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.driving import Driver
from passdesk.domain.entries import Entry
from passdesk.domain.register import Mark

SEEN_S = 0.5
"""How long somebody tries with a code that does not read, before the officer looks for their name."""


class Served(Struct, frozen=True):
    """One person, served. `ms`: what the program itself took, from the first picture with the pass in it, the scan or
    the first key, until the lane was ready for the next; `done`: what the officer did. `shown`: their entry."""

    place: InLine
    done: tuple[Step, ...]
    ms: float
    came_of: str
    shown: Mark


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


# Figures


def holds_up_s(one: Served) -> float:
    """How long the lane was held up by what the officer had to do, and by the program."""
    return officer_s(one.done) + one.ms / 1000


def quantiles(served: Iterable[Served]) -> tuple[float, float, float]:
    """Median, 99th of a hundred and longest of the program's own time, ms."""
    ms = sorted(one.ms for one in served)
    if len(ms) < 2:
        return (ms[0],) * 3
    cuts = statistics.quantiles(ms, n=100, method="inclusive")
    return cuts[49], cuts[98], ms[-1]


def figures(served: Sequence[Served], mode: Mode) -> list[str]:
    """What a queue took, kind by kind, as lines of text."""
    head = f"{'':20}{'people':>8}{'keys each':>12}{'officer, s':>12}{'median ms':>12}{'p99 ms':>10}{'longest':>10}"
    gate = "an automatic" if mode == "automatic" else "a confirming"
    lines = [f"Person to person at {gate} gate, what the program itself takes:", head]
    for kind in (*KINDS, None):
        some = [one for one in served if kind in (None, one.place.kind)]
        if some:
            lines.append(_line("everybody" if kind is None else kind, some))
    return lines


def _line(what: str, some: Sequence[Served]) -> str:
    median, p99, longest = quantiles(some)
    pressed = sorted({keys(one.done) for one in some})
    said_keys = str(pressed[0]) if len(pressed) == 1 else f"{pressed[0]} to {pressed[-1]}"
    officer = max(officer_s(one.done) for one in some)
    return f"  {what:18}{len(some):8}{said_keys:>12}{officer:12.1f}{median:12.0f}{p99:10.0f}{longest:10.0f}"


def tally(served: Iterable[Served], kind: Kind) -> Counter[str]:
    """How often what came of the people of a kind."""
    return Counter(one.came_of for one in served if one.place.kind == kind)
