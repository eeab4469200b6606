"""Who works a lane, since when, and what their shift amounts to: signed on, handed over, signed off, also offline."""

from msgspec import Struct
from msgspec.structs import asdict

from passdesk.checkpoint.awaiting import awaiting
from passdesk.checkpoint.tallying import tally, worked
from passdesk.clock import Clock
from passdesk.credential import keys
from passdesk.domain.kinds import OFFICERS
from passdesk.domain.people import Operator
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import corrected
from passdesk.errors import Declined
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer


class Shift(Struct, frozen=True):
    """The shift under way at a lane. `operator`: their id, and `name` as the register has it; `since`: corrected µs
    UTC; `mark`: the entry it began with."""

    lane: str
    operator: bytes
    name: str
    since: int
    mark: Mark


class Counts(Struct, frozen=True):
    """What a shift amounts to: outcomes, verdicts for attention, outcomes against a verdict, people set aside; who
    awaits an outcome now, and how many entries the server has not receipted."""

    since: int
    passed: int = 0
    turned_away: int = 0
    attention: int = 0
    overridden: int = 0
    aside: int = 0
    unsettled: int = 0
    unsent: int = 0


def shift_at(store: DeskStore, lane: str) -> Shift | None:
    """The shift under way at a lane; None where nobody signed on since the last one ended."""
    entry = worked(store, lane, store.journal.seq + 1)
    if entry is None:
        return None
    operator = entry.body["to"] if entry.kind == "shift_handed_over" else entry.content.actor
    if operator is None:
        return None
    with store.view() as view:
        row = view.get(Operator, operator)
        since = corrected(entry.content.at, entry.content.clock, view.times).at
    return Shift(lane, operator, row.name if isinstance(row, Operator) else "", since, entry.mark)


def counted(store: DeskStore, shift: Shift) -> Counts:
    """What this shift amounts to by now; what was said in it counts, whenever and wherever they were presented."""
    came = tally(store, shift.lane, shift.mark[1])
    waiting = sum(one.body["lane"] == shift.lane and one.body["verified"] for one in awaiting(store))
    with store.view() as view:
        unsent = max(0, store.journal.seq - view.accounted) if view.seen is not None else 0
    return Counts(shift.since, **came, unsettled=waiting, unsent=unsent)


def sign_on(store: DeskStore, lane: str, signer: Signer, clock: Clock) -> Shift:
    """Begin a shift; one of the same operator that is under way goes on. `Declined` for who works at no gate."""
    _refuse_others(store, signer)
    held = shift_at(store, lane)
    if held is not None and held.operator == signer.operator:
        return held
    store.write("shift_started", {"lane": lane}, reading=clock(), actor=signer.operator, signers=(signer,))
    return _there(store, lane)


def hand_over(store: DeskStore, lane: str, signer: Signer, to: Signer, clock: Clock) -> Shift:
    """One leaves and the next takes over, both sign, with what the shift amounted to. `Declined` where the one who
    leaves has no shift here."""
    counts = counted(store, _own(store, lane, signer))
    if to.operator == signer.operator:
        raise Declined("Nobody hands a shift over to themselves.", kept="Nothing was recorded.")
    for one in (signer, to):
        _refuse_others(store, one)
    body = {"lane": lane, "to": to.operator, **asdict(counts)}
    store.write("shift_handed_over", body, reading=clock(), actor=signer.operator, signers=(signer, to))
    return _there(store, lane)


def sign_off(store: DeskStore, lane: str, signer: Signer, clock: Clock) -> Counts:
    """End the shift; what it amounted to is signed with it."""
    counts = counted(store, _own(store, lane, signer))
    body = {"lane": lane, **asdict(counts)}
    store.write("shift_ended", body, reading=clock(), actor=signer.operator, signers=(signer,))
    return counts


def _own(store: DeskStore, lane: str, signer: Signer) -> Shift:
    held = shift_at(store, lane)
    if held is None or held.operator != signer.operator:
        raise Declined(
            f"There is no shift of yours at the lane {lane}.",
            kept="Nothing was recorded.",
            remedy=f"It is the shift of {held.name}." if held is not None else "Sign on first.",
        )
    return held


def _refuse_others(store: DeskStore, signer: Signer) -> None:
    with store.view() as view:
        row = view.get(Operator, signer.operator)
    held = isinstance(row, Operator) and row.state == "active" and row.public_key == keys.public_of(signer.private)
    if not isinstance(row, Operator) or not held or not OFFICERS & set(row.roles):
        raise Declined(
            "Only checkpoint staff and supervisors have shifts.",
            kept="Nothing was recorded.",
            remedy="Sign in as one of them.",
        )


def _there(store: DeskStore, lane: str) -> Shift:
    held = shift_at(store, lane)
    assert held is not None  # it was written a moment ago
    return held
