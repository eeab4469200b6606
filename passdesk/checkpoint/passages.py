"""Who of those that may bring visitors passed this lane a moment ago: a visitor's host comes first.

Kept in memory alone. After a restart nobody is known to have passed, and a host shows the pass once more.
"""

from collections import deque

from passdesk.domain.movements import Direction
from passdesk.domain.passes import Pass
from passdesk.domain.register import Mark
from passdesk.domain.situation import Passage
from passdesk.domain.zone import Policy

_NEWEST, _AWAITED = 32, 64
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


def passage_of(known: Pass | None, policy: Policy | None, at: int, direction: Direction) -> Passage | None:
    """The passage this presentation would be, where it is of somebody who may bring visitors in."""
    held = policy.classes.get(known.class_number) if known is not None and policy is not None else None
    if known is None or held is None or not held.hosts or direction == "exit":
        return None
    return Passage(known.person, known.class_number, known.institution, at, direction)
