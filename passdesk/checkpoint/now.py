"""One corrected time for fold and decide, and how old what this desk knows is by it."""

from collections.abc import Mapping

from passdesk.clock import Reading
from passdesk.domain.admission import Now
from passdesk.domain.people import Desk, Zone
from passdesk.domain.timekeeping import is_suspect
from passdesk.domain.zone import Policy
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.told import told

LONGEST_WITHOUT_POLICY_US = 24 * 3600 * 1_000_000
"""Without a readable policy nobody is admitted; this only says when the clock is called suspect."""

LanesOf = Mapping[bytes, tuple[str, ...]]
"""The lanes each journal serves, by journal id."""


def now(
    store: DeskStore, view: DeskView, reading: Reading, policy: Policy | None, zone: Zone | None, lanes: LanesOf
) -> Now:
    """What `decide` is told of the time. A desk that is its own zone has heard itself, and has exchanged just now."""
    alone = zone is not None and zone.server_certificate is None
    at = told(store.journal, reading).at
    return Now(
        at=at,
        suspect=_suspect(store, reading, policy, alone=alone),
        exchanged_at=at if alone else store.exchanged_at(),
        heard=_heard(store, view, at, lanes),
        restored=store.restored(),
    )


def lanes_of(desks: list[Desk]) -> LanesOf:
    return {desk.key: desk.lanes for desk in desks if desk.lanes}


def _suspect(store: DeskStore, reading: Reading, policy: Policy | None, *, alone: bool) -> bool:
    """Without a server no anchor can ever come: then only a clock that is plainly wrong is suspect."""
    longest = policy.operation.longest_since_anchor_s * 1_000_000 if policy is not None else LONGEST_WITHOUT_POLICY_US
    times = store.journal.times()
    newest = reading.wall if alone else store.journal.last_server_time or None
    return is_suspect(reading, times, newest, longest)


def _heard(store: DeskStore, view: DeskView, at: int, lanes: LanesOf) -> Mapping[str, int]:
    heard: dict[str, int] = {}
    for journal, served in lanes.items():
        mark = view.journals.get(journal)
        last = at if journal == store.journal.id else mark.heard_at if mark is not None else None
        for lane in served if last is not None else ():
            heard[lane] = max(heard.get(lane, 0), last or 0)
    return heard
