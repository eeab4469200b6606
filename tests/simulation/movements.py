"""Who moved when, read from the journals alone: what the server says of people is compared with this."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from passdesk.domain.register import Mark
from passdesk.records.own_crossings import own_crossings
from passdesk.store.journal import Journal


class Movement(NamedTuple):
    """`at` corrected µs; `mark` of the entry that settled it; `after` the movement its desk believed came before."""

    at: int
    mark: Mark
    into: bool
    after: Mark | None


def movements(
    journals: Iterable[Journal], heard: Mapping[Mark, int], issued: Mapping[bytes, bytes]
) -> dict[bytes, list[Movement]]:
    """By person, every movement in the order it happened. `heard`: as what time the server took each entry; in a boot
    that never had an anchor, nor people's word, a movement is no later than that. `issued`: whose each pass is; the
    bearer of any other goes by the pass's own id."""
    found: dict[bytes, list[Movement]] = {}
    for journal in journals:
        for whose, movement in _of(journal, heard):
            found.setdefault(issued.get(whose, whose), []).append(movement)
    return {person: sorted(moved) for person, moved in found.items()}


def clashes(moved: Iterable[Movement]) -> set[tuple[Mark, Mark]]:
    """Neighbours that put a person into the park twice, the later not knowing of the earlier."""
    return {(one.mark, two.mark) for one, two in pairwise(moved) if one.into and two.into and two.after != one.mark}


def _of(journal: Journal, heard: Mapping[Mark, int]) -> Iterator[tuple[bytes, Movement]]:
    clocks = {entry.mark: entry.content.clock for entry in journal.entries()}
    told = {clock.boot_id for clock in clocks.values() if clock.anchor is not None}
    told |= {entry.content.clock.boot_id for entry in journal.entries(kinds=("time_vouched",))}
    shown = {entry.content.seq: entry for entry in journal.entries(kinds=("shown",))}
    settled: dict[int, Mark] = {}
    for entry in journal.entries(kinds=("outcome",)):
        settled.setdefault(entry.body["shown"][1], entry.mark)
    for crossing in own_crossings(journal):
        whose = crossing.person or crossing.pass_id
        if whose is None or not crossing.verified or crossing.outcome not in ("passed", "left"):
            continue
        body, seq = shown[crossing.mark[1]].body, crossing.mark[1]
        assert crossing.outcome_at is not None
        after, mark, at = body["after"], settled.get(seq, crossing.mark), crossing.outcome_at
        yield whose, Movement(
            at if clocks[mark].boot_id in told else min(at, heard.get(mark, at)),
            mark,
            crossing.direction == "entry",
            None if after is None else (after[0], after[1]),
        )
