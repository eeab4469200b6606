"""The queue of sixty at the first gate's window, off the network; and what is left of it once the network is back."""

from collections.abc import Sequence
from contextlib import closing

from passdesk.demo import queue_gathering, queue_people
from passdesk.demo.checking import counted
from passdesk.demo.day import Day
from passdesk.demo.queue_after import at_the_server, settle_asides
from passdesk.demo.queue_figures import Served, figures, holds_up_s
from passdesk.demo.queue_people import Comer
from passdesk.demo.queue_playing import QueueAtGate
from passdesk.demo.queue_script import KINDS, MOST_S, QUEUE, keys, must_become, settled_as
from passdesk.demo.windows import Worked, member, window
from passdesk.domain.crossings import CrossingFilter
from passdesk.sync.client import HttpLink
from passdesk.sync.zone_crossings import zone_crossings

GATE, COUNTER = "gate-first", "gate-confirm"
PICTURES_A_SECOND = 20
LEAVE = 5
"""So many go home by the confirming gate."""


def queue_of_sixty(day: Day) -> list[str]:
    """Played, checked, and settled; what it took, as lines of text."""
    queue = _gather(day)
    with window(day, GATE, cut=True, per_second=PICTURES_A_SECOND) as worked:
        worked.sign_in(member("officer-first"))
        served = QueueAtGate(worked.driver, worked.camera, "automatic").serve(queue)
        worked.picture("gate-10-queue")
        worked.check("the server hears of the queue meanwhile", "nothing", _heard(worked, served))
        worked.line_comes_back()
    _check_lane(day, served)
    _check_after(day, served)
    return [*figures(served, "automatic"), "", *figures(_go_home(day, queue), "confirm")]


def _go_home(day: Day, queue: Sequence[Comer]) -> list[Served]:
    """Some of the good ones leave where an officer confirms each: a key a person."""
    leave = [one for one in queue if one.place.kind == "good" and one.place.by == "telephone"][:LEAVE]
    with window(day, COUNTER, per_second=PICTURES_A_SECOND) as worked:
        worked.sign_in(member("officer-confirm"))
        worked.driver.press_turn()
        served = QueueAtGate(worked.driver, worked.camera, "confirm").serve(leave)
        worked.picture("gate-11-queue-leaves")
    came = counted(one.came_of for one in served)
    day.check("queue: leaving, each confirmed", counted(["admit, left"] * LEAVE), came)
    day.check("queue: keys for those who leave", LEAVE, sum(keys(one.done) for one in served))
    return served


def _gather(day: Day) -> list[Comer]:
    """Everybody has a pass; the gates have not heard of the newest."""
    made = [*queue_gathering.heard_of(day, QUEUE), *queue_gathering.not_heard_of(day, QUEUE)]
    day.stage.issuing.exchange()
    return queue_people.in_order(QUEUE, made)


def _heard(worked: Worked, served: Sequence[Served]) -> str:
    return "nothing" if worked.accounted < min(one.shown[1] for one in served) else "something"


def _check_lane(day: Day, served: Sequence[Served]) -> None:
    for kind in KINDS:
        some = [one for one in served if one.place.kind == kind]
        expected = counted(must_become(one.place) for one in some)
        day.check(f"queue: {kind}", expected, counted(one.came_of for one in some))
    good = [one for one in served if one.place.kind == "good"]
    day.check("queue: keys for the good ones", 0, sum(keys(one.done) for one in good))
    longest = max(holds_up_s(one) for one in served)
    words = f"at most {MOST_S:.0f} s"
    day.check("queue: an odd case holds up the lane", words, words if longest <= MOST_S else f"{longest:.1f} s")


def _check_after(day: Day, served: Sequence[Served]) -> None:
    """At the counter, which is another desk of the same checkpoint, and at the server."""
    counter, records = day.stage.desks[COUNTER], day.stage.records
    counter.exchange()
    officer, supervisor = day.staff["officer-confirm"].signer, day.staff["supervisor"].signer
    aside = [one.place for one in served if one.came_of.endswith("set aside")]
    came = settle_asides(counter.store, counter.clock, served, officer, supervisor)
    day.check("queue: settled at the counter", counted(settled_as(one) for one in aside), counted(came))
    counter.exchange()
    with closing(HttpLink.to(records.store.journal, records.clock)) as link:
        crossed = list(zone_crossings(link, CrossingFilter(desk=day.stage.desks[GATE].store.journal.id)))
    how_many, outcomes = at_the_server(crossed, served)
    day.check("queue: at the server", f"{len(QUEUE)} of {len(QUEUE)}, once each", how_many)
    lane = [one.came_of.rpartition(", ")[2] for one in served if one.place not in aside]
    expected = [*(word.replace(" ", "_") for word in lane), *(settled_as(one) for one in aside)]
    day.check("queue: what the server says became of it", counted(expected), counted(outcomes))
