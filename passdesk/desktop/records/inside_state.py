"""The page of who is inside as a picture."""

from collections import Counter
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from passdesk.desktop.records.state import Problem
from passdesk.domain.attachments import Names
from passdesk.records.occupancy import Inside


class InsidePicture(Struct, frozen=True, dict=True):
    """`people`: everybody inside, longest there first; None until they were read. `heard`: until when this desk has
    heard of the zone, µs UTC; None: it is the zone. `silent`: lanes not heard for long, and since when (0: never).
    `text` and `institution` choose among them. `righting`: the row whose person is being put right, None for nobody;
    `wrong`: why that failed."""

    people: tuple[Inside, ...] | None = None
    at: int = 0
    heard: int | None = None
    alone: bool = True
    silent: tuple[tuple[str, int], ...] = ()
    busy: bool = False
    problem: Problem | None = None
    text: str = ""
    institution: Names | None = None
    may_put_right: bool = False
    righting: int | None = None
    wrong: Problem | None = None

    @cached_property
    def shown(self) -> tuple[Inside, ...]:
        wanted = self.text.strip().casefold()
        return tuple(one for one in self.people or () if _fits(one, wanted, self.institution))

    @cached_property
    def institutions(self) -> tuple[tuple[Names, int], ...]:
        """How many are inside of each, most first; one with two institutions counts in both."""
        counts = Counter(name for one in self.people or () for name in one.institutions)
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0].both)))


def _fits(one: Inside, wanted: str, institution: Names | None) -> bool:
    if institution is not None and institution not in one.institutions:
        return False
    called = [names.both for names in (one.names, *one.institutions) if names is not None]
    return not wanted or any(wanted in part.casefold() for part in (*called, one.lane))


class InsideCommands(Protocol):
    """What the page may ask for."""

    def refresh(self) -> None: ...

    def find(self, text: str) -> None: ...

    def choose(self, institution: Names) -> None: ...

    def crossings_of(self, row: int) -> None: ...

    def begin_to_right(self, row: int) -> None: ...

    def put_outside(self, reason: str, *, every: bool) -> None: ...

    def leave(self) -> None: ...
