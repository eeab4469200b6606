"""Unusual days as tables: an evacuation, a holder without a pass, a stale register accepted, a clock gone back."""

import pytest
from msgspec.structs import replace

from passdesk.domain.admission import Verdict
from passdesk.domain.passes import ByHand, Forged, NothingRead, UnknownKey
from passdesk.domain.people import EVACUATION_KEY, Evacuation, Note, StaleAccepted, Watch
from tests.domain.scenes import CLAIMS, DAY, FILING, GOOD, LANE, NOON, OTHER_KEY, PASS, PERSON, Scene

OTHER = b"o" * 16
ADMIT, SOFT = ("admit", "pass"), ("attention", "check")
HARD, HELD = ("refuse", "turn back"), ("attention", "hold")
Row = tuple[Scene, tuple[str, str], tuple[str, ...]]

FIRE = GOOD.beside(Evacuation(key=EVACUATION_KEY, active=True, at=0, started=(b"j" * 16, 1)))
OUT = FIRE.leaving()
EVACUATION: dict[str, Row] = {
    "entering in good order": (FIRE, HARD, ("evacuation",)),
    "entering, and expired": (FIRE.token_but(expires=NOON), HARD, ("evacuation", "expired")),
    "entering with nothing read": (FIRE.but(token=NothingRead()), HARD, ("evacuation", "unreadable")),
    "entering without a policy": (FIRE.but(policy=None), HARD, ("evacuation", "no_policy")),
    "leaving in good order": (OUT, ADMIT, ()),
    "leaving by a lane where an officer confirms": (OUT.but(lane="F1-2"), ADMIT, ()),
    "leaving, revoked": (OUT.pass_but(state="revoked"), ADMIT, ()),
    "leaving, expired": (OUT.token_but(expires=NOON - DAY), ADMIT, ()),
    "leaving, watchlisted": (OUT.but(watch=Watch(key=PERSON, action="refuse")), ADMIT, ()),
    "leaving, never seen coming in": (FIRE.rules_but(anti_passback="hard").but(direction="exit"), ADMIT, ()),
    "leaving, not known here": (FIRE.but(direction="exit").unknown(), ADMIT, ()),
    "leaving, a clock in doubt": (OUT.now_but(suspect=True, exchanged_at=None), ADMIT, ()),
    "leaving without a policy": (OUT.but(policy=None), ADMIT, ()),
    "leaving by a lane the policy lacks": (OUT.but(lane="F9"), ADMIT, ()),
    "leaving with nothing read": (OUT.but(token=NothingRead()), SOFT, ("unreadable",)),
    "leaving with a forged pass": (OUT.but(token=Forged(b"kid1", CLAIMS)), SOFT, ("forged",)),
    "leaving with a key not known": (OUT.but(token=UnknownKey(b"kid9", CLAIMS)), SOFT, ("unknown_key",)),
    "leaving with another key's pass": (OUT.token_but(key=OTHER_KEY), SOFT, ("key_out_of_scope",)),
    "leaving with nothing read and no policy": (OUT.but(token=NothingRead(), policy=None), SOFT, ("no_policy",)),
    "leaving by hand": (OUT.but(token=ByHand(PERSON, PASS, "lost")), SOFT, ("by_hand",)),
    "leaving by hand, revoked": (
        OUT.but(token=ByHand(PERSON, PASS, "lost")).pass_but(state="revoked"),
        SOFT,
        ("by_hand", "revoked"),
    ),
    "leaving by hand without a policy": (
        OUT.but(token=ByHand(PERSON, PASS, "lost"), policy=None),
        SOFT,
        ("by_hand", "no_policy"),
    ),
    "an evacuation that is over": (
        GOOD.beside(Evacuation(key=EVACUATION_KEY, active=False, at=0, started=(b"j" * 16, 1))),
        ADMIT,
        (),
    ),
    "an evacuation too new to read, entering": (
        GOOD.but(too_new=frozenset({("evacuation", EVACUATION_KEY)})),
        HARD,
        ("row_too_new",),
    ),
    "an evacuation too new to read, leaving": (
        GOOD.leaving().but(too_new=frozenset({("evacuation", EVACUATION_KEY)})),
        HELD,
        ("row_too_new",),
    ),
}

