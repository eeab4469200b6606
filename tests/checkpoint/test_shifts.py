"""Shifts: who works a lane, what it amounted to, and that a handover is signed by both."""

from collections.abc import Collection
from typing import Any

import pytest
from msgspec.structs import replace

from passdesk.checkpoint import settling
from passdesk.checkpoint.annulling import annul
from passdesk.checkpoint.answers import Recorded, SetAside, Settled
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.paper import PaperLine, PaperSheet
from passdesk.checkpoint.settling import Saying
from passdesk.checkpoint.shifts import Counts, Shift, counted, hand_over, shift_at, sign_off, sign_on
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Aside, mark_key
from passdesk.domain.register import Mark
from passdesk.errors import Declined
from passdesk.store.acts import Acting
from passdesk.store.journal import Journal
from passdesk.store.signing import Signer
from tests.checkpoint.conftest import Place
from tests.checkpoint.test_gate import recorded
from tests.factories.zones import id_of

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


# --- whose presentation lies elsewhere


def set_aside(place: Place, gate: Gate) -> Mark:
    mark = recorded(gate.present("no pass", "camera", "entry")).entry
    assert isinstance(gate.set_aside(mark, place.officer), SetAside)
    return mark


def settle(place: Place, mark: Mark, outcome: str, by: Signer | None = None, override: str | None = None) -> None:
    saying = Saying(outcome, override=override)
    done = settling.settle(place.store, mark, saying, by or place.officer, None, place.clock.step())
    assert isinstance(done, Settled)


def waits_elsewhere(
    place: Place, seq: int, verdict: str, direction: str = "entry", *, lane: str = "S9-1", needs: int = 1
) -> Mark:
    """Somebody whom another desk showed and set aside, as the register tells it, to a program of version `needs`."""
    row = Aside(
        key=mark_key((id_of("another desk"), seq)), person=place.holder.person, pass_id=None, direction=direction,
        lane=lane, verified=True, after=None, at=place.clock().wall, verdict=verdict, reasons=(),
    )  # fmt: skip
    place.store.catch_up()
    current = place.store.registers.current
    current.apply_page([(row.TABLE, row.key, needs, row.to_map())], (current.number or 0) + 1)
    return row.shown


def now(place: Place, shift: Shift) -> Counts:
    """The counts, without what waits for the server."""
    return replace(counted(place.store, shift), unsent=0)


def next_shift(place: Place) -> Shift:
    sign_off(place.store, LANE, place.officer, place.clock)
    return sign_on(place.store, LANE, place.officer, place.clock)


def test_whoever_awaited_an_outcome_when_the_shift_began_counts_in_it(place: Place) -> None:
    sign_on(place.store, LANE, place.officer, place.clock)
    first, second = show(place).entry, show(place).entry
    begun = next_shift(place)
    place.confirm.outcome(first, "passed", place.officer)
    place.confirm.outcome(second, "turned_away", place.officer)
    assert now(place, begun) == Counts(begun.since, passed=1, turned_away=1)


def test_whoever_is_set_aside_counts_in_the_shift_that_said_so_and_their_outcome_in_its_own(place: Place) -> None:
    sign_on(place.store, LANE, place.officer, place.clock)
    mark = show(place).entry
    begun = next_shift(place)
    place.confirm.set_aside(mark, place.officer)
    assert now(place, begun) == Counts(begun.since, aside=1)
    begun = next_shift(place)
    settle(place, mark, "passed")
    assert now(place, begun) == Counts(begun.since, passed=1)


def test_a_refusal_of_before_that_is_let_in_now_is_overridden_now(place: Place) -> None:
    chief = place.office.operator("chief", "supervisor")
    sign_on(place.store, LANE, place.officer, place.clock)
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, chief)
    mark = show(place).entry
    begun = next_shift(place)
    settle(place, mark, "passed", chief, "office_confirmed")
    assert now(place, begun) == Counts(begun.since, passed=1, overridden=1)


def test_whoever_was_set_aside_at_another_desk_counts_where_they_are_settled(place: Place) -> None:
    chief = place.office.operator("chief", "supervisor")
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    settle(place, waits_elsewhere(place, 7, "refuse"), "passed", chief, "office_confirmed")
    assert now(place, begun) == Counts(begun.since, passed=1, overridden=1)
    settle(place, waits_elsewhere(place, 8, "attention", "exit"), "left")  # they were held
    settle(place, waits_elsewhere(place, 9, "admit"), "turned_away")
    assert now(place, begun) == Counts(begun.since, passed=2, turned_away=1, overridden=2)


