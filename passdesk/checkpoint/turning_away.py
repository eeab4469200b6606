"""Why an officer turned somebody away, as `outcome` keeps it: a short code."""

from typing import Literal, get_args

TurnedAway = Literal[
    "verdict", "not_the_holder", "no_document", "document_invalid", "goods", "conduct", "own_wish", "other"
]
TURNED_AWAY: tuple[TurnedAway, ...] = get_args(TurnedAway)


def likeliest(word: str) -> TurnedAway:
    """What an officer most often means after this verdict; it stands first."""
    return "verdict" if word == "refuse" else "not_the_holder"
