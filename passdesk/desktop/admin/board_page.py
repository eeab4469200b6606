"""The page of such a section: a table with a search, beside it what is chosen, over it a form."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from passdesk.desktop.admin.board import BoardCommands, BoardPicture, Keyed
from passdesk.desktop.admin.cells import Column, LinesModel
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.sections import SectionPage
from passdesk.desktop.admin.told import told_note
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import card, clear, column, row, scrolled, surface
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.table import Table

L = TypeVar("L", bound=Keyed)
DETAIL = 348


class BoardPage(SectionPage, Generic[L]):
    """A section gives `columns`, `tools` above the table, the `detail` of a line, the `form` for what is asked,
    and what an empty table says."""

    def __init__(self, look: Look, board: BoardCommands, columns: Sequence[Column[L]], stretch: int) -> None:
        super().__init__()
        self.look, self._board = look, board
        self.sheet: FormSheet | None = None
        self.picture: BoardPicture[L] = BoardPicture()
        self._asked: object = None
        self._shown: object = None
        self.model: LinesModel[L] = LinesModel(columns, self)
        self.table = self._table(columns, stretch)
        self.search = QLineEdit()
        self._middle = QStackedWidget()
        self._count = label("", bold=True)
        self._notes: QVBoxLayout = column()
        self._detail: QVBoxLayout = column(margins=(look.px(18),) * 4)
        self._build()

    @property
    def first(self) -> QWidget:
        return self.table

    # What a section says

    def tools(self) -> list[QWidget]:
        """The buttons above the table."""
        return []

    def counted(self, lines: Sequence[L]) -> str:
        return f"{len(lines):,}"

    def when_empty(self) -> QWidget:
        return QWidget()

    def when_nothing_found(self) -> QWidget:
        look = self.look
        words = label(look.tr("Nothing here has these words in it."), tone="muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return words

    @abstractmethod
    def detail(self, line: L) -> QWidget:
        """What stands beside the table of the line that is chosen."""

    @abstractmethod
    def form(self, asking: Any) -> FormSheet:
        """The form for what is asked, over the page."""

    def goes_on(self, sheet: FormSheet, asking: object) -> bool:
        """Whether the form that stands can paint what is asked now."""
        del sheet, asking
        return False

    def above(self) -> list[QWidget]:
        """Notes that stand above the table."""
        wrong = self.picture.wrong if self.picture.asking is None else None
        return [told_note(self.look, one) for one in (self.picture.told, wrong) if one is not None]

    # Painting

    def paint(self, picture: BoardPicture[L]) -> None:
        self.picture = picture
        self._paint_lines(picture)
        self._paint_notes()
        shown = (picture.line, picture.extra)
        if shown != self._shown:
            self._shown = shown
            clear(self._detail)
            if picture.line is not None:
                self._detail.addWidget(self.detail(picture.line))
        self._paint_form(picture)

    def _paint_lines(self, picture: BoardPicture[L]) -> None:
        lines = picture.lines or ()
        if self.search.text() != picture.search:
            self.search.setText(picture.search)
        self.table.selectionModel().currentRowChanged.disconnect(self._moved)
        self.model.set_lines(lines, picture.search)
        at = next((n for n, line in enumerate(self.model.lines) if line.key == picture.chosen), -1)
        if at >= 0:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self._count.setText("" if picture.lines is None else self.counted(self.model.lines))
        self._middle.setCurrentIndex(0 if self.model.lines or picture.lines is None else 1 if not lines else 2)

    def _paint_notes(self) -> None:
        clear(self._notes)
        for one in self.above():
            self._notes.addWidget(one)

    def _paint_form(self, picture: BoardPicture[L]) -> None:
        asked, self._asked = self._asked, picture.asking
        if picture.asking != asked and not (self.sheet is not None and self.goes_on(self.sheet, picture.asking)):
            former, self.sheet = self.sheet, None
            if former is not None:
                former.put_away()
            if picture.asking is not None:
                self.sheet = self.form(picture.asking)
        if self.sheet is not None:
            self.sheet.paint_state(busy=picture.busy, told=picture.wrong)

    # Building

    def _build(self) -> None:
        look = self.look
        self.search.setPlaceholderText(look.tr("Search") + "  /")
        self.search.setAccessibleName(look.tr("Search"))
        self.search.setMinimumWidth(look.px(120))
        self.search.setMaximumWidth(look.px(260))
        self.search.textChanged.connect(self._board.search)
        slash = QShortcut(QKeySequence("/"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        slash.activated.connect(self.search.setFocus)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.when_empty())
        self._middle.addWidget(self.when_nothing_found())
        gap = look.px(12)
        bar = row(self._count, None, self.search, *self.tools(), spacing=look.px(8), margins=(gap, gap, gap, gap))
        listed = card(column(bar, self._middle, spacing=0, margins=(1, 0, 1, look.px(8))))
        beside = QWidget()
        beside.setLayout(self._detail)
        beside.setObjectName("detail")
        area = scrolled(beside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes on to the buttons in it, and it scrolls to them
        chosen = card(column(area, margins=(1, look.px(8), 1, look.px(8))))
        beside.setStyleSheet(f"QWidget#detail {{ background: {look.colours.card}; }}")
        chosen.setFixedWidth(look.px(DETAIL))
        margins = (look.px(20), look.px(16), look.px(20), look.px(16))
        left = column(self._notes, listed, spacing=look.px(10))
        whole = surface(row(left, chosen, spacing=look.px(16), margins=margins))
        self.setLayout(column(whole))

    def _table(self, columns: Sequence[Column[L]], stretch: int) -> Table:
        made = Table(self.look)
        made.setModel(self.model)
        made.set_widths(tuple(one.width for one in columns), stretch)
        made.selectionModel().currentRowChanged.connect(self._moved)
        made.opened.connect(lambda _: self._enter())
        return made

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        del before
        if now.isValid():
            self._board.choose(self.model.lines[now.row()].key)

    def _enter(self) -> None:
        """Return in the table goes on to what can be done with the line."""
        self.table.focusNextChild()
