"""(m) A pass is issued without a line; at the gate nobody has heard of it, and an officer lets its bearer in."""

import pytest

from passdesk.checkpoint.annulling import annul
from passdesk.checkpoint.asides import asides
from passdesk.checkpoint.returning import returned
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import Presence
from passdesk.errors import Declined
from passdesk.records.crossings import crossings
from passdesk.records.mustering.counting import Muster
from passdesk.records.mustering.listing import listed
from passdesk.records.mustering.moving_out import move_out, still_inside
from passdesk.records.mustering.reading import muster
from passdesk.records.mustering.ticking import TickedHere, tick, tick_pass
from passdesk.records.occupancy import inside
from passdesk.records.story import crossing_story
from passdesk.store.desk_store import DeskStore
from passdesk.sync.zone_crossings import zone_crossings, zone_entry
from tests.stories.town import OFFICER, SUPERVISOR, Holder, Town, cases_at, codes, lane_of, whereabouts


def let_in(town: Town) -> Holder:
    """Chan, whose pass has not left the office, is let in at the second gate; both gates have exchanged since."""
    first, second = town.gates["first"], town.gates["second"]
    town.sync(town.office, first, second)
    holder = town.holder("Chan Siu Ming", "陳小明")
    answer = town.show(second, holder, "entry")
    assert (answer.verdict.person, codes(answer)) == (None, ["unknown_pass"])
    town.settle(second, answer, "passed")
    town.sync(second, first)
    return holder


def counted(town: Town, desk: DeskStore) -> Muster:
    return muster(desk, town.clock)


def names(town: Town, desk: DeskStore) -> list[tuple[str, bool, str]]:
    found = listed(desk, counted(town, desk))
    return [(one.names.both, one.of.found is not None, one.of.standing) for one in (*found.people, *found.besides)]


def test_the_bearer_is_counted_by_number_and_found_by_the_pass(town: Town) -> None:
    holder, (second, first) = let_in(town), reversed(town.gates.values())
    number = holder.issued.short_number
    grouped = f"№ {number[:4]} {number[4:8]} {number[8:]}"
    assert names(town, first) == names(town, second) == [(grouped, False, "possible")]
    assert (counted(town, second).least, counted(town, second).most) == (0, 1)

    # At the assembly point the pass ticks them, and so does the number.
    assert tick_pass(second, town.clock, holder.issued.qr_text) == TickedHere((holder.pass_id,), "pass", present=True)
    tick(first, town.clock, [holder.pass_id], present=False)
    tick(first, town.clock, [holder.pass_id])
    town.sync(first, second, first)
    assert names(town, first) == names(town, second) == [(grouped, True, "possible")]

    # Once the office has a line they have a name, and are found still.
    town.sync(town.office, first, second)
    assert names(town, first) == names(town, second) == [("Chan Siu Ming 陳小明", True, "certain")]
    assert [whereabouts(desk, holder) for desk in (town.office, first, second)] == [True] * 3
    assert cases_at(town.office) == []


def test_shown_again_while_the_bearer_is_inside_it_is_no_longer_only_unknown(town: Town) -> None:
    holder, (second, first) = let_in(town), reversed(town.gates.values())
    again = town.show(first, holder, "entry")
    assert (again.verdict.word, codes(again)) == ("refuse", ["unknown_pass", "already_inside"])
    out = town.show(second, holder, "exit")
    assert codes(out) == ["unknown_pass"]
    town.settle(second, out, "passed")
    town.sync(second, town.office)
    assert whereabouts(town.office, holder) is False
    assert cases_at(town.office) == []


def test_lists_and_stories_say_whose_crossing_it_was_once_that_is_known(town: Town) -> None:
    holder, second = let_in(town), town.gates["second"]
    link = town.served.link(town.office)
    (before,) = zone_crossings(link, CrossingFilter())
    assert (before.person, before.pass_id) == (None, holder.pass_id)
    town.sync(town.office, second)
    (named,) = zone_crossings(link, CrossingFilter(person=holder.person))
    assert named.person == holder.person
    (own,) = crossings(second, None, CrossingFilter(person=holder.person))
    assert (own.record.person, own.names.latin) == (holder.person, "Chan Siu Ming")
    story = crossing_story(town.office, town.clock, named, lambda mark, branch: zone_entry(link, mark, branch))
    assert story.crossing.names.latin == "Chan Siu Ming"


