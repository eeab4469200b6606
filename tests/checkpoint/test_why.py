"""Why: every check and what it found, now, at another time, and as a crossing was recorded."""

import pytest

from passdesk.checkpoint.passages import Passages
from passdesk.checkpoint.weighing import Weigher
from passdesk.checkpoint.why import Why, as_if_shown, why_then
from passdesk.domain.checks import CHECKS, FINDS
from passdesk.domain.movements import Direction
from passdesk.domain.people import IssuingKey, Person
from passdesk.domain.reasons import CODES, ENGLISH
from passdesk.errors import Declined
from passdesk.records.mustering import evacuating
from tests.checkpoint.conftest import Place
from tests.checkpoint.test_gate import recorded

DAY = 86_400_000_000


def why(place: Place, direction: Direction = "entry", at: int | None = None, lane: str = "F1-1") -> Why:
    with place.store.view() as view:
        person = view.get(Person, place.holder.person)
        assert isinstance(person, Person)
        token = as_if_shown(view, person, place.holder.pass_id, place.store.journal.zone)
    return Weigher(place.store, lane, Passages()).explain(token, direction, place.clock(), at)


def spoke(told: Why) -> list[str]:
    return [one.found.code for one in told.checks if one.found is not None]


def test_a_pass_nothing_stands_against_is_asked_everything_and_nothing_is_recorded(place: Place) -> None:
    before = place.store.journal.seq
    told = why(place)
    assert (told.verdict.word, spoke(told), len(told.checks)) == ("admit", [], len(CHECKS))
    assert all(one.asked for one in told.checks)
    assert [one.row for one in told.checks] == sorted(one.row for one in told.checks)
    assert place.store.journal.seq == before


def test_it_is_what_the_gate_would_say_of_the_pass_itself(place: Place) -> None:
    supervisor = place.office.operator("chief", "supervisor")
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, supervisor)
    place.office.act("issuing_key_withdrawn", {"key": _key(place), "reason": None})
    told = why(place)
    answer = recorded(place.gate.present(place.text, "camera"))
    assert [reason.code for reason in told.verdict.reasons] == [reason.code for reason in answer.verdict.reasons]
    assert told.verdict.word == answer.verdict.word == "refuse"


def _key(place: Place) -> bytes:
    with place.store.view() as view:
        (row,) = view.all(IssuingKey)
    return row.key


def test_at_another_time_by_what_is_known_now(place: Place) -> None:
    now = why(place).at
    assert spoke(why(place, at=now + 40 * DAY)) == ["expired"]
    assert "not_yet_valid" in spoke(why(place, at=now - 40 * DAY))


def test_somebody_without_a_pass_is_asked_what_can_be(place: Place) -> None:
    person = Person(key=b"n" * 16)
    with place.store.view() as view:
        token = as_if_shown(view, person, None, place.store.journal.zone)
    told = Weigher(place.store, "F1-1", Passages()).explain(token, "entry", place.clock(), None)
    assert spoke(told) == ["by_hand", "no_pass"]


def test_what_was_known_then_does_not_change_with_the_register(place: Place) -> None:
    place.gate.present(place.text, "camera")
    told = why_then(place.last().body, 7)
    supervisor = place.office.operator("chief", "supervisor")
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, supervisor)
    assert (told.then, told.verdict.word, spoke(told), told.at) == (True, "admit", [], 7)
    place.gate.present(place.text, "camera")
    assert spoke(why_then(place.last().body, 7)) == ["revoked", "shown_just_now"]


def test_of_a_code_that_is_no_pass_only_the_first_checks_were_asked(place: Place) -> None:
    place.gate.present("no pass", "camera")
    told = why_then(place.last().body, 0)
    assert {one.row for one in told.checks if one.asked} == {0, 1, 2, 11}
    assert spoke(told) == ["not_a_pass"]


def test_a_reason_of_a_newer_program_is_named_as_it_is(place: Place) -> None:
    place.gate.present(place.text, "camera")
    body = {**place.last().body, "reasons": ["of_tomorrow", "expired"], "verdict": "refuse", "instruction": "turn back"}
    told = why_then(body, 0)
    assert (told.unknown, spoke(told), told.verdict.word) == (("of_tomorrow",), ["expired"], "refuse")


def weighed(told: Why) -> set[int]:
    return {one.row for one in told.checks if one.weighed}


def test_while_the_area_is_emptied_nothing_counts_but_that_the_pass_is_sound(place: Place) -> None:
    evacuating.start(place.store, place.clock)
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None})
    now = why(place, "exit")
    assert (now.verdict.word, spoke(now), weighed(now)) == ("admit", ["revoked"], {1, 2})
    place.gate.present(place.text, "camera")
    told = why_then(place.last().body, 0)
    assert (told.verdict.word, spoke(told), weighed(told)) == ("admit", [], {1, 2})
    place.gate.present("no pass", "camera")
    assert weighed(why_then(place.last().body, 0)) == weighed(why(place)) == set(range(12))


def test_a_lane_the_policy_lacks_is_declined(place: Place) -> None:
    with pytest.raises(Declined, match="X9"):
        why(place, lane="X9")


def test_every_code_has_its_check_and_its_row() -> None:
    found = [code for codes in FINDS.values() for code in codes]
    assert sorted(found) == sorted(code for code in CODES if code != "no_policy")
    assert all(len({ENGLISH[code].row for code in codes}) == 1 for codes in FINDS.values())
    rows = [ENGLISH[codes[0]].row for codes in FINDS.values()]
    assert rows == sorted(rows)
