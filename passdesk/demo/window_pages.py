"""The issuing, records and admin pages by the keyboard alone: what they show and write is held to the journals."""

from typing import cast

from passdesk.administration.desk_overview import DeskLine
from passdesk.demo.cast import ADMINISTRATOR, STAFF
from passdesk.demo.day import Day
from passdesk.demo.office import Holder
from passdesk.demo.stage import PLACES
from passdesk.demo.windows import Worked, member, window
from passdesk.desktop.admin.sections import Section
from passdesk.desktop.admin.workspace import AdminWorkspace
from passdesk.desktop.issuing.workspace import IssuingWorkspace
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.domain.register import Mark

_SECTIONS: tuple[tuple[Section, str], ...] = (
    ("desks", "Desks and lanes"), ("keys", "Keys"), ("policy", "Policy"), ("exchange", "Exchange"),
    ("desk", "This desk"),
)  # fmt: skip


def issuing(day: Day) -> None:
    """A person is looked up, and their pass suspended."""
    with window(day, "issuing") as worked:
        worked.sign_in(member("hr"))
        page = cast("IssuingWorkspace", worked.held.workspace("issuing"))
        worked.driver.until(lambda: page.stage.picture.people.listing is not None, "the people listed")
        worked.driver.quiet()
        worked.picture("issuing-1-people")
        one = day.of("expired")[0]
        _look_up(worked, page, one)
        _suspend(worked, one)


def records(day: Day) -> None:
    """The board, every crossing, the newest one's story, who is inside, and the case two lanes made."""
    with window(day, "records") as worked:
        worked.sign_in(member("supervisor"))
        page = cast("RecordsWorkspace", worked.held.workspace("records"))
        worked.driver.until(lambda: page.board.picture.figures is not None, "the board's figures")
        worked.driver.quiet()
        worked.picture("records-1-now")
        _crossings(worked, page)
        worked.driver.push("Inside")
        worked.driver.quiet()
        worked.picture("records-4-inside")
        page.go("cases")
        worked.driver.until(lambda: page.cases.picture.cases is not None, "the cases")
        worked.driver.quiet()
        worked.picture("records-5-cases")
        worked.check("open cases", len(day.of("apart")), page.cases.picture.how_many("open"))


def admin(day: Day) -> None:
    """Operators, desks, keys, the policy, the exchange and this desk."""
    with window(day, "issuing") as worked:
        worked.sign_in(ADMINISTRATOR)
        page = cast("AdminWorkspace", worked.held.workspace("admin"))
        worked.driver.until(lambda: page.operators.picture.lines is not None, "the operators")
        worked.driver.quiet()
        worked.picture("admin-1-operators")
        for number, (section, title) in enumerate(_SECTIONS, 2):
            worked.driver.push(title)
            worked.driver.until(lambda section=section: page.section == section, title)  # type: ignore[misc]
            worked.driver.quiet()
            worked.picture(f"admin-{number}-{section}")
        worked.check("operators listed", len(STAFF) + 1, len(page.operators.picture.lines or ()))
        desks = [line.row.name for line in page.desks.picture.lines or () if isinstance(line, DeskLine)]
        expected = sorted(["server", *(one.name for one in PLACES)])
        worked.check("desks listed", ", ".join(expected), ", ".join(sorted(desks)))


def _look_up(worked: Worked, page: IssuingWorkspace, one: Holder) -> None:
    worked.driver.tab_to("Search people")
    worked.driver.type(one.player.latin)

    def alone() -> bool:
        listing = page.stage.picture.people.listing
        return listing is not None and len(listing.numbers) == 1

    worked.driver.until(alone, "one person found")
    worked.driver.quiet()
    worked.driver.tab_to("People")
    worked.driver.enter()
    worked.driver.until(lambda: page.stage.picture.person is not None, "the person's panel")
    worked.driver.quiet()
    worked.picture("issuing-2-person")
    shown = page.stage.picture.person
    worked.check("a person found by name", one.person.hex(), shown.key.hex() if shown is not None else "nobody")


def _suspend(worked: Worked, one: Holder) -> None:
    before = worked.seq
    worked.driver.push("Suspend…")
    worked.picture("issuing-3-why")
    worked.driver.push("Suspend")
    worked.driver.until(lambda: bool(worked.entries(before, "pass_suspended")), "the pass suspended")
    worked.driver.quiet()
    worked.picture("issuing-4-suspended")
    entries = worked.entries(before, "pass_suspended")
    found = [(entry.body["pass"].hex(), len(entry.signatures)) for entry in entries]
    worked.check("their pass suspended, signed by one", [(one.pass_id.hex(), 1)], found)


def _crossings(worked: Worked, page: RecordsWorkspace) -> None:
    driver = worked.driver
    driver.push("Crossings")
    driver.until(lambda: bool(page.crossings.picture.rows) and not page.crossings.picture.busy, "the crossings")
    driver.quiet()
    worked.picture("records-2-crossings")
    gates = [desk.store.journal for name, desk in worked.day.stage.desks.items() if name.startswith("gate")]
    shown = {entry.mark for journal in gates for entry in journal.entries(kinds=("shown",))}
    rows = page.crossings.picture.rows
    worked.check("crossings listed, the whole zone's", len(shown), len(shown & {row.record.mark for row in rows}))
    driver.enter()
    driver.until(lambda: (told := page.crossings.picture.story) is not None and told.story is not None, "a story")
    driver.quiet()
    worked.picture("records-3-story")
    told = page.crossings.picture.story
    newest = max(rows, key=lambda row: row.record.at)
    worked.check("the newest one's story", _said(newest.record.mark), _said(told.mark) if told is not None else "none")
    driver.escape()


def _said(mark: Mark) -> str:
    return f"entry {mark[1]} of {mark[0].hex()[:8]}"
