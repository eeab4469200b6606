"""Crossings of the whole zone, as a records desk asks for them, and who may not."""

import pytest

from passdesk.domain.crossings import CrossingFilter
from passdesk.errors import Declined
from passdesk.sync import crossings
from passdesk.sync.crossings import CrossingQuery
from passdesk.sync.zone_crossings import zone_crossings
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


@pytest.mark.parametrize("role", ["checkpoint", "issuing"])
def test_gates_and_issuing_desks_may_not_ask(served: Served, role: str) -> None:
    with pytest.raises(Declined, match="records"):
        served.central.crossings(served.hand_journal("desk", role).id, CrossingQuery())
