"""The page of cases."""

from typing import get_args

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records import case_words
from passdesk.desktop.records.case_sheet import CaseSheet
from passdesk.desktop.records.case_table import STRETCH, WIDTHS, CasesModel
from passdesk.desktop.records.cases_state import CaseCommands, CasesPicture, Chosen
from passdesk.desktop.widgets.controls import button, card, chip, column, fit_chip, surface
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.strip import Strip
from passdesk.desktop.widgets.table import Table, paint_ground
from passdesk.desktop.widgets.wrapping import Wrapping


class CasesPage(QWidget):
    def __init__(self, look: Look, commands: CaseCommands) -> None:
        super().__init__()
        self._look, self._commands = look, commands
        self._picture = CasesPicture()
        self._sheet: CaseSheet | None = None
        self.chips = {one: self._chip(one) for one in get_args(Chosen)}
        held = QWidget()
        held.setLayout(Wrapping(self.chips.values(), look.px(6)))
        self.trouble = Strip(look, button(look, look.tr("Try again"), commands.refresh))
        self.model = CasesModel(look, self)
        self.table = Table(look)
        self.table.setModel(self.model)
        self.table.set_widths(WIDTHS, STRETCH)
        self.table.setAccessibleName(look.tr("Cases"))
        self.table.opened.connect(commands.open_row)
        self.table.selectionModel().currentRowChanged.connect(lambda index, _: commands.stand_on(index.row()))
        paint_ground(self.table, look)
        self._stack = QStackedWidget()
        words = look.tr("Where what desks recorded does not agree, the server makes a case of it. It stands here then.")
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty(look, "check-circle-outline", look.tr("No such cases"), words))
        gap = look.px(20)
        whole = column(
            held, self.trouble, card(column(self._stack, margins=(1, look.px(8), 1, look.px(8)))),
            spacing=look.px(10), margins=(gap, look.px(14), gap, gap),
        )  # fmt: skip
        whole.setStretch(2, 1)
        self.setLayout(column(surface(whole)))

    def paint(self, picture: CasesPicture) -> None:
        self._picture = picture
        for one, made in self.chips.items():
            made.setChecked(one == picture.chosen)
            many = picture.how_many(one)
            made.setText(f"{self._name(one)} {many}" if picture.cases is not None else self._name(one))
            fit_chip(self._look, made)
        self.trouble.say(self._look.said(*picture.problem.parts) if picture.problem is not None else "", "refuse")
        self.model.show_cases(picture)
        self._stack.setCurrentIndex(0 if picture.shown or picture.cases is None else 1)
        self._stand()
        self._tell()

    def focus_first(self) -> None:
        self.table.setFocus()

    def _chip(self, one: Chosen) -> QPushButton:
        return chip(self._look, self._name(one), lambda: self._commands.choose(one))

    def _name(self, one: Chosen) -> str:
        return self._look.tr("All") if one == "all" else case_words.state(self._look, one).words

    def _stand(self) -> None:
        rows = self._picture.shown
        if rows and not self.table.selectionModel().hasSelection():
            keys = (one.case.key for one in rows)
            at = next((row for row, key in enumerate(keys) if key == self._picture.standing), 0)
            self.table.setCurrentIndex(self.model.index(at, 0))

    def _tell(self) -> None:
        one = self._picture.case(self._picture.closing)
        if self._sheet is not None and (one is None or one.case.key != self._sheet.key):
            closing, self._sheet = self._sheet, None
            closing.close_sheet()
        if one is not None and self._sheet is None:
            self._sheet = CaseSheet(self._look, self, self._picture, one, self._commands, self._left)
        if self._sheet is not None:
            self._sheet.paint(self._picture)

    def _left(self) -> None:
        self._sheet = None
        self._commands.leave()
