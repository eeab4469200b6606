"""Everybody of a muster as a table: face, who, where from, since when, why only possible, found or not."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

from passdesk.desktop.faces import Faces
from passdesk.desktop.look import Look
from passdesk.desktop.mustering.words import because, called
from passdesk.desktop.widgets.table import BOLD, FACE, MUTED, TONE, AnyIndex, Table, paint_ground
from passdesk.records.mustering.listing import Listed

_NOWHERE = QModelIndex()


class Column(IntEnum):
    FOUND, FACE, NAME, INSTITUTION, SINCE, LANE, BECAUSE = range(7)


WIDTHS = (44, 46, 210, 200, 140, 76, 216)
_INSTITUTION_FROM = 940
"""A narrower table (px at scale 1) shows no institutions: names come first."""


class MusterModel(QAbstractTableModel):
    def __init__(self, look: Look, faces: Faces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._faces = look, faces
        self._rows: tuple[Listed, ...] = ()
        self._titles = (
            "", "", look.tr("Person"), look.tr("Institution"), look.tr("Inside since"), look.tr("Lane"),
            look.tr("Only possible because"),
        )  # fmt: skip
        faces.came.connect(self._faces_came)

    def show_people(self, rows: tuple[Listed, ...]) -> None:
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def person(self, row: int) -> Listed | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, person: bytes | None) -> int:
        """Where somebody stands, -1 for nowhere."""
        return next((at for at, one in enumerate(self._rows) if one.of.person == person), -1)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt's names from here on
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        one = self.person(index.row()) if index.isValid() else None
        if one is None:
            return None
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._words(one, column)
            case Qt.ItemDataRole.CheckStateRole if column == Column.FOUND:
                return Qt.CheckState.Unchecked if one.of.found is None else Qt.CheckState.Checked
            case _ if role == FACE and column == Column.FACE:
                return (self._faces.face(one.photo) if one.photo is not None else None) or False
            case _ if role == BOLD:
                return column == Column.NAME
            case _ if role == MUTED:
                return column in (Column.SINCE, Column.LANE)
            case _ if role == TONE and column == Column.BECAUSE and one.of.doubts:
                return "attention"
        return None

    def _words(self, one: Listed, column: Column) -> str:
        look, of = self._look, one.of
        match column:
            case Column.FOUND | Column.FACE:
                return ""
            case Column.NAME:
                return called(look, one.names)
            case Column.INSTITUTION:
                return look.listed(map(look.institution, one.institutions))
            case Column.SINCE:
                return f"{look.day(of.since, year=False)} {look.hour(of.since)}" if of.since else ""
            case Column.LANE:
                return of.lane
            case Column.BECAUSE:
                return look.listed(because(look, doubt) for doubt in of.doubts)

    def _faces_came(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, Column.FACE)
            self.dataChanged.emit(self.index(0, Column.FACE), last, [FACE])


class MusterTable(Table):
    """Space, plus, Return, a double click or a click on the box tell `opened`: tick, or off again."""

    def __init__(self, look: Look, model: MusterModel) -> None:
        super().__init__(look)
        self.setModel(model)
        self.set_widths(WIDTHS, Column.NAME)
        paint_ground(self, look)
        self.setAccessibleName(look.tr("Who is to be found"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        at = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Plus) and at >= 0:
            if not event.isAutoRepeat():
                self.opened.emit(at)
        elif event.text() == "/":
            event.ignore()  # for the page: it begins to search
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self.setColumnHidden(Column.INSTITUTION, event.size().width() < self._look.px(_INSTITUTION_FROM))
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if index.isValid() and index.column() == Column.FOUND:
            self.opened.emit(index.row())
