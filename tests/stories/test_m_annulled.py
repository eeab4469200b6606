"""(m) A crossing is undone after later ones have come, over two gates and the server."""

import pytest

from passdesk.checkpoint.annulling import annul
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import Presence
from passdesk.errors import Declined, Misuse
from passdesk.records.crossings import crossings
from passdesk.records.story import crossing_story
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force
from passdesk.sync.zone_crossings import newest_crossings, zone_entry
from tests.stories.town import OFFICER, SUPERVISOR, Holder, Town, cases_at, whereabouts


def presence(store: DeskStore, holder: Holder) -> Presence:
    with store.view() as view:
        row = view.get(Presence, holder.person)
    assert isinstance(row, Presence)
    return row


def test_an_entry_of_somebody_else_is_undone_once_they_have_left(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, first, second)

    # In by the first line. At the second gate, which has not heard of it, another person shows the same pass.
    entered = town.show(first, holder, "entry")
    wrong = town.show(second, holder, "entry")
    assert entered.admitted
    assert wrong.admitted
    town.sync(first, second, office)
    assert cases_at(office) == [("two_lanes_apart", "open")]
    town.clock.step(3600)
    left = town.show(first, holder, "exit")
    assert left.outcome == "passed"
    town.sync(first, second, office)

    # The officer who did it is too late; a supervisor undoes it, at the other gate, which knows it as one before.
    with pytest.raises(Declined, match="within 10 minutes"):
        annul(town.acting(OFFICER, second), wrong.entry, "other_person")
    undone = annul(town.acting(SUPERVISOR, first), wrong.entry, "other_person")
    town.sync(first, office, second)
    assert cases_at(office) == [("two_lanes_apart", "explained")]
    rows = [presence(desk, holder) for desk in (first, second, office)]
    assert {(row.inside, row.movement) for row in rows} == {(False, left.entry)}
    assert len({row.spells for row in rows}) == 1

    # Lists say so: the zone's, by the movement that it was; the other gate's own as soon as it did it itself.
    link = town.served.link(office)
    listed, _ = newest_crossings(link, CrossingFilter())
    assert [(one.mark, one.annulled) for one in listed] == [
        (left.entry, None), (wrong.entry, undone.mark), (entered.entry, None)
    ]  # fmt: skip
    story = crossing_story(office, town.clock, listed[1], lambda mark, branch: zone_entry(link, mark, branch))
    assert story.annulled is not None
    assert (story.annulled.mark, story.annul_reason) == (undone.mark, "other_person")
    assert [one.name for one in story.annulled.signatures] == [SUPERVISOR]
    assert [one.record.annulled for one in crossings(second, in_force(second, town.clock).policy, CrossingFilter())]

    # Undone twice by two who had not heard of each other, it stays undone.
    again = annul(town.acting(SUPERVISOR, second), wrong.entry, "other_person")
    town.sync(second, office, first)
    assert whereabouts(first, holder) is whereabouts(office, holder) is False
    (listed_again,) = [one for one in newest_crossings(link, CrossingFilter())[0] if one.mark == wrong.entry]
    assert listed_again.annulled == undone.mark != again.mark


def test_what_is_undone_before_it_is_heard_never_counts(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, first, second)
    entered = town.show(first, holder, "entry")
    annul(town.acting(OFFICER, first), entered.entry, "slip")
    town.sync(first, office, second)
    assert whereabouts(office, holder) is whereabouts(second, holder) is False
    with pytest.raises(Misuse, match="does not know that crossing"):
        annul(town.acting(SUPERVISOR, second), entered.entry, "slip")
    assert town.show(second, holder, "entry").admitted
