"""What came of people during a shift: each outcome counts in the shift in which it was said, whenever and wherever its
presentation was."""

from collections import Counter
from typing import NamedTuple

from passdesk.checkpoint.asides import instruction_then
from passdesk.domain.crossings import OVERRIDDEN
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Aside, mark_key
from passdesk.domain.people import Desk
from passdesk.domain.register import Mark
from passdesk.store.about import newest_before, shift_key
from passdesk.store.desk_store import DeskStore

TALLIED = ("passed", "turned_away", "attention", "overridden", "aside")
_SHIFTS = ("shift_started", "shift_handed_over", "shift_ended")
_LET = ("passed", "left")
_NOT_LET = ("turned_away", "kept_here")


class _Stood(NamedTuple):
    """A presentation until something is said of it. Both "" where nothing is known of it here."""

    lane: str
    instruction: str


def worked(store: DeskStore, lane: str, before: int) -> Entry | None:
    """The entry that began the shift under way at a lane just before the entry `before`; None where there was none."""
    seq = newest_before(store.journal.file, shift_key(lane), before)
    entry = store.journal.entry(seq) if seq is not None else None
    return None if entry is None or entry.kind == "shift_ended" else entry


def tally(store: DeskStore, lane: str, begun: int) -> dict[str, int]:
    """The numbers of `TALLIED` of the shift that the entry `begun` began at a lane. What stood on paper is left out,
    and so is a crossing that was undone since."""
    journal, last = store.journal, store.journal.seq
    undone = {_mark(entry, "movement") for entry in journal.entries(begun + 1, last, kinds=("annulled",))}
    shift = _Tally(store, lane, begun)
    for entry in journal.entries(begun + 1, last, kinds=("shown", "outcome", "set_aside", *_SHIFTS)):
        shift.take(entry, stands=entry.mark not in undone)
    return {name: shift.counts[name] for name in TALLIED}


class _Tally:
    """Held on to is only who awaits an outcome: a shift nobody ended may be a whole journal. What was presented before
    the shift, or at another desk, is looked up; that is seldom."""

    def __init__(self, store: DeskStore, lane: str, begun: int) -> None:
        self._store, self._lane, self._begun = store, lane, begun
        self._working = _working(store, lane, begun)
        self._awaited: dict[int, _Stood] = {}
        self._settled: set[Mark] = set()
        self.counts: Counter[str] = Counter()

    def take(self, entry: Entry, *, stands: bool) -> None:
        """The next entry; `stands`: nobody undid it."""
        if entry.kind in _SHIFTS:
            self._working.pop(entry.body["lane"], None)
            if entry.kind != "shift_ended":
                self._working[entry.body["lane"]] = None
        elif entry.kind == "shown":
            self._take_shown(entry, stands=stands)
        else:
            self._take_word(entry, stands=stands)

    def _take_shown(self, entry: Entry, *, stands: bool) -> None:
        body, outcome = entry.body, entry.body.get("outcome")
        if body["input"] == "paper":
            return
        if outcome is None:
            self._awaited[entry.content.seq] = _Stood(body["lane"], body["instruction"])
        if body["lane"] == self._lane:
            self.counts["attention"] += body["verdict"] == "attention"
            if stands:
                self._count(body["instruction"], outcome, None)

    def _take_word(self, entry: Entry, *, stands: bool) -> None:
        body, shown = entry.body, _mark(entry, "shown")
        stood = self._stood(shown)
        if stood is None:
            return
        here = self._is_here(stood)
        if entry.kind == "set_aside":
            self.counts["aside"] += here
            return
        self._settle(shown)
        if here and stands:
            self._count(stood.instruction, body["outcome"], body.get("override"))

    def _is_here(self, stood: _Stood) -> bool:
        """Where the lane it was presented at has no shift at this desk, it counts in the one that began last."""
        return self._lane == (stood.lane if stood.lane in self._working else next(reversed(self._working), ""))

    def _stood(self, shown: Mark) -> _Stood | None:
        """None for what is no presentation, and for one that has its outcome already."""
        own = shown[0] == self._store.journal.id
        if own and shown[1] > self._begun:
            return self._awaited.get(shown[1])
        if shown in self._settled:
            return None
        return self._before(shown[1]) if own else self._elsewhere(shown)

    def _settle(self, shown: Mark) -> None:
        if shown[0] == self._store.journal.id and shown[1] > self._begun:
            del self._awaited[shown[1]]
        else:
            self._settled.add(shown)

    def _before(self, seq: int) -> _Stood | None:
        entry = self._store.journal.entry(seq)
        if entry is None or entry.kind != "shown" or entry.body.get("outcome") is not None:
            return None
        return _Stood(entry.body["lane"], entry.body["instruction"])

    def _elsewhere(self, shown: Mark) -> _Stood:
        with self._store.view() as view:
            row = view.get(Aside, mark_key(shown))
        if not isinstance(row, Aside):
            return _Stood("", "")
        return _Stood(row.lane, instruction_then(row.verdict, row.direction))

    def _count(self, instruction: str, outcome: str | None, override: str | None) -> None:
        self.counts["passed"] += outcome in _LET
        self.counts["turned_away"] += outcome in _NOT_LET
        self.counts["overridden"] += bool(override) or (outcome in _LET and instruction in OVERRIDDEN)


def _working(store: DeskStore, lane: str, begun: int) -> dict[str, None]:
    """The lanes of this desk that had a shift under way when this one began, which stands last."""
    with store.view() as view:
        desk = view.get(Desk, store.journal.id)
    others = [one for one in desk.lanes if one != lane] if isinstance(desk, Desk) else []
    return dict.fromkeys((*(one for one in others if worked(store, one, begun) is not None), lane))


def _mark(entry: Entry, field: str) -> Mark:
    journal, seq = entry.body[field]
    return (journal, seq)
