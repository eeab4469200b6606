"""Lanes, and when each was last heard."""

from collections.abc import Iterable

from msgspec import Struct

from passdesk.domain.people import Desk
from passdesk.domain.zone import Names, Policy
from passdesk.store.desk_store import DeskStore


class LaneHeard(Struct, frozen=True):
    """A lane, what the policy calls its checkpoint, and the desk that serves it, "" for none.

    `heard_at`: when the server last heard that desk, as known here (µs UTC), None for never. `here`: it is this
    desk's own."""

    lane: str
    checkpoint: Names | None
    desk: str
    heard_at: int | None
    here: bool


def lanes_heard(store: DeskStore, policy: Policy | None) -> list[LaneHeard]:
    """Every lane of the policy and of the desks, in the policy's order; of several desks the last one heard."""
    with store.view() as view:
        desks = [row for row in view.all(Desk) if row.state != "disabled"]
        journals = view.journals
    places = _places(policy) if policy is not None else {}
    best = {lane: LaneHeard(lane, names, "", None, here=False) for lane, names in places.items()}
    for desk in desks:
        mark, here = journals.get(desk.key), desk.key == store.journal.id
        heard = mark.heard_at or None if mark is not None else None
        for lane in desk.lanes:
            held = best.get(lane)
            if held is None or not held.desk or here or (not held.here and (heard or 0) > (held.heard_at or 0)):
                best[lane] = LaneHeard(lane, places.get(lane), desk.name, heard, here)
    return list(best.values())


def silent_lanes(lanes: Iterable[LaneHeard], policy: Policy, until: int) -> list[LaneHeard]:
    """Those not heard within the policy's limit before `until` (µs UTC): what they recorded since may be missing."""
    return [one for one in lanes if not one.here and (one.heard_at or 0) < until - _limit(policy, one.lane)]


def _limit(policy: Policy, lane: str) -> int:
    """µs; of a lane the policy does not have, the shortest of all lines."""
    place = policy.lanes.get(lane)
    lines = policy.lines.values() if place is None else (policy.lines[place.line],)
    return min(line.entry.heard_within_s for line in lines) * 1_000_000


def _places(policy: Policy) -> dict[str, Names]:
    return {lane: policy.checkpoints[one.checkpoint].names for lane, one in policy.lanes.items()}
