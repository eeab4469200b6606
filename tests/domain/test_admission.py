"""Every way to be admitted or turned away, as tables: this presentation, that verdict."""

from datetime import time

import pytest
from msgspec.structs import replace

from passdesk.domain.admission import Verdict
from passdesk.domain.checks import CHECKS, stopped_by
from passdesk.domain.footing import listed
from passdesk.domain.passes import Forged, NotAPass, NothingRead, UnknownKey, WrongZone
from passdesk.domain.people import Institution, Watch
from passdesk.domain.reasons import Reason
from passdesk.domain.zone_reading import read_policy
from tests.domain.scenes import (
    CLAIMS,
    DAY,
    FILING,
    GOOD,
    INSTITUTION,
    LANE,
    NOON,
    OTHER_KEY,
    PASS,
    PERSON,
    POLICY,
    TAG,
    ZONES,
    Scene,
)

SECOND = GOOD.but(lane="S1-1")
UNKNOWN = GOOD.unknown()
UNKNOWN_2 = SECOND.unknown()
SOFT = ("attention", "check")
HARD = ("refuse", "turn back")


def hours(since: time, until: time) -> Scene:
    talent = replace(POLICY.classes[1], hours=(since, until))
    return GOOD.but(policy=replace(POLICY, classes={**POLICY.classes, 1: talent}))


def only_at(checkpoint: str) -> Scene:
    talent = replace(POLICY.classes[1], checkpoints=frozenset({checkpoint}))
    return GOOD.but(policy=replace(POLICY, classes={**POLICY.classes, 1: talent}))


def minutes_ago(minutes: float) -> int:
    return int((NOON - minutes * 60) * 1_000_000)


def suspended(key: bytes) -> Institution:
    return Institution(key=key, tag=TAG, name_latin="Other", state="suspended")


def active(key: bytes) -> Institution:
    return Institution(key=key, tag=TAG, name_latin="Other")


def unheard(*lanes: str) -> Scene:
    heard = {lane: at for lane, at in GOOD.now.heard.items() if lane not in lanes}
    return GOOD.last(inside=True).now_but(heard=heard)


ADMITTED: dict[str, tuple[Scene, str]] = {
    "everything in order, automatic lane": (GOOD, "pass"),
    "everything in order, confirm lane": (GOOD.but(lane="F1-2"), "check"),
    "the second line": (SECOND, "pass"),
    "last seen going out": (GOOD.last(inside=False), "pass"),
    "last seen going out here a second ago": (GOOD.last(inside=False, lane=LANE, ago_s=1), "pass"),
    "going out": (GOOD.leaving(), "pass"),
    "going out, never seen coming in, where the policy does not ask": (GOOD.but(direction="exit"), "pass"),
    "first second of validity": (GOOD.token_but(not_before=NOON).pass_but(not_before=NOON), "pass"),
    "last second of validity": (GOOD.token_but(expires=NOON + 1).pass_but(expires=NOON + 1), "pass"),
    "first second of the filing": (GOOD.filing_but(valid_from=NOON), "pass"),
    "last second of the filing": (GOOD.filing_but(valid_until=NOON + 1), "pass"),
    "a withdrawn key whose pass the register knows": (GOOD.token_but(withdrawn=True), "pass"),
    "a watch that was lifted": (GOOD.but(watch=Watch(key=PERSON, action="refuse", state="lifted")), "pass"),
    "another institution with this tag, suspended": (GOOD.but(others=(suspended(b"o" * 16),)), "pass"),
    "the token's institution tag is not used": (GOOD.token_but(tag=b"none"), "pass"),
    "already inside, anti-passback off": (GOOD.last(inside=True).rules_but(anti_passback="off"), "pass"),
    "within the hours": (hours(time(12), time(13)), "pass"),
    "within hours over midnight": (hours(time(22), time(12, 1)), "pass"),
    "at the one checkpoint of the class": (only_at("F1"), "pass"),
    "an exchange just young enough": (GOOD.now_but(exchanged_at=minutes_ago(239.9)), "pass"),
    "an exchange in what now is the future": (GOOD.now_but(exchanged_at=minutes_ago(-5)), "pass"),
    "restored server": (GOOD.now_but(restored=True), "pass"),
}

