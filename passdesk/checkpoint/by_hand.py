"""Without a pass that reads: an officer finds the holder by name, and says why none was read."""

from typing import Literal, get_args

from passdesk.clock import Clock
from passdesk.domain.passes import ByHand, Pass
from passdesk.domain.people import Person
from passdesk.domain.register import View
from passdesk.errors import Misuse
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds

NoPassRead = Literal["no_phone", "battery", "broken_glass", "forgotten", "camera_down", "other"]
NO_PASS_READ: tuple[NoPassRead, ...] = get_args(NoPassRead)
_STATES = ("good", "suspended", "revoked", "replaced")


def by_hand(store: DeskStore, clock: Clock, person: bytes, why: NoPassRead | Literal["paper"]) -> ByHand:
    """Whom the officer found, with the pass that speaks most for them, as the gate takes it instead of a code; the
    verdict is the same as of any pass, and then the officer's to settle. `Misuse` where nobody here is that."""
    now = seconds(store, clock())
    with store.view() as view:
        if not isinstance(view.get(Person, person), Person):
            raise Misuse("This desk knows nobody of that id.", kept="Nothing was recorded.")
        best = speaking_pass(view, person, now)
    return ByHand(person, best.key if best is not None else None, why)


def speaking_pass(view: View, person: bytes, now: int) -> Pass | None:
    """Of somebody's passes the one that speaks most for them at `now` (s UTC): good, not over, the newest."""
    held = view.find(Pass, "person", person)
    return min(held, key=lambda one: (_STATES.index(one.state), now >= one.expires, -one.issued_at), default=None)