FOUND = GOOD.but(token=ByHand(PERSON, PASS, "left at home"))
WITHOUT = GOOD.but(token=ByHand(PERSON, None, "visitor"))
BY_HAND: dict[str, Row] = {
    "found, everything in order": (FOUND, SOFT, ("by_hand",)),
    "found, in a lane where an officer confirms": (FOUND.but(lane="F1-2"), SOFT, ("by_hand",)),
    "found, leaving": (FOUND.leaving(), SOFT, ("by_hand",)),
    "found, revoked": (FOUND.pass_but(state="revoked"), HARD, ("revoked", "by_hand")),
    "found, expired by the register": (FOUND.pass_but(expires=NOON), HARD, ("expired", "by_hand")),
    "found, suspended": (FOUND.person_but(state="suspended"), HARD, ("person_suspended", "by_hand")),
    "found, institution suspended": (
        FOUND.institution_but(state="suspended"),
        HARD,
        ("institution_suspended", "by_hand"),
    ),
    "found, filing withdrawn": (FOUND.filing_but(state="withdrawn"), HARD, ("filing_withdrawn", "by_hand")),
    "found, watchlisted": (
        FOUND.but(watch=Watch(key=PERSON, action="refuse")),
        HARD,
        ("watchlisted", "by_hand"),
    ),
    "found, with a note": (FOUND.beside(Note(key=PERSON, note=b"n")), SOFT, ("by_hand", "officer_note")),
    "found, of the other line": (FOUND.pass_but(lines=2), HARD, ("wrong_line", "by_hand")),
    "found, inside already": (FOUND.last(inside=True), HARD, ("already_inside", "by_hand")),
    "found, the filing has not come": (
        FOUND.but(lane="S1-1", filing=None),
        SOFT,
        ("by_hand", "unknown_pass"),
    ),
    "found, the pass's row too new": (
        FOUND.but(too_new=frozenset({("pass", PASS)})),
        HARD,
        ("row_too_new", "by_hand"),
    ),
    "without a pass": (WITHOUT, HARD, ("no_pass", "by_hand")),
    "with a pass that is not here": (FOUND.but(issued=None), HARD, ("no_pass", "by_hand")),
    "with a pass of another": (FOUND.pass_but(person=OTHER), HARD, ("no_pass", "by_hand")),
    "without a pass and watchlisted": (
        WITHOUT.but(watch=Watch(key=PERSON, action="attention")),
        HARD,
        ("no_pass", "by_hand", "watchlisted"),
    ),
    "without a pass, leaving": (WITHOUT.leaving(), HELD, ("no_pass", "by_hand")),
    "without a pass, leaving where an officer only looks": (
        WITHOUT.leaving().rules_but(hold=False),
        SOFT,
        ("by_hand", "no_pass"),
    ),
    "without a pass, inside already": (WITHOUT.last(inside=True), HARD, ("no_pass", "already_inside", "by_hand")),
    "somebody nobody knows": (
        GOOD.unknown().but(token=ByHand(OTHER, None, "")),
        HARD,
        ("no_pass", "by_hand"),
    ),
    "found, and no policy": (FOUND.but(policy=None), HARD, ("no_policy", "by_hand")),
    "found, leaving, and no policy": (FOUND.leaving().but(policy=None), HELD, ("no_policy", "by_hand")),
}

STALE = GOOD.now_but(exchanged_at=(NOON - 5 * DAY) * 1_000_000)
HOUR = 3_600_000_000
AT = NOON * 1_000_000


def accepted(at: int, until: int, lane: str = LANE) -> Scene:
    """Accepted so many hours from now, until so many."""
    row = StaleAccepted(key=lane.encode(), accepted_at=AT + at * HOUR, until=AT + until * HOUR)
    return STALE.beside(row)


