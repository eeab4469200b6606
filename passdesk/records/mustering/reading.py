"""The muster as this desk knows it: read from the register and from what this desk's own journal holds back."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.domain.bearers import holder
from passdesk.domain.movements import Aside, Case, CaseKind, Mustered, Presence, Shown, mark_key
from passdesk.domain.passes import Pass
from passdesk.domain.people import EVACUATION_KEY, ZONE_KEY, Desk, Evacuation, Zone
from passdesk.domain.register import Mark, View
from passdesk.domain.spells import entries_of
from passdesk.domain.tables import is_sent
from passdesk.domain.zone import Policy
from passdesk.records.lanes import lanes_heard, silent_lanes
from passdesk.records.mustering.counting import DAY_US, Candidate, Doubt, Muster, Silent, Ticked, expected
from passdesk.records.newest_first import Backwards
from passdesk.records.numbered import is_by_pass
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.policy_here import in_force
from passdesk.store.told import told

RECENT_US = 24 * 3600 * 1_000_000
"""So far back a doubtful entry counts, and an evacuation that is over is still the one whose people are ticked."""
_MOST_LOOKED_AT = 20_000
_UNHEARD_US = 15 * 60 * 1_000_000
_DISPUTED: Mapping[CaseKind, Doubt] = {"two_lanes_apart": "two_lanes", "settled_twice": "settled_twice"}
_OPEN: Mapping[str, Doubt] = {"": "awaited", "unknown": "unknown"}


def muster(store: DeskStore, clock: Clock) -> Muster:
    """Who is inside and who was found, as far as this desk has heard by now."""
    now, policy = told(store, clock()).at, in_force(store, clock).policy
    silent = silent_now(store, policy, now)
    own = tuple(_own_open(store, now))
    with store.view() as view:
        started = evacuation_meant(view, now)
        doubted = _doubted(view, (*_set_aside(view, now), *own))
        people, besides = expected(
            (*_inside(view, policy), *_disputed(view, now), *doubted), _ticked(view, started, now),
            {one.lane for one in silent}, now,
        )  # fmt: skip
        desk = view.get(Desk, store.journal.id)
    knows = isinstance(desk, Desk) and is_sent(Presence.TABLE, desk.roles)
    return Muster(now, people, besides, silent, started, knows)


def evacuation_meant(view: View, now: int) -> Mark | None:
    """The entry that began the evacuation people are ticked for: one that goes on, or began within a day."""
    held = view.get(Evacuation, EVACUATION_KEY)
    if isinstance(held, Evacuation) and (held.active or held.at > now - RECENT_US):
        return held.started
    return None


def silent_now(store: DeskStore, policy: Policy | None, now: int) -> tuple[Silent, ...]:
    """Lanes of other desks not heard within the policy's limit; one that no desk serves lets nobody pass."""
    with store.view() as view:
        zone = view.get(Zone, ZONE_KEY)
        if isinstance(zone, Zone) and zone.server_certificate is None and view.seen is None:
            return ()
    lanes = [one for one in lanes_heard(store, policy) if one.desk]
    if policy is None:
        quiet = [one for one in lanes if not one.here and (one.heard_at or 0) < now - _UNHEARD_US]
    else:
        quiet = silent_lanes(lanes, policy, now)
    return tuple(Silent(one.lane, one.heard_at or 0) for one in quiet)


def _inside(view: DeskView, policy: Policy | None) -> Iterator[Candidate]:
    for row in view.holding(Presence, "inside", value=True):
        allowed, doubts = _allowed(view, row, policy), _doubts_of(row)
        yield Candidate(row.key, inside=True, at=row.at, lane=row.lane, allowed=allowed, doubts=doubts)


def _doubts_of(row: Presence) -> tuple[Doubt, ...]:
    """Of a pass nobody has heard of yet, under whose id its bearer came in, it is not known whose it is."""
    return ("pass_unheard",) if is_by_pass(row) else ()


