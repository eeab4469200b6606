"""Desks, places and lanes side by side: which desk serves which lane, when the server last heard it."""

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.domain.people import Desk, Enrolment
from passdesk.domain.zone import Lane, Policy
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.policy_here import in_force


class DeskLine(Struct, frozen=True):
    """`row`: a desk, or a place no desk has taken yet. `heard_at`: when the server last heard it, µs; `accounted`:
    how many of its entries the server has accounted for. `unsent` is known of this very desk alone (`here`)."""

    row: Desk | Enrolment
    here: bool = False
    accounted: int | None = None
    heard_at: int | None = None
    unsent: int | None = None

    @property
    def key(self) -> bytes:
        return self.row.key

    @property
    def state(self) -> str:
        """active, unconfirmed, disabled, or open: a place to be taken."""
        return self.row.state if isinstance(self.row, Desk) else "open"


class LaneLine(Struct, frozen=True):
    """A lane of the policy that no desk serves and for which no place stands open."""

    lane: Lane
    state: str = "no desk"

    @property
    def key(self) -> bytes:
        return b"lane " + self.lane.id.encode()


class DeskOverview(Struct, frozen=True):
    """Desks and places, then the lanes without one; `policy`: the one in force, where it can be read."""

    lines: tuple[DeskLine | LaneLine, ...] = ()
    policy: Policy | None = None

    @property
    def desks(self) -> tuple[DeskLine, ...]:
        return tuple(line for line in self.lines if isinstance(line, DeskLine))

    @property
    def unserved(self) -> tuple[Lane, ...]:
        return tuple(line.lane for line in self.lines if isinstance(line, LaneLine))


def desk_overview(store: DeskStore, clock: Clock) -> DeskOverview:
    """This desk first, then desks by name, open places, disabled desks, lanes without a desk."""
    policy = in_force(store, clock).policy
    with store.view() as view:
        desks = [_line(store, view, row) for row in view.all(Desk)]
        desks += [DeskLine(row) for row in view.all(Enrolment) if row.is_open]
    lines = tuple(sorted(desks, key=_order))
    served = {lane for line in lines if line.state != "disabled" for lane in line.row.lanes}
    lanes = () if policy is None else tuple(LaneLine(lane) for lane in policy.lanes.values() if lane.id not in served)
    return DeskOverview((*lines, *lanes), policy)


def _line(store: DeskStore, view: DeskView, row: Desk) -> DeskLine:
    mark = view.journals.get(row.key)
    here = row.key == store.journal.id
    alone = view.seen is None
    return DeskLine(
        row,
        here,
        None if mark is None else mark.accounted,
        None if mark is None else mark.heard_at,
        store.journal.seq - view.accounted if here and not alone else None,
    )


def _order(line: DeskLine) -> tuple[int, bool, str, bytes]:
    states = {"active": 0, "unconfirmed": 0, "open": 1}
    return (states.get(line.state, 2), not line.here, line.row.name.casefold(), line.key)
