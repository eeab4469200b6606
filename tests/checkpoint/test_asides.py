"""Set aside: the lane is free, the person waits in a list, and whoever comes to know says what came of them."""

import pytest
from msgspec.structs import replace

from passdesk.checkpoint import settling
from passdesk.checkpoint.answers import NotRecordedAnswer, Recorded, SetAside, Settled
from passdesk.checkpoint.asides import Waiting, aside_shown, asides
from passdesk.checkpoint.holders import holder_of
from passdesk.checkpoint.settling import Saying
from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import Direction
from passdesk.domain.people import Desk
from passdesk.domain.register import Mark, Row
from passdesk.errors import Declined, Misuse
from passdesk.records.crossings import crossings
from tests.checkpoint.conftest import Place, account_for_all
from tests.factories.desks import fill_the_disk
from tests.factories.zones import id_of

STRANGE: Mark = (id_of("another desk"), 7)


def stand(place: Place, direction: Direction = "entry", text: str = "") -> Recorded:
    answer = place.confirm.present(text or place.text, "camera", direction)
    assert isinstance(answer, Recorded)
    return answer


def put_aside(place: Place, direction: Direction = "entry", text: str = "") -> Mark:
    shown = stand(place, direction, text).entry
    done = place.confirm.set_aside(shown, place.officer, "papers")
    assert isinstance(done, SetAside)
    assert done.shown == shown
    return shown


def settle(place: Place, shown: Mark, outcome: str) -> Settled:
    said = settling.settle(place.store, shown, Saying(outcome), place.officer, None, place.clock())
    assert isinstance(said, Settled)
    return said


def test_the_lane_is_free_and_they_wait_in_the_list(place: Place) -> None:
    shown = put_aside(place)
    assert place.confirm.awaiting() == []
    (one,) = asides(place.store)
    assert (one.shown, one.own, one.lane, one.desk, one.direction) == (shown, True, "F1-2", "desk", "entry")
    assert (one.names, one.institution) == (Names("Chan Siu Ming", "陳小明"), Names("University", ""))
    assert (one.verdict, one.reasons, one.why, one.person) == ("admit", (), "papers", place.holder.person)
    assert one.minutes(one.since + 185 * 1_000_000) == 3
    assert one.minutes(one.since - 1) == 0
    assert asides(place.store, lanes=("F1-1",)) == ()
    assert len(asides(place.store, lanes=("F1-2", "F1-1"))) == 1


ENDS: dict[str, tuple[Direction, str, str, bool | None]] = {
    "admitted": ("entry", "passed", "passed", True),
    "turned back": ("entry", "turned_away", "turned_away", None),
    "gone": ("entry", "abandoned", "abandoned", None),
    "left": ("exit", "left", "left", False),
    "left, by another word": ("exit", "passed", "left", False),
    "kept here": ("exit", "kept_here", "kept_here", None),
    "not known": ("exit", "unknown", "unknown", None),
}


@pytest.mark.parametrize(("direction", "said", "kept", "moved"), ENDS.values(), ids=ENDS)
def test_each_way_it_ends(place: Place, direction: Direction, said: str, kept: str, moved: bool | None) -> None:
    shown = put_aside(place, direction)
    place.clock.step(60)
    settled = settle(place, shown, said)
    assert (settled.outcome, settled.shown, settled.ms) == (kept, shown, 60_000)
    assert place.inside() is moved
    assert asides(place.store) == ()
    (record,) = [one.record for one in crossings(place.store, None, CrossingFilter())]
    assert (record.outcome, record.settled_by) == (kept, settled.entry)
    with pytest.raises(Declined, match="outcome already"):
        settle(place, shown, said)


def test_a_presentation_that_cannot_be_said_to_be_settled_here(place: Place) -> None:
    shown = stand(place).entry
    with pytest.raises(Misuse, match="another desk"):
        settle(place, STRANGE, "passed")
    with pytest.raises(Misuse, match="no presentation"):
        settle(place, (shown[0], 1), "passed")
    with pytest.raises(Misuse, match="no presentation"):
        settle(place, (shown[0], 10**12), "passed")
    with pytest.raises(Misuse, match="can't be left"):
        settle(place, put_aside_again(place, shown), "left")