def test_the_crossing_is_undone_by_who_does_not_know_whose_it_was(town: Town) -> None:
    holder, (second, first) = let_in(town), reversed(town.gates.values())
    (crossing,) = crossings(second, None, CrossingFilter())
    undone = annul(town.acting(OFFICER, second), crossing.record.mark, "slip")
    assert undone.body["person"] == holder.pass_id
    with second.view() as view:
        row = view.get(Presence, holder.pass_id)
    assert isinstance(row, Presence)
    assert not row.stands
    town.sync(second, town.office, first)
    assert names(town, first) == []
    (listed_one,) = zone_crossings(town.served.link(town.office), CrossingFilter(person=holder.person))
    assert listed_one.annulled == undone.mark


def test_who_was_found_is_moved_out_under_the_pass_before_it_is_heard_of_or_after(town: Town) -> None:
    holder, (second, first) = let_in(town), reversed(town.gates.values())
    tick_pass(second, town.clock, holder.issued.qr_text)
    ready = still_inside(counted(town, second))
    assert [one.person for one in ready] == [holder.pass_id]
    town.sync(town.office, first)
    (moved,) = move_out(town.acting(SUPERVISOR, second), ready)
    assert moved.body["people"] == [holder.pass_id]
    town.sync(second, town.office, first)
    assert [whereabouts(desk, holder) for desk in (town.office, first, second)] == [False] * 3


def test_who_waits_beside_the_lane_with_a_pass_not_heard_of_may_be_inside_too(town: Town) -> None:
    second = town.gates["second"]
    town.sync(town.office, *town.gates.values())
    holder = town.holder("Chan Siu Ming", "陳小明")
    shown = town.show(second, holder, "entry")
    assert [one.doubts for one in counted(town, second).expected] == [("awaited", "pass_unheard")]
    lane_of(second, town.clock).set_aside(shown.entry, town.staff[OFFICER])
    for heard, doubts in ((False, ("aside", "pass_unheard")), (True, ("aside",))):
        if heard:
            town.sync(town.office, second)
        (one,) = counted(town, second).expected
        assert (one.doubts, one.person) == (doubts, holder.person if heard else holder.pass_id)
        (waiting,) = asides(second)
        assert waiting.person == (holder.person if heard else None)


def test_who_was_settled_at_another_desk_is_undone_there_once(town: Town) -> None:
    second, first = town.gates["second"], town.gates["first"]
    town.sync(town.office, first, second)
    holder = town.holder("Chan Siu Ming", "陳小明")
    shown = town.show(second, holder, "entry")
    lane_of(second, town.clock).set_aside(shown.entry, town.staff[OFFICER])
    town.sync(second, first)
    town.settle(first, shown, "passed")
    town.sync(first, second)
    assert (counted(town, second).least, counted(town, second).most) == (0, 1)
    undone = annul(town.acting(SUPERVISOR, first), shown.entry, "slip")
    assert undone.body["person"] == holder.pass_id
    town.sync(first, town.office, first, second)
    assert names(town, second) == []
    with pytest.raises(Declined):
        annul(town.acting(SUPERVISOR, first), shown.entry, "slip")


def test_the_bearer_is_listed_inside_and_sent_back_by_the_pass(town: Town) -> None:
    holder, second = let_in(town), town.gates["second"]
    (one,) = inside(second)
    assert one.names is not None
    assert one.names.latin.startswith("№ ")
    tick_pass(second, town.clock, holder.issued.qr_text)
    returned(town.acting(OFFICER, second), holder.pass_id, into=False, authority="mainland")
    assert inside(second) == []
    assert [found for _, found, _ in names(town, second)] == [True]
    assert names(town, second)[0][0].startswith("№ ")
    (own,) = crossings(second, None, CrossingFilter(person=holder.pass_id))
    assert own.record.person is None
