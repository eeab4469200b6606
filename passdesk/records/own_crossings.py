"""This desk's own crossings: every `shown` of its journal with the outcome that came of it, in order."""

from collections.abc import Iterator, Mapping
from typing import Any

import cbor2
from msgspec import Struct
from msgspec.structs import replace

from passdesk.domain.crossings import CrossingRecord
from passdesk.domain.entries import Clocked
from passdesk.domain.movements import Times
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import Told, boots_before, corrected, learnt, not_before, vouched_for
from passdesk.store.journal import Journal

_READ = frozenset({"shown", "outcome", "annulled", "clock_held", "time_vouched"})


class Light(Struct, frozen=True):
    """An entry as far as it is needed for crossings."""

    seq: int
    wall: int
    clock: Clocked
    kind: str
    body: Mapping[str, Any]
    officer: bytes | None


class Outcome(Struct, frozen=True):
    """What came of a presentation, by the entry `seq`."""

    seq: int
    outcome: str
    officer: bytes | None
    ms: int | None


class Held(Struct, frozen=True):
    """By the entry `seq` a boot had an anchor, or people's word: what was written before in other boots that never had
    an anchor was not after `latest` (µs UTC), when this boot's first entry was."""

    seq: int
    boot_id: bytes
    latest: int


def own_crossings(journal: Journal) -> Iterator[CrossingRecord]:
    """Oldest first, each dated as `fold` dates it. The journal is read thrice, a page at a time."""
    outcomes: dict[int, Outcome] = {}
    undone: dict[Mark, Mark] = {}
    anchors: dict[bytes, int] = {}
    vouched: dict[bytes, int] = {}
    for entry in _entries(journal):
        if entry.clock.anchor is not None:
            anchors.setdefault(entry.clock.boot_id, entry.clock.anchor)  # the first is what `fold` corrects by
        if entry.kind == "time_vouched":
            vouched.setdefault(entry.body["boot"], entry.body["anchor"])
        if entry.kind == "outcome" and entry.body["shown"][0] == journal.id:
            outcomes.setdefault(entry.body["shown"][1], outcome_of(entry))
        if entry.kind == "annulled":
            undone.setdefault(annulled_by(entry), (journal.id, entry.seq))
    holding: list[Held] = []
    settled: dict[int, tuple[Light, Told]] = {}
    wanted = {held.seq for held in outcomes.values()}
    for entry, told, times in _dated(journal, anchors, vouched):
        holding += _holding(entry, times)
        if entry.seq in wanted:
            settled[entry.seq] = entry, told
    settled_at = {seq: _held_to(holding, *one) for seq, one in settled.items()}
    for entry, told, _ in _dated(journal, anchors, vouched):
        if entry.kind == "shown":
            outcome = outcomes.get(entry.seq)
            at = _held_to(holding, entry, told)
            record = record_of(journal.id, entry, at, outcome, settled_at.get(outcome.seq) if outcome else None)
            yield replace(record, annulled=undone.get(record.movement))


def _holding(entry: Light, times: Times) -> Iterator[Held]:
    clock = entry.clock
    if entry.kind == "time_vouched" and clock.boot_id not in dict(times.vouched):
        yield Held(entry.seq, clock.boot_id, boots_before(times, clock, entry.body["anchor"])[1])
    if clock.anchor is not None and clock.boot_id not in dict(times.boots):
        yield Held(entry.seq, clock.boot_id, boots_before(times, clock, clock.anchor)[1])


def _held_to(holding: list[Held], entry: Light, told: Told) -> int:
    if told.anchored:
        return told.at
    after = (one.latest for one in holding if one.seq > entry.seq and one.boot_id != entry.clock.boot_id)
    return min((told.at, *after))


def _dated(
    journal: Journal, anchors: Mapping[bytes, int], vouched: Mapping[bytes, int]
) -> Iterator[tuple[Light, Told, Times]]:
    """Entries with their corrected times and what they rest on: what was known of the clock then, every anchor its boot
    got later, and what people vouched for in it."""
    times = Times(key=journal.id)
    for entry in _entries(journal):
        boot = entry.clock.boot_id
        known = replace(
            times,
            boots=((boot, anchors[boot]),) if boot in anchors else (),
            vouched=((boot, vouched[boot]),) if boot in vouched else (),
        )
        yield entry, corrected(entry.wall, entry.clock, known), times
        if entry.kind == "clock_held":
            times = not_before(times, entry.body["floor"])
        if entry.kind == "time_vouched":
            times = vouched_for(times, entry.clock, entry.body["boot"], entry.body["anchor"])
        times = learnt(entry.wall, entry.clock, times)


def _entries(journal: Journal) -> Iterator[Light]:
    for seq, raw in journal.raw_entries():
        yield read_light(seq, raw)


def read_light(seq: int, raw: bytes) -> Light:
    """The file's own MAC vouches for its bytes, and they were read strictly when written: the decoder may be quick."""
    content, _ = cbor2.loads(raw)
    _, _, _, _, wall, clock, _, actor, kind, body = cbor2.loads(content)
    return Light(seq, wall, Clocked(*clock), kind, body if kind in _READ else {}, actor)


def annulled_by(entry: Light) -> Mark:
    """The movement that an entry undid."""
    journal, seq = entry.body["movement"]
    return (journal, seq)


def outcome_of(entry: Light) -> Outcome:
    return Outcome(entry.seq, entry.body["outcome"], entry.officer, entry.body.get("ms"))


def record_of(journal: bytes, entry: Light, at: int, outcome: Outcome | None, settled_at: int | None) -> CrossingRecord:
    """A `shown` dated `at`, or as the officer says who typed it in later, with the outcome that came of it at
    `settled_at` (corrected µs UTC)."""
    body = entry.body
    along, at = body.get("outcome"), min(at, body.get("when") or at)
    return CrossingRecord(
        mark=(journal, entry.seq),
        at=at,
        lane=body["lane"],
        direction=body["direction"],
        verdict=body["verdict"],
        reasons=tuple(body["reasons"]),
        instruction=body["instruction"],
        verified=body["verified"],
        input=body["input"],
        person=body.get("person"),
        pass_id=body.get("pass_id"),
        outcome=along or (outcome.outcome if outcome is not None else ""),
        outcome_at=at if along else settled_at,
        officer=outcome.officer if outcome is not None else entry.officer if along else None,
        ms=outcome.ms if outcome is not None else None,
        settled_by=(journal, outcome.seq) if outcome is not None else None,
        evacuated=bool(body.get("evacuated")),
    )