def _allowed(view: View, row: Presence, policy: Policy | None) -> int:
    """A day, or as many as their class may stay, where the policy says so."""
    newest = next(reversed(entries_of(row.entries)), None)
    a_pass = view.get(Pass, newest) if newest is not None else None
    known = policy.classes.get(a_pass.class_number) if policy is not None and isinstance(a_pass, Pass) else None
    days = known.stay.days if known is not None and known.stay is not None else None
    return DAY_US * (days or 1)


def _disputed(view: DeskView, now: int) -> Iterator[Candidate]:
    """Somebody of whom desks said different things: who is outside by the register counts too, while it is new."""
    for kind, doubt in _DISPUTED.items():
        for case in view.holding(Case, "kind", kind):
            if case.state != "open" or case.person is None:
                continue
            row = view.get(Presence, case.person)
            at, lane, inside = (row.at, row.lane, row.inside) if isinstance(row, Presence) else (case.at, "", False)
            if inside or case.at > now - RECENT_US:
                yield Candidate(case.person, inside=inside, at=at, lane=lane, doubts=(doubt,))


class _Open(Struct, frozen=True):
    """A presentation of which nobody knows what came of it. `person`: None where all that is known is a sound pass."""

    person: bytes | None
    pass_id: bytes | None
    at: int
    lane: str
    direction: str
    doubt: Doubt


def _doubted(view: View, shown: Iterable[_Open]) -> Iterator[Candidate]:
    """Whoever was shown since they moved last. Of who is outside and was on the way out nothing is in doubt."""
    for one in shown:
        person, doubts = _whose(view, one)
        held = view.get(Presence, person)
        inside = isinstance(held, Presence) and held.inside
        moved = held.at if isinstance(held, Presence) else 0
        if one.at > moved and (inside or one.direction == "entry"):
            yield Candidate(person, inside=inside, at=one.at, lane=one.lane, doubts=doubts)


def _whose(view: View, one: _Open) -> tuple[bytes, tuple[Doubt, ...]]:
    """Whom it is about, under the pass's id where nobody has heard of that, see `domain.bearers`."""
    if one.person is not None:
        return one.person, (one.doubt,)
    assert one.pass_id is not None
    known = holder(view, one.pass_id)
    return (known, (one.doubt,)) if known is not None else (one.pass_id, (one.doubt, "pass_unheard"))


def _is_known(person: bytes | None, pass_id: bytes | None, *, verified: bool) -> bool:
    return person is not None or (verified and pass_id is not None)


def _set_aside(view: DeskView, now: int) -> Iterator[_Open]:
    for row in view.find(Aside, "state", "waiting"):
        if _is_known(row.person, row.pass_id, verified=row.verified) and row.at > now - RECENT_US:
            yield _Open(row.person, row.pass_id, row.at, row.lane, row.direction, "aside")
    for row in view.holding(Aside, "outcome", "unknown"):
        if _is_known(row.person, row.pass_id, verified=row.verified) and row.at > now - RECENT_US:
            yield _Open(row.person, row.pass_id, row.at, row.lane, row.direction, "unknown")


def _own_open(store: DeskStore, now: int) -> Iterator[_Open]:
    """Whose presentation here awaits its outcome, or never had one that is known. Who was set aside waits elsewhere."""
    backwards, since = Backwards(store.journal), now - RECENT_US
    with store.view() as view:
        awaited = {row.key for row in view.all(Shown)}
    for _, record in zip(range(_MOST_LOOKED_AT), backwards.steps(), strict=False):
        if backwards.is_before(since):
            return
        if record is None or record.at <= since:
            continue
        if not _is_known(record.person, record.pass_id, verified=record.verified):
            continue
        settled = not record.outcome and mark_key(record.mark) not in awaited
        if (doubt := _OPEN.get(record.outcome)) is not None and not settled:
            yield _Open(record.person, record.pass_id, record.at, record.lane, record.direction, doubt)


def _ticked(view: DeskView, started: Mark | None, now: int) -> Iterator[Ticked]:
    for row in view.holding(Mustered, "started", started):
        if row.present and (started is not None or row.at > now - RECENT_US):
            yield Ticked(row.key, row.at, row.how)
