"""An evacuation from a locked desk to the end, and the assembly point in every state."""

from collections.abc import Iterator

from PySide6.QtCore import Qt

from passdesk.checkpoint.putting_right import put_right
from passdesk.checkpoint.returning import returned
from passdesk.demo.forging import altered
from passdesk.desktop.issuing.workspace import IssuingWorkspace
from passdesk.desktop.mustering.emergency import Emergency
from passdesk.desktop.mustering.point import AssemblyPoint
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.issuing import passes
from tests.gallery.scenes_issuing import beside
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until
from tests.gallery.town import HR, LONGEST, OFFICER, SUPERVISOR, Town


def mustering(studio: Studio) -> Iterator[str]:
    yield from _locked(studio)
    yield from _at_the_gate(studio)
    yield from _afterwards(studio)


def _emergency(at: DeskSubject) -> Emergency:
    assert isinstance(at.desk.emergency, Emergency)
    return at.desk.emergency


def _counted(point: AssemblyPoint) -> None:
    until(lambda: point.picture.muster is not None and not point.picture.busy)


def _let_in_unheard_of(town: Town) -> None:
    """An officer lets somebody in whose new pass has not left the office."""
    holder = town.holders[LONGEST[1].latin]
    fresh = passes.replace(town.acting(HR), holder.pass_id)
    town.settle("S1-1", town.read("S1-1", fresh.qr_text, "entry"), "passed")
    town.sync("second", "gate-auto")


def _locked(studio: Studio) -> Iterator[str]:
    _let_in_unheard_of(studio.town)
    with studio.desk("gate-auto") as at:
        emergency, point = _emergency(at), _emergency(at).point
        emergency.ask_to_begin()
        yield "muster-begin-asked"
        emergency.sheet.close_sheet()  # type: ignore[union-attr]
        at.desk.door.muster()
        _counted(point)
        yield "muster-locked"
        emergency.leave()
        emergency._begin()  # noqa: SLF001 - what the held button calls
        until(lambda: emergency.alarm.active)
        studio.town.clock.step(60)
        yield "muster-evacuating-locked"
        at.desk.door.muster()
        _counted(point)
        at.scans.scanned.emit(altered(studio.town.holders["Chan Tsz Kiu"].qr_text), "wedge")
        until(lambda: point.picture.told)
        yield "muster-nobody-ticked"
        point.choose("possible")
        studio.settle()
        point.look_at(next(one.of.person for one in point.picture.shown if "pass_unheard" in one.of.doubts))
        yield "muster-pass-unheard-of"
        point.choose("missing")
        for one in point.picture.people[:2]:
            point.tick(one.of.person)
            until(lambda one=one: point.picture.by_id[one.of.person].of.found)  # type: ignore[misc]
        yield "muster-ticked"
        point.find("nobody of this name")
        yield "muster-nobody-listed"
        studio.town.sync("gate-auto", "office", "gate")


def _at_the_gate(studio: Studio) -> Iterator[str]:
    with studio.desk("gate", OFFICER) as at:
        until(lambda: at.gate.picture.evacuating and _emergency(at).asked == "why")
        at.show_camera()
        yield "muster-why-asked"
        _emergency(at)._explain("fire")  # noqa: SLF001 - what a button of the sheet calls
        until(lambda: _emergency(at).asked == "")
        yield "gate-evacuating"
        at.scans.scanned.emit(studio.town.holders["Ho Wing Lam"].qr_text, "camera")
        studio.settle()
        yield "gate-evacuated"
        at.key(Qt.Key.Key_F2)
        studio.settle()
        yield "gate-evacuated-why"
        at.key(Qt.Key.Key_F2)
        at.scans.scanned.emit("https://example.org", "camera")
        studio.settle()
        yield "gate-evacuated-unknown"
        studio.town.sync("gate", "office")


def _afterwards(studio: Studio) -> Iterator[str]:
    with studio.desk("office", SUPERVISOR) as at:
        emergency, point = _emergency(at), _emergency(at).point
        until(lambda: emergency.alarm.active)
        yield "muster-evacuating-records"
        emergency._ask("end")  # noqa: SLF001 - what the banner's button calls
        yield "muster-end-asked"
        emergency._end()  # noqa: SLF001
        until(lambda: not emergency.alarm.active and point.is_open)
        _counted(point)
        until(lambda: point.picture.ready)
        point.choose("found")
        found = point.picture.shown[0].of.person
        point.look_at(found)
        yield "muster-over"
        emergency._ask("move")  # noqa: SLF001
        yield "muster-move-asked"
        emergency._move()  # noqa: SLF001
        until(lambda: point.picture.moved and not point.picture.busy)
        yield "muster-moved-out"
        emergency.leave()
        yield from _looked_back_on(studio, at, found)


def _looked_back_on(studio: Studio, at: DeskSubject, person: bytes) -> Iterator[str]:
    """The story of an exit while the area was emptied, and what was said of where people are."""
    at.desk.go_to("records")
    page = at.workspace("records", RecordsWorkspace)
    page.go("crossings")
    until(lambda: page.crossings.picture.rows)
    whose = [one.record.person for one in page.crossings.picture.rows]
    page.crossings.open_row(whose.index(studio.town.holders["Ho Wing Lam"].person))
    until(lambda: page.crossings.picture.story is not None and page.crossings.picture.story.story is not None)
    studio.settle()
    yield "records-story-evacuated"
    page.crossings.close_story()
    acting = studio.town.acting(SUPERVISOR)
    put_right(acting, [person], inside=True, reason="seen")
    returned(acting, person, into=False, authority="customs")
    at.desk.go_to("issuing")
    issuing = at.workspace("issuing", IssuingWorkspace)
    beside(studio, issuing, person)
    yield "issuing-person-moved"
