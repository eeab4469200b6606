"""One corrected time for fold and decide, and how old what this desk knows is by it."""

from passdesk.checkpoint.standing import Standing
from passdesk.clock import Reading
from passdesk.domain.admission import Now
from passdesk.domain.movements import Times
from passdesk.domain.timekeeping import STEP_US, is_suspect
from passdesk.domain.zone import Policy
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.exchanged import exchanged_at, was_restored

LONGEST_WITHOUT_POLICY_US = 24 * 3600 * 1_000_000
"""Without a readable policy nobody is admitted; this only says when the clock is called suspect."""


def now(
    store: DeskStore, view: DeskView, reading: Reading, at: int, standing: Standing, *, moved: bool = False
) -> Now:
    """What `decide` is told of the time; `at` is `reading` corrected. `moved`: the wall clock was set in this boot, and
    no anchor says by how much.

    A desk that is its own zone has heard itself, and has exchanged just now.
    """
    journal, times = store.journal, view.times
    vouched = journal.anchor(reading.boot_id) is None and reading.boot_id in dict(times.vouched)
    return Now(
        at=at,
        suspect=_went_back(at, times) or (moved and not vouched) or _suspect(store, reading, times, standing),
        exchanged_at=at if standing.alone else exchanged_at(journal),
        heard={**standing.heard, **dict.fromkeys(standing.own_lanes, at)},
        restored=was_restored(journal),
        latest=max(times.floor, times.latest),
        vouched=vouched,
    )


def _went_back(at: int, times: Times) -> bool:
    """Whether it is earlier than this desk once knew it to be: the server's own clock may have been set back."""
    return at < times.floor - STEP_US


def _suspect(store: DeskStore, reading: Reading, times: Times, standing: Standing) -> bool:
    """Without a server no anchor can ever come: then only a clock that is plainly wrong is suspect."""
    if store.journal.anchor(reading.boot_id) is not None:
        return False
    newest = reading.wall + times.difference if standing.alone else store.journal.last_server_time
    return is_suspect(reading, times, newest, _longest(standing.in_force.policy))


def _longest(policy: Policy | None) -> int:
    return policy.operation.longest_since_anchor_s * 1_000_000 if policy is not None else LONGEST_WITHOUT_POLICY_US
