"""(l) Two people vouch for the time: at a desk alone, and at one whose server comes back later."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.settling import Saying
from passdesk.clock import MICROSECONDS
from passdesk.credential.token import text_of
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import Direction, Presence
from passdesk.records.crossing_pages import OwnPages
from passdesk.records.own_crossings import own_crossings
from passdesk.store.desk_store import DeskStore
from passdesk.store.going_on import note_start
from passdesk.store.signing import Signer
from passdesk.store.vouching import vouch
from passdesk.sync.crossings import Crossing, CrossingQuery
from tests.checkpoint.conftest import a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.people import Holder, Office, a_holder
from tests.factories.zones import Zone
from tests.stories.town import OFFICER, SUPERVISOR, Town, codes, whereabouts

DAY = 24 * 3600
SECOND = MICROSECONDS
YEARS = 4 * 365 * DAY * MICROSECONDS
DEAD_BATTERY = 946_684_800_000_000


class Alone(Struct):
    """A desk that is its own zone, a holder whose pass is good for thirty days, and two officers."""

    store: DeskStore
    clock: FakeClock
    holder: Holder
    officers: tuple[Signer, Signer]

    def show(self, direction: Direction) -> Recorded:
        self.clock.step(60)
        answer = Gate(self.store, "F1-1", self.clock).present(text_of(self.holder.token), "camera", direction)
        assert isinstance(answer, Recorded)
        return answer

    def passes(self, direction: Direction, outcome: str) -> Recorded:
        answer = self.show(direction)
        if answer.awaiting:
            let_in = answer.verdict.word == "refuse" and outcome == "passed"
            saying = Saying(outcome, override="other" if let_in else None)
            Gate(self.store, "F1-1", self.clock).outcome(answer.entry, saying, self.officers[0])
        return answer

    def set_wall(self, by: int) -> None:
        self.clock.set_wall(self.clock().wall + by)

    def vouch(self, at: int) -> None:
        vouch(self.store, at, self.officers, self.clock())

    def inside(self) -> bool:
        with self.store.view() as view:
            presence = view.get(Presence, self.holder.person)
        assert isinstance(presence, Presence)
        return presence.inside


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Alone]:
    zone, clock = Zone(), FakeClock()
    with a_founded_desk(tmp_path / "desk", zone, clock) as store:
        office = Office(store, zone, clock)
        holder = a_holder(office)
        officers = (office.operator("chief", "supervisor"), office.operator("second", "checkpoint"))
        yield Alone(store, clock, holder, officers)


def test_at_a_desk_alone_expired_stays_expired_when_the_clock_goes_back(alone: Alone) -> None:
    assert alone.show("entry").admitted
    alone.clock.step(30 * DAY)
    assert codes(alone.show("exit"))[0] == "expired"
    alone.set_wall(-DAY * SECOND)
    again = alone.show("entry")
    assert again.verdict.word == "refuse"
    assert codes(again)[0] == "expired"
    assert "clock_suspect" in codes(again)

    # Also after a restart of the PC; and two people who say that it is earlier than it is cannot be told from two who
    # are right: they have put their names to it.
    alone.clock.reboot()
    assert codes(alone.show("entry"))[0] == "expired"


def test_to_2031_and_back_at_a_desk_alone(alone: Alone) -> None:
    assert alone.show("entry").admitted
    alone.set_wall(YEARS)
    future = alone.passes("exit", "left")
    assert codes(future)[0] == "expired"
    assert "clock_suspect" in codes(future)
    alone.set_wall(-YEARS)
    doubted = alone.show("entry")
    assert doubted.verdict.word == "refuse"
    assert codes(doubted)[0] == "expired"

    # Two people vouch: the desk goes on by that, and what was written in this boot lies where it belongs.
    right = alone.clock().wall
    alone.vouch(right)
    back = alone.show("entry")
    assert back.admitted
    assert back.verdict.provenance.vouched
    assert not back.verdict.provenance.clock_suspect
    assert alone.inside()
    dates(alone.store, right)


def test_to_2031_in_an_earlier_boot(alone: Alone) -> None:
    """No boot clock reaches back: what was written then was, at the latest, before the two people spoke."""
    alone.clock.reboot()
    alone.set_wall(YEARS)
    alone.passes("entry", "passed")
    alone.clock.reboot()
    alone.set_wall(-YEARS)
    right = alone.clock().wall
    assert alone.show("exit").verdict.word != "admit"
    alone.vouch(right)
    alone.passes("exit", "left")
    assert not alone.inside()
    dates(alone.store, right)


def dates(store: DeskStore, right: int) -> None:
    """Forwards and backwards a desk dates its crossings alike, and none of them years away."""
    forwards = sorted(own_crossings(store.journal), key=lambda one: one.mark)
    page = OwnPages(store, None).page(CrossingFilter())
    backwards = sorted((one.record for one in page.rows), key=lambda one: one.mark)
    assert backwards == forwards
    assert all(abs(one.at - right) < 3600 * SECOND for one in forwards)


def behind(town: Town) -> tuple[DeskStore, int]:
    """The first gate, restarted with a dead battery while the line is down, and what time it really is."""
    gate = town.gates["first"]
    town.clock.reboot()
    right = town.clock.wall
    town.clock.set_wall(DEAD_BATTERY)
    note_start(gate, town.clock())
    return gate, right


def test_a_server_that_comes_back_corrects_what_was_vouched_for(town: Town) -> None:
    office, gate = town.office, town.gates["first"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, gate)
    gate, right = behind(town)
    doubted = town.show(gate, holder, "entry")
    assert codes(doubted)[0] == "clock_suspect"
    town.settle(gate, doubted, "passed")

    # Two people vouch, ten minutes ahead of what it is. From then on verdicts are as good as ever.
    vouch(gate, right + 600 * SECOND, (town.staff[OFFICER], town.staff[SUPERVISOR]), town.clock())
    left = town.show(gate, holder, "exit")
    assert left.admitted
    assert (left.verdict.provenance.vouched, left.verdict.provenance.clock_suspect) == (True, False)
    assert abs(left.at - right - 600 * SECOND) < 120 * SECOND

    # The line comes back: what two people said is corrected, in the server's register and the desk's own.
    town.clock.set_wall(right + 180 * SECOND)
    town.sync(gate)
    rows = crossings(town)
    assert len(rows) == 2
    assert all(abs(row.at - right) < 240 * SECOND for row in rows)
    agree(town, gate, right)
    assert whereabouts(office, holder) in (None, False)
    after = town.show(gate, holder, "entry")
    assert (after.verdict.provenance.vouched, after.verdict.provenance.clock_suspect) == (False, False)


def test_the_server_dates_a_vouched_boot_as_the_desk_does(town: Town) -> None:
    """No anchor ever comes to that boot: the desk is heard in its next."""
    office, gate = town.office, town.gates["first"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, gate)
    gate, right = behind(town)
    town.settle(gate, town.show(gate, holder, "entry"), "passed")
    vouch(gate, right, (town.staff[OFFICER], town.staff[SUPERVISOR]), town.clock())
    assert town.show(gate, holder, "exit").admitted
    town.clock.reboot()
    town.clock.set_wall(right + 600 * SECOND)
    town.sync(gate)
    rows = crossings(town)
    assert [abs(row.at - right) < 240 * SECOND for row in rows] == [True, True]
    agree(town, gate, right)


def test_the_server_holds_a_boot_in_2031_to_what_came_after(town: Town) -> None:
    office, gate = town.office, town.gates["first"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, gate)
    town.clock.reboot()
    right = town.clock.wall
    town.clock.set_wall(right + YEARS)
    town.settle(gate, town.show(gate, holder, "entry"), "passed", SUPERVISOR)
    town.clock.reboot()
    town.clock.set_wall(right + 600 * SECOND)
    town.sync(gate)
    assert gate.journal.times().latest < right + 3600 * SECOND
    agree(town, gate, right)
    assert town.show(gate, holder, "exit").admitted
    assert whereabouts(gate, holder) is False


def crossings(town: Town) -> list[Crossing]:
    return list(town.served.link(town.office).crossings(CrossingQuery()).rows)


def agree(town: Town, gate: DeskStore, right: int) -> None:
    """The server's register of crossings and the desk's own have the same times."""
    mine = {row.mark: row.at for row in own_crossings(gate.journal)}
    theirs = {(row.journal, row.seq): row.at for row in crossings(town)}
    assert {mark: at for mark, at in mine.items() if mark in theirs} == theirs
    dates(gate, right)


def test_a_dead_battery_at_a_desk_alone(alone: Alone) -> None:
    """The policy and who may sign are held to what the desk knows of the time, so that two people can put it right."""
    alone.clock.reboot()
    right = alone.clock().wall
    alone.clock.set_wall(DEAD_BATTERY)
    assert alone.passes("entry", "turned_away").verdict.word == "refuse"
    alone.vouch(right)
    assert alone.show("entry").admitted
    dates(alone.store, right)
