"""Letting in whom the verdict refused: why, as `outcome` keeps it, and whose signatures the policy asks for."""

from collections.abc import Sequence
from typing import Literal, get_args

from passdesk.checkpoint.awaiting import Presented
from passdesk.domain.movements import Direction
from passdesk.domain.people import Operator
from passdesk.domain.zone import Override as Rule
from passdesk.domain.zone import Policy
from passdesk.errors import Declined, Misuse

Override = Literal["document_checked", "office_confirmed", "register_behind", "medical", "authority_asked", "other"]
OVERRIDES: tuple[Override, ...] = get_args(Override)
_AWAITS = "The presentation still awaits its outcome."


def override_rule(policy: Policy | None, lane: str, direction: Direction) -> Rule:
    """Who may, where this person stands; a supervisor, where no policy says."""
    place = policy.lanes.get(lane) if policy is not None else None
    if policy is None or place is None:
        return "supervisor"
    return policy.lines[place.line].rules(direction).override


def check_override(presented: Presented, code: str | None, rule: Rule, officers: Sequence[Operator]) -> None:
    """`Misuse` without a reason of the list, or where the verdict refused nobody; `Declined` unless those who sign,
    each once, may."""
    if code is None and presented.verdict == "refuse":
        raise Misuse(
            "The verdict refused: to let this person in all the same takes a coded reason.",
            kept=_AWAITS,
            remedy=f"Give one of: {', '.join(OVERRIDES)}.",
        )
    if code not in OVERRIDES:
        raise Misuse(
            f"There is no reason {code!r} to let somebody in.",
            kept=_AWAITS,
            remedy=f"Give one of: {', '.join(OVERRIDES)}.",
        )
    if rule == "nobody":
        raise Declined(
            "The policy lets nobody go against a refusal here.",
            kept=_AWAITS,
            remedy="Record that the person was turned away, or set them aside.",
        )
    _check_signers(rule, officers)


def _check_signers(rule: Rule, officers: Sequence[Operator]) -> None:
    if len({one.key for one in officers}) < len(officers):
        raise Declined("The same person signed twice.", kept=_AWAITS, remedy="The second must be somebody else.")
    if not any("supervisor" in one.roles for one in officers):
        raise Declined(
            "The verdict refused, and only a supervisor may let this person in all the same.",
            kept=_AWAITS,
            remedy="Ask a supervisor, or record that the person was turned away.",
        )
    if rule == "two" and len(officers) < 2:
        raise Declined(
            "The policy asks for a second operator to let this person in all the same.",
            kept=_AWAITS,
            remedy="Let another officer or supervisor sign as well.",
        )
