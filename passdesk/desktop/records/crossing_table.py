"""The table of crossings, newest first, which asks for more as one comes to its end."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from passdesk.desktop.look import Look
from passdesk.desktop.records import words
from passdesk.desktop.records.titled_table import TitledTable
from passdesk.desktop.widgets.table import BOLD, MUTED, TONE, AnyIndex
from passdesk.domain.crossings import BY_OFFICERS
from passdesk.domain.zone import Names as PlaceNames
from passdesk.records.crossings import Crossing

WIDTHS = (166, 214, 190, 140, 96, 72, 170, 180)
STRETCH = 7
_OUTCOME = 6


class CrossingsModel(TitledTable):
    """Shows rows it is given. `more` is called when the view comes to the end and there are more."""

    def __init__(self, look: Look, more: Callable[[], None], parent: QObject | None = None) -> None:
        titles = (
            look.tr("Time"), look.tr("Person"), look.tr("Institution"), look.tr("Class"), look.tr("Direction"),
            look.tr("Lane"), look.tr("Outcome"), look.tr("Reason"),
        )  # fmt: skip
        super().__init__(titles, parent)
        self._look, self._more = look, more
        self._rows: tuple[Crossing, ...] = ()
        self._turn = -1
        self._goes_on = False
        self._classes: dict[int, PlaceNames] = {}

    def name_classes(self, classes: Iterable[tuple[int, PlaceNames]]) -> None:
        """What the policy calls its classes, by their numbers; said of the rows shown next."""
        self._classes = dict(classes)

    def show_rows(self, rows: tuple[Crossing, ...], turn: int, *, goes_on: bool) -> None:
        """`turn`: which reading these are of; those of one turn only ever get longer."""
        before = len(self._rows)
        if turn == self._turn and len(rows) >= before:
            if len(rows) > before:
                self.beginInsertRows(QModelIndex(), before, len(rows) - 1)
                self._rows, self._goes_on = rows, goes_on
                self.endInsertRows()
            self._goes_on = goes_on
            return
        self.beginResetModel()
        self._rows, self._turn, self._goes_on = rows, turn, goes_on
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def canFetchMore(self, parent: AnyIndex) -> bool:  # noqa: N802
        return not parent.isValid() and self._goes_on

    def fetchMore(self, parent: AnyIndex) -> None:  # noqa: N802
        if self.canFetchMore(parent):
            self._more()

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        if not index.isValid():
            return None
        crossing, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(crossing, column)
        if role == TONE and column == _OUTCOME:
            return words.what_came(self._look, crossing.record).tone
        if role == BOLD:
            return column == 1 and crossing.record.person is not None
        if role == MUTED:
            return column in (0, 7) or (column == 1 and crossing.record.person is None)
        return None

    def _words(self, crossing: Crossing, column: int) -> str:
        look, record = self._look, crossing.record
        match column:
            case 0:
                return f"{look.day(record.at, year=False)} {look.clock(record.at)}"
            case 1:
                return words.holder(look, record, crossing.names)
            case 2:
                return look.institution(crossing.institution)
            case 3:
                names = self._classes.get(crossing.setting.class_number or 0)
                return look.place(names) if names is not None else crossing.class_code
            case 4:
                return words.direction(look, record.direction)
            case 5:
                return record.lane
            case 6:
                return words.what_came(look, record).words
            case _ if record.input in BY_OFFICERS and record.reasons == ("by_hand",):
                return words.input_kind(look, record.input)
            case _:
                return words.reason(look, record.reasons[0]) if record.reasons else ""
