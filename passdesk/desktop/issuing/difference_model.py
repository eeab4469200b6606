"""What an import would do, line by line, as Qt's tables ask for it: what is wrong comes first."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.table import BOLD, TONE
from passdesk.issuing.import_rows import Wanted
from passdesk.issuing.imports import Changed, Difference, New

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Row(Struct, frozen=True):
    line: int
    what: str
    tone: Tone
    name: str
    detail: str


class DifferenceModel(QAbstractTableModel):
    """Columns: line of the file, what happens, who, what differs or is wrong."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._difference: Difference | None = None
        self._rows: list[Row] = []

    def paint(self, difference: Difference | None) -> None:
        if difference is not self._difference:
            self.beginResetModel()
            self._difference = difference
            self._rows = rows_of(self._look, difference) if difference is not None else []
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: N802 - Qt's names
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole or not 0 <= section < 4:
            return None
        look = self._look
        return (look.tr("Line|of a file"), "", look.tr("Name"), look.tr("What|of an import"))[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return (str(row.line), row.what, row.name, row.detail)[column]
            case role if role == TONE:
                return row.tone if column == 1 else None
            case role if role == BOLD:
                return column == 2
            case _:
                return None


def rows_of(look: Look, difference: Difference) -> list[Row]:
    """Faults, then what is new, then what changes; what is the same already is only counted."""
    refused = look.tr("Refused|of an import")
    faults = [Row(one.line, refused, "refuse", "", look.said(one.words)) for one in difference.faults]
    new = [_new(look, one) for one in difference.new]
    return [*faults, *new, *(_changed(look, one) for one in difference.changed)]


def _new(look: Look, one: New) -> Row:
    namesakes = look.count(one.namesakes, "{n} other of this name here", "{n} others of this name here")
    return Row(one.wanted.line, look.tr("New"), "admit", _name(look, one.wanted), namesakes if one.namesakes else "")


def _changed(look: Look, one: Changed) -> Row:
    differs = [f"{before or '—'} → {after}" for _, before, after in one.fields]
    if one.to_file:
        differs.append(look.tr("to be filed"))
    return Row(one.wanted.line, look.tr("Changed"), "attention", _name(look, one.wanted), "; ".join(differs))


def _name(look: Look, wanted: Wanted) -> str:
    return " ".join(look.names_in_order(wanted.names))
