"""Who is inside when the area is emptied: certain and possible apart, from what rows say. Pure.

Certain is whom the register has inside, who came in not long ago, of whom nothing is disputed, by a lane that is
being heard. Possible is everybody else who may be inside: a missed exit is likely, or an entry is in doubt.
"""

from collections.abc import Collection, Iterable
from typing import Literal, get_args

from msgspec import Struct

from passdesk.domain.register import Mark

Doubt = Literal[
    "long_inside", "two_lanes", "settled_twice", "unknown", "awaited", "aside", "lane_silent", "pass_unheard"
]  # fmt: skip
DOUBTS: tuple[Doubt, ...] = get_args(Doubt)
DAY_US = 24 * 3600 * 1_000_000


class Candidate(Struct, frozen=True):
    """What is known of somebody who may be inside, times µs UTC.

    inside: the register has them inside. at: when they came in, or were shown last, by `lane`. allowed: for how long
    from then on it is no wonder that they are still there. doubts: what rows and entries say against being sure.
    """

    person: bytes
    inside: bool
    at: int
    lane: str
    allowed: int = DAY_US
    doubts: tuple[Doubt, ...] = ()


class Ticked(Struct, frozen=True):
    """Somebody was found at the assembly point: at `at` (µs UTC), by "name" or by "pass"."""

    person: bytes
    at: int
    how: str


class Expected(Struct, frozen=True):
    """Somebody to be found, or found already. No doubts: certain. `inside`: the register has them inside."""

    person: bytes
    since: int
    lane: str
    doubts: tuple[Doubt, ...] = ()
    inside: bool = True
    found: Ticked | None = None

    @property
    def certain(self) -> bool:
        return self.inside and not self.doubts

    @property
    def standing(self) -> Literal["certain", "possible", "no"]:
        """Whether they are inside; "no" of whom nothing here says so."""
        return "certain" if self.certain else "possible" if self.doubts else "no"


class Silent(Struct, frozen=True):
    """A lane whose crossings may be missing: not heard since `since`, µs UTC; 0: never."""

    lane: str
    since: int


class Muster(Struct, frozen=True):
    """A muster as of `at` (µs UTC), of the evacuation that the entry `started` began, if there is one.

    expected: the certain first, then the possible; whoever was found stays in it. besides: found although nothing here
    has them inside. knows: whether this desk is told who is inside.
    """

    at: int
    expected: tuple[Expected, ...]
    besides: tuple[Ticked, ...] = ()
    silent: tuple[Silent, ...] = ()
    started: Mark | None = None
    knows: bool = True

    @property
    def least(self) -> int:
        return sum(one.certain for one in self.expected)

    @property
    def most(self) -> int:
        return len(self.expected)

    @property
    def found(self) -> int:
        return sum(one.found is not None for one in self.expected) + len(self.besides)

    @property
    def missing_least(self) -> int:
        return sum(one.certain and one.found is None for one in self.expected)

    @property
    def missing_most(self) -> int:
        return sum(one.found is None for one in self.expected)


def expected(
    candidates: Iterable[Candidate], ticked: Iterable[Ticked], silent: Collection[str], now: int
) -> tuple[tuple[Expected, ...], tuple[Ticked, ...]]:
    """Each once, the certain first and in each part the longest inside first; and who was found besides."""
    found = {one.person: one for one in ticked}
    weighed = [_weighed(one, silent, now, found.get(one.person)) for one in _joined(candidates)]
    known = {one.person for one in weighed}
    besides = sorted((one for one in found.values() if one.person not in known), key=lambda one: (one.at, one.person))
    return tuple(sorted(weighed, key=lambda one: (not one.certain, one.since, one.person))), tuple(besides)


def _joined(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    """What several rows say of one person: where they are by the register counts, every doubt is kept."""
    held: dict[bytes, Candidate] = {}
    for one in candidates:
        before = held.get(one.person)
        held[one.person] = one if before is None else _both(before, one)
    return held.values()


def _both(one: Candidate, other: Candidate) -> Candidate:
    first, second = (one, other) if one.inside >= other.inside else (other, one)
    doubts = tuple(dict.fromkeys((*first.doubts, *second.doubts)))
    return Candidate(first.person, first.inside, first.at, first.lane, first.allowed, doubts)


def _weighed(one: Candidate, silent: Collection[str], now: int, found: Ticked | None) -> Expected:
    doubts = set(one.doubts)
    if one.inside and now - one.at > one.allowed:
        doubts.add("long_inside")
    if one.inside and one.lane in silent:
        doubts.add("lane_silent")
    return Expected(one.person, one.at, one.lane, tuple(each for each in DOUBTS if each in doubts), one.inside, found)
