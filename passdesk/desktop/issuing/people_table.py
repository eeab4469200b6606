"""The table of people: one row is looked at, any number are ticked."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

from passdesk.desktop.issuing.people_model import AnyIndex, Column, PeopleModel
from passdesk.desktop.issuing.rows import Rows
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.table import Table, paint_ground
from passdesk.domain.attachments import Names

_WIDTHS: tuple[int, ...] = (40, 44, 142, 74, 150, 120, 176, 116)
_NARROW_WIDTHS: tuple[int, ...] = (38, 44, 130, 74, 0, 0, 122, 110)
_WIDE, _MORE = 1100, (0, 0, 90, 80, 0, 120, 24, 0)
"""From this width of the table on, some columns get more of it."""
_GIVEN_UP = ((Column.CLASS, 780), (Column.INSTITUTION, 640), (Column.FACE, 480))
"""Columns that give way in a narrow window, and the width of the table below which they do."""
_LOOKED_AT_AFTER_MS = 120


class PeopleTable(Table):
    """`looked_at`: the person of the current row, once it stays. `ticked`: people, and whether they are chosen now.
    Space ticks the current row, Shift with an arrow every row it passes; `all_ticked`: Ctrl+A."""

    looked_at = Signal(bytes)
    ticked = Signal(object, bool)
    all_ticked = Signal()

    def __init__(self, look: Look, model: PeopleModel, rows: Rows) -> None:
        super().__init__(look)
        self._people, self._rows = model, rows
        self.setModel(model)
        paint_ground(self, look)
        self._share_out(())
        self.setAccessibleName(look.tr("People"))
        self._soon = QTimer(self, singleShot=True, interval=_LOOKED_AT_AFTER_MS)
        self._soon.timeout.connect(self._look_at_it)
        self._wanted: bytes | None = None
        model.modelReset.connect(self._find_place)
        self._place, self._number = 0, -1
        self._quiet = False
        self._given_up: tuple[Column, ...] = ()
        self._wide = False

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802 - Qt's names
        super().currentChanged(current, previous)
        if not current.isValid():
            return
        self._place, self._number = current.row(), self._rows.number(current.row()) or -1
        if not self._quiet:
            self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        at = self.currentIndex().row()
        if key == Qt.Key.Key_Space and at >= 0:
            self._tick(at, at, on=not self._is_ticked(at))
        elif key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.all_ticked.emit()
        elif shift and key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and at >= 0:
            to = max(0, min(self._people.rowCount() - 1, at + (1 if key == Qt.Key.Key_Down else -1)))
            self._tick(min(at, to), max(at, to), on=True)
            self.selectRow(to)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == Column.CHOSEN:
            at = self.currentIndex().row()
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and at >= 0
            first = min(at, index.row()) if extend else index.row()
            last = max(at, index.row()) if extend else index.row()
            self._tick(first, last, on=extend or not self._is_ticked(index.row()))
            self._quiet = True
            self.selectRow(index.row())
            self._quiet = False
        else:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._make_room(event.size().width())
        super().resizeEvent(event)

    def _make_room(self, width: int) -> None:
        """Of a narrow table some columns give way, and the name takes what is left."""
        given_up = tuple(column for column, least in _GIVEN_UP if width < self._look.px(least))
        wide = width >= self._look.px(_WIDE)
        if (given_up, wide) == (self._given_up, self._wide):
            return
        self._given_up, self._wide = given_up, wide
        for column, _ in _GIVEN_UP:
            self.setColumnHidden(column, column in given_up)
        self._share_out(given_up, wide=wide)

    def _share_out(self, given_up: tuple[Column, ...], *, wide: bool = False) -> None:
        narrow = Column.INSTITUTION in given_up
        widths, stretched = (_NARROW_WIDTHS, Column.FIRST_NAME) if narrow else (_WIDTHS, Column.INSTITUTION)
        if self._look.language != "en":  # the Chinese name comes first and is short, the Latin one is not
            widths = (*widths[:2], 96, 120, *widths[4:])
        if wide:
            widths = tuple(width + more for width, more in zip(widths, _MORE, strict=True))
        self.set_widths(widths, stretched)

    def _is_ticked(self, at: int) -> bool:
        state = self._people.index(at, Column.CHOSEN).data(Qt.ItemDataRole.CheckStateRole)
        return state is not None and Qt.CheckState(state) == Qt.CheckState.Checked

    def _tick(self, first: int, last: int, *, on: bool) -> None:
        rows = (self._people.person(at) for at in range(first, last + 1))
        people: Mapping[bytes, Names | None] = {row.person: row.names for row in rows if row is not None}
        self.ticked.emit(people, on)

    def _look_at_it(self) -> None:
        row = self._people.person(self.currentIndex().row())
        if row is not None:
            self.looked_at.emit(row.person)

    def _find_place(self) -> None:
        """Another listing: the current row stays the same person's, or where it was, and nobody new is looked at."""
        if not self._people.rowCount():
            return
        at = self._rows.find(self._number)
        wanted = at if at is not None else min(self._place, self._people.rowCount() - 1)
        self._quiet = True
        self.selectRow(wanted)
        self._quiet = False
