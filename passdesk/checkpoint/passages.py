"""Who of those that may bring visitors passed this lane a moment ago: a visitor's host comes first."""

from collections import deque

from passdesk.clock import Clock
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Direction
from passdesk.domain.passes import Pass
from passdesk.domain.register import Mark
from passdesk.domain.situation import Passage
from passdesk.domain.timekeeping import corrected
from passdesk.domain.zone import Policy
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.policy_here import in_force

_NEWEST, _AWAITED = 32, 64
_LOOKED_THROUGH = 128
"""So many entries of the journal are read again where a lane is opened: more than pass in the time a host counts."""
_PASSED = ("passed", "left")


class Passages:
    """The newest at one lane, oldest first."""

    def __init__(self) -> None:
        self._passed: deque[Passage] = deque(maxlen=_NEWEST)
        self._awaited: dict[Mark, Passage] = {}

    @property
    def newest(self) -> tuple[Passage, ...]:
        return tuple(self._passed)

    def shown(self, mark: Mark, passage: Passage | None, outcome: str | None) -> None:
        """Somebody was shown; with an outcome they went through at once."""
        if passage is None:
            return
        if outcome in _PASSED:
            self._passed.append(passage)
        elif outcome is None:
            self._awaited[mark] = passage
            if len(self._awaited) > _AWAITED:
                del self._awaited[next(iter(self._awaited))]

    def settled(self, mark: Mark, outcome: str, at: int) -> None:
        """What came of somebody who was shown, at `at` (corrected µs UTC)."""
        passage = self._awaited.pop(mark, None)
        if passage is not None and outcome in _PASSED:
            one = Passage(passage.person, passage.class_number, passage.institution, at, passage.direction)
            self._passed.append(one)


def passages_at(store: DeskStore, lane: str, clock: Clock) -> Passages:
    """As the newest entries of this desk's journal have them: a lane that was closed a moment ago knows its hosts."""
    found, policy = Passages(), in_force(store, clock).policy
    first = max(1, store.journal.seq - _LOOKED_THROUGH + 1)
    with store.view() as view:
        for entry in store.journal.entries(first, kinds=("shown", "outcome")):
            _take(found, entry, lane, view, policy)
    return found


def _take(found: Passages, entry: Entry, lane: str, view: DeskView, policy: Policy | None) -> None:
    body, at = entry.body, corrected(entry.content.at, entry.content.clock, view.times).at
    if entry.kind == "outcome":
        journal, seq = body["shown"]
        found.settled((journal, seq), body["outcome"], at)
    elif body["lane"] == lane and body["verified"] and body.get("pass_id") is not None and not body.get("when"):
        known = view.get(Pass, body["pass_id"])
        held = known if isinstance(known, Pass) else None
        found.shown(entry.mark, passage_of(held, policy, at, body["direction"]), body.get("outcome"))


def passage_of(known: Pass | None, policy: Policy | None, at: int, direction: Direction) -> Passage | None:
    """The passage this presentation would be, where it is of somebody who may bring visitors in."""
    held = policy.classes.get(known.class_number) if known is not None and policy is not None else None
    if known is None or held is None or not held.hosts or direction == "exit":
        return None
    return Passage(known.person, known.class_number, known.institution, at, direction)
