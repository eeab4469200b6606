"""Crossings of the whole zone, as a records desk asks for them, and who may not."""

from typing import Any

import pytest

from passdesk.domain import canonical
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.entries import read_entry
from passdesk.errors import Damaged, Declined
from passdesk.sync import crossings
from passdesk.sync.crossings import CrossingQuery, NewestQuery
from passdesk.sync.entries import EntryGiven, EntryQuery
from passdesk.sync.zone_crossings import newest_crossings, zone_crossings
from tests.factories.people import a_holder, shown
from tests.factories.zones import id_of
from tests.server.zones import Served


def test_an_outcome_that_comes_later_settles_its_presentation(served: Served) -> None:
    office, gate = served.desk("office", "issuing", "records", "admin"), served.desk("gate", "checkpoint")
    served.sync(office)
    acts = served.office(office)
    holder = a_holder(acts)
    officer = acts.operator("officer", "checkpoint")
    served.sync(office)
    served.sync(gate)
    refused = {"verdict": "refuse", "instruction": "turn back", "reasons": ["expired"], "outcome": None}
    body = shown(holder, lane="huanggang-1", **refused)
    entry = gate.write("shown", body, reading=served.clock.step())
    served.sync(gate)
    link = served.link(office)
    before = list(zone_crossings(link, CrossingFilter()))
    assert [(row.mark, row.outcome, row.override) for row in before] == [(entry.mark, "", False)]
    settled = {"shown": list(entry.mark), "outcome": "passed", "ms": 1500, "reason": None, "confirm": None}
    gate.write("outcome", settled, reading=served.clock.step(), actor=officer.operator, signers=(officer,))
    served.sync(gate)
    (row,) = zone_crossings(link, CrossingFilter(override=True, officer=officer.operator))
    assert (row.outcome, row.officer, row.ms, row.reasons, row.verified) == (
        "passed", officer.operator, 1500, ("expired",), True
    )  # fmt: skip
    found = link.crossings(CrossingQuery()).rows[0]
    assert (found.institution, found.class_number, found.person) == (holder.institution, 1, holder.person)


def test_a_crossing_from_paper_is_dated_by_its_line_whatever_is_learnt_of_the_clock(served: Served) -> None:
    office, gate = served.desk("office", "issuing", "records", "admin"), served.desk("gate", "checkpoint")
    served.sync(office)
    acts = served.office(office)
    holder, officer = a_holder(acts), acts.operator("officer", "checkpoint")
    served.sync(office)
    served.sync(gate)
    reading = served.clock.step(7200)
    when = reading.wall - 3_600_000_000
    paper = {"verdict": "attention", "reasons": ["by_hand"], "instruction": "check", "verified": False,
             "input": "paper", "hand": "paper", "when": when, "sheet": "B 17"}  # fmt: skip
    body = shown(holder, lane="huanggang-1", **paper)
    gate.write("shown", body, reading=reading, actor=officer.operator, signers=(officer,))
    unsigned = shown(holder, lane="huanggang-1", presentation=id_of("unsigned"), **paper)
    gate.write("shown", unsigned, reading=served.clock.step())
    served.sync(gate)
    served.sync(gate)
    first, second = zone_crossings(served.link(office), CrossingFilter())
    assert (first.at, first.outcome_at, first.input, first.officer) == (when, when, "paper", officer.operator)
    assert (second.at, second.officer) == (when, None)
    assert [row.mark for row in zone_crossings(served.link(office), CrossingFilter(until=when + 1))] != []


def test_many_crossings_come_in_pages_each_once(served: Served) -> None:
    journal, asking = served.hand_journal("gate", "checkpoint"), served.desk("records", "records")
    count = crossings.MOST_ROWS + 7
    for number in range(count):
        journal.write("shown", shown(presentation=number.to_bytes(16)), served.clock.step())
    journal.push(served.central)
    rows = list(zone_crossings(served.link(asking), CrossingFilter()))
    assert [row.mark[1] for row in rows] == list(range(2, count + 2))


def test_a_late_anchor_moves_the_crossings_of_its_boot(served: Served) -> None:
    journal, asking = served.hand_journal("gate", "checkpoint"), served.desk("records", "records")
    reading = served.clock.step()
    journal.write("shown", shown(presentation=id_of("1")), reading)
    journal.push(served.central)
    link = served.link(asking)
    assert link.crossings(CrossingQuery()).rows[0].at == reading.wall
    anchor = reading.wall - reading.boot - 5_000_000
    journal.write("shown", shown(presentation=id_of("2")), served.clock.step(), anchor=anchor)
    journal.push(served.central)
    assert [row.at for row in link.crossings(CrossingQuery()).rows] == [
        reading.wall - 5_000_000, served.clock().boot + anchor
    ]  # fmt: skip


def test_the_newest_come_first_in_pages_of_any_size(served: Served) -> None:
    journal, asking = served.hand_journal("gate", "checkpoint"), served.desk("records", "records")
    for number in range(10):
        lane = "a" if number % 2 else "b"
        journal.write("shown", shown(presentation=number.to_bytes(16), lane=lane), served.clock.step())
    journal.push(served.central)
    link = served.link(asking)
    for limit in (1, 3, 10, 500):
        found, before = [], None
        while True:
            rows, before = newest_crossings(link, CrossingFilter(lane="a"), before, limit)
            assert len(rows) <= limit
            found += [row.mark[1] for row in rows]
            if before is None:
                break
        assert found == [11, 9, 7, 5, 3], limit
    assert newest_crossings(link, CrossingFilter(lane="nowhere")) == ([], None)


