"""One thing done to everybody chosen: first who that is and what stands against it, then one after the other."""

from msgspec.structs import replace

from passdesk.desktop.issuing.prints import Prints
from passdesk.desktop.issuing.stage import Stage
from passdesk.desktop.issuing.state import Bulk, ManySheet, OneOfMany, Told
from passdesk.desktop.jobs import Err, Ok, Result, Ticket
from passdesk.domain.attachments import Names
from passdesk.errors import Cancelled, PassdeskError
from passdesk.issuing import filings, passes
from passdesk.issuing.possible import possible
from passdesk.store.acts import Acting

_AGAINST = {
    "approve": ("Nothing to approve", "You filed this one: needs a second person"),
    "issue": ("No approved filing without a pass", ""),
    "withdraw": ("No filing to withdraw", ""),
}
_NOT_ENTITLED = "Not for your role"
_REVOKED = "Left out: former pass revoked"
_Done = tuple[tuple[OneOfMany, ...], tuple[bytes, ...]]
"""The lines as they are then, and the passes that were issued."""


class Many:
    def __init__(self, stage: Stage, prints: Prints) -> None:
        self._stage, self._prints = stage, prints
        self._ticket: Ticket | None = None

    def ask(self, doing: Bulk) -> None:
        """Show what would be done to those chosen."""
        acting, chosen = self._stage.opened.session.acting, dict(self._stage.picture.people.chosen)
        if acting is None or not chosen:
            return
        self._stage.open_sheet(ManySheet(doing))
        number = self._stage.picture.sheet_number

        def done(lines: tuple[OneOfMany, ...]) -> None:
            if self._stage.shows(number):
                self._stage.change_sheet(lines=lines)

        def work() -> tuple[OneOfMany, ...]:
            lines = [_line(acting, doing, *one) for one in chosen.items()]
            return tuple(sorted(lines, key=lambda line: (line.row is None, line.revoked)))  # what can be done is first

        self._stage.read(work, done)

    def go(self, reason: str | None = None) -> None:
        """Do it to all that nothing stands against; to those whose former pass was revoked only `revoked_too`."""
        sheet, acting = self._stage.picture.sheet, self._stage.opened.session.acting
        if not isinstance(sheet, ManySheet) or sheet.lines is None or sheet.running or sheet.ended or acting is None:
            return
        lines, number = sheet.lines, self._stage.picture.sheet_number
        self._stage.change_sheet(running=True)

        def work(ticket: Ticket) -> _Done:
            return _done_to_all(acting, sheet, lines, reason, ticket)

        self._ticket = self._stage.opened.jobs.run_long(
            work, lambda result: self._ended(acting, number, result), lambda done: self._told(number, done)
        )

    def take_revoked(self, *, too: bool) -> None:
        """Whether passes are issued also in place of revoked ones."""
        sheet = self._stage.picture.sheet
        if isinstance(sheet, ManySheet) and not sheet.running and not sheet.ended:
            self._stage.change_sheet(revoked_too=too)

    def stop(self) -> None:
        """After the one under way; closing the sheet stops it too."""
        if self._ticket is not None:
            self._ticket.cancel()

    def print_issued(self) -> None:
        sheet = self._stage.picture.sheet
        if isinstance(sheet, ManySheet) and sheet.issued:
            self._prints.begin(sheet.issued)

    def _told(self, number: int, done: int) -> None:
        if self._stage.shows(number):
            self._stage.change_sheet(done=done)

    def _ended(self, acting: Acting, number: int, result: Result[_Done]) -> None:
        match result:
            case _ if not self._stage.is_here(acting):
                pass
            case Ok((lines, issued)):
                done = sum(line.done for line in lines)
                if self._stage.shows(number):
                    self._stage.change_sheet(lines=lines, running=False, ended=True, issued=issued, done=done)
                self._stage.show_people(chosen={})
            case Err(error):
                if self._stage.shows(number):
                    self._stage.change_sheet(running=False)
                self._stage.tell(Told.of(error))
        self._stage.recorded()


def _line(acting: Acting, doing: Bulk, person: bytes, names: Names | None) -> OneOfMany:
    name = " ".join(part for part in (names.latin, names.chinese) if part) if names is not None else ""
    found = [one for one in possible(acting, person) if one.doing == doing]
    free = next((one for one in found if not one.against), None)
    if free is not None:
        return OneOfMany(person, name, free.row, revoked=free.revoked)
    nothing, own = _AGAINST[doing]
    if not found:
        return OneOfMany(person, name, None, nothing)
    return OneOfMany(person, name, None, own if found[0].against == "own_filing" else _NOT_ENTITLED)


def _done_to_all(
    acting: Acting, sheet: ManySheet, lines: tuple[OneOfMany, ...], reason: str | None, ticket: Ticket
) -> _Done:
    """What stands against one stops no other."""
    after, issued = list(lines), list[bytes]()
    for at, line in enumerate(lines):
        try:
            ticket.tell(at)
        except Cancelled:
            break
        if line.row is None:
            continue
        if sheet.doing == "issue" and not sheet.revoked_too and _is_revoked(acting, line.person, line.row):
            after[at] = replace(line, row=None, against=_REVOKED)
            continue
        try:
            issued += _one(acting, sheet.doing, line.person, line.row, reason)
            after[at] = replace(line, done=True)
        except PassdeskError as error:
            after[at] = replace(line, row=None, against=error.happened)
    return tuple(after), tuple(issued)


def _is_revoked(acting: Acting, person: bytes, filing: bytes) -> bool:
    """Asked again in the moment of issuing: somebody may have been revoked while the sheet was open."""
    return any(one.revoked for one in possible(acting, person) if (one.doing, one.row) == ("issue", filing))


def _one(acting: Acting, doing: Bulk, person: bytes, row: bytes, reason: str | None) -> list[bytes]:
    match doing:
        case "approve":
            filings.approve(acting, row)
        case "withdraw":
            filings.withdraw(acting, row, reason)
        case "issue":
            return [passes.issue(acting, person, filing=row).pass_id]
    return []
