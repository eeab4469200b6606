"""People from a file: chosen, compared, shown, and only then written."""

from collections.abc import Callable
from pathlib import Path

from passdesk.desktop.issuing.files import read_file
from passdesk.desktop.issuing.stage import Stage
from passdesk.desktop.issuing.state import ImportSheet, Told
from passdesk.desktop.jobs import Err, Ok, Result, Ticket
from passdesk.errors import Cancelled
from passdesk.issuing.import_file import LARGEST
from passdesk.issuing.imports import Difference, Imported, apply_import, plan_import
from passdesk.store.acts import Acting


class Importing:
    """`choose_file`: asks for a file to read; None where nobody chose one."""

    def __init__(self, stage: Stage, choose_file: Callable[[], Path | None]) -> None:
        self._stage, self._choose_file = stage, choose_file
        self._ticket: Ticket | None = None

    def begin(self) -> None:
        self._stage.open_sheet(ImportSheet())

    def choose(self) -> None:
        """Choose a file and show what it would change."""
        path = self._choose_file()
        if path is None or not isinstance(self._stage.picture.sheet, ImportSheet):
            return
        opened = self._stage.opened
        self._stage.tell(None)
        self._stage.change_sheet(file=path.name, difference=None, imported=None, done=0)

        def done(difference: Difference) -> None:
            sheet = self._stage.picture.sheet
            if isinstance(sheet, ImportSheet) and sheet.file == path.name:
                self._stage.change_sheet(difference=difference)

        self._stage.read(lambda: plan_import(opened.store, opened.clock, read_file(path, LARGEST)), done)

    def go(self) -> None:
        """Write the difference."""
        sheet, acting = self._stage.picture.sheet, self._stage.opened.session.acting
        if not isinstance(sheet, ImportSheet) or sheet.difference is None or sheet.running or acting is None:
            return
        difference, number = sheet.difference, self._stage.picture.sheet_number

        def work(ticket: Ticket) -> Imported:
            return apply_import(acting, difference, ticket.tell)

        self._stage.tell(None)
        self._stage.change_sheet(running=True)
        self._ticket = self._stage.opened.jobs.run_long(
            work, lambda result: self._ended(acting, number, result), lambda done: self._told(number, done)
        )

    def stop(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()

    def _told(self, number: int, done: int) -> None:
        if self._stage.shows(number):
            self._stage.change_sheet(done=done)

    def _ended(self, acting: Acting, number: int, result: Result[Imported]) -> None:
        shows = self._stage.shows(number)
        if shows:
            self._stage.change_sheet(running=False)
        match result:
            case _ if not self._stage.is_here(acting):
                pass
            case Ok(imported):
                if shows:
                    self._stage.change_sheet(imported=imported)
            case Err(Cancelled()):
                if shows:
                    self._stage.change_sheet(difference=None)
                self._stage.tell(Told("Stopped. Those written before stay; the same file goes on where it ended."))
            case Err(error):
                self._stage.tell(Told.of(error))
        self._stage.recorded()
