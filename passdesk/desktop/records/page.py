"""The records page: chips in the bar choose what is shown, one page below."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records.board_page import BoardPage
from passdesk.desktop.records.cases_page import CasesPage
from passdesk.desktop.records.crossings_page import CrossingsPage
from passdesk.desktop.records.inside_page import InsidePage
from passdesk.desktop.records.state import Tab
from passdesk.desktop.widgets.controls import chip, column, fit_chip, row
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.pressing import PressedByReturn

Sub = BoardPage | CrossingsPage | InsidePage | CasesPage


class RecordsPage(PressedByReturn):
    """`pages` by tab; `choose` hears which one was asked for, `refresh` that F5 was pressed."""

    def __init__(
        self, look: Look, pages: Mapping[Tab, Sub], choose: Callable[[Tab], None], refresh: Callable[[], None]
    ) -> None:
        super().__init__()
        self._look, self._pages = look, pages
        self._stack = QStackedWidget()
        for each in pages.values():
            self._stack.addWidget(each)
        names: dict[Tab, str] = {
            "now": look.tr("Now"), "crossings": look.tr("Crossings"), "inside": look.tr("Inside"),
            "cases": look.tr("Cases"),
        }  # fmt: skip
        self._names = names
        self.chips = {tab: chip(look, name, lambda tab=tab: choose(tab)) for tab, name in names.items()}  # type: ignore[misc]
        self.header = PressedByReturn()
        self.header.setLayout(row(label(look.tr("Records"), bold=True), *self.chips.values(), spacing=look.px(10)))
        self.setLayout(column(self._stack))
        QShortcut(QKeySequence(Qt.Key.Key_F5), self).activated.connect(refresh)

    def focus_first(self) -> None:
        shown = self._stack.currentWidget()
        for each in self._pages.values():
            if each is shown:
                each.focus_first()

    def show_tab(self, tab: Tab, open_cases: int | None) -> None:
        for one, made in self.chips.items():
            made.setChecked(one == tab)
        if open_cases is not None:
            self.chips["cases"].setText(f"{self._names['cases']} {open_cases}" if open_cases else self._names["cases"])
            fit_chip(self._look, self.chips["cases"])
        if self._stack.currentWidget() is not self._pages[tab]:
            self._stack.setCurrentWidget(self._pages[tab])