def put_aside_again(place: Place, shown: Mark) -> Mark:
    assert isinstance(place.confirm.set_aside(shown, place.officer), SetAside)
    with pytest.raises(Declined, match="already"):
        place.confirm.set_aside(shown, place.officer)
    return shown


def test_who_may_set_aside_and_settle(place: Place) -> None:
    shown = stand(place).entry
    for stranger in (place.holder.hr, place.zone.admin):
        with pytest.raises(Declined, match="checkpoint staff"):
            place.confirm.set_aside(shown, stranger)
    with pytest.raises(Misuse, match="short code"):
        place.confirm.set_aside(shown, place.officer, "x" * 41)
    put_aside_again(place, shown)
    place.office.act("operator_disabled", {"operator": place.officer.operator, "reason": None})
    with pytest.raises(Declined, match="checkpoint staff"):
        settle(place, shown, "passed")
    assert len(asides(place.store)) == 1


def test_a_desk_of_no_checkpoint_settles_nobody(place: Place) -> None:
    shown = put_aside(place)

    def no_gate(row: Row) -> Row:
        return replace(row, roles=("records",)) if isinstance(row, Desk) else row

    account_for_all(place.store, no_gate)
    with pytest.raises(Declined, match="Only a desk of a checkpoint"):
        settle(place, shown, "passed")


def test_a_refused_one_and_a_code_that_is_no_pass_wait_too(place: Place) -> None:
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, place.holder.hr)
    put_aside(place)
    place.clock.step(60)
    put_aside(place, text="poster")
    refused, poster = asides(place.store)
    assert (refused.verdict, refused.reasons, poster.reasons) == ("refuse", ("revoked",), ("not_a_pass",))
    assert (poster.person, poster.names, poster.photo) == (None, Names("", ""), None)


def test_they_come_back_to_be_settled_as_they_were_shown(place: Place) -> None:
    said = stand(place, "exit")
    assert isinstance(place.confirm.set_aside(said.entry, place.officer), SetAside)
    (one,) = asides(place.store)
    again, holder = aside_shown(place.store, one)
    assert (again.verdict, again.entry, again.awaiting) == (said.verdict, said.entry, True)
    assert holder == holder_of(place.store, said)
    settle(place, said.entry, "left")
    with pytest.raises(Declined, match="outcome already"):
        aside_shown(place.store, one)


def test_nobody_waits_longer_than_the_policy_says(place: Place) -> None:
    shown = put_aside(place)
    place.clock.step(24 * 3600 - 1)
    assert place.confirm.expire_awaiting() == []
    place.clock.step(1)
    (said,) = place.confirm.expire_awaiting()
    assert isinstance(said, Settled)
    assert (said.shown, said.outcome) == (shown, "unknown")
    assert asides(place.store) == ()
    assert place.inside() is None
    assert place.confirm.expire_awaiting() == []


def test_a_commit_that_fails_leaves_them_where_they_stand(place: Place) -> None:
    marks = [stand(place).entry for _ in range(3)]
    fill_the_disk(place.store)
    said = [place.confirm.set_aside(marks[0], place.officer)]
    while not isinstance(said[-1], NotRecordedAnswer):
        stand_again = place.confirm.present("poster", "camera")
        assert isinstance(stand_again, Recorded | NotRecordedAnswer)
        if isinstance(stand_again, NotRecordedAnswer):
            return
        said.append(place.confirm.set_aside(stand_again.entry, place.officer))
        place.clock.step(70)
        assert len(said) < 300


def test_minutes_never_run_backwards() -> None:
    one = Waiting(STRANGE, 5, Names("", ""), Names("", ""), None, "", "", False, "entry", "admit", (), True)
    assert one.minutes(0) == 0
