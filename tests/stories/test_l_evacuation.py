"""(l) The park burns: begun at one locked gate, heard at every desk, mustered, ended, and everybody is out."""

import pytest
from msgspec.structs import replace

from passdesk.domain.movements import Case, Presence
from passdesk.errors import Declined
from passdesk.records.mustering import evacuating
from passdesk.records.mustering.moving_out import move_out, still_inside
from passdesk.records.mustering.reading import muster
from passdesk.records.mustering.ticking import TickedHere, tick, tick_pass
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.stories.town import HR, SUPERVISOR, Town, cases_at, lane_of, whereabouts


def occupancy(store: DeskStore) -> int:
    with store.view() as view:
        return sum(row.inside for row in view.all(Presence))


def active(store: DeskStore) -> bool:
    held = evacuating.evacuation(store)
    return held is not None and held.active


def test_from_one_locked_gate_to_an_empty_park(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    chan, ho, lam, yip = (town.holder(name) for name in ("Chan Siu Ming", "Ho Ka Yan", "Lam Tai Man", "Yip Wing"))
    town.sync(office, first, second)
    for holder in (chan, ho, lam):
        assert town.show(first, holder, "entry").admitted
    assert town.show(second, yip, "entry").admitted
    town.sync(first, second, office, first)

    # Nobody is signed in at the second gate. Its lanes go out at once, the others' when they hear of it.
    assert evacuating.start(second, town.clock, lane="S1-1") is not None
    assert active(second)
    assert not active(first)
    town.sync(second, first, office)
    assert active(first)
    assert active(office)
    assert evacuating.start(first, town.clock) is None

    # Out by the first line; nobody comes in, whatever pass they show.
    out = town.show(first, chan)
    assert (out.verdict.direction, out.verdict.evacuated, out.outcome) == ("exit", True, "left")
    back = town.show(first, chan, "entry")
    assert (back.verdict.direction, back.outcome, whereabouts(first, chan)) == ("exit", "left", False)

    # At the assembly point two desks tick, one a pass and one a name; both see both.
    assert isinstance(tick_pass(office, town.clock, ho.issued.qr_text), TickedHere)
    town.clock.step()
    tick(second, town.clock, [lam.person])
    town.sync(office, first, second, office, first)
    for store in (office, first, second):
        counted = muster(store, town.clock)
        assert (counted.most, counted.found, counted.missing_most) == (3, 2, 1), store.journal.name
        assert [one.person for one in counted.expected if one.found is None] == [yip.person]
    tick(first, town.clock, [yip.person])
    town.sync(first, office, second)

    # Explained by who signs in first; HR cannot end it, a supervisor does.
    evacuating.explain(town.acting(HR), "drill")
    with pytest.raises(Declined):
        evacuating.end(town.acting(HR))
    evacuating.end(town.acting(SUPERVISOR))
    move_out(town.acting(SUPERVISOR), still_inside(muster(office, town.clock)))
    town.sync(office, first, second)
    for store in (office, first, second):
        assert (occupancy(store), active(store)) == (0, False), store.journal.name
    assert cases_at(office) == []
    assert town.show(first, yip, "entry").admitted


def test_two_desks_begin_it_and_one_end_ends_it(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    evacuating.start(first, town.clock)
    town.clock.step(30)
    evacuating.start(second, town.clock)
    town.sync(second, first, office, second)
    started = {evacuating.evacuation(store).started for store in (office, first, second)}  # type: ignore[union-attr]
    assert len(started) == 1
    evacuating.end(town.acting(SUPERVISOR))
    town.sync(office, first, second)
    assert not any(map(active, (office, first, second)))


def test_a_gate_without_a_line_goes_on_and_its_exits_count_later(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    chan, ho = town.holder("Chan Siu Ming"), town.holder("Ho Ka Yan")
    town.sync(office, first, second)
    for holder in (chan, ho):
        assert town.show(first, holder, "entry").admitted
    town.sync(first, office, second)
    evacuating.start(office, town.clock)
    town.sync(office, second)

    # The first gate heard nothing of it: it lets people out as on any day, and begins one of its own.
    assert town.show(first, chan, "exit").outcome == "passed"
    evacuating.start(first, town.clock)
    assert town.show(first, ho).outcome == "left"
    assert muster(office, town.clock).most == 2
    town.sync(first, office)
    assert whereabouts(office, chan) is whereabouts(office, ho) is False
    assert muster(office, town.clock).most == 0
    assert active(first)
    with office.view() as view:
        assert not list(view.all(Case))


def test_an_exit_that_comes_after_they_were_moved_out_makes_no_case(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    chan = town.holder("Chan Siu Ming")
    town.sync(office, first, second)
    town.show(first, chan, "entry")
    town.sync(first, office, second)
    evacuating.start(first, town.clock)
    town.sync(first, second, office)
    town.show(second, chan)  # out by a line that is cut from then on
    town.clock.step(60)
    tick(office, town.clock, [chan.person])
    move_out(town.acting(SUPERVISOR), still_inside(muster(office, town.clock)))
    town.sync(office, second, office)
    assert whereabouts(office, chan) is False
    assert cases_at(office) == []


def test_a_clock_that_is_wrong_at_the_gate_that_begins_it_changes_nothing(town: Town) -> None:
    first = town.gates["first"]
    wrong = replace_wall(town.clock, -30 * 86_400)
    assert evacuating.start(first, wrong) is not None
    town.sync(first, town.office)
    assert active(town.office)
    assert lane_of(first, town.clock).standing().in_force.policy is not None


def replace_wall(clock: FakeClock, seconds: int) -> FakeClock:
    return replace(clock, wall=clock.wall + seconds * 1_000_000)
