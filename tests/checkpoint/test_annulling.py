"""Undoing one crossing: which entry made it, who may, and what is refused."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from passdesk.checkpoint import annulling, settling
from passdesk.checkpoint.answers import Recorded, Settled
from passdesk.checkpoint.returning import returned
from passdesk.checkpoint.settling import Saying
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import Presence
from passdesk.domain.register import Mark, Row
from passdesk.errors import Declined, Misuse, PassdeskError
from passdesk.records.crossing_pages import OwnPages
from passdesk.records.crossings import crossings
from passdesk.store.acts import Acting
from passdesk.store.signing import Signer
from tests.checkpoint.conftest import Place, account_for_all
from tests.factories.zones import id_of


def presence(place: Place) -> Presence:
    with place.store.view() as view:
        row = view.get(Presence, place.holder.person)
    assert isinstance(row, Presence)
    return row


def acting(place: Place, signer: Signer | None = None) -> Acting:
    return Acting(place.store, signer or place.officer, place.clock)


def chief(place: Place) -> Signer:
    return place.office.operator("chief", "supervisor")


def automatic(place: Place) -> tuple[Mark, Mark]:
    """The presentation, and the entry that moved them."""
    shown = place.gate.present(place.text, "camera")
    assert isinstance(shown, Recorded)
    return shown.entry, shown.entry


def confirmed(place: Place) -> tuple[Mark, Mark]:
    shown = place.confirm.present(place.text, "camera", "entry")
    assert isinstance(shown, Recorded)
    said = place.confirm.outcome(shown.entry, "passed", place.officer)
    assert isinstance(said, Settled)
    return shown.entry, said.entry


def after_waiting(place: Place) -> tuple[Mark, Mark]:
    shown = place.confirm.present(place.text, "camera", "entry")
    assert isinstance(shown, Recorded)
    place.confirm.set_aside(shown.entry, place.officer)
    said = settling.settle(place.store, shown.entry, Saying("passed"), place.officer, None, place.clock())
    assert isinstance(said, Settled)
    return shown.entry, said.entry


def sent_back(place: Place) -> tuple[Mark, Mark]:
    said = returned(acting(place), place.holder.person, into=True, authority="mainland", lane="F1-1")
    assert isinstance(said, Settled)
    return said.entry, said.entry


Way = Callable[[Place], tuple[Mark, Mark]]
WAYS: tuple[Way, ...] = (automatic, confirmed, after_waiting, sent_back)


@pytest.mark.parametrize("by", ["its presentation", "its outcome"])
@pytest.mark.parametrize("way", WAYS)
def test_a_crossing_is_undone_once_whichever_of_its_entries_is_named(place: Place, way: Way, by: str) -> None:
    shown, movement = way(place)
    named = shown if by == "its presentation" else movement
    assert presence(place).inside
    entry = annulling.annul(acting(place), named, "slip")
    assert (tuple(entry.body["shown"]), tuple(entry.body["movement"])) == (shown, movement)
    assert (entry.body["person"], entry.body["reason"]) == (place.holder.person, "slip")
    assert (presence(place).inside, presence(place).stands) == (False, False)
    for again in (shown, movement):
        with pytest.raises(Declined, match="undone already"):
            annulling.annul(acting(place), again, "slip")
    listed = [one.record.annulled for one in crossings(place.store, None, CrossingFilter())]
    paged = [one.record.annulled for one in OwnPages(place.store, None).page(CrossingFilter()).rows]
    assert listed == paged == ([] if way is sent_back else [entry.mark])


def test_a_crossing_is_undone_when_later_ones_have_come(place: Place) -> None:
    first, _ = automatic(place)
    place.clock.step(60)
    place.gate.present(place.text, "camera", "exit")
    left = presence(place)
    annulling.annul(acting(place), first, "other person")
    now = presence(place)
    assert (now.inside, now.movement, now.spells, now.entries) == (False, left.movement, b"", ())
    told = [one.record.annulled is not None for one in crossings(place.store, None, CrossingFilter())]
    assert told == [True, False]


def test_what_is_undone_is_decided_by_no_more(place: Place) -> None:
    automatic(place)
    place.clock.step(120)
    (first,) = [one.record.mark for one in crossings(place.store, None, CrossingFilter())]
    annulling.annul(acting(place), first, "slip")
    again = place.gate.present(place.text, "camera")
    assert isinstance(again, Recorded)
    assert again.admitted


NO_MOVEMENT: dict[str, Callable[[Place], Mark]] = {
    "turned away": lambda place: turned_away(place),
    "awaited": lambda place: awaited(place),
    "no pass": lambda place: foreign(place),
    "the founding entry": lambda place: (place.store.journal.id, 1),
    "no entry": lambda place: (place.store.journal.id, 10**9),
    "of a strange desk": lambda _: (id_of("another"), 3),
}


def turned_away(place: Place) -> Mark:
    shown = awaited(place)
    place.confirm.outcome(shown, "turned_away", place.officer)
    return shown


def awaited(place: Place) -> Mark:
    shown = place.confirm.present(place.text, "camera", "entry")
    assert isinstance(shown, Recorded)
    return shown.entry


def foreign(place: Place) -> Mark:
    shown = place.gate.present("poster", "camera", "entry")
    assert isinstance(shown, Recorded)
    place.gate.outcome(shown.entry, Saying("passed", override="other"), chief(place))
    return shown.entry


@pytest.mark.parametrize("what", NO_MOVEMENT.values(), ids=NO_MOVEMENT)
def test_what_moved_nobody_is_not_undone(place: Place, what: Callable[[Place], Mark]) -> None:
    mark = what(place)
    seq = place.store.journal.seq
    with pytest.raises(Misuse, match=r"moved nobody|does not know that crossing"):
        annulling.annul(acting(place), mark, "slip")
    assert place.store.journal.seq == seq


def test_an_officer_has_ten_minutes_and_a_supervisor_all_the_time(place: Place) -> None:
    shown, _ = automatic(place)
    supervisor = chief(place)
    place.clock.step(600)
    for stranger, words in ((place.officer, "within 10 minutes"), (place.holder.hr, "checkpoint staff")):
        with pytest.raises(Declined, match=words):
            annulling.annul(acting(place, stranger), shown, "slip")
    annulling.annul(acting(place, supervisor), shown, "slip")
    assert not presence(place).inside


@pytest.mark.parametrize(("reason", "error"), {"": Misuse, "   ": Misuse, "x" * 41: Misuse, "a\nb": Misuse}.items())
def test_a_reason_is_a_short_code(place: Place, reason: str, error: type[PassdeskError]) -> None:
    shown, _ = automatic(place)
    with pytest.raises(error, match="short code"):
        annulling.annul(acting(place), shown, reason)


@pytest.mark.parametrize("which", ["the last", "the one before"])
def test_another_desks_crossing_is_a_supervisors_as_the_register_knows_it(place: Place, which: str) -> None:
    strange = (id_of("another"), 3)
    automatic(place)
    at = place.clock().wall

    def elsewhere(row: Row) -> Row:
        if not isinstance(row, Presence):
            return row
        if which == "the last":
            return replace(row, inside=False, at=at, lane="S1-1", movement=strange, trail=())
        return replace(row, previous=(at - 9, *strange, False, "S1-1"), trail=())

    account_for_all(place.store, elsewhere)
    with pytest.raises(Declined, match="within 10 minutes"):
        annulling.annul(acting(place), strange, "slip")
    entry = annulling.annul(acting(place, chief(place)), strange, "slip")
    assert (tuple(entry.body["movement"]), entry.body["person"]) == (strange, place.holder.person)
    with pytest.raises(PassdeskError, match=r"undone already|does not know"):
        annulling.annul(acting(place, place.officer), strange, "slip")
