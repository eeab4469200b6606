"""A desk's own log goes back beyond the journal it writes in now."""

from pathlib import Path

from passdesk.domain.crossings import CrossingFilter
from passdesk.records.crossings import crossings
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.people import shown
from tests.factories.zones import seed_of


def test_crossings_of_a_journal_that_was_continued_are_still_its_own(tmp_path: Path) -> None:
    clock = FakeClock()
    with a_desk(tmp_path / "desk", clock=clock) as store:
        store.write("shown", shown(), reading=clock.step())
        old = store.journal.id
        store.begin_anew(seed_of("goes on"), clock.step())
        store.write("shown", shown(), reading=clock.step())
        found = [one.record.mark[0] for one in crossings(store, None, CrossingFilter())]
    assert found == [old, store.journal.id]
