"""A table as every page has it: rows of one height, faces, bold names, words on soft grounds."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL, Tone
from passdesk.desktop.widgets.photo import paint_face
from passdesk.desktop.widgets.plain_tip import plain

AnyIndex = QModelIndex | QPersistentModelIndex
TONE = int(Qt.ItemDataRole.UserRole) + 1
"""A model's answer for a cell that is a word on a soft ground: its `Tone`."""
FACE = int(Qt.ItemDataRole.UserRole) + 2
"""For a cell that is a face: a `QPixmap`, or False for the figure."""
BOLD = int(Qt.ItemDataRole.UserRole) + 3
MUTED = int(Qt.ItemDataRole.UserRole) + 4
ROW_HEIGHT = 44
_BESIDE_TITLE = 44


class Table(QTableView):
    """`opened` tells the row that Return, Space or a double click asked for."""

    opened = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setItemDelegate(CellDelegate(look, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(ROW_HEIGHT))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(look.px(36))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def set_widths(self, widths: tuple[int, ...], stretch: int) -> None:
        """Column widths in px at scale 1, more where a title needs it; the one called `stretch` takes what is left."""
        head, bold = self.horizontalHeader(), QFontMetrics(self._look.font(SMALL, bold=True))
        for column, width in enumerate(widths):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
            needed = bold.horizontalAdvance(title) + self._look.px(_BESIDE_TITLE)
            self.setColumnWidth(column, max(self._look.px(width), needed))
        head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Words that are too long for their column are painted short, and stand whole in a tool tip."""

    tells_cut_words = True

    def __init__(self, look: Look, parent: QTableView) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802
        metrics = QFontMetrics(self._font(index))
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        del option
        return QSize(metrics.horizontalAdvance(words) + self._look.px(40), self._look.px(ROW_HEIGHT))

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        told = index.data(Qt.ItemDataRole.ToolTipRole)
        if event.type() == QEvent.Type.ToolTip and (words or told):
            short = self.sizeHint(option, index).width() > _rect(option).width()
            QToolTip.showText(event.globalPos(), plain(str(told or (words if short else ""))), view)
            return True
        return super().helpEvent(event, view, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look, place = self._look, QRectF(_rect(option))
        chosen = bool(_state(option) & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(place, QColor(look.colours.accent_soft if chosen else look.colours.card))
        painter.fillRect(QRectF(place.x(), place.bottom() - 1, place.width(), 1), QColor(look.colours.hairline))
        face = index.data(FACE)
        if face is not None:
            self._paint_face(painter, place, face)
        elif index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            self._paint_check(painter, place, index)
        else:
            self._paint_words(painter, place, index)
        painter.restore()

    def _paint_face(self, painter: QPainter, place: QRectF, face: QPixmap | bool) -> None:
        height, width = self._look.px(32), self._look.px(26)
        spot = QRectF(place.x() + self._look.px(10), place.center().y() - height / 2, width, height)
        paint_face(painter, self._look, face if isinstance(face, QPixmap) else None, spot, self._look.px(8))

    def _paint_check(self, painter: QPainter, place: QRectF, index: AnyIndex) -> None:
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        name = "checkbox-marked" if on else "checkbox-blank-outline"
        colour = self._look.colours.accent if on else self._look.colours.edge
        side = self._look.icon_px
        spot = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
        self._look.icon(name, colour).paint(painter, spot.toRect())

    def _paint_words(self, painter: QPainter, place: QRectF, index: AnyIndex) -> None:
        look, words = self._look, str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        tone: Tone | None = index.data(TONE)
        font = self._font(index)
        painter.setFont(font)
        room = place.adjusted(look.px(12), 0, -look.px(8), 0)
        metrics = QFontMetrics(font)
        if tone is not None and words:
            pad = look.px(8)
            width = min(metrics.horizontalAdvance(words) + 2 * pad, int(room.width()))
            ground = QRectF(room.x(), room.center().y() - look.px(11), width, look.px(22))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.colours.soft(tone)))
            painter.drawRoundedRect(ground, look.px(6), look.px(6))
            room, colour = ground.adjusted(pad, 0, -pad, 0), look.colours.text(tone)
        else:
            colour = look.colours.muted if index.data(MUTED) else look.colours.ink
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _font(self, index: AnyIndex) -> Any:
        tone = index.data(TONE)
        return self._look.font(SMALL if tone is not None else 15, bold=bool(index.data(BOLD)) or tone is not None)


def _rect(option: Any) -> Any:
    """The stubs of Qt know the fields of a style option only by its base."""
    return option.rect


def _state(option: Any) -> Any:
    return option.state


def paint_ground(table: QTableView, look: Look) -> None:
    """The empty part of a table has the card's colour also where a style sheet does not reach."""
    palette = table.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor(look.colours.card))
    table.setPalette(palette)