NOT_ADMITTED: dict[str, tuple[Scene, tuple[str, str], tuple[str, ...]]] = {
    # 1 read at all
    "nothing read": (GOOD.but(token=NothingRead()), HARD, ("unreadable",)),
    "a foreign code": (GOOD.but(token=NotAPass("text")), HARD, ("not_a_pass",)),
    "a pass of another zone": (GOOD.but(token=WrongZone("lab")), HARD, ("wrong_zone",)),
    "verified, yet of another zone": (GOOD.token_but(zone="lab"), HARD, ("wrong_zone",)),
    # 2 signature and key
    "a key not known here": (GOOD.but(token=UnknownKey(b"kid9", CLAIMS)), HARD, ("unknown_key",)),
    "a forged pass with a known pass's id": (GOOD.but(token=Forged(b"kid1", CLAIMS)), HARD, ("forged",)),
    "a withdrawn key, pass not known": (
        UNKNOWN_2.token_but(withdrawn=True),
        HARD,
        ("key_withdrawn", "unknown_pass"),
    ),
    "a withdrawn key over another key's pass": (
        GOOD.token_but(withdrawn=True, key=OTHER_KEY),
        HARD,
        ("key_withdrawn", "key_out_of_scope"),
    ),
    "a good key over another key's pass": (GOOD.token_but(key=OTHER_KEY), HARD, ("key_out_of_scope",)),
    "a key out of its scope": (GOOD.token_but(out_of_scope=True), HARD, ("key_out_of_scope",)),
    # 3 validity window
    "not yet valid by the token": (GOOD.token_but(not_before=NOON + 1), HARD, ("not_yet_valid",)),
    "not yet valid by the register": (GOOD.pass_but(not_before=NOON + 1), HARD, ("not_yet_valid",)),
    "expired by the token, this second": (GOOD.token_but(expires=NOON), HARD, ("expired",)),
    "expired by the register": (GOOD.pass_but(expires=NOON), HARD, ("expired",)),
    "expired and unknown": (UNKNOWN_2.token_but(expires=NOON), HARD, ("expired", "unknown_pass")),
    # 4 pass state
    "unknown pass where the line asks for attention": (UNKNOWN_2, SOFT, ("unknown_pass",)),
    "unknown pass where the line refuses": (UNKNOWN, HARD, ("unknown_pass",)),
    "known pass, its person has not come": (SECOND.but(person=None), SOFT, ("unknown_pass",)),
    "known pass, its filing has not come": (SECOND.but(filing=None), SOFT, ("unknown_pass",)),
    "known pass, its institution has not come": (SECOND.but(institution=None), SOFT, ("unknown_pass",)),
    "revoked": (GOOD.pass_but(state="revoked"), HARD, ("revoked",)),
    "replaced": (GOOD.pass_but(state="replaced"), HARD, ("replaced",)),
    "suspended": (GOOD.pass_but(state="suspended"), HARD, ("suspended",)),
    "the pass's row too new": (GOOD.but(too_new=frozenset({("pass", PASS)})), HARD, ("row_too_new",)),
    "the person's row too new": (GOOD.but(too_new=frozenset({("person", PERSON)})), HARD, ("row_too_new",)),
    "the filing's row too new": (GOOD.but(too_new=frozenset({("filing", FILING)})), HARD, ("row_too_new",)),
    "the institution's row too new": (
        GOOD.but(too_new=frozenset({("institution", INSTITUTION)})),
        HARD,
        ("row_too_new",),
    ),
    "the watch's row too new": (GOOD.but(too_new=frozenset({("watch", PERSON)})), HARD, ("row_too_new",)),
    "the presence's row too new": (
        GOOD.but(too_new=frozenset({("presence", PERSON)})),
        HARD,
        ("row_too_new",),
    ),
    "withdrawn key, and the pass's row too new": (
        GOOD.token_but(withdrawn=True).but(too_new=frozenset({("pass", PASS)})),
        HARD,
        ("key_withdrawn", "row_too_new"),
    ),
    "one row too new and another not come": (
        SECOND.but(person=None, too_new=frozenset({("filing", FILING)})),
        HARD,
        ("row_too_new", "unknown_pass"),
    ),
    # 5 person
    "watchlisted, refuse": (GOOD.but(watch=Watch(key=PERSON, action="refuse")), HARD, ("watchlisted",)),
    "watchlisted, attention": (GOOD.but(watch=Watch(key=PERSON, action="attention")), SOFT, ("watchlisted",)),
    "person suspended": (GOOD.person_but(state="suspended"), HARD, ("person_suspended",)),
    "person erased": (GOOD.person_but(state="erased"), HARD, ("person_suspended",)),
    # 6 institution and filing
    "institution suspended": (GOOD.institution_but(state="suspended"), HARD, ("institution_suspended",)),
    "unknown pass of a suspended institution": (
        UNKNOWN_2.but(others=(suspended(INSTITUTION),)),
        HARD,
        ("institution_suspended", "unknown_pass"),
    ),
    "unknown pass, two institutions with its tag, one suspended": (
        UNKNOWN_2.but(others=(active(b"a" * 16), suspended(b"o" * 16))),
        HARD,
        ("institution_suspended", "unknown_pass"),
    ),
    "unknown pass of an active institution": (
        UNKNOWN_2.but(others=(active(INSTITUTION),)),
        SOFT,
        ("unknown_pass",),
    ),
    "filing over": (GOOD.filing_but(valid_until=NOON), HARD, ("filing_expired",)),
    "filing not begun": (GOOD.filing_but(valid_from=NOON + 1), HARD, ("filing_expired",)),
    "filing never approved": (GOOD.filing_but(state="filed"), HARD, ("filing_expired",)),
    "filing withdrawn": (GOOD.filing_but(state="withdrawn"), HARD, ("filing_withdrawn",)),
    "filing withdrawn and over": (
        GOOD.filing_but(state="withdrawn", valid_until=NOON),
        HARD,
        ("filing_withdrawn",),
    ),
    # 7 right to be here
    "a class the policy lacks": (GOOD.pass_but(class_number=99), HARD, ("class_unknown",)),
    "unknown pass of a class the policy lacks": (
        UNKNOWN_2.token_but(class_number=99),
        HARD,
        ("class_unknown", "unknown_pass"),
    ),
    "a token of a class the policy lacks, another in the register": (
        GOOD.token_but(class_number=99),
        HARD,
        ("class_unknown",),
    ),
    "a token of the other line's class, this line's in the register": (
        GOOD.token_but(class_number=3),
        HARD,
        ("wrong_line", "wrong_checkpoint"),
    ),
    "a token for the other line, both in the register": (GOOD.token_but(lines=2), HARD, ("wrong_line",)),
    "pass for the other line": (GOOD.pass_but(lines=2), HARD, ("wrong_line",)),
    "pass for no line": (GOOD.pass_but(lines=0), HARD, ("wrong_line",)),
    "filing for the other line": (GOOD.filing_but(lines=2), HARD, ("wrong_line",)),
    "a class of the other line": (GOOD.pass_but(class_number=3), HARD, ("wrong_line", "wrong_checkpoint")),
    "unknown pass for the other line": (
        UNKNOWN_2.token_but(lines=1),
        HARD,
        ("wrong_line", "unknown_pass"),
    ),
    "another checkpoint than the class's": (only_at("S1"), HARD, ("wrong_checkpoint",)),
    "goods by the people's gate": (SECOND.pass_but(class_number=3), HARD, ("wrong_checkpoint",)),
    "before the hours": (hours(time(12, 1), time(13)), HARD, ("outside_hours",)),
    "at the end of the hours": (hours(time(11), time(12)), HARD, ("outside_hours",)),
    "outside hours over midnight": (hours(time(22), time(12)), HARD, ("outside_hours",)),
    # 8 where they are
    "already inside": (GOOD.last(inside=True), HARD, ("already_inside",)),
    "already inside by this lane long ago": (GOOD.last(inside=True, lane=LANE), HARD, ("already_inside",)),
    "already inside by another lane just now": (GOOD.last(inside=True, ago_s=1), HARD, ("already_inside",)),
    "already inside, another lane never heard": (unheard("S2-1"), SOFT, ("already_inside",)),
    "already inside, a lane of the other line never heard": (unheard("S1-1"), SOFT, ("already_inside",)),
    "already inside, this lane itself not heard": (unheard(LANE), HARD, ("already_inside",)),
    "already inside, a lane heard just too long ago": (
        GOOD.last(inside=True).now_but(heard={**GOOD.now.heard, "S1-1": minutes_ago(15.01)}),
        SOFT,
        ("already_inside",),
    ),
    "already inside, a lane heard just in time": (
        GOOD.last(inside=True).now_but(heard={**GOOD.now.heard, "S1-1": minutes_ago(15)}),
        HARD,
        ("already_inside",),
    ),
    "shown twice": (GOOD.last(inside=True, lane=LANE, ago_s=29.9), SOFT, ("shown_just_now",)),
    "shown again when the time is over": (
        GOOD.last(inside=True, lane=LANE, ago_s=30),
        HARD,
        ("already_inside",),
    ),
    "last movement lies in what now is the future": (
        GOOD.last(inside=True, lane=LANE, ago_s=-5),
        HARD,
        ("already_inside",),
    ),
    # 11 what we know is old
    "an exchange old enough to warn": (
        GOOD.now_but(exchanged_at=minutes_ago(240)),
        SOFT,
        ("register_stale",),
    ),
    "an exchange old enough to refuse": (
        GOOD.now_but(exchanged_at=minutes_ago(4320)),
        HARD,
        ("register_stale",),
    ),
    "never an exchange, where the line refuses": (GOOD.now_but(exchanged_at=None), HARD, ("register_stale",)),
    "never an exchange, where the line warns": (SECOND.now_but(exchanged_at=None), SOFT, ("register_stale",)),
    "a clock in doubt": (GOOD.now_but(suspect=True), SOFT, ("clock_suspect",)),
    "nothing read, and old news": (
        GOOD.but(token=NothingRead()).now_but(exchanged_at=minutes_ago(240), suspect=True),
        HARD,
        ("unreadable", "register_stale", "clock_suspect"),
    ),
    "no policy": (GOOD.but(policy=None), HARD, ("no_policy",)),
    "a lane the policy lacks": (GOOD.but(lane="F9"), HARD, ("no_policy",)),
    # several at once: the worst first, then as in the table
    "mild before severe": (
        SECOND.unknown().now_but(suspect=True).token_but(expires=NOON),
        HARD,
        ("expired", "unknown_pass", "clock_suspect"),
    ),
    "everything at once": (
        GOOD.token_but(expires=NOON)
        .pass_but(state="revoked", lines=2)
        .person_but(state="suspended")
        .institution_but(state="suspended")
        .filing_but(state="withdrawn")
        .but(watch=Watch(key=PERSON, action="attention"))
        .last(inside=True)
        .now_but(suspect=True),
        HARD,
        (
            "expired",
            "revoked",
            "person_suspended",
            "institution_suspended",
            "filing_withdrawn",
            "wrong_line",
            "already_inside",
            "watchlisted",
            "clock_suspect",
        ),
    ),
}

