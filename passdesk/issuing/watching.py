"""The watchlist: people to stop or to look at, by a supervisor. A reason is a short code; it never reaches a gate."""

from passdesk.domain.entries import Entry
from passdesk.errors import Misuse
from passdesk.issuing import people
from passdesk.store.acts import Acting

ACTIONS = ("refuse", "attention")


def watch(acting: Acting, person: bytes, action: str, reason: str | None = None) -> Entry:
    """Put a person on the list. `Misuse` for an action there is none of, `Declined` for a person unknown here."""
    if action not in ACTIONS:
        raise Misuse(f"There is no action {action!r}.", kept="Nothing changed.", remedy=f"Say {' or '.join(ACTIONS)}.")
    people.held(acting, person)
    return acting.act("watch_added", {"person": person, "action": action, "reason": reason})


def lift(acting: Acting, person: bytes) -> Entry:
    """Take a person off the list; `Declined` where they are not on it."""
    return acting.act("watch_lifted", {"person": person})
