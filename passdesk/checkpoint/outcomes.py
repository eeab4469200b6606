"""What may be said to have happened after a presentation, and by whom."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from passdesk.domain.people import Operator
from passdesk.domain.register import Mark
from passdesk.errors import Declined, Misuse

Outcome = Literal["passed", "turned_away", "left", "kept_here", "abandoned", "unknown"]

_BY_DIRECTION: Mapping[str, tuple[Outcome, ...]] = {
    "entry": ("passed", "turned_away", "abandoned", "unknown"),
    "exit": ("left", "kept_here", "abandoned", "unknown"),
}
_AT_THE_GATE = frozenset({"checkpoint", "supervisor"})


class Awaited(Struct, frozen=True):
    """A presentation whose outcome is awaited, since `at` (corrected µs UTC); `body` is its `shown`."""

    entry: Mark
    at: int
    body: Mapping[str, Any]


def named_outcome(body: Mapping[str, Any], outcome: str) -> Outcome:
    """`outcome` as it may be said of this `shown`; at an exit "passed" is "left". `Misuse` for any other."""
    direction = body["direction"]
    wanted = "left" if (direction, outcome) == ("exit", "passed") else outcome
    for known in _BY_DIRECTION[direction]:
        if known == wanted:
            return known
    words = ", ".join(known.replace("_", " ") for known in _BY_DIRECTION[direction])
    raise Misuse(
        f"At an {direction} the outcome can't be {outcome.replace('_', ' ')}.",
        kept="The presentation still awaits its outcome.",
        remedy=f"Say one of: {words}.",
    )


def check_may_say(body: Mapping[str, Any], outcome: Outcome, operator: Operator | None, public: bytes) -> None:
    """`Declined` unless this operator works at gates and signs with the key in force (`public`: the raw public half of
    the one used); letting in whom the verdict refused is a supervisor's."""
    roles = set(operator.roles) if operator is not None and operator.state == "active" else set()
    if not roles & _AT_THE_GATE:
        raise Declined(
            "Only checkpoint staff and supervisors say what happened at a gate.",
            kept="The presentation still awaits its outcome.",
            remedy="Sign in as one of them.",
        )
    if operator is not None and operator.public_key != public:
        raise Declined(
            f"{operator.name} was given a new key meanwhile, and the old one lets nobody pass.",
            kept="The presentation still awaits its outcome.",
            remedy="Sign in again first.",
        )
    if (body["verdict"], outcome) == ("refuse", "passed") and "supervisor" not in roles:
        raise Declined(
            "The verdict refused, and only a supervisor may let this person in all the same.",
            kept="The presentation still awaits its outcome.",
            remedy="Ask a supervisor, or record that the person was turned away.",
        )
