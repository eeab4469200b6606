"""After the queue, when the network is back: whoever was set aside is settled at a counter, and the server has every
crossing once."""

from collections import Counter
from collections.abc import Iterable, Sequence

from passdesk.checkpoint.answers import Settled
from passdesk.checkpoint.asides import asides
from passdesk.checkpoint.settling import Saying, settle
from passdesk.clock import Clock
from passdesk.demo.queue_figures import Served
from passdesk.demo.queue_script import settled_as
from passdesk.domain.crossings import CrossingRecord
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force
from passdesk.store.signing import Signer

CONFIRMED = "office_confirmed"
"""Why a supervisor lets in whom the gate had not heard of."""


def settle_asides(
    counter: DeskStore, clock: Clock, served: Iterable[Served], officer: Signer, supervisor: Signer
) -> list[str]:
    """Whoever of the queue waits, as this counter has heard, is let in by a supervisor or turned away by an officer;
    what came of them, in the order in which they waited."""
    places = {one.shown: one.place for one in served}
    policy, came = in_force(counter, clock).policy, []
    for waiting in asides(counter):
        place = places.get(waiting.shown)
        if place is None:
            continue
        outcome = settled_as(place)
        lets_in = outcome == "passed"
        saying = Saying(outcome, override=CONFIRMED if lets_in else None)
        said = settle(counter, waiting.shown, saying, supervisor if lets_in else officer, policy, clock())
        came.append(said.outcome if isinstance(said, Settled) else said.happened)
    return came


def at_the_server(records: Iterable[CrossingRecord], served: Sequence[Served]) -> tuple[str, list[str]]:
    """How many of the queue the server has, and how often each; and what it says became of them."""
    shown = {one.shown for one in served}
    found = [one for one in records if one.mark in shown]
    times = Counter(one.mark for one in found)
    often = {1: "once each"}.get(max(times.values(), default=0), "some twice")
    return f"{len(times)} of {len(shown)}, {often}", [one.outcome or "no outcome" for one in found]
