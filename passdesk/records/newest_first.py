"""A desk's crossings read backwards: an outcome is met before its presentation, an anchor before what it corrects."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from passdesk.domain.crossings import CrossingRecord
from passdesk.domain.movements import Times
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import by_anchor, corrected, learnt, not_before
from passdesk.records.own_crossings import Light, Outcome, annulled_by, outcome_of, read_light, record_of
from passdesk.store import about
from passdesk.store.journal import Journal

_PAGE = 256
_NEAR = 1024
"""So far back is looked entry by entry for the last one that knew the time; further back by what was noted of it."""
_DAY = 86_400_000_000
_NEVER = (1 << 63) - 1
Settled = tuple[Outcome, int]
"""An outcome with its corrected time."""


class Known(Struct, frozen=True):
    """Of the clock, for entries from `since` on that no anchor dates: `times` by the last one that knew the time, and
    what was held of it by later entries (seq, floor µs UTC). `vouched`: by boot, what people said in it."""

    times: Times
    since: int
    floors: tuple[tuple[int, int], ...] = ()
    vouched: Mapping[bytes, int] = field(default_factory=dict)

    def before(self, seq: int, vouched: Mapping[bytes, int]) -> Times:
        """What was known when the entry `seq` was written, and what was `vouched` later: of a boot the first."""
        times = replace(self.times, vouched=tuple({**vouched, **self.vouched}.items()))
        for held_by, floor in self.floors:
            times = not_before(times, floor) if held_by < seq else times
        return times


class Place(Struct, frozen=True):
    """How far a journal has been read: entries from `before` on. `outcomes`: by their presentations, which lie further
    back; `anchor`: the earliest of the boot `boot_id`, as far as read; `known`: see there; `vouched`: by boot, as
    far as read; `floor`: what the last of that was known not to be below; `since`: boot and boot clock of what was read
    last; `latest`: when the earliest of the boots that were read and could tell the time began: nothing further back
    was later (µs UTC); `undone`: which entry undid which movement."""

    journal: bytes
    before: int
    outcomes: Mapping[int, Settled] = field(default_factory=dict)
    boot_id: bytes = b""
    anchor: int | None = None
    known: Known | None = None
    vouched: Mapping[bytes, int] = field(default_factory=dict)
    floor: int = 0
    since: tuple[bytes, int] = (b"", 0)
    latest: int = _NEVER
    undone: Mapping[Mark, Mark] = field(default_factory=dict)


class Backwards:
    """One journal from a place on. `place` is where another may go on, after any step."""

    def __init__(self, journal: Journal, place: Place | None = None) -> None:
        self._journal = journal
        start = place or Place(journal.id, journal.seq + 1)
        self._before, self._outcomes = start.before, dict(start.outcomes)
        self._boot_id, self._anchor = start.boot_id, start.anchor
        self._known, self._undone = start.known, dict(start.undone)
        self._vouched, self._floor = dict(start.vouched), start.floor
        self._since, self._latest = start.since, start.latest
        self._sure: int | None = None

    @property
    def place(self) -> Place:
        return Place(
            self._journal.id, self._before, dict(self._outcomes), self._boot_id, self._anchor, self._known,
            dict(self._vouched), self._floor, self._since, self._latest, dict(self._undone),
        )  # fmt: skip

    def is_before(self, since: int | None) -> bool:
        """Whether all that is left happened more than a day before `since` (µs UTC), by an entry that knew the time."""
        return since is not None and self._sure is not None and self._sure < since - _DAY

    def steps(self) -> Iterator[CrossingRecord | None]:
        """Each entry, newest first: a presentation with what came of it, None for any other."""
        while rows := self._journal.raw_before(self._before, _PAGE):
            for seq, raw in rows:
                entry = read_light(seq, raw)
                self._before = seq
                yield self._step(entry)

    def _step(self, entry: Light) -> CrossingRecord | None:
        if entry.clock.boot_id != self._since[0]:
            self._end_boot()
        self._since = entry.clock.boot_id, entry.clock.boot
        if entry.clock.anchor is not None:
            self._boot_id, self._anchor = entry.clock.boot_id, entry.clock.anchor
            self._sure = by_anchor(entry.clock.boot, entry.clock.anchor)
        match entry.kind:
            case "time_vouched":  # of several in one boot the first counts: it is come by last
                self._vouched[entry.body["boot"]] = entry.body["anchor"]
                self._floor = self._known_at(entry.seq).floor
            case "outcome" if entry.body["shown"][0] == self._journal.id:
                self._outcomes[entry.body["shown"][1]] = (outcome_of(entry), self._date(entry))  # the first one counts
            case "shown":
                outcome, settled_at = self._outcomes.pop(entry.seq, (None, None))
                record = record_of(self._journal.id, entry, self._date(entry), outcome, settled_at)
                return replace(record, annulled=self._undone.pop(record.movement, None))
            case "annulled":  # the first one counts: it is come by last
                self._undone[annulled_by(entry)] = (self._journal.id, entry.seq)
        return None

    def _end_boot(self) -> None:
        """All of a boot was read."""
        boot_id, began = self._since
        if boot_id == self._boot_id and self._anchor is not None:
            self._latest = min(self._latest, by_anchor(began, self._anchor))
        if boot_id in self._vouched:
            self._latest = min(self._latest, max(by_anchor(began, self._vouched[boot_id]), self._floor))

    def _date(self, entry: Light) -> int:
        """Corrected µs UTC, as `fold` corrects it."""
        if entry.clock.anchor is not None or entry.clock.boot_id == self._boot_id:
            anchor = entry.clock.anchor if entry.clock.anchor is not None else self._anchor
            assert anchor is not None  # it is kept with its boot
            return by_anchor(entry.clock.boot, anchor)
        return min(corrected(entry.wall, entry.clock, self._known_at(entry.seq)).at, self._latest)

    def _known_at(self, seq: int) -> Times:
        if self._known is None or seq < self._known.since:
            self._known = self._look_back(seq)
        return self._known.before(seq, self._vouched)

    def _look_back(self, seq: int) -> Known:
        """What was known of the clock when the entry `seq` was written."""
        nothing, floors = Times(key=self._journal.id), list[tuple[int, int]]()
        vouched: dict[bytes, int] = {}
        times = self._journal.times()
        if self._journal.last_server_time is None and not (times.boots or times.vouched):
            return Known(nothing, 1)
        at = seq
        while rows := self._journal.raw_before(at, 1):
            entry = read_light(*rows[0])
            if entry.clock.anchor is not None:
                known = replace(learnt(entry.wall, entry.clock, nothing), boots=())
                return Known(known, at, tuple(floors), vouched)
            at = entry.seq
            if entry.kind == "clock_held":  # the first of its boot: before it lies the last of another
                floors.append((at, entry.body["floor"]))
            elif entry.kind == "time_vouched":
                vouched[entry.body["boot"]] = entry.body["anchor"]
            elif at < seq - _NEAR:
                at = (about.newest_before(self._journal.file, about.CLOCK, at) or 0) + 1
        return Known(nothing, 1, tuple(floors), vouched)
