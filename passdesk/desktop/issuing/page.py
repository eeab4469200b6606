"""The page: the table with its chips and filters, the person beside it, sheets over both."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from passdesk.desktop.issuing import words
from passdesk.desktop.issuing.header import Header
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.people_model import PeopleModel
from passdesk.desktop.issuing.people_table import PeopleTable
from passdesk.desktop.issuing.person_panel import PersonPanel
from passdesk.desktop.issuing.sheets.host import SheetHost
from passdesk.desktop.issuing.state import IssuingPicture
from passdesk.desktop.issuing.toolbar import Toolbar
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, card, column, row, scrolled, surface
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.pressing import pressed_by_return
from passdesk.desktop.widgets.strip import Strip
from passdesk.store.told import seconds


class IssuingPage(QWidget):
    """`header` stands in the window's bar."""

    def __init__(self, look: Look, parts: Parts) -> None:
        super().__init__()
        self._look, self._parts = look, parts
        self.header = Header(look, parts)
        self.model = PeopleModel(look, parts.people.rows, parts.people.faces, self._now_s, self)
        self.table = PeopleTable(look, self.model, parts.people.rows)
        self.toolbar = Toolbar(look, parts)
        self.panel = PersonPanel(look, parts, self._now_s, self.table.setFocus)
        self._strip = Strip(look)
        self._nothing = self._empty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(scrolled(self._nothing))
        self._lay_out()
        self.sheets = SheetHost(look, self, parts)
        self.table.looked_at.connect(parts.person.look_at)
        self.table.opened.connect(self._opened)
        self.table.ticked.connect(lambda people, on: parts.people.choose(people, on=on))
        self.table.all_ticked.connect(parts.people.choose_all)
        search = QShortcut(QKeySequence("/"), self)
        search.activated.connect(self._search)
        self.header.went_down.connect(self.table.setFocus)

    def paint(self, picture: IssuingPicture) -> None:
        self.header.paint(picture)
        self.toolbar.paint(picture)
        self.model.paint(picture.people)
        self.panel.paint(picture)
        told = picture.told if picture.sheet is None else None
        self._strip.say(words.told(self._look, told) if told is not None else "", told.tone if told else "plain")
        listing = picture.people.listing
        is_empty = listing is not None and not len(listing.numbers)
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if is_empty:
            self._say_nothing(picture)
        self.sheets.paint(picture)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's names
        self.table.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not pressed_by_return(event, self):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        look, gap = self._look, self._look.px(16)
        held: QFrame = card(column(self.toolbar, self._stack, spacing=0, margins=(2, 2, 2, 8)))
        left = column(self._strip, held, spacing=look.px(10))
        both = row(left, self.panel, spacing=gap, margins=(look.px(20), gap, look.px(20), gap))
        both.setStretch(0, 1)
        self.setLayout(column(surface(both)))

    def _empty(self) -> QWidget:
        look = self._look
        begin = self._parts.forms.new_person
        self._new = button(look, look.tr("New person"), begin, kind="primary", icon="account-plus")
        self._everybody = button(look, look.tr("Show everybody"), self._show_everybody)
        held = QWidget()
        self._first = empty(look, "account-group-outline", look.tr("No people yet"),
                            look.tr("Add the first person, or import many from a file."), self._new)  # fmt: skip
        self._none = empty(look, "account-search-outline", look.tr("Nobody fits"),
                           look.tr("Say less of the name, or take a filter away."), self._everybody)  # fmt: skip
        held.setLayout(column(self._first, self._none))
        return held

    def _say_nothing(self, picture: IssuingPicture) -> None:
        asked = picture.people.asked
        filtered = bool(asked.text) or asked.chip != "all" or asked.institution is not None
        filtered = filtered or asked.class_number is not None
        self._first.setVisible(not filtered)
        self._new.setVisible("person_added" in picture.people.entitled)
        self._none.setVisible(filtered)

    def _show_everybody(self) -> None:
        self._parts.people.ask(text="", chip="all", institution=None, class_number=None)

    def _opened(self, at: int) -> None:
        row_ = self.model.person(at)
        if row_ is None:
            return
        shown = self._parts.stage.picture.person
        if shown is None or shown.key != row_.person:
            self._parts.person.look_at(row_.person)
        self.panel.focus_when_painted(row_.person)

    def _search(self) -> None:
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()

    def _now_s(self) -> int:
        opened = self._parts.stage.opened
        return seconds(opened.store, opened.clock())
