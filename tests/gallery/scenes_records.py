"""Records: what is now, the crossings and one's whole story, who is inside, cases."""

from collections.abc import Iterator

from msgspec.structs import replace

from passdesk.checkpoint.settling import set_aside
from passdesk.desktop.records.state import Asked
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until
from tests.gallery.town import OFFICER, SUPERVISOR

SO_FAR = 128_400
"""How many crossings were written when the picture was taken."""


def records(studio: Studio) -> Iterator[str]:
    with studio.desk("office", SUPERVISOR) as at:
        at.desk.go_to("records")
        page = at.workspace("records", RecordsWorkspace)
        until(lambda: page.board.picture.figures is not None)
        studio.settle()
        yield "records-now"
        page.go("crossings")
        until(lambda: page.crossings.picture.rows)
        studio.settle()
        yield "records-crossings"
        yield from _stories(studio, page)
        yield from _filters(studio, page)
        yield from _export(studio, at, page)
        page.go("inside")
        studio.settle()
        yield "records-inside"
        page.inside.begin_to_right(0)
        studio.settle()
        yield "records-put-right"
        page.inside.put_outside(" ", every=False)
        studio.settle()
        yield "records-put-right-wrong"
        page.inside.leave()
        yield from _cases(studio, page)
        yield from _asides(studio, page)
        at.line.cut = True
        for tab in ("now", "crossings"):
            page.go(tab)
            page.refresh()
            studio.settle()
            yield f"records-{tab}-own"


def _asides(studio: Studio, page: RecordsWorkspace) -> Iterator[str]:
    town = studio.town
    for lane, latin in (("F1-1", "Sun Zhiyuan"), ("F1-1", "Anneliese Vogt")):
        shown = town.show(lane, latin, "entry")
        set_aside(town.desks["gate-auto"], shown.entry, town.staff[OFFICER], None, town.clock())
    town.clock.step(540)
    town.sync("gate-auto", "office")
    page.go("now")
    page.refresh()
    studio.settle()
    yield "records-now-set-aside"


def _stories(studio: Studio, page: RecordsWorkspace) -> Iterator[str]:
    rows = page.crossings.picture.rows
    wanted = {"admit": "records-story", "refuse": "records-story-refused"}
    for at, row in enumerate(rows):
        name = wanted.pop(row.record.verdict, "")
        if name:
            page.crossings.open_row(at)
            until(lambda: page.crossings.picture.story is not None and page.crossings.picture.story.story is not None)
            studio.settle()
            yield name
            page.crossings.close_story()


def _filters(studio: Studio, page: RecordsWorkspace) -> Iterator[str]:
    person = studio.town.holders["Zhao Mengjie"]
    asked = CrossingFilter(person=person.person, direction="entry", verdict="refuse", lane="F1-1")
    page.crossings.ask(Asked(asked, Names("Zhao Mengjie", "赵梦洁")))
    studio.settle()
    yield "records-filtered"
    page.crossings.ask(Asked(CrossingFilter(lane="S2-1")))
    studio.settle()
    yield "records-nothing-found"
    page.crossings.ask(Asked())
    page.crossings.find_person("chan")
    studio.settle()
    yield "records-finding"
    page.crossings.find_person("")


def _export(studio: Studio, at: DeskSubject, page: RecordsWorkspace) -> Iterator[str]:
    yield from _export_under_way(studio, at, page)
    page.crossings.export_to(studio.folder / "crossings of the whole zone in January 2027.csv")
    studio.settle()
    yield "records-exported"
    page.crossings.forget_export()
    page.crossings.export_to(studio.folder / "no such folder" / "crossings.csv")
    studio.settle()
    yield "records-export-failed"
    page.crossings.forget_export()
    page.crossings.export_to(studio.folder / "crossings of the whole zone in January 2027.xlsx")
    studio.settle()
    yield "records-export-of-no-form"
    page.crossings.forget_export()


def _export_under_way(studio: Studio, at: DeskSubject, page: RecordsWorkspace) -> Iterator[str]:
    """The server keeps it waiting for as long as it is looked at, and it is called off."""
    part, at.waits = page.crossings, True
    at.line.clear.clear()
    part.export_to(studio.folder / "crossings of the whole zone in January 2027.jsonl")
    assert part.picture.export is not None
    yield "records-exporting-nothing-yet"
    part.picture = replace(part.picture, export=replace(part.picture.export, rows=SO_FAR))
    yield "records-exporting"
    part.cancel_export()
    yield "records-export-stopping"
    at.line.clear.set()
    at.waits = False
    until(lambda: part.picture.export is not None and part.picture.export.state == "stopped")
    studio.settle()
    yield "records-export-stopped"
    part.forget_export()


def _cases(studio: Studio, page: RecordsWorkspace) -> Iterator[str]:
    page.go("cases")
    studio.settle()
    yield "records-cases"
    page.cases.open_row(0)
    studio.settle()
    yield "records-case"
    page.cases.leave()
    page.cases.choose("closed")
    studio.settle()
    yield "records-no-cases"
