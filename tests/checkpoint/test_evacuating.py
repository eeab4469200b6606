"""Lanes while the area is evacuated: everybody goes out, nobody enters, and nobody is moved who did not show a pass."""

import pytest

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.weighing import Source
from passdesk.credential.token import text_of
from passdesk.domain.movements import Case
from passdesk.domain.passes import NothingRead
from passdesk.records.mustering import evacuating
from tests.checkpoint.conftest import Place


def show(gate: Gate, source: Source) -> Recorded:
    answer = gate.present(source, "camera")
    assert isinstance(answer, Recorded)
    return answer


def emptied(place: Place) -> None:
    show(place.gate, place.text)
    place.clock.step(3600)
    assert place.inside()
    assert evacuating.start(place.store, place.clock, lane="F1-1") is not None


@pytest.mark.parametrize("lane", ["automatic", "confirm"])
def test_a_sound_pass_is_an_exit_that_waits_for_nobody(place: Place, lane: str) -> None:
    emptied(place)
    answer = show(place.gate if lane == "automatic" else place.confirm, place.text)
    verdict = answer.verdict
    assert (verdict.word, verdict.direction, verdict.instruction, verdict.evacuated) == ("admit", "exit", "pass", True)
    assert (answer.awaiting, answer.outcome) == (False, "left")
    assert (place.last().body["evacuated"], place.last().body["outcome"]) == (True, "left")
    assert place.inside() is False
    with place.store.view() as view:
        assert not list(view.all(Case))


@pytest.mark.parametrize("lane", ["automatic", "confirm"])
def test_what_did_not_verify_moves_nobody_and_holds_up_nobody(place: Place, lane: str) -> None:
    emptied(place)
    gate = place.gate if lane == "automatic" else place.confirm
    broken = bytearray(place.holder.token)
    broken[-1] ^= 1
    for source in (NothingRead(), "https://example.org", text_of(bytes(broken))):
        answer = show(gate, source)
        assert (answer.verdict.word, answer.verdict.direction, answer.verdict.verified) == ("attention", "exit", False)
        assert (answer.awaiting, answer.outcome) == (False, "unknown")
        assert place.last().body["evacuated"] is True
    assert place.inside() is True
    assert gate.awaiting() == []
    with place.store.view() as view:
        assert not list(view.all(Case))


def test_a_revoked_pass_goes_out_too(place: Place) -> None:
    emptied(place)
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None})
    assert show(place.gate, place.text).outcome == "left"
    assert place.inside() is False


def test_a_lane_that_is_told_to_let_in_leads_out(place: Place) -> None:
    emptied(place)
    answer = place.gate.present(place.text, "camera", "entry")
    assert isinstance(answer, Recorded)
    assert (answer.verdict.direction, answer.outcome, place.inside()) == ("exit", "left", False)


def test_once_it_is_over_lanes_go_their_own_way_again(place: Place) -> None:
    emptied(place)
    place.office.act("evacuation_ended", {"started": list(place.last().mark)})
    place.clock.step(3600)
    answer = show(place.gate, place.text)
    assert (answer.verdict.direction, answer.verdict.evacuated) == ("entry", False)


def test_a_second_start_writes_nothing(place: Place) -> None:
    emptied(place)
    seq = place.store.journal.seq
    assert evacuating.start(place.store, place.clock) is None
    assert place.store.journal.seq == seq
