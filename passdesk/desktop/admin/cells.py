"""One table model for every table of this workspace: lines, and what each column says of a line."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.table import BOLD, MUTED, TONE

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
L = TypeVar("L")


class Cell(Struct, frozen=True):
    """`tip`: what the tool tip says where that is more than the words."""

    words: str
    tone: Tone | None = None
    bold: bool = False
    muted: bool = False
    tip: str = ""


class Column(Struct, Generic[L], frozen=True):
    """`width` in px at scale 1."""

    title: str
    width: int
    cell: Callable[[L], Cell]


def width(look: Look, latin: int, han: int) -> int:
    """Of a column whose words take another room in Chinese: dates more, roles less."""
    return latin if look.language == "en" else han


class LinesModel(QAbstractTableModel, Generic[L]):
    def __init__(self, columns: Sequence[Column[L]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._lines: tuple[L, ...] = ()
        self._cells: tuple[tuple[Cell, ...], ...] = ()

    @property
    def lines(self) -> tuple[L, ...]:
        return self._lines

    def set_lines(self, lines: Sequence[L], search: str = "") -> None:
        """Show those of `lines` in which every word of `search` stands somewhere."""
        wanted = search.casefold().split()
        told = [(line, tuple(column.cell(line) for column in self._columns)) for line in lines]
        kept = [(line, cells) for line, cells in told if all(_stands(word, cells) for word in wanted)]
        self.beginResetModel()
        self._lines = tuple(line for line, _ in kept)
        self._cells = tuple(cells for _, cells in kept)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._cells[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.words
            case Qt.ItemDataRole.ToolTipRole:
                return cell.tip or cell.words
            case _:
                return {TONE: cell.tone, BOLD: cell.bold, MUTED: cell.muted}.get(role)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section].title
        return None


def _stands(word: str, cells: tuple[Cell, ...]) -> bool:
    return any(word in cell.words.casefold() or word in cell.tip.casefold() for cell in cells)