ASKS = GOOD.rules_but(anti_passback="hard").but(direction="exit")
LEAVING: dict[str, tuple[Scene, str, tuple[str, ...]]] = {
    "never seen coming in": (ASKS, "hold", ("not_inside",)),
    "seen going out before": (ASKS.last(inside=False), "hold", ("not_inside",)),
    "not inside, another lane never heard": (ASKS.now_but(heard={}), "check", ("not_inside",)),
    "shown twice going out": (
        ASKS.last(inside=False, lane=LANE, ago_s=5),
        "check",
        ("shown_just_now",),
    ),
    "revoked while inside": (GOOD.leaving().pass_but(state="revoked"), "hold", ("revoked",)),
    "expired while inside": (GOOD.leaving().token_but(expires=NOON - DAY), "hold", ("expired",)),
    "watchlisted, refuse": (
        GOOD.leaving().but(watch=Watch(key=PERSON, action="refuse")),
        "hold",
        ("watchlisted",),
    ),
    "watchlisted, attention": (
        GOOD.leaving().but(watch=Watch(key=PERSON, action="attention")),
        "check",
        ("watchlisted",),
    ),
    "forged": (GOOD.leaving().but(token=Forged(b"kid1", CLAIMS)), "hold", ("forged",)),
    "a clock in doubt": (GOOD.leaving().now_but(suspect=True), "check", ("clock_suspect",)),
    "old news": (
        GOOD.leaving().now_but(exchanged_at=None).rules_but(exchange_refuses_after_s=60),
        "hold",
        ("register_stale",),
    ),
    "no policy": (GOOD.leaving().but(policy=None), "hold", ("no_policy",)),
    "revoked, where the policy only asks to look": (
        GOOD.leaving().pass_but(state="revoked").rules_but(hold=False),
        "check",
        ("revoked",),
    ),
}


