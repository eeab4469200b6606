"""(l) Somebody is set aside at a gate, and settled at another desk of a checkpoint, over the server."""

from pathlib import Path

import pytest

from passdesk.checkpoint import settling
from passdesk.checkpoint.annulling import annul
from passdesk.checkpoint.answers import SetAside, Settled
from passdesk.checkpoint.asides import aside_shown, asides
from passdesk.checkpoint.officer_notes import note_of, set_note
from passdesk.checkpoint.settling import Saying
from passdesk.domain.crossings import CrossingFilter
from passdesk.errors import Declined, Misuse
from passdesk.issuing import passes
from passdesk.records.crossings import crossings, joined
from passdesk.records.export import export_crossings
from passdesk.records.story import crossing_story
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force
from passdesk.sync.zone_crossings import zone_crossings, zone_entry
from tests.stories.town import HR, OFFICER, SUPERVISOR, Holder, Town, cases_at, lane_of, whereabouts


def put_aside(town: Town, holder: Holder) -> SetAside:
    """Refused at the first gate, and set aside there."""
    first = town.gates["first"]
    passes.suspend(town.acting(HR), holder.pass_id)
    town.sync(town.office, first, town.gates["second"])
    shown = town.show(first, holder, "entry")
    assert shown.verdict.word == "refuse"
    done = lane_of(first, town.clock).set_aside(shown.entry, town.staff[OFFICER], "papers")
    assert isinstance(done, SetAside)
    return done


def let_in(town: Town, desk: DeskStore, aside: SetAside) -> Settled:
    town.clock.step(600)
    saying = Saying("passed", override="office_confirmed")
    policy = in_force(desk, town.clock).policy
    said = settling.settle(desk, aside.shown, saying, town.staff[SUPERVISOR], policy, town.clock())
    assert isinstance(said, Settled)
    return said


def test_set_aside_at_a_gate_and_settled_at_the_counter(town: Town, tmp_path: Path) -> None:
    office, first, counter = town.office, town.gates["first"], town.gates["second"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    aside = put_aside(town, holder)

    # Nobody else knows of it yet; then the server tells every gate, and the office.
    with pytest.raises(Misuse, match="nobody waits"):
        let_in(town, counter, aside)
    town.sync(first, counter, office)
    for desk in (first, counter, office):
        (one,) = asides(desk)
        assert (one.shown, one.lane, one.names.chinese, one.reasons) == (aside.shown, "F1-1", "陳小明", ("suspended",))
        assert (one.own, one.desk) == (desk is first, "first")
        again, whose = aside_shown(desk, one)
        assert (again.verdict.word, again.verdict.instruction) == ("refuse", "turn back")
        assert whose is not None
    with pytest.raises(Declined, match="Only a desk of a checkpoint"):
        let_in(town, office, aside)

    # At the counter a supervisor lets them in.
    done = let_in(town, counter, aside)
    assert whereabouts(counter, holder) is True
    town.sync(counter, first, office)
    assert whereabouts(first, holder) is whereabouts(office, holder) is True
    assert [asides(desk) for desk in (first, counter, office)] == [(), (), ()]
    assert cases_at(office) == [("admitted_after", "open")]  # the pass stands suspended, and they are in

    # The whole zone's export shows it as the gate's crossing, with who settled it; the story has both entries.
    link = town.served.link(office)
    (record,) = zone_crossings(link, CrossingFilter())
    assert (record.mark, record.outcome, record.settled_by) == (aside.shown, "passed", done.entry)
    assert (record.officer, record.override) == (town.staff[SUPERVISOR].operator, True)
    policy = in_force(office, town.clock).policy
    path = tmp_path / "crossings.csv"
    export_crossings(
        office, town.clock, joined(office, policy, CrossingFilter(), [record]), path, asked=CrossingFilter()
    )
    line = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert "passed" in line
    assert SUPERVISOR in line
    story = crossing_story(office, town.clock, record, lambda mark, branch: zone_entry(link, mark, branch))
    assert (story.override, story.outcome is not None) == ("office_confirmed", True)

    # The gate's own list knows what came of them too.
    (own,) = crossings(first, policy, CrossingFilter())
    assert (own.record.outcome, own.record.settled_by, own.record.annulled) == ("passed", done.entry, None)
    undone = annul(town.acting(SUPERVISOR, first), aside.shown, "other_person")
    (own,) = crossings(first, policy, CrossingFilter())
    assert own.record.annulled == undone.mark
    town.sync(first, office)
    assert [one.annulled for one in zone_crossings(link, CrossingFilter())] == [undone.mark]


def test_two_desks_that_say_different_things_without_hearing_each_other(town: Town) -> None:
    first, counter, office = town.gates["first"], town.gates["second"], town.office
    holder = town.holder("Chan Siu Ming", "陳小明")
    aside = put_aside(town, holder)
    town.sync(first, counter)
    let_in(town, counter, aside)
    lane_of(first, town.clock).outcome(aside.shown, "turned_away", town.staff[OFFICER])
    town.sync(first, counter, office)
    assert ("settled_twice", "open") in cases_at(office)
    town.sync(first, counter)
    assert whereabouts(first, holder) is whereabouts(counter, holder) is True
    (record,) = zone_crossings(town.served.link(office), CrossingFilter())
    assert record.outcome == "passed"  # who was let in is inside, whatever was said first


def test_a_note_for_officers_comes_to_every_gate(town: Town) -> None:
    """Its text travels as an attachment, to gates and to the office."""
    holder = town.holder("Chan Siu Ming", "陳小明")
    set_note(town.acting(SUPERVISOR), holder.person, "Carries samples: call the laboratory.")
    town.sync(town.office, *town.gates.values())
    for gate in town.gates.values():
        assert note_of(gate, holder.person) == "Carries samples: call the laboratory."
        assert [one.code for one in town.show(gate, holder, "entry").verdict.reasons] == ["officer_note"]
