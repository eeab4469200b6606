"""Journals arrive in any order; where people are does not depend on it."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, field
from msgspec.structs import replace

from passdesk.domain.entries import Entry
from passdesk.domain.movements import Case, Escorted, Presence
from passdesk.domain.register import Mark, Ref
from tests.domain.builders import MINUTE, START, Journal, Park, ident, issue, peopled, shown

DESKS = ("gate1", "gate2", "board")
Written = tuple[str, Entry, tuple[str, ...]]
TOWN = peopled()
LATE = ("office", TOWN.write("office", "pass_issued", ("hr",), **issue("lin", "late-pass")), ("hr",))
"""A pass that gates see before anybody has heard of it."""


class Afternoon(Struct):
    """What three desks write of Lin, each in its own journal, not hearing of one another."""

    data: st.DataObject
    journals: Mapping[str, Journal]
    minute: int = 0
    moved: list[Mark] = field(default_factory=list)
    awaited: list[Mark] = field(default_factory=list)

    def one_of(self, *choices: Any) -> Any:
        return self.data.draw(st.sampled_from(choices))

    def entry(self, desk: str) -> Written:
        journal = self.journals[desk]
        self.minute += self.one_of(0, 1, 4)
        journal.boot_id = self.one_of(journal.boot_id, journal.boot_id, bytes(16), bytes([1]) * 16)
        journal.anchor = self.one_of(START, START, START - 3 * MINUTE, None)
        kind, body, by = self.one_of(self.crossing, self.crossing, self.awaiting, self.undone, self.put_right)(journal)
        written = journal.write(kind, body, at=self.minute * MINUTE, actor=ident(by[0]) if by else None)
        if kind == "shown" and body["outcome"] is None:
            self.awaited.append(written.mark)
        elif kind != "annulled":
            self.moved.append(written.mark)
        return desk, written, by

    def crossing(self, _: Journal, **more: Any) -> tuple[str, Any, tuple[str, ...]]:
        after = self.one_of(None, *self.moved)
        whose = self.one_of({}, {}, {"pass_id": ident("late-pass")})
        said = {"after": after and list(after), "host": self.one_of(None, ident("host")), **whose, **more}
        body = shown("lin", self.one_of("entry", "exit"), **said)
        return "shown", {**body, "person": None} if whose else body, ()

    def awaiting(self, journal: Journal) -> tuple[str, Any, tuple[str, ...]]:
        own = [mark for mark in self.awaited if mark[0] == journal.id]
        if not own:
            return self.crossing(journal, outcome=None, verdict="attention", instruction="check")
        self.awaited.remove(own[0])
        return "outcome", {"shown": list(own[0]), "outcome": self.one_of("passed", "left", "turned_away")}, ("guard",)

    def undone(self, journal: Journal) -> tuple[str, Any, tuple[str, ...]]:
        if not self.moved:
            return self.crossing(journal)
        mark = list(self.one_of(*self.moved))
        return "annulled", {"person": ident("lin"), "shown": mark, "movement": mark, "reason": "x"}, ("supervisor",)

    def put_right(self, _: Journal) -> tuple[str, Any, tuple[str, ...]]:
        when = self.one_of(None, START + MINUTE, START + 5 * MINUTE)
        body = {"people": [ident("lin")], "inside": self.one_of(True, False), "reason": "x", "when": when}
        body["each"] = self.one_of(None, [], [START + 3 * MINUTE])
        return "put_right", body, ("supervisor",)


def folded(written: Sequence[Written], order: Sequence[str]) -> Mapping[Ref, object]:
    zone = Park(copy.deepcopy(TOWN.view), held=set(TOWN.held))
    waiting = {desk: iter([one for one in written if one[0] == desk]) for desk in (*DESKS, "office")}
    for desk in order:
        _, entry, by = next(waiting[desk])
        zone.take(entry, by)
    return dict(_told(zone))


def _told(zone: Park) -> Iterator[tuple[Ref, object]]:
    """A case that came and went on the way may be told of or not; what was undone has no order."""
    for row in zone.view.rows.values():
        match row:
            case Presence():
                yield row.ref, replace(row, annulled=tuple(sorted(row.annulled)))
            case Case() if row.state == "open":
                yield row.ref, (row.kind, row.entries, row.person)
            case Escorted():
                yield row.ref, row
            case _:
                pass


@settings(max_examples=300)
@given(st.data(), st.lists(st.sampled_from(DESKS), min_size=2, max_size=12))
def test_where_people_are_does_not_depend_on_what_is_heard_first(data: st.DataObject, desks: list[str]) -> None:
    afternoon = Afternoon(data, {desk: Journal(desk) for desk in DESKS})
    written = [LATE, *map(afternoon.entry, desks)]
    assert folded(written, ["office", *desks]) == folded(written, data.draw(st.permutations(["office", *desks])))
