"""Badges on paper: drawn as they will be, shown, and given out one by one as they are recorded."""

from collections.abc import Callable
from pathlib import Path

from passdesk.desktop.issuing.badge_pages import Paper, print_badges
from passdesk.desktop.issuing.stage import Stage
from passdesk.desktop.issuing.state import PageLayout, PrintSheet, Told
from passdesk.desktop.jobs import Err, Ok, Result, Ticket
from passdesk.errors import Cancelled, Declined
from passdesk.issuing.badge import badge_png, not_drawn
from passdesk.issuing.badges import Printed, badge_face, print_badge
from passdesk.store.acts import Acting

Printers = Callable[[], tuple[str, ...]]


class Prints:
    """`printers`: what the system has; `choose_pdf`: asks where to save, None where nobody said."""

    def __init__(self, stage: Stage, printers: Printers, choose_pdf: Callable[[], Path | None]) -> None:
        self._stage, self._printers, self._choose_pdf = stage, printers, choose_pdf
        self._ticket: Ticket | None = None

    def begin(self, passes: tuple[bytes, ...]) -> None:
        """Draw the badges of these passes and show them; nothing is recorded yet."""
        opened = self._stage.opened
        self._stage.open_sheet(PrintSheet(passes, printers=self._printers()))
        number = self._stage.picture.sheet_number

        def work(ticket: Ticket) -> None:
            for one in passes:
                face = badge_face(opened.store, opened.clock, one)
                ticket.tell(Printed(badge_png(face), not_drawn(face)))

        def drawn(badge: Printed) -> None:
            sheet = self._stage.picture.sheet
            if self._stage.picture.sheet_number == number and isinstance(sheet, PrintSheet):
                self._stage.change_sheet(badges=(*(sheet.badges or ()), badge))

        self._ticket = opened.jobs.run_long(work, self._drawn, drawn)

    def lay_out(self, layout: PageLayout) -> None:
        self._stage.change_sheet(layout=layout, page=0)

    def turn_to(self, page: int) -> None:
        self._stage.change_sheet(page=page)

    def to_printer(self, name: str) -> None:
        if name not in self._printers():
            happened = f"The printer {name} is not there." if name else "This computer knows no printer."
            error = Declined(
                happened, kept="Nothing was printed.", remedy="Switch it on and choose again, or save a PDF."
            )
            self._stage.change_sheet(printers=self._printers())
            self._stage.tell(Told.of(error))
            return
        self._go(printer=name)

    def to_pdf(self) -> None:
        sheet = self._stage.picture.sheet
        if isinstance(sheet, PrintSheet) and sheet.badges and not sheet.running:
            path = self._choose_pdf()
            if path is not None:
                self._go(pdf=path)

    def stop(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()

    def _go(self, *, printer: str = "", pdf: Path | None = None) -> None:
        """Every badge is recorded as printed when it is drawn for the paper, and only then."""
        sheet, acting = self._stage.picture.sheet, self._stage.opened.session.acting
        if not isinstance(sheet, PrintSheet) or not sheet.badges or sheet.running or acting is None:
            return
        paper, number = Paper(sheet.layout, printer, pdf), self._stage.picture.sheet_number

        def work(ticket: Ticket) -> int:
            return print_badges(paper, len(sheet.passes), lambda at: _badge(at, ticket))

        def _badge(at: int, ticket: Ticket) -> bytes:
            ticket.tell(at)
            return print_badge(acting, sheet.passes[at]).png

        self.stop()  # what is still drawn to be looked at
        self._stage.tell(None)
        self._stage.change_sheet(running=True)
        self._ticket = self._stage.opened.jobs.run_long(
            work, lambda result: self._ended(acting, number, result), lambda printed: self._told(number, printed)
        )

    def _drawn(self, result: Result[None]) -> None:
        match result:
            case Err(Cancelled()) | Ok():
                pass
            case Err(error):
                self._stage.tell(Told.of(error))

    def _told(self, number: int, printed: int) -> None:
        if self._stage.shows(number):
            self._stage.change_sheet(printed=printed)

    def _ended(self, acting: Acting, number: int, result: Result[int]) -> None:
        if self._stage.shows(number):
            self._stage.change_sheet(running=False)
        match result:
            case _ if not self._stage.is_here(acting):
                pass
            case Ok(count):
                if self._stage.shows(number):
                    self._stage.close_sheet()
                words = "One badge was given out." if count == 1 else "{n} badges were given out."
                self._stage.tell(Told(words, "admit", {"n": count}))
            case Err(error):
                self._stage.tell(Told.of(error))
        self._stage.recorded()