@pytest.mark.parametrize("needs", [None, 99], ids=["no row", "a row too new"])
def test_a_word_about_whom_nothing_is_known_here_counts(place: Place, needs: int | None) -> None:
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    mark = (id_of("another desk"), 7) if needs is None else waits_elsewhere(place, 7, "refuse", needs=needs)
    for outcome in ("passed", "turned_away"):
        body = {"shown": list(mark), "outcome": outcome, "ms": 5, "reason": None}
        place.store.write("outcome", body, reading=place.clock.step(), signers=(place.officer,))
    assert now(place, begun) == Counts(begun.since, passed=1)


def test_of_several_lanes_the_one_they_were_shown_at_counts_and_else_the_shift_begun_last(place: Place) -> None:
    automatic = "F1-1"
    here, there = set_aside(place, place.confirm), set_aside(place, place.gate)
    first = sign_on(place.store, LANE, place.officer, place.clock)
    settle(place, there, "turned_away")  # nobody has a shift there
    assert now(place, first).turned_away == 1
    second = sign_on(place.store, automatic, place.officer, place.clock)
    settle(place, here, "turned_away")
    settle(place, waits_elsewhere(place, 7, "attention"), "passed")
    assert [(now(place, one).passed, now(place, one).turned_away) for one in (first, second)] == [(0, 2), (1, 0)]
    settle(place, waits_elsewhere(place, 8, "attention", lane=LANE), "passed")
    assert [now(place, one).passed for one in (first, second)] == [1, 1]
    sign_off(place.store, automatic, place.officer, place.clock)
    settle(place, waits_elsewhere(place, 9, "attention"), "passed")
    assert now(place, first).passed == 2


def test_a_lane_whose_shift_goes_on_since_before_keeps_its_own(place: Place) -> None:
    here = set_aside(place, place.confirm)
    first = sign_on(place.store, LANE, place.officer, place.clock)
    second = sign_on(place.store, "F1-1", place.officer, place.clock)
    settle(place, here, "turned_away")
    assert [now(place, one).turned_away for one in (first, second)] == [1, 0]


# --- what does not count


def test_what_was_typed_in_from_paper_counts_nowhere(place: Place) -> None:
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    sheet = PaperSheet(Acting(place.store, place.officer, place.clock), LANE)
    assert sheet.add(PaperLine(place.holder.person, "entry", place.clock().wall - 60_000_000, "blue 7")) is not None
    assert now(place, begun) == Counts(begun.since)


@pytest.mark.parametrize("lane", [LANE, "F1-1"])
def test_a_crossing_undone_in_the_same_shift_is_none(place: Place, lane: str) -> None:
    """Said by an officer, or by the lane itself."""
    begun = sign_on(place.store, lane, place.officer, place.clock)
    if lane == LANE:
        mark = show(place).entry
        place.confirm.outcome(mark, "passed", place.officer)
    else:
        mark = recorded(place.gate.present(place.text, "camera")).entry
    assert now(place, begun).passed == 1
    annul(Acting(place.store, place.officer, place.clock), mark, "slip")
    assert now(place, begun) == Counts(begun.since)
    place.store.write("outcome", {"shown": list(mark), "outcome": "passed"}, reading=place.clock.step())
    assert now(place, begun).passed == 0


def test_a_crossing_undone_in_a_later_shift_stays_in_the_one_before(place: Place) -> None:
    sign_on(place.store, LANE, place.officer, place.clock)
    mark = show(place).entry
    place.confirm.outcome(mark, "passed", place.officer)
    begun = next_shift(place)
    annul(Acting(place.store, place.officer, place.clock), mark, "slip")
    assert now(place, begun) == Counts(begun.since)


def test_no_entry_of_before_the_shift_is_walked_over(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = show(place).entry
    begun = sign_on(place.store, LANE, place.officer, place.clock)
    place.confirm.outcome(mark, "passed", place.officer)
    walked, entries = list[int](), Journal.entries

    def watched(self: Journal, first: int = 1, last: int | None = None, *, kinds: Collection[str] = ()) -> Any:
        walked.append(first)
        return entries(self, first, last, kinds=kinds)

    monkeypatch.setattr(Journal, "entries", watched)
    assert counted(place.store, begun).passed == 1
    assert set(walked) == {begun.mark[1] + 1}
