"""The page of who is inside."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records.inside_state import InsideCommands, InsidePicture
from passdesk.desktop.records.inside_table import STRETCH, WIDTHS, InsideModel
from passdesk.desktop.records.right_sheet import RightSheet
from passdesk.desktop.records.slash import on_slash
from passdesk.desktop.widgets.controls import button, card, chip, clear, column, row, surface
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.plain_tip import plain
from passdesk.desktop.widgets.strip import Strip
from passdesk.desktop.widgets.table import Table, paint_ground
from passdesk.desktop.widgets.wrapping import Wrapping
from passdesk.domain.attachments import Names

_MOST_CHIPS = 12


class InsidePage(QWidget):
    def __init__(self, look: Look, commands: InsideCommands) -> None:
        super().__init__()
        self._look, self._commands = look, commands
        self._counted: tuple[tuple[Names, int], ...] = ()
        self.search = QLineEdit()
        self.search.setMaxLength(120)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(look.tr("Search who is inside: name, institution, lane"))
        self.search.setAccessibleName(look.tr("Search who is inside"))
        self.search.textChanged.connect(commands.find)
        self._total, self._heard = label("", size="head"), label("", size="small", tone="muted", wrap=True)
        self.chips: dict[Names, QPushButton] = {}
        self._chips, held = Wrapping(spacing=look.px(6)), QWidget()
        held.setLayout(self._chips)
        self.strip = Strip(look)
        self.trouble = Strip(look, button(look, look.tr("Try again"), commands.refresh))
        self.model = InsideModel(look, self)
        self.table = Table(look)
        self.table.setModel(self.model)
        self.table.set_widths(WIDTHS, STRETCH)
        self.table.setAccessibleName(look.tr("Who is inside"))
        self.table.opened.connect(commands.crossings_of)
        paint_ground(self.table, look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        words = look.tr("Who enters at a lane that this desk hears of stands here. Clear the search to see everybody.")
        self._stack.addWidget(empty(look, "home-outline", look.tr("Nobody here"), words))
        gap = look.px(20)
        self._sheet: RightSheet | None = None
        self._picture, self.right = InsidePicture(), self._right_button()
        first = row(self._total, self.search, self.right, spacing=look.px(16))
        first.setStretch(1, 1)
        whole = column(
            first, held, self.strip, self.trouble,
            card(column(self._stack, margins=(1, look.px(8), 1, look.px(8)))), self._heard,
            spacing=look.px(10), margins=(gap, look.px(14), gap, look.px(10)),
        )  # fmt: skip
        whole.setStretch(4, 1)
        self.setLayout(column(surface(whole)))
        on_slash(self, lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def paint(self, picture: InsidePicture) -> None:
        look, self._picture = self._look, picture
        self.right.setVisible(picture.may_put_right and bool(picture.shown))
        self._ask()
        if self.search.text() != picture.text:
            self.search.setText(picture.text)
        shown, every = len(picture.shown), len(picture.people or ())
        of_all = look.tr("{n} of {m} inside", n=f"{shown:,}", m=f"{every:,}")
        everybody = look.count(every, "{n} person inside", "{n} people inside")
        self._total.setText(everybody if shown == every else of_all)
        self._total.setVisible(picture.people is not None)
        self._say_institutions(picture)
        self.strip.say(silent_words(look, picture.silent), "attention")
        self.trouble.say(self._look.said(*picture.problem.parts) if picture.problem is not None else "", "refuse")
        self.model.show_people(picture.shown, picture.at)
        self._stack.setCurrentIndex(0 if picture.shown or picture.people is None else 1)
        self._heard.setText(heard_words(look, picture.at, picture.heard, alone=picture.alone))
        self._heard.setVisible(picture.people is not None)

    def _right_button(self) -> QPushButton:
        made = button(self._look, self._look.tr("Put right…"), self._begin_to_right)
        made.setToolTip(plain(self._look.tr("The chosen person is not inside")))
        return made

    def _begin_to_right(self) -> None:
        self._commands.begin_to_right(max(0, self.table.currentIndex().row()))

    def _ask(self) -> None:
        if self._picture.righting is None and self._sheet is not None:
            closing, self._sheet = self._sheet, None
            closing.close_sheet()
        if self._picture.righting is not None and self._sheet is None:
            self._sheet = RightSheet(self._look, self, self._picture, self._commands, self._left)
        if self._sheet is not None:
            self._sheet.paint(self._picture)

    def _left(self) -> None:
        self._sheet = None
        self._commands.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        self.table.setFocus()

    def _say_institutions(self, picture: InsidePicture) -> None:
        counted = picture.institutions[:_MOST_CHIPS]
        if counted != self._counted:
            self._counted = counted
            clear(self._chips)
            self.chips = {name: self._chip(name, many) for name, many in counted}
        for name, made in self.chips.items():
            made.setChecked(name == picture.institution)

    def _chip(self, institution: Names, many: int) -> QPushButton:
        name = self._look.institution(institution)
        said = name if len(name) <= 40 else name[:39] + "…"
        made = chip(self._look, f"{said} {many:,}", lambda: self._commands.choose(institution))
        made.setToolTip(plain(name))
        self._chips.addWidget(made)
        return made


def heard_words(look: Look, at: int, heard: int | None, *, alone: bool) -> str:
    """What such a count rests on."""
    if alone:
        return look.tr("As this desk itself recorded until {time}; it hears of no other.", time=look.clock(at))
    if heard is None:
        return look.tr("This desk has not exchanged with the server yet: it knows only what it recorded itself.")
    return look.tr("As far as heard until {time}.", time=look.moment(heard))


def silent_words(look: Look, silent: tuple[tuple[str, int], ...]) -> str:
    """Lanes whose crossings may be missing."""
    said = [
        look.tr("lane {lane} silent since {time}", lane=lane, time=look.moment(at)) if at
        else look.tr("lane {lane} never heard", lane=lane)
        for lane, at in silent
    ]  # fmt: skip
    return look.tr("May be incomplete: {lanes}.", lanes=look.listed(said)) if said else ""
