"""The demo on a screen: its tray, whatever is clicked there, and the desk's window beside it."""

from collections.abc import Iterator

from passdesk.desktop.checkpoint.state import Moment, Shown
from passdesk.desktop.rehearsal.state import Queued
from tests.gallery.rehearsing import RehearsalSubject, a_rehearsal
from tests.gallery.studio import Studio
from tests.gallery.subjects import until
from tests.gallery.town import HR, OFFICER, SUPERVISOR


def rehearsal(studio: Studio) -> Iterator[str]:
    with a_rehearsal(studio) as at:
        studio.settle()
        yield "rehearsal-begins"
        at.conductor.hold(at.rehearsal.place("automatic lane").staff[0].card)
        until(lambda: at.desk.door.picture.way == "pin")
        yield "rehearsal-staff-card"
        yield from _passes(studio, at)
        yield from _queue(studio, at)
        yield from _switches(studio, at)
        yield from _windows(studio, at)


def _passes(studio: Studio, at: RehearsalSubject) -> Iterator[str]:
    at.come("confirm lane", OFFICER, studio.town)
    at.gate.turn_to("entry")
    at.conductor.hold(at.card("good"))
    until(lambda: isinstance(at.gate.picture.moment, Shown))
    studio.settle()
    yield "rehearsal-pass-chosen"
    at.gate.settle("turned_away", "verdict")
    at.conductor.hold(at.card("unknown"))
    until(lambda: isinstance(at.gate.picture.moment, Shown) and at.gate.picture.moment.holder is not None)
    studio.settle()
    yield "rehearsal-long-name-chosen"
    at.gate.settle("turned_away", "verdict")
    at.conductor.hold(None)


def _queue(studio: Studio, at: RehearsalSubject) -> Iterator[str]:
    first, second = at.rehearsal.queue
    at.conductor.switch_queue()
    until(lambda: _is_of(at.gate.picture.moment, first))
    studio.settle()
    yield "rehearsal-queue"
    at.gate.settle("turned_away", "verdict")
    until(lambda: at.conductor.picture.queue.now is second)
    studio.settle()
    yield "rehearsal-queue-by-hand"
    at.conductor.switch_queue()


def _is_of(moment: Moment, one: Queued) -> bool:
    return isinstance(moment, Shown) and moment.holder is not None and moment.holder.names == one.names


def _switches(studio: Studio, at: RehearsalSubject) -> Iterator[str]:
    at.conductor.switch_network()
    until(lambda: at.gate.picture.line.offline_since is not None)
    studio.settle()
    yield "rehearsal-network-cut"
    at.conductor.switch_network()
    at.conductor.switch_server()
    until(lambda: at.conductor.picture.server == "stopped")
    studio.settle()
    yield "rehearsal-server-stopped"
    at.conductor.switch_server()
    yield "rehearsal-server-starting"
    at.server.fails = True
    at.server.may.set()
    until(lambda: at.conductor.picture.trouble)
    yield "rehearsal-server-failed"
    at.server.fails = False
    at.conductor.switch_server()
    until(lambda: at.conductor.picture.server == "runs" and at.gate.picture.line.offline_since is None)


def _windows(studio: Studio, at: RehearsalSubject) -> Iterator[str]:
    at.come("issuing", HR, studio.town)
    studio.settle()
    yield "rehearsal-issuing"
    at.conductor.open_place("records")
    studio.settle()
    yield "rehearsal-records-door"
    at.come("records", SUPERVISOR, studio.town)
    studio.settle()
    yield "rehearsal-records"
