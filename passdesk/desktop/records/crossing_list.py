"""The list of crossings: filtered, read page by page, one of them opened, all of them exported."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.desktop.jobs import Err, Ok, Result, Ticket
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.records.crossings_state import CrossingsPicture, StoryPicture
from passdesk.desktop.records.looking import Began, Looking
from passdesk.desktop.records.state import Asked, ExportPicture, Finding, FoundPerson, Problem
from passdesk.domain.register import Mark
from passdesk.errors import Cancelled
from passdesk.records.crossing_pages import CrossingPage, CrossingPages, Cursor
from passdesk.records.crossings import Crossing
from passdesk.records.story import Story


class CrossingList(QObject):
    """`pictured` whenever the picture is another. Whatever comes late, of a filter nobody asks any more, is dropped."""

    pictured = Signal(object)

    def __init__(self, opened: OpenedDesk, looking: Looking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened, self._looking = opened, looking
        self.picture = CrossingsPicture()
        self._pages: CrossingPages | None = None
        self._next: Cursor | None = None
        self._ticket: Ticket | None = None
        self._turn = 0

    # Reading

    def ask(self, asked: Asked) -> None:
        self._begin(replace(self.picture, asked=asked, rows=(), goes_on=False, chosen=None))

    def refresh(self) -> None:
        self._begin(self.picture)

    def look_again(self) -> None:
        """After an exchange: what is short enough to be seen is read again, of a longer list it is said."""
        if len(self.picture.rows) <= self._looking.page_size and not self.picture.busy:
            self.refresh()
        else:
            self._show(replace(self.picture, newer=True))

    def fetch_more(self) -> None:
        pages, after, asked, turn = self._pages, self._next, self.picture.asked.filter, self._turn
        if self.picture.busy or pages is None or after is None:
            return
        self._show(replace(self.picture, busy=True, problem=None))
        self._opened.line_jobs.run(
            lambda: pages.page(asked, after, self._looking.page_size), lambda result: self._went_on(turn, result)
        )

    def _begin(self, picture: CrossingsPicture) -> None:
        self._turn += 1
        turn, asked = self._turn, picture.asked.filter
        self._show(replace(picture, busy=True, newer=False, problem=None))
        self._opened.line_jobs.run(lambda: self._looking.begin(asked), lambda result: self._began(turn, result))

    def _began(self, turn: int, result: Result[Began]) -> None:
        if turn != self._turn:
            return
        match result:
            case Ok(began):
                self._pages = began.pages
                picture = replace(self.picture, turn=turn, rows=(), origin=began.origin, choices=began.choices)
                self._take(picture, began.page)
            case Err(error):
                self._show(replace(self.picture, busy=False, goes_on=False, problem=Problem.of(error)))

    def _went_on(self, turn: int, result: Result[CrossingPage]) -> None:
        if turn != self._turn:
            return
        match result:
            case Ok(page):
                self._take(self.picture, page)
            case Err(error):
                self._show(replace(self.picture, busy=False, goes_on=False, problem=Problem.of(error)))

    def _take(self, picture: CrossingsPicture, page: CrossingPage) -> None:
        self._next = page.next
        goes_on = page.next is not None
        self._show(replace(picture, rows=picture.rows + page.rows, goes_on=goes_on, busy=False))
        if goes_on and not page.rows:
            self.fetch_more()

    # Finding somebody

    def find_person(self, text: str) -> None:
        wanted = text.strip()
        if not wanted:
            self._show(replace(self.picture, finding=Finding()))
            return
        under_way = self.picture.finding.people is None
        self._show(replace(self.picture, finding=Finding(wanted, None)))
        if not under_way:
            self._find(wanted)

    def _find(self, text: str) -> None:
        self._opened.jobs.run(lambda: self._looking.find(text), lambda result: self._found(text, result))

    def _found(self, text: str, result: Result[tuple[FoundPerson, ...]]) -> None:
        wanted = self.picture.finding.text
        if wanted and wanted != text:
            self._find(wanted)
        elif wanted:
            people = result.value if isinstance(result, Ok) else ()
            self._show(replace(self.picture, finding=Finding(text, people)))

    # One of them

    def stand_on(self, row: int) -> None:
        if 0 <= row < len(self.picture.rows):
            self.picture = replace(self.picture, chosen=self.picture.rows[row].record.mark)

    def open_row(self, row: int) -> None:
        if 0 <= row < len(self.picture.rows):
            self.open(self.picture.rows[row])

    def open(self, crossing: Crossing) -> None:
        mark = crossing.record.mark
        self._show(replace(self.picture, story=StoryPicture(mark), chosen=mark))
        self._opened.line_jobs.run(lambda: self._looking.story(crossing), lambda result: self._told(mark, result))

    def _told(self, mark: Mark, result: Result[Story]) -> None:
        story = self.picture.story
        if story is None or story.mark != mark:
            return
        match result:
            case Ok(told):
                self._show(replace(self.picture, story=replace(story, story=told)))
            case Err(error):
                self._show(replace(self.picture, story=replace(story, problem=Problem.of(error))))

    def close_story(self) -> None:
        if self.picture.story is not None:
            self._show(replace(self.picture, story=None))

    # All of them, into a file

    def export_to(self, path: Path) -> None:
        origin = self.picture.origin
        if origin is None or (self.picture.export is not None and self.picture.export.under_way):
            return
        asked, source, acting = self.picture.asked.filter, origin.source, self._opened.session.acting
        actor = acting.signer.operator if acting is not None else None
        self._show(replace(self.picture, export=ExportPicture(path, source=source)))
        self._ticket = self._opened.line_jobs.run_long(
            lambda ticket: self._looking.export(asked, path, source, actor, ticket),
            self._exported,
            self._export_goes_on,
        )

    def _export_goes_on(self, rows: int) -> None:
        if self.picture.export is not None:
            self._show(replace(self.picture, export=replace(self.picture.export, rows=rows)))

    def _exported(self, result: Result[ExportPicture]) -> None:
        self._ticket, held = None, self.picture.export
        match result:
            case Ok(done):
                self._show(replace(self.picture, export=done))
                self._opened.written()
            case Err(Cancelled()) if held is not None:
                self._show(replace(self.picture, export=replace(held, state="stopped")))
            case Err(error) if held is not None:
                self._show(replace(self.picture, export=replace(held, state="failed", problem=Problem.of(error))))

    def cancel_export(self) -> None:
        """A server that does not answer may keep it from hearing that for a while."""
        held = self.picture.export
        if self._ticket is not None and held is not None:
            self._ticket.cancel()
            self._show(replace(self.picture, export=replace(held, state="stopping")))

    def forget_export(self) -> None:
        self._show(replace(self.picture, export=None))

    def now(self) -> int:
        return self._opened.now_us()

    def _show(self, picture: CrossingsPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)
