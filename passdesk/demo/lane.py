"""A gate at work: pictures read, passes shown, outcomes said, and every presentation noted for the checks."""

import time
from pathlib import Path

from msgspec import Struct, field

from passdesk.checkpoint.answers import NotRecordedAnswer, Recorded
from passdesk.checkpoint.gate import Gate
from passdesk.demo.situations import GateName, Situation, said
from passdesk.demo.stage import DeskOnStage, Stage
from passdesk.demo.zone_file import LANES
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Direction
from passdesk.domain.passes import NothingRead
from passdesk.domain.register import Mark
from passdesk.errors import NotRecorded, PassdeskError
from passdesk.scanning.frames import Broken
from passdesk.scanning.readings import Reading, at_a_lane, read_items
from passdesk.scanning.sources import read_source
from passdesk.store.acts import Acting

_SAME_US = 3_000_000


class Log(Struct):
    """What was to be shown, and the entries that came of it, by situation."""

    meant: dict[str, int] = field(default_factory=dict)
    shown: dict[str, list[Mark]] = field(default_factory=dict)


class Lane:
    """One lane with its officer."""

    def __init__(self, desk: DeskOnStage, officer: Acting, log: Log) -> None:
        self._desk, self._officer, self._log = desk, officer, log
        self._gate = Gate(desk.store, LANES[desk.name], desk.clock, nanoseconds=time.perf_counter_ns)

    def show(self, situation: str, source: Path, direction: Direction = "entry", *, at: int | None = None) -> None:
        """Hold one picture before the camera; `at` decides by another time (µs UTC), as a trial zone allows."""
        self._watch(situation, source, 1, direction, at)

    def watch(self, situation: str, source: Path, badges: int) -> None:
        """Let a video with so many badges go past."""
        self._watch(situation, source, badges, "entry", None)

    def _watch(self, situation: str, source: Path, badges: int, direction: Direction, at: int | None) -> None:
        self._log.meant[situation] = self._log.meant.get(situation, 0) + badges
        entries = self._log.shown.setdefault(situation, [])
        shown = read_items(read_source(str(source)), window=_SAME_US, nanoseconds=time.perf_counter_ns)
        for one in at_a_lane(shown):
            if isinstance(one, Broken):
                raise one.error
            entries.append(self._present(one, direction, at))
        self._desk.store.catch_up()

    def _present(self, one: Reading, direction: Direction, at: int | None) -> Mark:
        token = NothingRead() if one.text is None else one.text
        answer = self._gate.present(token, one.kind, direction, decode_ns=one.decode_ns, at=at)
        if isinstance(answer, NotRecordedAnswer):
            raise _not_recorded(answer)
        if answer.awaiting:
            self._settle(answer)
        return answer.entry

    def _settle(self, answer: Recorded) -> None:
        """The officer sends back whom the verdict refused, and lets go whoever leaves."""
        what = "left" if answer.verdict.direction == "exit" else "turned_away"
        settled = self._gate.outcome(answer.entry, what, self._officer.signer)
        if isinstance(settled, NotRecordedAnswer):
            raise _not_recorded(settled)


def lanes(stage: Stage, officers: dict[GateName, Acting], log: Log) -> dict[GateName, Lane]:
    return {name: Lane(stage.desks[name], officer, log) for name, officer in officers.items()}


def found(stage: Stage, situation: Situation, log: Log) -> list[str]:
    """What the gates' journals say of each presentation of a situation; one of another lane or direction says so."""
    journal = stage.desks[situation.gate].store.journal
    outcomes = {
        tuple(entry.body["shown"]): entry.body["outcome"] for entry in journal.entries(kinds=("outcome",))
    }
    return [_said(journal.entry(mark[1]), situation, outcomes.get(mark)) for mark in log.shown.get(situation.name, [])]


def _not_recorded(answer: NotRecordedAnswer) -> PassdeskError:
    return NotRecorded(answer.happened, kept=answer.kept, remedy=answer.remedy)


def _said(entry: Entry | None, situation: Situation, outcome: str | None) -> str:
    if entry is None or entry.kind != "shown":
        return "no such entry"
    body = entry.body
    if (body["lane"], body["direction"]) != (LANES[situation.gate], situation.direction):
        return f"at {body['lane']}, {body['direction']}"
    reason = body["reasons"][0] if body["reasons"] else None
    return said(body["verdict"], reason, body["outcome"] or outcome or "no outcome")
