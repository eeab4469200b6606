"""The people listed, as Qt's tables ask for them."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from passdesk.desktop.faces import Faces
from passdesk.desktop.issuing import words
from passdesk.desktop.issuing.rows import Rows
from passdesk.desktop.issuing.state import PeoplePicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.table import BOLD, FACE, MUTED, TONE
from passdesk.records.people_listing import PersonRow

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    CHOSEN = 0
    FACE = 1
    FIRST_NAME = 2
    """The name in this language's script; the other in the next column."""
    OTHER_NAME = 3
    INSTITUTION = 4
    CLASS = 5
    FILING = 6
    PASS = 7


class PeopleModel(QAbstractTableModel):
    """`now_s`: the time in seconds UTC, for what ends soon."""

    def __init__(self, look: Look, rows: Rows, faces: Faces, now_s: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._rows, self._faces, self._now_s = look, rows, faces, now_s
        self._picture = PeoplePicture()
        self._count = 0
        rows.came.connect(self._came)
        faces.came.connect(self._faces_came)

    def paint(self, picture: PeoplePicture) -> None:
        before, self._picture = self._picture, picture
        if picture.listing is not before.listing:
            self.beginResetModel()
            self._count = len(self._rows)
            self.endResetModel()
        elif picture.chosen is not before.chosen and self._count:
            self._changed(0, self._count - 1, Column.CHOSEN, Column.CHOSEN)

    def person(self, at: int) -> PersonRow | None:
        """The row at `at`, where it is here."""
        return self._rows.row(at) if 0 <= at < min(self._count, len(self._rows)) else None

    # What Qt asks

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        look = self._look
        titles = {
            Column.FIRST_NAME: look.tr("Name"),
            Column.INSTITUTION: look.tr("Institution"),
            Column.CLASS: look.tr("Class"),
            Column.FILING: look.tr("Filing"),
            Column.PASS: look.tr("Pass"),
        }
        return titles.get(Column(section), "") if 0 <= section < len(Column) else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.person(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._words(row, column) or None
            case Qt.ItemDataRole.CheckStateRole if column is Column.CHOSEN:
                chosen = row.person in self._picture.chosen
                return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            case role if role == FACE and column is Column.FACE:
                face = self._faces.face(row.photo) if row.photo is not None else None
                return face if face is not None else False
            case role if role == TONE:
                return self._tone(row, column)
            case role if role == BOLD:
                return column is Column.FIRST_NAME
            case role if role == MUTED:
                return column in (Column.INSTITUTION, Column.CLASS)
            case _:
                return None

    # Parts

    def _words(self, row: PersonRow, column: Column) -> str:
        look = self._look
        match column:
            case Column.FIRST_NAME:
                return self._names(row)[0]
            case Column.OTHER_NAME:
                return self._names(row)[1]
            case Column.INSTITUTION:
                return look.listed(map(look.institution, row.institutions))
            case Column.CLASS:
                return look.listed(words.class_name(look, self._picture.policy, code) for code in row.classes)
            case Column.FILING:
                return words.filing_of_row(look, row).words
            case Column.PASS:
                return words.pass_of_row(look, row, self._now_s()).words
            case _:
                return ""

    def _names(self, row: PersonRow) -> tuple[str, str]:
        if row.names is None:
            return self._look.tr("Name not here yet"), ""
        both = (row.names.latin, row.names.chinese)
        first, other = both if self._look.language == "en" else both[::-1]
        return (first, other or "—") if first else (other, "—")

    def _tone(self, row: PersonRow, column: Column) -> Any:
        if column is Column.FILING:
            return words.filing_of_row(self._look, row).tone
        if column is Column.PASS:
            return words.pass_of_row(self._look, row, self._now_s()).tone
        return None

    def _came(self, first: int, last: int) -> None:
        if first < self._count:
            self._changed(first, min(last, self._count - 1), Column.CHOSEN, Column.PASS)

    def _faces_came(self) -> None:
        if self._count:
            self._changed(0, self._count - 1, Column.FACE, Column.FACE)

    def _changed(self, first: int, last: int, left: Column, right: Column) -> None:
        self.dataChanged.emit(self.index(first, left), self.index(last, right))