@pytest.mark.parametrize(("scene", "instruction"), ADMITTED.values(), ids=ADMITTED)
def test_admitted(scene: Scene, instruction: str) -> None:
    verdict = scene.verdict()
    assert (verdict.word, verdict.reasons, verdict.instruction) == ("admit", (), instruction)
    assert (verdict.verified, verdict.person, verdict.pass_id) == (True, PERSON, PASS)
    assert (verdict.lane, verdict.direction) == (scene.lane, scene.direction)


@pytest.mark.parametrize(("scene", "worst", "codes"), NOT_ADMITTED.values(), ids=NOT_ADMITTED)
def test_not_admitted(scene: Scene, worst: tuple[str, str], codes: tuple[str, ...]) -> None:
    verdict = scene.verdict()
    assert tuple(reason.code for reason in verdict.reasons) == codes
    assert (verdict.word, verdict.instruction) == worst


@pytest.mark.parametrize(("scene", "instruction", "codes"), LEAVING.values(), ids=LEAVING)
def test_leaving(scene: Scene, instruction: str, codes: tuple[str, ...]) -> None:
    verdict = scene.verdict()
    assert tuple(reason.code for reason in verdict.reasons) == codes
    assert (verdict.word, verdict.instruction) == ("attention", instruction)


@pytest.mark.parametrize("scene", [scene for scene, *_ in NOT_ADMITTED.values()], ids=NOT_ADMITTED)
def test_nothing_is_refused_on_exit(scene: Scene) -> None:
    verdict = scene.but(direction="exit").verdict()
    assert verdict.word != "refuse"
    assert verdict.instruction != "turn back"
    assert all(reason.severity != "refuse" for reason in verdict.reasons)


