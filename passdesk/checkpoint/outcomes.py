"""What may be said to have happened after a presentation, and by whom."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from passdesk.credential import keys
from passdesk.domain.movements import Direction
from passdesk.domain.people import Operator
from passdesk.domain.register import Mark
from passdesk.errors import Declined, Misuse
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer

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


def named_outcome(direction: Direction, outcome: str) -> Outcome:
    """`outcome` as it may be said in this direction; at an exit "passed" is "left". `Misuse` for any other."""
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


def officer(store: DeskStore, signer: Signer) -> Operator:
    """Who signs; `Declined` unless they work at gates and sign with the key in force."""
    with store.view() as view:
        operator = view.get(Operator, signer.operator)
    known = operator if isinstance(operator, Operator) and operator.state == "active" else None
    if known is None or not _AT_THE_GATE & set(known.roles):
        raise Declined(
            "Only checkpoint staff and supervisors say what happened at a gate.",
            kept="The presentation still awaits its outcome.",
            remedy="Sign in as one of them.",
        )
    if known.public_key != keys.public_of(signer.private):
        raise Declined(
            f"{known.name} was given a new key meanwhile, and the old one lets nobody pass.",
            kept="The presentation still awaits its outcome.",
            remedy="Sign in again first.",
        )
    return known
