"""Somebody without a pass that reads: found by name, judged like any pass, moved by an officer's word alone."""

import pytest
from msgspec.structs import replace

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.by_hand import NO_PASS_READ, NoPassRead, by_hand
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.holders import holder_of
from passdesk.checkpoint.shown_before import shown_before
from passdesk.domain.movements import Direction
from passdesk.domain.passes import Pass
from passdesk.errors import Misuse
from tests.checkpoint.conftest import Place
from tests.factories.zones import id_of


def shown_by_hand(
    place: Place, person: bytes | None = None, why: NoPassRead = "battery", direction: Direction = "entry",
    gate: Gate | None = None,
) -> Recorded:  # fmt: skip
    found = by_hand(place.store, place.clock, person or place.holder.person, why)
    answer = (gate or place.gate).present(found, "hand", direction)
    assert isinstance(answer, Recorded)
    return answer


@pytest.mark.parametrize("why", NO_PASS_READ)
def test_it_is_recorded_by_hand_and_awaits_the_officer(place: Place, why: NoPassRead) -> None:
    """Also in an automatic lane."""
    answer = shown_by_hand(place, why=why)
    assert (answer.verdict.word, answer.verdict.instruction, answer.awaiting) == ("attention", "check", True)
    assert [reason.code for reason in answer.verdict.reasons] == ["by_hand"]
    body = next(reversed(list(place.store.journal.entries()))).body
    assert (body["hand"], body["input"], body["verified"], body["outcome"]) == (why, "hand", False, None)
    assert (body["person"], body["pass_id"]) == (place.holder.person, place.holder.pass_id)
    assert place.inside() is None
    place.gate.outcome(answer.entry, "passed", place.officer)
    assert place.inside() is True


def test_who_is_shown_is_told_like_any_holder_now_and_after_a_restart(place: Place) -> None:
    answer = shown_by_hand(place, why="forgotten")
    told = holder_of(place.store, answer)
    assert told is not None
    assert (told.names.latin, told.institution.latin, told.known) == ("Chan Siu Ming", "University", True)
    assert told.short_number
    (awaited,) = place.gate.awaiting()
    again, holder = shown_before(place.store, awaited)
    assert (again.token, holder) == (answer.token, told)


def test_the_same_rules_hold_as_for_a_pass(place: Place) -> None:
    place.gate.present(place.text, "camera", "entry")
    place.clock.step(120)
    assert {reason.code for reason in shown_by_hand(place).verdict.reasons} == {"already_inside", "by_hand"}
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": "lost"}, place.holder.hr)
    reasons = [reason.code for reason in shown_by_hand(place).verdict.reasons]
    assert reasons[0] == "revoked"
    assert shown_by_hand(place, direction="exit").verdict.instruction != "turn back"


def test_who_has_no_pass_is_refused(place: Place) -> None:
    other = place.office.person("Ho Ka Yan", place.holder.hr, "何家欣")
    answer = shown_by_hand(place, other)
    assert answer.verdict.word == "refuse"
    assert {"no_pass", "by_hand"} <= {reason.code for reason in answer.verdict.reasons}
    told = holder_of(place.store, answer)
    assert told is not None
    assert (told.names.chinese, told.known, told.expires) == ("何家欣", False, 0)


def test_of_several_passes_the_best_speaks(place: Place) -> None:
    """What the lane would take before what it would not, the newest before the rest."""
    held = place.holder
    with place.store.view() as view:
        first = view.get(Pass, held.pass_id)
    assert isinstance(first, Pass)
    others = [
        replace(first, key=id_of("newer"), issued_at=first.issued_at + 5),
        replace(first, key=id_of("revoked"), issued_at=first.issued_at + 9, state="revoked"),
        replace(first, key=id_of("over"), issued_at=first.issued_at + 9, expires=first.issued_at + 1),
        replace(first, key=id_of("another's"), person=id_of("another"), issued_at=first.issued_at + 9),
    ]
    place.store.catch_up()
    place.store.registers.current.apply_page([(one.TABLE, one.key, 1, one.to_map()) for one in others], 1)
    assert by_hand(place.store, place.clock, held.person, "other").pass_id == id_of("newer")


def test_nobody_is_not_recorded(place: Place) -> None:
    seq = place.store.journal.seq
    with pytest.raises(Misuse, match="nobody of that id"):
        by_hand(place.store, place.clock, id_of("nobody"), "other")
    assert place.store.journal.seq == seq
