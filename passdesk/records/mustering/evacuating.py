"""An evacuation as one act: begun by anybody at a desk, explained afterwards by who signs in, ended by a chief."""

from passdesk.clock import Clock
from passdesk.domain.entries import Entry
from passdesk.domain.people import EVACUATION_KEY, Desk, Evacuation
from passdesk.domain.register import TooNew, View
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore

REASONS = ("fire", "gas", "threat", "drill", "other")


def evacuation(store: DeskStore) -> Evacuation | None:
    """The newest this desk has heard of, going on or over; None where there never was one."""
    with store.view() as view:
        return _held(view)


def start(store: DeskStore, clock: Clock, *, lane: str | None = None, actor: bytes | None = None) -> Entry | None:
    """Begin one; it counts here at once. None where one goes on already: nothing is written then.

    `lane`: where it was begun; `actor`: who is signed in, if anybody. `Declined` at a desk that no longer counts.
    """
    with store.view() as view:
        held, desk = _held(view), view.get(Desk, store.journal.id)
    if held is not None and held.active:
        return None
    if not isinstance(desk, Desk) or desk.state == "disabled":
        raise Declined(
            "This desk is disabled, and nobody hears what it says.",
            kept="No evacuation was begun.",
            remedy="Begin it at another desk.",
        )
    body = {"lane": lane, "after": None if held is None else list(held.started)}
    return store.write("evacuation_started", body, reading=clock(), actor=actor, leaving=True)


def explain(acting: Acting, reason: str) -> Entry:
    """Say why the evacuation that goes on, or the last one, was begun. `Misuse` for a reason that is none."""
    if reason not in REASONS:
        raise Misuse(
            f"There is no reason {reason!r} for an evacuation.",
            kept="Nothing was recorded.",
            remedy=f"Say one of: {', '.join(REASONS)}.",
        )
    return acting.act("evacuation_explained", {"started": list(_any(acting.store).started), "reason": reason})


def end(acting: Acting) -> Entry:
    """The evacuation is over: lanes go by their own direction again, and people may enter."""
    held = _any(acting.store)
    if not held.active:
        raise Declined("No evacuation goes on.", kept="Nothing was changed.")
    return acting.act("evacuation_ended", {"started": list(held.started)})


def _any(store: DeskStore) -> Evacuation:
    held = evacuation(store)
    if held is None:
        raise Declined("No evacuation was ever begun here.", kept="Nothing was changed.")
    return held


def _held(view: View) -> Evacuation | None:
    held = view.get(Evacuation, EVACUATION_KEY)
    if isinstance(held, TooNew):
        raise Declined(
            "What the register says of evacuations is too new for this program.",
            kept="Nothing was changed.",
            remedy="Update this desk's program.",
        )
    return held
