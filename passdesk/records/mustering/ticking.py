"""Ticking people at an assembly point, by name or by the pass they show, at any desk and without signing in."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.credential.token import read_token
from passdesk.domain.movements import Presence
from passdesk.domain.passes import (
    ByHand,
    Forged,
    NotAPass,
    NothingRead,
    Pass,
    TokenRead,
    UnknownKey,
    Verified,
    WrongZone,
)
from passdesk.domain.people import IssuingKey, Operator, Person
from passdesk.domain.register import Mark, View
from passdesk.errors import Misuse
from passdesk.records.mustering.counting import Muster
from passdesk.records.mustering.reading import evacuation_meant
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds, told
from passdesk.store.trusted import administrators, ring_of

AT_ONCE = 512
Why = Literal["no_pass", "forged", "unknown_key", "wrong_zone", "unknown_pass", "stopped"]


class TickedHere(Struct, frozen=True):
    """These people are ticked, or ticked off again; nothing is lost any more. `how`: "name" or "pass"."""

    people: tuple[bytes, ...]
    how: str
    present: bool


class NotTicked(Struct, frozen=True):
    """A code that ticks nobody, and why."""

    why: Why


def tick(
    store: DeskStore, clock: Clock, people: Sequence[bytes], *, present: bool = True, how: str = "name",
    actor: bytes | None = None,
) -> TickedHere:  # fmt: skip
    """Record that these people were found, or (`present` false) that they were ticked by mistake. Who came in by a pass
    that was not heard of yet is named by its id. `Misuse` for somebody this desk does not know; `NotRecorded` where
    the commit failed."""
    reading, people = clock(), tuple(dict.fromkeys(people))
    with store.view() as view:
        started = evacuation_meant(view, told(store, reading).at)
        strangers = [one for one in people if not _is_known(view, one)]
    if strangers:
        raise Misuse(
            f"Nobody is known here by the id {strangers[0].hex()}.",
            kept="Nobody was ticked.",
            remedy="Find them by name first.",
        )
    for at in range(0, len(people), AT_ONCE):
        some = list(people[at : at + AT_ONCE])
        body = {"people": some, "started": _mark(started), "how": how, "present": present}
        store.write("mustered", body, reading=reading, actor=actor, leaving=True)
    return TickedHere(people, how, present)


def tick_pass(
    store: DeskStore, clock: Clock, source: str | bytes, *, actor: bytes | None = None
) -> TickedHere | NotTicked:
    """Tick whoever holds the pass that was read. It must be signed by a key of this zone and known to the register; one
    that was revoked or replaced may be in other hands, and ticks nobody."""
    token = _read(store, clock, source)
    if not isinstance(token, Verified) or token.out_of_scope:
        return NotTicked(_why(token))
    with store.view() as view:
        held, came_in = view.get(Pass, token.claims.pass_id), view.get(Presence, token.claims.pass_id)
    if held is None and came_in is not None:
        return tick(store, clock, [token.claims.pass_id], how="pass", actor=actor)
    if not isinstance(held, Pass):
        return NotTicked("unknown_pass")
    if held.state in ("revoked", "replaced"):
        return NotTicked("stopped")
    return tick(store, clock, [held.person], how="pass", actor=actor)


def _is_known(view: View, person: bytes) -> bool:
    return isinstance(view.get(Person, person), Person) or isinstance(view.get(Presence, person), Presence)


class Looks:
    """Records that somebody looked at the muster without signing in, once a minute at most."""

    def __init__(self, store: DeskStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._last: int | None = None

    def note(self, muster: Muster) -> bool:
        """Whether it was recorded now."""
        reading = self._clock()
        if self._last is not None and 0 <= reading.boot - self._last < _LOOKS_APART_US:
            return False
        body = {
            "certain": muster.least, "possible": muster.most - muster.least,
            "silent": [one.lane for one in muster.silent][:_MOST_SILENT],
        }  # fmt: skip
        self._store.write("muster_opened", body, reading=reading)
        self._last = reading.boot
        return True


_LOOKS_APART_US = 60 * 1_000_000
_MOST_SILENT = 256


def _read(store: DeskStore, clock: Clock, source: str | bytes) -> TokenRead:
    journal, at = store.journal, seconds(store, clock())
    with store.view() as view:
        among = administrators(view.all(Operator), journal.zone)
        ring = ring_of(view.all(IssuingKey), among, journal.root, journal.zone, at)
    return read_token(source, journal.zone, ring.keys)


def _why(token: TokenRead) -> Why:
    match token:
        case NothingRead() | NotAPass() | ByHand():
            return "no_pass"
        case WrongZone():
            return "wrong_zone"
        case UnknownKey():
            return "unknown_key"
        case Forged() | Verified():
            return "forged"


def _mark(mark: Mark | None) -> list[object] | None:
    return None if mark is None else list(mark)

