"""The table of lanes: movements today, and when each was last heard."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from passdesk.desktop.look import Look
from passdesk.desktop.records.board_state import Figures
from passdesk.desktop.records.titled_table import TitledTable
from passdesk.desktop.widgets.table import BOLD, MUTED, TONE, AnyIndex
from passdesk.records.day import Flow
from passdesk.records.lanes import LaneHeard

WIDTHS = (180, 52, 52, 98)
STRETCH = 0


class LanesModel(TitledTable):
    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        titles = (look.tr("Lane"), look.tr("In|lane"), look.tr("Out|lane"), look.tr("Heard|lane"))
        super().__init__(titles, parent)
        self._look = look
        self._figures: Figures | None = None
        self._silent: frozenset[str] = frozenset()

    def show_figures(self, figures: Figures | None) -> None:
        self.beginResetModel()
        self._figures = figures
        self._silent = frozenset(lane for lane, _ in figures.silent) if figures is not None else frozenset()
        self.endResetModel()

    def count(self) -> int:
        return 0 if self._figures is None else len(self._figures.lanes)

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        if not index.isValid() or self._figures is None:
            return None
        lane, column = self._figures.lanes[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(lane, column, self._figures)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words(lane, 0, self._figures) + (f" · {lane.desk}" if lane.desk else "")
        if role == TONE and column == 3:
            return "attention" if lane.lane in self._silent else None
        if role == BOLD:
            return column == 0
        return column == 3 if role == MUTED else None

    def _words(self, lane: LaneHeard, column: int, figures: Figures) -> str:
        look, flow = self._look, figures.day.lanes.get(lane.lane, Flow())
        match column:
            case 0:
                return lane.lane if lane.checkpoint is None else f"{lane.lane} · {look.place(lane.checkpoint)}"
            case 1:
                return f"{flow.entries:,}"
            case 2:
                return f"{flow.exits:,}"
        if lane.here:
            return look.tr("here, now")
        if lane.heard_at is None:
            return look.tr("never")
        today = lane.heard_at >= figures.since
        return (
            look.hour(lane.heard_at) if today else f"{look.day(lane.heard_at, year=False)} {look.hour(lane.heard_at)}"
        )
