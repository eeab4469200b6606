"""Shifts: who works a lane, what it amounted to, and that a handover is signed by both."""

import pytest

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.shifts import Counts, counted, hand_over, shift_at, sign_off, sign_on
from passdesk.domain.entries import Entry
from passdesk.errors import Declined
from tests.checkpoint.conftest import Place
from tests.checkpoint.test_gate import recorded

LANE = "F1-2"


def show(place: Place, text: str | None = None) -> Recorded:
    place.clock.step(60)
    return recorded(place.confirm.present(text or place.text, "camera", "entry"))


def test_a_shift_begins_once_and_ends_with_what_it_amounted_to(place: Place) -> None:
    store, officer = place.store, place.officer
    assert shift_at(store, LANE) is None
    begun = sign_on(store, LANE, officer, place.clock)
    assert (begun.operator, begun.name) == (officer.operator, "officer")
    before = store.journal.seq
    assert sign_on(store, LANE, officer, place.clock) == begun
    assert store.journal.seq == before
    place.confirm.outcome(show(place).entry, "passed", officer)
    place.confirm.outcome(show(place).entry, "turned_away", officer)
    show(place)
    show(place, "no pass")
    counts = counted(store, begun)
    assert counts == Counts(begun.since, passed=1, turned_away=1, attention=2, unsettled=1)  # inside already, twice
    assert sign_off(store, LANE, officer, place.clock) == counts
    entry = place.last()
    assert (entry.kind, entry.body["passed"], entry.body["turned_away"]) == ("shift_ended", 1, 1)
    assert [who for who, _ in entry.signatures] == [officer.operator]
    assert shift_at(store, LANE) is None


def test_only_this_lane_and_only_since_then_counts(place: Place) -> None:
    place.gate.present(place.text, "camera")
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    place.clock.step(600)
    place.gate.present(place.text, "camera", "exit")
    assert counted(place.store, begun) == Counts(begun.since)


def test_a_refusal_let_in_all_the_same_is_overridden(place: Place) -> None:
    chief = place.office.operator("chief", "supervisor")
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, chief)
    mark = show(place).entry
    body = {"shown": list(mark), "outcome": "passed", "ms": 5, "reason": None, "override": "document_checked"}
    place.store.write("outcome", body, reading=place.clock.step(), actor=chief.operator, signers=(chief,))
    counts = counted(place.store, begun)
    assert (counts.passed, counts.overridden) == (1, 1)


def test_a_handover_is_signed_by_both_and_the_next_shift_begins_there(place: Place) -> None:
    following = place.office.operator("next", "checkpoint")
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    place.confirm.outcome(show(place).entry, "passed", place.officer)
    now = hand_over(place.store, LANE, place.officer, following, place.clock)
    entry: Entry = place.last()
    assert {who for who, _ in entry.signatures} == {place.officer.operator, following.operator}
    assert (entry.body["passed"], entry.body["since"]) == (1, begun.since)
    assert (now.operator, now.name, now.mark) == (following.operator, "next", entry.mark)
    assert counted(place.store, now) == Counts(now.since)


def test_whoever_has_no_shift_hands_nothing_over_and_ends_none(place: Place) -> None:
    following = place.office.operator("next", "checkpoint")
    with pytest.raises(Declined, match="no shift"):
        sign_off(place.store, LANE, place.officer, place.clock)
    sign_on(place.store, LANE, following, place.clock)
    before = place.store.journal.seq
    with pytest.raises(Declined) as told:
        hand_over(place.store, LANE, place.officer, following, place.clock)
    assert "next" in told.value.remedy
    assert place.store.journal.seq == before


def test_nobody_hands_over_to_themselves(place: Place) -> None:
    sign_on(place.store, LANE, place.officer, place.clock)
    with pytest.raises(Declined, match="themselves"):
        hand_over(place.store, LANE, place.officer, place.officer, place.clock)


def test_who_signs_on_where_another_left_without_a_word_begins_their_own(place: Place) -> None:
    following = place.office.operator("next", "checkpoint")
    sign_on(place.store, LANE, place.officer, place.clock)
    assert sign_on(place.store, LANE, following, place.clock).operator == following.operator
    sign_on(place.store, "F1-1", place.officer, place.clock)
    assert [one.operator for lane in (LANE, "F1-1") if (one := shift_at(place.store, lane))] == [
        following.operator, place.officer.operator,
    ]  # fmt: skip


def test_after_the_desk_was_closed_the_shift_goes_on(place: Place) -> None:
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    place.store.catch_up()
    assert shift_at(place.store, LANE) == begun


def test_what_was_said_twice_of_one_counts_once(place: Place) -> None:
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    mark = show(place).entry
    for outcome in ("passed", "turned_away"):
        body = {"shown": list(mark), "outcome": outcome, "ms": 5, "reason": None}
        place.store.write("outcome", body, reading=place.clock.step(), signers=(place.officer,))
    counts = counted(place.store, begun)
    assert (counts.passed, counts.turned_away) == (1, 0)