@pytest.mark.parametrize(
    ("scene", "codes"),
    [
        (GOOD, ()),
        (GOOD.pass_but(state="revoked"), ()),
        (GOOD.but(watch=Watch(key=PERSON, action="attention")), ()),
        (GOOD.but(watch=Watch(key=PERSON, action="refuse")), ("watchlisted",)),
        (GOOD.pass_but(expires=NOON), ("expired",)),
        (GOOD.pass_but(not_before=NOON + 1), ("not_yet_valid",)),
        (GOOD.but(too_new=frozenset({("filing", FILING)})), ("row_too_new",)),
        (
            GOOD.person_but(state="erased").institution_but(state="suspended").filing_but(state="withdrawn"),
            ("person_suspended", "institution_suspended", "filing_withdrawn"),
        ),
    ],
)
def test_what_stops_a_pass_that_nobody_shows_is_what_a_gate_would_say(scene: Scene, codes: tuple[str, ...]) -> None:
    assert scene.issued is not None
    found = stopped_by(listed(scene.view(), scene.issued, NOON))
    assert found == codes
    assert set(found) <= {reason.code for reason in scene.verdict().reasons}


def test_a_lane_for_one_direction_takes_no_other() -> None:
    gate = replace(POLICY.lanes[LANE], directions=("exit",), default="exit")
    scene = GOOD.but(policy=replace(POLICY, lanes={**POLICY.lanes, LANE: gate}))
    assert codes_of(scene.verdict()) == ["no_policy"]
    assert scene.leaving().verdict().word == "admit"


