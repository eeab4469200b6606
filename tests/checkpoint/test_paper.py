"""Crossings from paper: dated by the sheet, signed by who types them in, the same line once."""

import pytest

from passdesk.checkpoint.paper import PaperLine, PaperSheet
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import Direction, Presence
from passdesk.errors import Declined, Misuse
from passdesk.records.crossing_pages import OwnPages
from passdesk.records.crossings import crossings
from passdesk.records.mustering import evacuating
from passdesk.store.acts import Acting
from passdesk.store.signing import Signer
from tests.checkpoint.conftest import Place
from tests.factories.zones import id_of

MINUTE, DAY = 60_000_000, 86_400_000_000


def sheet(place: Place, by: Signer | None = None) -> PaperSheet:
    return PaperSheet(Acting(place.store, by or place.officer, place.clock), "F1-1")


def line(place: Place, ago: int, direction: Direction = "entry", name: str = "blue 7") -> PaperLine:
    return PaperLine(place.holder.person, direction, place.clock().wall - ago, name)


def presence(place: Place) -> Presence:
    with place.store.view() as view:
        row = view.get(Presence, place.holder.person)
    assert isinstance(row, Presence)
    return row


def test_a_line_counts_at_its_own_time_and_is_marked(place: Place) -> None:
    place.clock.step(4 * 3600)
    wanted = line(place, 90 * MINUTE)
    entry = sheet(place).add(wanted)
    assert entry is not None
    body = entry.body
    assert (body["input"], body["hand"], body["sheet"], body["when"]) == ("paper", "paper", "blue 7", wanted.when)
    assert (body["verdict"], body["reasons"], body["outcome"]) == ("attention", ["by_hand"], "passed")
    assert entry.signatures[0][0] == place.officer.operator
    assert (presence(place).inside, presence(place).at) == (True, wanted.when)
    (found,) = crossings(place.store, None, CrossingFilter())
    assert (found.record.at, found.record.outcome_at, found.record.input) == (wanted.when, wanted.when, "paper")
    assert found.officer == "officer"
    (paged,) = OwnPages(place.store, None).page(CrossingFilter(until=wanted.when + 1), limit=5).rows
    assert paged.record == found.record


def test_a_later_crossing_stands_whatever_is_typed_in_after_it(place: Place) -> None:
    place.gate.present(place.text, "camera", "entry")
    place.clock.step(3600)
    at = presence(place).at
    sheet(place).add(line(place, 2 * 60 * MINUTE, "exit"))
    assert (presence(place).inside, presence(place).at) == (True, at)


@pytest.mark.parametrize("direction", ["entry", "exit"])
def test_a_line_typed_in_while_the_area_is_emptied_says_what_the_paper_says(place: Place, direction: Direction) -> None:
    place.clock.step(4 * 3600)
    evacuating.start(place.store, place.clock)
    entry = sheet(place).add(line(place, 90 * MINUTE, direction))
    assert entry is not None
    assert (entry.body["direction"], entry.body["evacuated"]) == (direction, None)
    assert presence(place).inside is (direction == "entry")


def test_leaving_is_recorded_as_left(place: Place) -> None:
    place.clock.step(4 * 3600)
    typed = sheet(place)
    typed.add(line(place, 3 * 60 * MINUTE))
    left = typed.add(line(place, 60 * MINUTE, "exit"))
    assert left is not None
    assert left.body["outcome"] == "left"
    assert presence(place).inside is False


def test_the_same_line_is_taken_once_also_by_another_sitting(place: Place) -> None:
    place.clock.step(3600)
    wanted, typed = line(place, 30 * MINUTE), sheet(place)
    assert typed.add(wanted) is not None
    place.clock.step(60)
    assert typed.add(wanted) is None
    assert sheet(place).add(wanted) is None
    assert sheet(place).add(line(place, 32 * MINUTE)) is not None


@pytest.mark.parametrize(("ago", "said"), [(-MINUTE, "still to come"), (100_000 * DAY // 1000, "days back")])
def test_a_time_that_cannot_be_is_refused(place: Place, ago: int, said: str) -> None:
    place.clock.step(400 * 86_400)
    seq = place.store.journal.seq
    long_ago = place.clock().wall if ago > 0 else ago
    with pytest.raises(Misuse, match=said):
        sheet(place).add(line(place, long_ago))
    assert place.store.journal.seq == seq


@pytest.mark.parametrize("name", ["x" * 41, "a\nb", "\x1b[2J"])
def test_a_name_that_is_none_is_refused(place: Place, name: str) -> None:
    with pytest.raises(Misuse, match="name of the sheet"):
        sheet(place).add(line(place, MINUTE, name=name))


def test_only_who_works_at_gates_types_in(place: Place) -> None:
    with pytest.raises(Declined, match="Only checkpoint staff"):
        sheet(place, place.holder.hr).add(line(place, MINUTE))


def test_nobody_crosses_on_paper_either(place: Place) -> None:
    with pytest.raises(Misuse, match="nobody of that id"):
        sheet(place).add(PaperLine(id_of("nobody"), "entry", place.clock().wall - MINUTE, ""))


def test_the_same_line_is_taken_once_also_after_days_of_a_dead_battery(place: Place) -> None:
    place.clock.step(3600)
    wanted, right = line(place, 30 * MINUTE), place.clock().wall
    assert sheet(place).add(wanted) is not None
    place.clock.reboot()
    place.clock.set_wall(946_684_800_000_000)
    for _ in range(600):
        place.store.write("sign_in_failed", {"operator": None}, reading=place.clock.step())
    place.clock.set_wall(right + 3600_000_000)
    assert sheet(place).add(wanted) is None
