"""The table of cases."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from passdesk.desktop.look import Look
from passdesk.desktop.records import case_words
from passdesk.desktop.records.cases_state import CasesPicture
from passdesk.desktop.records.titled_table import TitledTable
from passdesk.desktop.widgets.table import BOLD, MUTED, TONE, AnyIndex
from passdesk.records.cases import Listed

WIDTHS = (196, 110, 210, 400, 150)
STRETCH = 3


class CasesModel(TitledTable):
    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        titles = (look.tr("Time"), look.tr("State"), look.tr("Person"), look.tr("What"), look.tr("Badges printed"))
        super().__init__(titles, parent)
        self._look = look
        self._picture = CasesPicture()
        self._rows: tuple[Listed, ...] = ()

    def show_cases(self, picture: CasesPicture) -> None:
        rows, self._picture = picture.shown, picture
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        if not index.isValid():
            return None
        one, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(one, column)
        if role == TONE and column == 1:
            return case_words.state(self._look, one.case.state).tone
        if role == BOLD:
            return column == 2
        return column == 0 if role == MUTED else None

    def _words(self, one: Listed, column: int) -> str:
        look = self._look
        match column:
            case 0:
                return look.moment(one.case.at)
            case 1:
                return case_words.state(look, one.case.state).words
            case 2:
                return case_words.who(look, one)
            case 3:
                return case_words.what(look, one)
            case _:
                return case_words.badges(look, one, self._picture)
