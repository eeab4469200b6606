"""The bar above the gate: which lane, which line, which way, and whether each is confirmed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from passdesk.desktop.checkpoint.changing import ways
from passdesk.desktop.checkpoint.lane_menu import lane_words
from passdesk.desktop.checkpoint.state import GateCommands, GatePicture
from passdesk.desktop.checkpoint.telling import way_words
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, chip, clear, row
from passdesk.desktop.widgets.labels import badge, label
from passdesk.domain.movements import Direction

_NARROW = 800
"""Below this width of the window (px at scale 1) the checkpoint's name has no room beside the lane's."""


class GateHeader(QWidget):
    """`choosing`: another lane is to be served, asked for where the lane is named."""

    choosing = Signal()

    def __init__(self, look: Look, gate: GateCommands) -> None:
        super().__init__()
        self._look, self._gate = look, gate
        self._layout: QHBoxLayout = row(spacing=look.px(12))
        self._painted: object = None
        self._names = ("", "")
        self._lane: QLabel | QPushButton | None = None
        self._between: QPushButton | None = None
        self._mode: QPushButton | None = None
        self.setLayout(self._layout)

    def paint(self, picture: GatePicture) -> None:
        key = (
            picture.lane, picture.lanes, picture.direction, picture.chosen, picture.by_person, picture.place,
            picture.evacuating,
        )  # fmt: skip
        if key == self._painted:
            return
        self._painted = key
        clear(self._layout)
        self._between = self._mode = None
        look, place = self._look, picture.place
        self._names = (lane_words(look, picture, picture.lane), picture.lane)
        self._lane = self._named(picture)
        self._layout.addWidget(self._lane)
        self._make_room()
        if place is None:
            return
        inside, outside = place.policy.areas[place.policy.inside], place.policy.areas[place.line.outside]
        between = f"{look.place(place.line.names)}  ·  {look.place(outside.names)} ↔ {look.place(inside.names)}"
        self._between = self._quiet_chip(between)
        self._layout.addWidget(self._between)
        if picture.evacuating:
            self._layout.addWidget(badge(look.tr("OUT ONLY"), "refuse"))
            self._make_room()
            return
        group = QButtonGroup(self)
        for way in ways(picture):
            made = self._way(picture, way)
            group.addButton(made)
            self._layout.addWidget(made)
        mode = look.tr("Confirm each") if picture.confirms else look.tr("Automatic")
        self._mode = self._quiet_chip(mode)
        self._layout.addWidget(self._mode)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow window the direction and the lane's own name stay, and what the policy says of the lane goes."""
        width = self.window().width()
        if self._lane is not None:
            self._lane.setText(self._names[width < self._look.px(_NARROW)])
        for widget, least in ((self._between, 1250), (self._mode, 1050)):
            if widget is not None:
                widget.setVisible(width >= self._look.px(least))

    def _named(self, picture: GatePicture) -> QLabel | QPushButton:
        words = self._names[0]
        if not picture.may_choose:
            return label(words, bold=True)
        made = button(self._look, words, self.choosing.emit, icon="chevron-down")
        made.setAccessibleName(self._look.tr("Lane {lane}: choose another", lane=words))
        made.setToolTip(self._look.tr("Serve another lane (F7)"))
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the name
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setStyleSheet(f"padding: 0 {self._look.px(10)}px; min-height: {self._look.px(38)}px;")
        return made

    def _way(self, picture: GatePicture, way: Direction | None) -> QPushButton:
        chosen = way == picture.chosen if picture.has_own_way else way == picture.direction
        words = way_words(self._look, picture, way)
        made = chip(self._look, words, lambda: self._gate.turn_to(way), checked=chosen)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _quiet_chip(self, words: str) -> QPushButton:
        made = chip(self._look, words, lambda: None)
        made.setCheckable(False)
        made.setEnabled(False)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made
