"""A PC's clock that was set, at the gate; and one that two people are asked to put right."""

from collections.abc import Iterator

from passdesk.clock import MICROSECONDS
from passdesk.desktop.checkpoint.state import Waiting
from passdesk.store.vouching import vouch
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until
from tests.gallery.town import OFFICER, SUPERVISOR, Town

THREE_HOURS = (3 * 3600 + 2 * 60) * MICROSECONDS
DEAD_BATTERY = 946_684_800 * MICROSECONDS


def clocks(studio: Studio) -> Iterator[str]:
    """The boot and its time are what they were when it ends."""
    clock = studio.town.clock
    before = (clock.wall, clock.boot, clock.boot_number)
    with studio.desk("gate", OFFICER) as at:
        at.show_camera()
        clock.set_wall(clock.wall - THREE_HOURS)
        _idle(studio, at)
        yield "gate-clock-went-back"
        _present(studio, at)
        yield "gate-clock-went-back-check"
    clock.reboot()
    clock.set_wall(DEAD_BATTERY)
    with studio.desk("gate", OFFICER) as at:
        until(lambda: at.overlays.shown == "time")
        at.show_camera()
        studio.settle()
        yield "gate-time-asked"
        at.overlays.time.typed("2027-01-15", "0840", SUPERVISOR)
        at.desk.repaint()
        at.overlays.time.vouch("no such password", at.desk.look().zone)
        studio.settle()
        yield "gate-time-asked-wrong"
        at.scans.scanned.emit(studio.town.cards[SUPERVISOR], "camera")
        studio.settle()
        yield "gate-time-asked-card"
        at.overlays.time.put_off()
        at.overlays.close()
        _idle(studio, at)
        yield "gate-clock-in-doubt"
        signers = (studio.town.staff[OFFICER], studio.town.staff[SUPERVISOR])
        vouch(at.opened.store, at.opened.store.journal.times().floor, signers, clock())
        _idle(studio, at)
        yield "gate-time-vouched"
        _present(studio, at)
        yield "gate-time-vouched-check"
    clock.wall, clock.boot, clock.boot_number = before


def _idle(studio: Studio, at: DeskSubject) -> None:
    """Nothing is shown, and the clock was looked at."""
    at.gate.scanned("", "camera")
    studio.settle()
    at.gate.show(moment=Waiting())
    studio.settle()


def _present(studio: Studio, at: DeskSubject) -> None:
    studio.town.clock.step(61)
    at.gate.scanned(_holder(studio.town), "camera")
    studio.settle()


def _holder(town: Town) -> str:
    return town.holders["Chan Tsz Kiu"].qr_text
