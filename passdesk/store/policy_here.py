"""The policy in force at a desk, for everything that is not the gate."""

from passdesk.clock import Clock
from passdesk.domain.people import POLICY_KEY, Operator
from passdesk.domain.people import Policy as PolicyRow
from passdesk.domain.zone import Policy
from passdesk.errors import Declined
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds_at_least
from passdesk.store.trusted import InForce, administrators, policy_of


def policy_here(store: DeskStore, clock: Clock) -> Policy:
    """The policy; `Declined` where there is none, or none whose signature and form hold."""
    found = in_force(store, clock)
    if found.policy is None:
        raise Declined(
            f"No policy can be read here: {found.words}",
            kept="Nothing was changed.",
            remedy="Exchange with the server, or ask an administrator to publish one.",
        )
    return found.policy


def in_force(store: DeskStore, clock: Clock) -> InForce:
    """The policy with its hash, or why there is none."""
    journal = store.journal
    with store.view() as view:
        at = seconds_at_least(store, view, clock())
        among = administrators(view.all(Operator), journal.zone)
        return policy_of(view.get(PolicyRow, POLICY_KEY), among, journal.root, journal.zone, at)