LATER = GOOD.now_but(latest=AT + 2 * HOUR)
AGE: dict[str, Row] = {
    "stale": (STALE, HARD, ("register_stale",)),
    "stale and accepted": (accepted(-1, 1), SOFT, ("register_stale",)),
    "accepted until now": (accepted(-1, 0), HARD, ("register_stale",)),
    "accepted for longer than the policy lets": (accepted(-24, 9), HARD, ("register_stale",)),
    "accepted in the policy's last hour": (accepted(-23, 9), SOFT, ("register_stale",)),
    "accepted for another lane": (accepted(-1, 1, "F1-2"), HARD, ("register_stale",)),
    "accepted, and by another clock over": (
        accepted(-1, 1).now_but(latest=AT + HOUR),
        HARD,
        ("register_stale",),
    ),
    "accepted, never an exchange": (accepted(-1, 1).now_but(exchanged_at=None), SOFT, ("register_stale",)),
    "accepted, and not even old enough to warn": (
        accepted(-1, 1).now_but(exchanged_at=AT - 60_000_000),
        ADMIT,
        (),
    ),
    "accepted, but expired": (accepted(-1, 1).token_but(expires=NOON), HARD, ("expired", "register_stale")),
    "stale, leaving": (
        STALE.leaving().rules_but(exchange_refuses_after_s=3600),
        HELD,
        ("register_stale",),
    ),
    "stale and accepted, leaving": (
        accepted(-1, 1).leaving().rules_but(exchange_refuses_after_s=3600),
        SOFT,
        ("register_stale",),
    ),
    "an acceptance too new to read": (
        STALE.but(too_new=frozenset({("stale_accepted", LANE.encode())})),
        HARD,
        ("register_stale",),
    ),
    "a clock gone back, valid then and later": (LATER, ADMIT, ()),
    "a clock gone back, token over by the later time": (LATER.token_but(expires=NOON + 3600), HARD, ("expired",)),
    "a clock gone back, row over by the later time": (LATER.pass_but(expires=NOON + 7200), HARD, ("expired",)),
    "a clock gone back, over one second later": (LATER.pass_but(expires=NOON + 7201), ADMIT, ()),
    "a clock gone back, filing over by the later time": (
        LATER.filing_but(valid_until=NOON + 3600),
        HARD,
        ("filing_expired",),
    ),
    "a clock gone back, not begun by the earlier time": (
        LATER.token_but(not_before=NOON + 3600),
        HARD,
        ("not_yet_valid",),
    ),
    "a later time that lies behind": (GOOD.now_but(latest=AT - HOUR).pass_but(expires=NOON + 1), ADMIT, ()),
}

TABLE = {
    **{f"evacuation: {name}": row for name, row in EVACUATION.items()},
    **{f"by hand: {name}": row for name, row in BY_HAND.items()},
    **{f"age: {name}": row for name, row in AGE.items()},
}


@pytest.mark.parametrize(("scene", "said", "codes"), TABLE.values(), ids=TABLE)
def test_the_verdict(scene: Scene, said: tuple[str, str], codes: tuple[str, ...]) -> None:
    verdict = scene.verdict()
    assert tuple(reason.code for reason in verdict.reasons) == codes
    assert (verdict.word, verdict.instruction) == said


IDENTITY: dict[str, tuple[Scene, bool, bytes | None, bytes | None]] = {
    "found": (FOUND, False, PERSON, PASS),
    "found, filing too new": (FOUND.but(too_new=frozenset({("filing", FILING)})), False, PERSON, PASS),
    "without a pass": (WITHOUT, False, PERSON, None),
    "with a pass that is not here": (FOUND.but(issued=None), False, PERSON, None),
    "with a pass of another": (FOUND.pass_but(person=OTHER), False, PERSON, None),
    "found, and no policy": (FOUND.but(policy=None), False, PERSON, PASS),
    "without a pass, and no policy": (WITHOUT.but(policy=None), False, PERSON, None),
    "with a pass of another, and no policy": (
        FOUND.pass_but(person=OTHER).but(policy=None),
        False,
        PERSON,
        None,
    ),
    "leaving in an evacuation": (OUT, True, PERSON, PASS),
    "leaving in an evacuation, forged": (OUT.but(token=Forged(b"kid1", CLAIMS)), False, None, None),
}


@pytest.mark.parametrize(("scene", "verified", "person", "pass_id"), IDENTITY.values(), ids=IDENTITY)
def test_whom_a_verdict_names(scene: Scene, verified: bool, person: bytes | None, pass_id: bytes | None) -> None:
    verdict = scene.verdict()
    assert (verdict.verified, verdict.person, verdict.pass_id) == (verified, person, pass_id)
    assert verdict.provenance.signature != "verified" or verified


def test_only_an_exit_of_an_evacuation_is_evacuated() -> None:
    def evacuated(scene: Scene) -> bool:
        verdict: Verdict = scene.verdict()
        return verdict.evacuated

    assert evacuated(OUT)
    assert evacuated(OUT.but(token=NothingRead()))
    assert evacuated(OUT.but(policy=None))
    assert not evacuated(FIRE)
    assert not evacuated(GOOD.leaving())
    assert not evacuated(OUT.but(others=(replace(OUT.others[0], active=False),)))
