"""What it took to serve a queue: keys, the officer's seconds, and the program's own time."""

import statistics
from collections.abc import Iterable, Sequence

from msgspec import Struct

from passdesk.demo.queue_script import KINDS, InLine, Mode, Step, keys, officer_s
from passdesk.domain.register import Mark


class Served(Struct, frozen=True):
    """One person, served. `ms`: what the program itself took, from the first picture with the pass in it, the scan or
    the first key, until the lane was ready for the next; `done`: what the officer did. `shown`: their entry."""

    place: InLine
    done: tuple[Step, ...]
    ms: float
    came_of: str
    shown: Mark


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
    kinds = [kind for kind in KINDS if any(one.place.kind == kind for one in served)]
    lines += [_line(kind, [one for one in served if one.place.kind == kind]) for kind in kinds]
    if len(kinds) > 1:
        lines.append(_line("everybody", served))
    return lines


def _line(what: str, some: Sequence[Served]) -> str:
    median, p99, longest = quantiles(some)
    pressed = sorted({keys(one.done) for one in some})
    said_keys = str(pressed[0]) if len(pressed) == 1 else f"{pressed[0]} to {pressed[-1]}"
    officer = max(officer_s(one.done) for one in some)
    return f"  {what:18}{len(some):8}{said_keys:>12}{officer:12.1f}{median:12.0f}{p99:10.0f}{longest:10.0f}"
