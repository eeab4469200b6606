"""The records workspace: the board, crossings, who is inside, cases; read anew after every exchange."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.records.board import Board
from passdesk.desktop.records.board_page import BoardPage
from passdesk.desktop.records.case_list import CaseList
from passdesk.desktop.records.cases_page import CasesPage
from passdesk.desktop.records.choose_file import ask_for_file
from passdesk.desktop.records.crossing_list import CrossingList
from passdesk.desktop.records.crossings_page import CrossingsPage
from passdesk.desktop.records.inside_list import InsideList
from passdesk.desktop.records.inside_page import InsidePage
from passdesk.desktop.records.looking import PAGE, Looking
from passdesk.desktop.records.page import RecordsPage, Sub
from passdesk.desktop.records.state import Asked, ChooseFile, Tab
from passdesk.domain.admission import InputKind
from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter
from passdesk.sync.exchanging import Exchanged


class RecordsWorkspace(QObject):
    """A `Workspace`. `choose_file` asks where an export goes."""

    def __init__(self, opened: OpenedDesk, choose_file: ChooseFile = ask_for_file, *, page_size: int = PAGE) -> None:
        super().__init__()
        self._opened, self._choose_file = opened, choose_file
        looking = Looking(opened.store, opened.clock, opened.line, page_size)
        self.tab: Tab = "now"
        self.crossings = CrossingList(opened, looking, self)
        self.cases = CaseList(opened, self._crossings_of, self)
        self.inside = InsideList(opened, looking, self._crossings_of, self)
        self.board = Board(opened, looking, self.go, self._ask_crossings, self.crossings.open, self)
        self._parts: dict[Tab, Board | CrossingList | InsideList | CaseList] = {
            "now": self.board, "crossings": self.crossings, "inside": self.inside, "cases": self.cases,
        }  # fmt: skip
        self._page: RecordsPage | None = None
        self._stale: set[Tab] = set(self._parts)
        self.board.pictured.connect(lambda _: self._show_tab())
        self.cases.pictured.connect(lambda _: self._show_tab())
        opened.bridge.arrived.connect(self._arrived)

    def page(self, look: Look) -> QWidget:
        board, crossings = BoardPage(look, self.board), CrossingsPage(look, self.crossings, self._choose_file)
        inside, cases = InsidePage(look, self.inside), CasesPage(look, self.cases)
        self.board.pictured.connect(board.paint)
        self.crossings.pictured.connect(crossings.paint)
        self.inside.pictured.connect(inside.paint)
        self.cases.pictured.connect(cases.paint)
        pages: dict[Tab, Sub] = {"now": board, "crossings": crossings, "inside": inside, "cases": cases}
        made = RecordsPage(look, pages, self.go, self.refresh)
        self._page = made
        made.destroyed.connect(lambda: self._forget(made))
        board.paint(self.board.picture)
        crossings.paint(self.crossings.picture)
        inside.paint(self.inside.picture)
        cases.paint(self.cases.picture)
        self._show_tab()
        return made

    def shown(self) -> None:
        self._look_at(self.tab)

    def takes(self, text: str) -> bool:
        """No card is asked for here."""
        del text
        return False

    def scanned(self, text: str, input_kind: InputKind) -> None:
        """Nobody crosses at a records desk: a code read here is no presentation."""

    def key(self, event: QKeyEvent, lone: bool) -> bool:
        """Every key goes to what has the focus."""
        del event, lone
        return False

    def line_is(self, line: LineStatus) -> None:
        """What is shown says itself where it came from."""

    def close(self) -> None:
        self._opened.bridge.arrived.disconnect(self._arrived)
        self.crossings.cancel_export()

    def go(self, tab: Tab) -> None:
        self.tab = tab
        self._show_tab()
        self._look_at(tab)
        if self._page is not None:
            self._page.focus_first()

    def refresh(self) -> None:
        """What is on screen, anew."""
        self._stale.discard(self.tab)
        self._parts[self.tab].refresh()

    def _look_at(self, tab: Tab) -> None:
        if tab in self._stale:
            self._stale.discard(tab)
            self._parts[tab].refresh()

    def _arrived(self, thing: object) -> None:
        """After an exchange what is shown is read anew now, the rest when it is looked at."""
        if isinstance(thing, Exchanged):
            self._stale = set(self._parts) - {self.tab}
            self._parts[self.tab].look_again()

    def _crossings_of(self, person: bytes, names: Names | None) -> None:
        self._ask_crossings(Asked(CrossingFilter(person=person), names or Names("", "")))
        self.go("crossings")

    def _ask_crossings(self, asked: Asked) -> None:
        self._stale.discard("crossings")
        self.crossings.ask(asked)

    def _show_tab(self) -> None:
        if self._page is not None:
            figures, cases = self.board.picture.figures, self.cases.picture
            known = cases.how_many("open") if cases.cases is not None else figures.open_cases if figures else None
            self._page.show_tab(self.tab, known)

    def _forget(self, page: RecordsPage) -> None:
        if self._page is page:
            self._page = None
