"""The page of who is inside as a picture."""

from collections import Counter
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from passdesk.desktop.records.state import Problem
from passdesk.records.occupancy import Inside


class InsidePicture(Struct, frozen=True, dict=True):
    """`people`: everybody inside, longest there first; None until they were read. `heard`: until when this desk has
    heard of the zone, µs UTC; None: it is the zone. `silent`: lanes not heard for long, and since when (0: never).
    `text` and `institution` choose among them."""

    people: tuple[Inside, ...] | None = None
    at: int = 0
    heard: int | None = None
    alone: bool = True
    silent: tuple[tuple[str, int], ...] = ()
    busy: bool = False
    problem: Problem | None = None
    text: str = ""
    institution: str = ""

    @cached_property
    def shown(self) -> tuple[Inside, ...]:
        wanted = self.text.strip().casefold()
        return tuple(one for one in self.people or () if _fits(one, wanted, self.institution))

    @cached_property
    def institutions(self) -> tuple[tuple[str, int], ...]:
        """How many are inside of each, most first; one with two institutions counts in both."""
        counts = Counter(name for one in self.people or () for name in one.institutions)
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _fits(one: Inside, wanted: str, institution: str) -> bool:
    if institution and institution not in one.institutions:
        return False
    names = (one.names.latin, one.names.chinese) if one.names is not None else ()
    return not wanted or any(wanted in part.casefold() for part in (*names, *one.institutions, one.lane))


class InsideCommands(Protocol):
    """What the page may ask for."""

    def refresh(self) -> None: ...

    def find(self, text: str) -> None: ...

    def choose(self, institution: str) -> None: ...

    def crossings_of(self, row: int) -> None: ...
