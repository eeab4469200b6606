"""decide(): every way to be admitted or turned away.

`CHECKS` at the end of `checks.py` is that list. All of them run; the worst reason is the principal one. On
entry a reason is for attention or refuses; on exit nothing refuses, and the worst is to hold. While the area is
evacuated nobody enters, and who shows a sound pass leaves whatever else stands against them.
"""

from typing import Literal, assert_never

from msgspec import Struct

from passdesk.domain import conditions
from passdesk.domain.checks import CHECKS
from passdesk.domain.movements import Direction
from passdesk.domain.passes import (
    ByHand,
    Forged,
    NotAPass,
    NothingRead,
    TokenRead,
    UnknownKey,
    Verified,
    WrongZone,
)
from passdesk.domain.reasons import SEVERITIES, Reason, of_the_pass
from passdesk.domain.register import View
from passdesk.domain.situation import (
    Now,
    Passage,
    Situation,
    age_s,
    gather,
    is_evacuating,
    known_to,
    pass_named,
    unheard,
)
from passdesk.domain.zone import Lane, Policy

__all__ = ["Checked", "Now", "Passage", "Presentation", "Provenance", "Reason", "Verdict", "decide", "explain"]

InputKind = Literal["camera", "picture", "video", "wedge", "typed", "hand", "paper"]
"""How a pass was read; `hand`: an officer found its holder; `paper`: the same, typed in later from a sheet."""
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
    `pass_id` are None, but for whom an officer found by name. `person` is None too where the register does not know
    the pass. evacuated: this exit is part of an evacuation. host: who brings this visitor in.
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
    evacuated: bool = False
    host: bytes | None = None


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
    verified = not any(of_the_pass(reason.code) for reason in found)
    evacuated = situation.evacuating and direction == "exit"
    reasons = () if evacuated and verified else _weighed(found, situation)
    named = verified or isinstance(presentation.token, ByHand)
    return Verdict(
        word=_word(reasons),
        reasons=reasons,
        instruction="pass" if evacuated and verified else _instruction(reasons, place),
        provenance=_provenance(presentation.token, now, unheard(situation)),
        verified=verified,
        person=situation.holder if named else None,
        pass_id=situation.pass_id if named else None,
        direction=direction,
        lane=lane,
        evacuated=evacuated,
        host=conditions.host(situation),
    )


def explain(
    presentation: Presentation, view: View, lane: str, direction: Direction, policy: Policy, now: Now
) -> tuple[Checked, ...]:
    """Every check by name and what it found, as they run, also where an evacuation lets somebody leave in spite of it.

    A lane the policy does not have is a KeyError.
    """
    situation = gather(presentation.token, view, policy.lanes[lane], direction, policy, now)
    outcomes = ((check.__name__, check(situation)) for check in CHECKS)
    return tuple(Checked(name, reason and _for(situation, reason)) for name, reason in outcomes)


def _place(lane: str, direction: Direction, policy: Policy | None) -> Lane | None:
    place = policy.lanes.get(lane) if policy is not None else None
    return place if place is not None and direction in place.directions else None


def _no_policy(presentation: Presentation, view: View, lane: str, direction: Direction, now: Now) -> Verdict:
    """Nobody is admitted, but a sound pass is still known as whose it is: who leaves is recorded as left."""
    token, evacuating = presentation.token, is_evacuating(view)
    claims = token.claims if isinstance(token, Verified) and not (token.withdrawn or token.out_of_scope) else None
    known = known_to(view, token) if claims is not None or isinstance(token, ByHand) else None
    evacuated = evacuating and direction == "exit"
    reasons = () if evacuated and claims is not None else _without_policy(token, direction, evacuating=evacuating)
    return Verdict(
        word=_word(reasons),
        reasons=reasons,
        instruction=_instruction(reasons, None),
        provenance=_provenance(token, now, ()),
        verified=claims is not None,
        person=token.person if isinstance(token, ByHand) else known.person if known is not None else None,
        pass_id=pass_named(claims, known),
        direction=direction,
        lane=lane,
        evacuated=evacuated,
    )


def _without_policy(token: TokenRead, direction: Direction, *, evacuating: bool) -> tuple[Reason, ...]:
    by_hand = (Reason("by_hand", "attention"),) if isinstance(token, ByHand) else ()
    if direction == "exit":
        worst = Reason("no_policy", "attention" if evacuating else "hold")
        return (*by_hand, worst) if evacuating else (worst, *by_hand)
    evacuation = (Reason("evacuation", "refuse"),) if evacuating else ()
    return (*evacuation, Reason("no_policy", "refuse"), *by_hand)


def _weighed(found: list[Reason], situation: Situation) -> tuple[Reason, ...]:
    """As they weigh in this direction, the worst first."""
    return tuple(sorted((_for(situation, reason) for reason in found), key=_mildness))


def _for(situation: Situation, reason: Reason) -> Reason:
    """The reason as it weighs in this direction: nobody's exit is refused, and in an evacuation nobody is held."""
    if situation.direction == "entry" or reason.severity == "attention":
        return reason
    if situation.evacuating:
        return Reason(reason.code, "attention")
    return Reason(reason.code, "hold" if situation.rules.hold or reason.severity == "hold" else "attention")


def _mildness(reason: Reason) -> int:
    return -SEVERITIES.index(reason.severity)


def _word(reasons: tuple[Reason, ...]) -> Word:
    if not reasons:
        return "admit"
    return "refuse" if reasons[0].severity == "refuse" else "attention"


def _instruction(reasons: tuple[Reason, ...], lane: Lane | None) -> Instruction:
    """`lane` None: one that no policy provides for, where only an evacuation lets somebody pass."""
    if not reasons:
        return "pass" if lane is None or lane.mode == "automatic" else "check"
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
        case NothingRead() | NotAPass() | WrongZone() | ByHand():
            return "none"
        case other:
            assert_never(other)