def codes_of(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


IDENTITY: dict[str, tuple[Scene, bool, bytes | None, bytes | None]] = {
    "verified and known": (GOOD, True, PERSON, PASS),
    "verified, not known": (UNKNOWN, True, None, PASS),
    "verified and revoked": (GOOD.pass_but(state="revoked"), True, PERSON, PASS),
    "withdrawn key, known": (GOOD.token_but(withdrawn=True), True, PERSON, PASS),
    "withdrawn key, not known": (UNKNOWN.token_but(withdrawn=True), False, None, None),
    "another key's pass": (GOOD.token_but(key=OTHER_KEY), False, None, None),
    "forged": (GOOD.but(token=Forged(b"kid1", CLAIMS)), False, None, None),
    "unknown key": (GOOD.but(token=UnknownKey(b"kid1", CLAIMS)), False, None, None),
    "nothing read": (GOOD.but(token=NothingRead()), False, None, None),
    "no policy": (GOOD.but(policy=None), True, PERSON, PASS),
    "no policy, pass not known": (UNKNOWN.but(policy=None), True, None, PASS),
    "no policy, forged": (GOOD.but(policy=None, token=Forged(b"kid1", CLAIMS)), False, None, None),
    "no policy, withdrawn key": (GOOD.token_but(withdrawn=True).but(policy=None), False, None, None),
}


@pytest.mark.parametrize(("scene", "verified", "person", "pass_id"), IDENTITY.values(), ids=IDENTITY)
def test_whom_a_verdict_names(scene: Scene, verified: bool, person: bytes | None, pass_id: bytes | None) -> None:
    verdict = scene.verdict()
    assert (verdict.verified, verdict.person, verdict.pass_id) == (verified, person, pass_id)


def test_provenance_says_what_the_verdict_rests_on() -> None:
    heard = {"F1-2": minutes_ago(1), "S1-1": minutes_ago(16)}
    rests = GOOD.now_but(heard=heard, restored=True, suspect=True).verdict().provenance
    assert (rests.signature, rests.exchange_age_s) == ("verified", 60)
    assert rests.unheard == ("S1-1", "S1-2", "S2-1")
    assert (rests.clock_suspect, rests.restored) == (True, True)
    never = GOOD.now_but(exchanged_at=None).but(token=NothingRead()).verdict().provenance
    assert (never.signature, never.exchange_age_s, never.unheard) == ("none", None, ())
    signatures = [Forged(b"kid1", CLAIMS), UnknownKey(b"kid1", CLAIMS), WrongZone("lab"), NotAPass("")]
    assert [GOOD.but(token=token).verdict().provenance.signature for token in signatures] == [
        "forged",
        "unknown_key",
        "none",
        "none",
    ]


def test_one_door_has_no_other_lanes_to_hear() -> None:
    office = read_policy((ZONES / "office.toml").read_bytes())
    scene = GOOD.token_but(zone="office").but(policy=office, lane="front-1").now_but(heard={})
    scene = scene.rules_but(anti_passback="hard")
    assert scene.verdict().word == "admit"
    assert codes_of(scene.last(inside=True).verdict()) == ["already_inside"]
    assert scene.last(inside=True).verdict().word == "refuse"


def test_explaining_names_every_check_and_agrees_with_the_verdict() -> None:
    scene = GOOD.pass_but(state="revoked").now_but(suspect=True)
    checks = scene.explained()
    assert len({checked.check for checked in checks}) == len(checks) == len(CHECKS)
    found = [checked.reason for checked in checks if checked.reason is not None]
    assert tuple(found) == scene.verdict().reasons
    assert {checked.reason for checked in scene.leaving().explained()} == {
        None,
        Reason("revoked", "hold"),
        Reason("clock_suspect", "attention"),
    }
