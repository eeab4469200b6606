"""The table of who is inside."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from passdesk.desktop.look import Look
from passdesk.desktop.records import words
from passdesk.desktop.records.titled_table import TitledTable
from passdesk.desktop.widgets.table import BOLD, MUTED, AnyIndex
from passdesk.records.occupancy import Inside

WIDTHS = (200, 220, 130, 110, 150, 60)
STRETCH = 1


class InsideModel(TitledTable):
    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        titles = (
            look.tr("Person"), look.tr("Institution"), look.tr("Inside since"), look.tr("For how long"),
            look.tr("To leave by"), look.tr("Lane"),
        )  # fmt: skip
        super().__init__(titles, parent)
        self._look, self._at = look, 0
        self._rows: tuple[Inside, ...] = ()

    def show_people(self, rows: tuple[Inside, ...], at: int) -> None:
        """`at`: when they were read, µs UTC."""
        if (rows, at) == (self._rows, self._at):
            return
        self.beginResetModel()
        self._rows, self._at = rows, at
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        if not index.isValid():
            return None
        one, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(one, column)
        if role == BOLD:
            late = one.leave_by is not None and one.leave_by <= self._at
            return (column == 0 and one.names is not None) or (column == 4 and late)
        return column in (2, 3) or one.names is None if role == MUTED else None

    def _words(self, one: Inside, column: int) -> str:
        look = self._look
        match column:
            case 0:
                return (words.person(look, one.names) if one.names is not None else "") or look.tr("Name not here")
            case 1:
                return look.listed(map(look.institution, one.institutions))
            case 2:
                return f"{look.day(one.since, year=False)} {look.hour(one.since)}"
            case 3:
                return look.span((self._at - one.since) // 1_000_000)
            case 4:
                return self._leave_by(one.leave_by)
            case _:
                return one.lane

    def _leave_by(self, leave_by: int | None) -> str:
        look = self._look
        if leave_by is None:
            return ""
        when = f"{look.day(leave_by, year=False)} {look.hour(leave_by)}"
        return look.tr("Overdue: {when}", when=when) if leave_by <= self._at else when
