"""The gate: what is recorded for each way a presentation ends, and that nothing is shown before it is recorded."""

import pytest
from msgspec.structs import replace

from passdesk.administration import operators
from passdesk.checkpoint.answers import Answer, NotRecordedAnswer, Recorded, Settled
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.settling import Saying
from passdesk.checkpoint.weighing import Source
from passdesk.credential import cose
from passdesk.credential.token import text_of
from passdesk.domain.movements import Case, Direction
from passdesk.domain.passes import NothingRead
from passdesk.domain.people import Policy as PolicyRow
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from tests.checkpoint.conftest import Place, account_for_all
from tests.factories.desks import fill_the_disk
from tests.factories.zones import CHEAP

LET_IN = Saying("passed", override="document_checked")


def recorded(answer: Answer) -> Recorded:
    assert isinstance(answer, Recorded), answer
    return answer


def test_an_automatic_lane_admits_in_one_entry(place: Place) -> None:
    answer = recorded(place.gate.present(place.text, "camera"))
    assert answer.admitted
    assert (answer.outcome, answer.awaiting) == ("passed", False)
    entry = place.last()
    assert entry.mark == answer.entry
    assert (entry.kind, entry.body["verdict"], entry.body["outcome"]) == ("shown", "admit", "passed")
    assert entry.body["person"] == place.holder.person
    assert entry.body["policy"] == answer.policy
    assert place.inside()


def test_what_is_kept_of_a_presentation(place: Place) -> None:
    gate = place.gate
    first = recorded(gate.present(place.text, "camera"))
    place.clock.step(3600)
    gate.present(place.text, "wedge", "exit")
    body = place.last().body
    assert body["after"] == list(first.entry)
    assert body["input"] == "wedge"
    assert body["direction"] == "exit"
    assert body["unheard"] == ["S1-2", "S2-1"]  # this desk serves the other three
    assert body["age"] == 0
    assert body["kid"] == place.holder.token[7:11]
    assert not body["clock_suspect"]
    assert not place.inside()


def test_a_confirm_lane_says_check_and_moves_nobody_until_the_officer_signs(place: Place) -> None:
    gate = place.confirm
    answer = recorded(gate.present(place.text, "camera", "entry"))
    assert not answer.admitted
    assert answer.verdict.instruction == "check"
    assert place.inside() is None
    place.clock.step(4)
    settled = gate.outcome(answer.entry, "passed", place.officer)
    assert isinstance(settled, Settled)
    assert (settled.outcome, settled.ms) == ("passed", 4000)
    assert place.last().body["confirm"] is True
    assert place.inside()
    with place.store.view() as view:
        assert not list(view.all(Case))


@pytest.mark.parametrize(
    ("kind", "field", "reason"),
    [
        ("pass_revoked", "pass", "revoked"),
        ("pass_suspended", "pass", "suspended"),
        ("person_suspended", "person", "person_suspended"),
        ("institution_suspended", "institution", "institution_suspended"),
        ("filing_withdrawn", "filing", "filing_withdrawn"),
    ],
)
@pytest.mark.parametrize("direction", ["entry", "exit"])
def test_a_stopped_pass_is_turned_back_on_entry_and_held_on_exit(
    place: Place, kind: str, field: str, reason: str, direction: Direction
) -> None:
    ids = {"pass": place.holder.pass_id, "person": place.holder.person, "institution": place.holder.institution,
           "filing": place.holder.filing}  # fmt: skip
    supervisor = place.office.operator("chief", "supervisor")
    place.office.act(kind, {field: ids[field], "reason": None}, supervisor)
    answer = recorded(place.gate.present(place.text, "camera", direction))
    assert answer.awaiting
    assert answer.verdict.instruction == ("turn back" if direction == "entry" else "hold")
    assert reason in [found.code for found in answer.verdict.reasons]
    assert place.inside() is None


def test_nothing_read_a_foreign_code_and_a_forged_pass_are_refused_and_recorded(place: Place) -> None:
    broken = bytearray(place.holder.token)
    broken[-1] ^= 1
    gate = place.gate
    cases: list[tuple[Source, str]] = [
        (NothingRead(), "unreadable"),
        ("https://example.org", "not_a_pass"),
        (text_of(bytes(broken)), "forged"),
    ]
    for source, reason in cases:
        before = place.store.journal.seq
        answer = recorded(gate.present(source, "picture"))
        assert [found.code for found in answer.verdict.reasons] == [reason]
        assert place.store.journal.seq == before + 1
        assert place.last().body["person"] is None


def test_a_foreign_code_before_the_camera_fills_no_journal(place: Place) -> None:
    gate = place.gate
    first = recorded(gate.present("poster", "camera"))
    for _ in range(50):
        place.clock.step(1)
        again = recorded(gate.present("poster", "camera"))
        assert again.repeated
        assert again.entry == first.entry
        assert again.verdict.word == "refuse"
    place.clock.step(11)
    assert recorded(gate.present("poster", "camera")).entry[1] == first.entry[1] + 1
    assert recorded(gate.present(place.text, "camera")).admitted


def test_a_commit_that_fails_admits_nobody(place: Place) -> None:
    gate, seq = place.gate, place.store.journal.seq
    fill_the_disk(place.store)
    answers: list[Answer] = []
    while not answers or isinstance(answers[-1], Recorded):
        answers.append(gate.present(place.text, "camera", "entry" if len(answers) % 2 == 0 else "exit"))
        place.clock.step(60)
        assert len(answers) < 200
    failed = answers[-1]
    assert isinstance(failed, NotRecordedAnswer)
    assert "NOT RECORDED" in failed.happened
    assert place.store.journal.seq == seq + len(answers) - 1
    assert recorded(gate.present(place.text, "camera")).entry[1] == seq + len(answers)  # the desk goes on


