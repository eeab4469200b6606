"""decide(): every way to be admitted or turned away.

`CHECKS` at the end of `checks.py` is that list. All of them run; the worst reason is the principal one. On
entry a reason is for attention or refuses; on exit nothing refuses, and the worst is to hold.
"""

from typing import Literal, assert_never

from msgspec import Struct

from passdesk.domain.checks import CHECKS
from passdesk.domain.movements import Direction
from passdesk.domain.passes import (
    Forged,
    NotAPass,
    NothingRead,
    Pass,
    TokenRead,
    UnknownKey,
    Verified,
    WrongZone,
)
from passdesk.domain.reasons import ENGLISH, SEVERITIES, Reason
from passdesk.domain.register import View
from passdesk.domain.situation import Now, Situation, age_s, gather, unheard
from passdesk.domain.zone import Lane, Policy

__all__ = ["Checked", "Now", "Presentation", "Provenance", "Reason", "Verdict", "decide", "explain"]

InputKind = Literal["camera", "picture", "video", "wedge", "typed"]
Word = Literal["admit", "attention", "refuse"]
Instruction = Literal["pass", "check", "hold", "turn back"]
Signature = Literal["verified", "forged", "unknown_key", "none"]


class Presentation(Struct, frozen=True):
    """One showing of a pass at a lane, however many frames it took."""

    token: TokenRead
    input_kind: InputKind


class Provenance(Struct, frozen=True):
    """What a verdict rests on.

    exchange_age_s: seconds since the last exchange, None if there was none. unheard: the other lanes that the
    server had not heard within the policy's limit, as far as known here. restored: the server was put back.
    vouched: the time is what two people said it is.
    """

    signature: Signature
    exchange_age_s: int | None
    unheard: tuple[str, ...]
    clock_suspect: bool
    restored: bool
    vouched: bool = False


class Verdict(Struct, frozen=True):
    """What is decided about one presentation. `reasons`: principal one first; none when the word is admit.

    verified: the signature holds, by a key that may sign this pass; without it nobody moves, and `person` and
    `pass_id` are None. `person` is None too where the register does not know the pass.
    """

    word: Word
    reasons: tuple[Reason, ...]
    instruction: Instruction
    provenance: Provenance
    verified: bool
    person: bytes | None
    pass_id: bytes | None
    direction: Direction
    lane: str


class Checked(Struct, frozen=True):
    """One check by name, and what it found."""

    check: str
    reason: Reason | None


def decide(
    presentation: Presentation, view: View, lane: str, direction: Direction, policy: Policy | None, now: Now
) -> Verdict:
    """The verdict on one presentation. Pure: the same arguments give the same verdict.

    Without a policy (none here, or unreadable), in a lane it does not have, or in a direction that lane does
    not take, nobody is admitted.
    """
    place = _place(lane, direction, policy)
    if policy is None or place is None:
        return _no_policy(presentation, view, lane, direction, now)
    situation = gather(presentation.token, view, place, direction, policy, now)
    found = [reason for check in CHECKS if (reason := check(situation)) is not None]
    reasons = tuple(sorted((_for(situation, reason) for reason in found), key=_mildness))
    known, verified = situation.known, not any(ENGLISH[reason.code].row <= 2 for reason in found)
    claims = situation.claims
    return Verdict(
        word=_word(reasons),
        reasons=reasons,
        instruction=_instruction(reasons, place),
        provenance=_provenance(presentation.token, now, unheard(situation)),
        verified=verified,
        person=known.person if verified and known is not None else None,
        pass_id=claims.pass_id if verified and claims is not None else None,
        direction=direction,
        lane=lane,
    )


def explain(
    presentation: Presentation, view: View, lane: str, direction: Direction, policy: Policy, now: Now
) -> tuple[Checked, ...]:
    """Every check by name and what it found, as they run. A lane the policy does not have is a KeyError."""
    situation = gather(presentation.token, view, policy.lanes[lane], direction, policy, now)
    outcomes = ((check.__name__, check(situation)) for check in CHECKS)
    return tuple(Checked(name, reason and _for(situation, reason)) for name, reason in outcomes)


def _place(lane: str, direction: Direction, policy: Policy | None) -> Lane | None:
    place = policy.lanes.get(lane) if policy is not None else None
    return place if place is not None and direction in place.directions else None


def _no_policy(presentation: Presentation, view: View, lane: str, direction: Direction, now: Now) -> Verdict:
    """Nobody is admitted, but a sound pass is still known as whose it is: who leaves is recorded as left."""
    entering, token = direction == "entry", presentation.token
    claims = token.claims if isinstance(token, Verified) and not (token.withdrawn or token.out_of_scope) else None
    known = view.get(Pass, claims.pass_id) if claims is not None else None
    return Verdict(
        word="refuse" if entering else "attention",
        reasons=(Reason("no_policy", "refuse" if entering else "hold"),),
        instruction="turn back" if entering else "hold",
        provenance=_provenance(token, now, ()),
        verified=claims is not None,
        person=known.person if isinstance(known, Pass) else None,
        pass_id=claims.pass_id if claims is not None else None,
        direction=direction,
        lane=lane,
    )


def _for(situation: Situation, reason: Reason) -> Reason:
    """The reason as it weighs in this direction: nobody's exit is refused."""
    if situation.direction == "entry" or reason.severity == "attention":
        return reason
    return Reason(reason.code, "hold" if situation.rules.hold else "attention")


def _mildness(reason: Reason) -> int:
    return -SEVERITIES.index(reason.severity)


def _word(reasons: tuple[Reason, ...]) -> Word:
    if not reasons:
        return "admit"
    return "refuse" if reasons[0].severity == "refuse" else "attention"


def _instruction(reasons: tuple[Reason, ...], lane: Lane) -> Instruction:
    if not reasons:
        return "pass" if lane.mode == "automatic" else "check"
    match reasons[0].severity:
        case "attention":
            return "check"
        case "hold":
            return "hold"
        case "refuse":
            return "turn back"
        case other:
            assert_never(other)


def _provenance(token: TokenRead, now: Now, lanes: tuple[str, ...]) -> Provenance:
    age = age_s(now, now.exchanged_at)
    return Provenance(_signature(token), age, lanes, now.suspect, now.restored, now.vouched)


def _signature(token: TokenRead) -> Signature:
    match token:
        case Verified():
            return "verified"
        case Forged():
            return "forged"
        case UnknownKey():
            return "unknown_key"
        case NothingRead() | NotAPass() | WrongZone():
            return "none"
        case other:
            assert_never(other)