def test_any_entry_is_given_with_what_the_server_made_of_it(served: Served) -> None:
    journal, asking = served.hand_journal("gate", "checkpoint"), served.desk("records", "records")
    journal.write("shown", shown(), served.clock.step())
    journal.push(served.central)
    link = served.link(asking)
    given = link.entry(EntryQuery(journal.id, b"", 2))
    assert given.raw is not None
    assert (read_entry(given.raw).mark, given.judgement, given.at) == ((journal.id, 2), "applies", served.clock().wall)
    for query in (EntryQuery(journal.id, b"", 3), EntryQuery(bytes(16), b"", 1), EntryQuery(journal.id, b"x", 2)):
        assert link.entry(query) == EntryGiven(None, None, "", None)


@pytest.mark.parametrize(
    "parts", [[], [b"x" * 16, b"", -1], [b"x" * 15, b"", 1], [b"x" * 16, "", 1], [b"x" * 16, b"y" * 33, 1], [1, 2, 3]]
)
def test_a_question_for_an_entry_that_is_none(parts: list[object]) -> None:
    with pytest.raises(Damaged):
        EntryQuery.from_bytes(canonical.encode(parts))


@pytest.mark.parametrize("parts", [[], [None, "nonsense", "", None], [b"", "applies", "", 1], [b"x", "applies", 1, 1]])
def test_an_answer_about_an_entry_that_is_none(parts: list[object]) -> None:
    with pytest.raises(Damaged):
        EntryGiven.from_bytes(canonical.encode(parts))


@pytest.mark.parametrize(("before", "limit"), [(-1, 5), (None, 0), (None, 501), ("x", 5)])
def test_a_question_for_the_newest_that_is_none(before: object, limit: int) -> None:
    with pytest.raises(Damaged):
        NewestQuery.from_bytes(canonical.encode([*[None] * 15, before, limit]))


@pytest.mark.parametrize("role", ["checkpoint", "issuing"])
def test_gates_and_issuing_desks_may_not_ask(served: Served, role: str) -> None:
    journal = served.hand_journal("desk", role).id
    for ask in (
        lambda: served.central.crossings(journal, CrossingQuery()),
        lambda: served.central.newest_crossings(journal, NewestQuery()),
        lambda: served.central.entry(journal, EntryQuery(journal, b"", 1)),
    ):
        with pytest.raises(Declined, match="records"):
            ask()


@pytest.mark.parametrize("state", ["unconfirmed", "disabled"])
def test_a_desk_nobody_vouches_for_gets_no_entry(served: Served, state: str) -> None:
    asking = served.desk("records", "records")
    served.sync(asking)
    if state == "disabled":
        served.central.write("desk_disabled", {"desk": asking.journal.id, "reason": None}, signers=(served.admin,))
    else:
        asking.begin_anew(b"n" * 32, served.clock.step())
        served.link(asking).introduce(next(asking.journal.entries(1, 1)).raw)
    with pytest.raises(Declined):
        served.link(asking).entry(EntryQuery(asking.journal.id, b"", 1))
    with pytest.raises(Declined):
        served.link(asking).newest_crossings(NewestQuery())


@pytest.mark.parametrize("first", ["the gate", "the counter"])
def test_whoever_was_set_aside_is_settled_by_another_journal_in_whatever_order(served: Served, first: str) -> None:
    gate, counter = served.hand_journal("gate", "checkpoint"), served.hand_journal("counter", "checkpoint")
    asking = served.desk("records", "records")
    refused: dict[str, Any] = {"verdict": "refuse", "instruction": "turn back", "reasons": ["expired"], "outcome": None}
    stood = gate.write("shown", shown(**refused), served.clock.step())
    other = gate.write("shown", shown(presentation=id_of("2"), **refused), served.clock.step())
    aside = {"shown": list(stood.mark), "verdict": "refuse", "reasons": ["expired"], "why": None}
    gate.write("set_aside", aside, served.clock.step())
    said = counter.write("outcome", {"shown": list(stood.mark), "outcome": "passed"}, served.clock.step())
    counter.write("outcome", {"shown": list(other.mark), "outcome": "passed"}, served.clock.step())
    for journal in (gate, counter) if first == "the gate" else (counter, gate):
        journal.push(served.central)
    rows = list(zone_crossings(served.link(asking), CrossingFilter()))
    assert [(row.mark, row.outcome, row.settled_by) for row in rows] == [
        (stood.mark, "passed", said.mark), (other.mark, "", None)
    ]  # fmt: skip


@pytest.mark.parametrize("said", [("turned_away", "passed"), ("passed", "turned_away")])
def test_of_two_desks_that_settle_one_differently_the_crossing_is_told(served: Served, said: tuple[str, str]) -> None:
    gate, counter = served.hand_journal("gate", "checkpoint"), served.hand_journal("counter", "checkpoint")
    asking = served.desk("records", "records")
    refused: dict[str, Any] = {"verdict": "refuse", "instruction": "turn back", "reasons": ["expired"], "outcome": None}
    stood = gate.write("shown", shown(**refused), served.clock.step())
    aside = {"shown": list(stood.mark), "verdict": "refuse", "reasons": ["expired"], "why": None}
    gate.write("set_aside", aside, served.clock.step())
    gate.push(served.central)
    marks = {}
    for journal, outcome in zip((counter, gate), said, strict=True):
        marks[outcome] = journal.write("outcome", {"shown": list(stood.mark), "outcome": outcome}, served.clock.step())
        journal.push(served.central)
    (row,) = zone_crossings(served.link(asking), CrossingFilter())
    assert (row.outcome, row.settled_by) == ("passed", marks["passed"].mark)