def test_an_outcome_asks_for_staff_of_the_gate_and_a_word_that_fits(place: Place) -> None:
    gate = place.gate
    awaited = recorded(gate.present("poster", "camera", "entry")).entry
    with pytest.raises(Misuse, match="can't be left"):
        gate.outcome(awaited, "left", place.officer)
    with pytest.raises(Declined, match="checkpoint staff"):
        gate.outcome(awaited, "turned_away", place.holder.hr)
    with pytest.raises(Misuse, match="coded reason"):
        gate.outcome(awaited, "passed", place.officer)
    with pytest.raises(Declined, match="supervisor"):
        gate.outcome(awaited, Saying("passed", override="other"), place.officer)
    with pytest.raises(Misuse, match="no presentation"):
        gate.outcome((awaited[0], 1), "turned_away", place.officer)
    assert isinstance(gate.outcome(awaited, "turned_away", place.officer), Settled)
    with pytest.raises(Declined, match="outcome already"):
        gate.outcome(awaited, "turned_away", place.officer)


def test_a_key_that_ended_lets_nobody_pass(place: Place) -> None:
    """Whoever is still signed in with it signs nothing that would count."""
    gate = place.confirm
    shown = gate.present(place.text, "camera", "entry")
    assert isinstance(shown, Recorded)
    administrator = Acting(place.store, place.zone.admin, place.clock)
    operators.renew(administrator, place.officer.operator, cost=CHEAP)
    place.clock.step()
    with pytest.raises(Declined, match="new key meanwhile"):
        gate.outcome(shown.entry, "passed", place.officer)
    assert [one.entry for one in gate.awaiting()] == [shown.entry]


def test_a_supervisor_lets_in_against_the_verdict_but_nobody_moves_by_a_pass_that_did_not_verify(place: Place) -> None:
    gate, chief = place.gate, place.office.operator("chief", "supervisor")
    gate.outcome(recorded(gate.present("poster", "camera", "entry")).entry, LET_IN, chief)
    assert place.inside() is None
    place.office.act("pass_suspended", {"pass": place.holder.pass_id, "reason": None}, chief)
    gate.outcome(recorded(gate.present(place.text, "camera", "entry")).entry, LET_IN, chief)
    assert place.inside()


def test_who_leaves_against_a_hold_is_recorded_as_left(place: Place) -> None:
    gate = place.gate
    gate.present(place.text, "camera")
    chief = place.office.operator("chief", "supervisor")
    place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, chief)
    answer = recorded(gate.present(place.text, "camera", "exit"))
    assert answer.verdict.instruction == "hold"
    settled = gate.outcome(answer.entry, "passed", place.officer)
    assert isinstance(settled, Settled)
    assert settled.outcome == "left"
    assert not place.inside()


def test_what_nobody_settles_becomes_unknown_and_moves_nobody(place: Place) -> None:
    gate = place.confirm
    shown = recorded(gate.present(place.text, "camera", "entry")).entry
    assert [one.entry for one in gate.awaiting()] == [shown]
    place.clock.step(599)
    assert gate.expire_awaiting() == []
    place.clock.step(1)
    expired = gate.expire_awaiting()
    assert [(one.shown, one.outcome) for one in expired if isinstance(one, Settled)] == [(shown, "unknown")]
    assert place.last().signatures == ()
    assert gate.awaiting() == []
    assert gate.expire_awaiting() == []
    assert place.inside() is None


def test_the_same_pass_again_is_shown_just_now_then_already_inside(place: Place) -> None:
    gate = place.gate
    gate.present(place.text, "camera")
    place.clock.step(10)
    assert recorded(gate.present(place.text, "camera")).verdict.reasons[0].code == "shown_just_now"
    place.clock.step(60)
    again = recorded(gate.present(place.text, "camera")).verdict
    assert [(found.code, found.severity) for found in again.reasons] == [("already_inside", "attention")]


def test_a_lane_the_desk_does_not_serve_is_misuse(place: Place) -> None:
    with pytest.raises(Misuse, match=r"does not serve.*S2-1"):
        Gate(place.store, "S2-1", place.clock)


def test_a_time_may_be_given_in_a_trial_zone(place: Place) -> None:
    later = (place.clock().wall // 1_000_000 + 40 * 86_400) * 1_000_000
    answer = recorded(place.gate.present(place.text, "camera", at=later))
    assert answer.verdict.reasons[0].code == "expired"
    assert place.last().body["replayed"] is True


def test_an_unreadable_policy_admits_nobody(place: Place) -> None:
    """Law 6. The row is put as a server would that had no administrator's signature for it."""
    forged = cose.sign1(place.zone.policy, place.holder.hr.private, b"passdesk/policy/1")
    account_for_all(place.store, lambda row: replace(row, signed=forged) if isinstance(row, PolicyRow) else row)
    gate = place.gate
    assert "by an administrator this desk knows" in gate.standing().in_force.words
    answer = recorded(gate.present(place.text, "camera"))
    assert (answer.verdict.word, answer.verdict.reasons[0].code) == ("refuse", "no_policy")
    assert recorded(gate.present(place.text, "camera", "exit")).verdict.instruction == "hold"


def test_timings_come_from_the_ticks_given(place: Place) -> None:
    ticks = iter(range(0, 100_000_000, 1_000_000))
    gate = Gate(place.store, "F1-1", place.clock, nanoseconds=lambda: next(ticks))
    ms = recorded(gate.present(place.text, "camera", decode_ns=7_000_000)).ms
    assert (ms.decode, ms.verify, ms.decide, ms.commit, ms.total) == (7, 1, 2, 1, 11)
