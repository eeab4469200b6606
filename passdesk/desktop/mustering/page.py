"""The page of an assembly point: how many, who, and ticking them by name or by the passes they show."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from passdesk.desktop.faces import Faces
from passdesk.desktop.look import Look
from passdesk.desktop.mustering.details import PersonPanel
from passdesk.desktop.mustering.model import MusterModel, MusterTable
from passdesk.desktop.mustering.state import PARTS, MusterCommands, MusterPicture, Part
from passdesk.desktop.mustering.words import last_words, part_count, part_words, printing_words, silent_words, spoken
from passdesk.desktop.widgets.controls import button, card, chip, column, fit_chip, row, surface
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.labels import FitLabel, label
from passdesk.desktop.widgets.strip import Strip
from passdesk.desktop.widgets.wrapping import Wrapping

_PANEL_FROM, _SIDE = 1080, 250
"""From this width of the page (px at scale 1) on there is room for whoever is chosen, shown large."""


class MusterPage(QWidget):
    def __init__(self, look: Look, commands: MusterCommands, faces: Faces, where: str) -> None:
        super().__init__()
        self._look, self._commands = look, commands
        self._number, self._filling = 0, False
        self._range = FitLabel(look, 52, least=26, bold=True)
        self._said = label("", tone="muted", wrap=True)
        self.chips: dict[Part, QPushButton] = {part: self._chip(part) for part in PARTS}
        self.told, self._silent, self._wrong = Strip(look), Strip(look), Strip(look)
        stop = button(look, look.tr("Stop"), commands.stop_printing, kind="quiet")
        self._paper, self._stop = Strip(look, stop), stop
        self.put_out = button(look, "", commands.ask_to_move, kind="primary", icon="exit-run")
        self.search = self._search()
        self.model = MusterModel(look, faces, self)
        self.table = MusterTable(look, self.model)
        self.table.opened.connect(self._tick)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._looked())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        words = look.tr("Choose another part above, or clear the search. Whoever shows a pass here is found.")
        self._stack.addWidget(empty(look, "check-circle", look.tr("Nobody here"), words))
        self.panel = PersonPanel(look, commands)
        self.setLayout(column(surface(self._lay_out(where))))
        self.setFocusProxy(self.table)

    def paint(self, picture: MusterPicture) -> None:
        self._paint_head(picture)
        self._paint_strips(picture)
        if self.search.text() != picture.text:
            self.search.setText(picture.text)
        self._list(picture)
        self._stack.setCurrentIndex(0 if picture.shown or picture.muster is None else 1)
        self.panel.paint(picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
                self.table.setFocus()
            elif self.search.hasFocus():
                self.table.setFocus()
            else:
                self._commands.leave()
        elif event.text() == "/":
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self.panel.setVisible(self.width() >= self._look.px(_PANEL_FROM))
        super().resizeEvent(event)

    # Parts

    def _lay_out(self, where: str) -> QVBoxLayout:
        look, tr = self._look, self._look.tr
        title = FitLabel(look, 34, least=20, bold=True)
        title.set_words(tr("ASSEMBLY POINT"))
        at = label(where, tone="muted", wrap=True)
        save = button(look, tr("Save the list …"), self._commands.save, icon="content-save-outline", touch=True)
        print_ = button(look, tr("Print"), self._commands.print, icon="printer-outline", touch=True)
        back = button(look, tr("Leave"), self._commands.leave, touch=True)
        for one in (save, print_, back):
            one.setAutoDefault(True)
        head = row(column(title, at, spacing=0), self.put_out, print_, save, back, spacing=look.px(10))
        head.setStretch(0, 1)
        counted = row(self._range, column(None, self._said, None, spacing=0), spacing=look.px(18))
        counted.setStretch(1, 1)
        chips = QWidget()
        chips.setLayout(Wrapping(self.chips.values(), spacing=look.px(8)))
        choosing = row(chips, self.search, spacing=look.px(16))
        choosing.setStretch(0, 3)
        choosing.setStretch(1, 2)
        listed = row(card(column(self._stack, margins=(1, look.px(8), 1, look.px(8)))), self.panel, spacing=look.px(14))
        listed.setStretch(0, 1)
        self.panel.setFixedWidth(look.px(_SIDE))
        gap = look.px(20)
        layout = column(
            head, counted, self._silent, self.told, self._wrong, self._paper, choosing, listed, spacing=look.px(10),
            margins=(gap, look.px(14), gap, look.px(14)),
        )  # fmt: skip
        layout.setStretch(7, 1)
        return layout

    def _search(self) -> QLineEdit:
        made = QLineEdit()
        made.setMaxLength(120)
        made.setClearButtonEnabled(True)
        made.setPlaceholderText(self._look.tr("Find by name, institution, lane"))
        made.setAccessibleName(self._look.tr("Find"))
        made.textChanged.connect(self._commands.find)
        made.returnPressed.connect(self._to_the_table)
        return made

    def _chip(self, part: Part) -> QPushButton:
        made = chip(self._look, part_words(self._look, part), lambda: self._commands.choose(part))
        made.setMinimumHeight(self._look.px(40))
        return made

    # Painting

    def _list(self, picture: MusterPicture) -> None:
        """Whoever was ticked may be gone from the list: then the next one stands where they stood."""
        before = self.table.currentIndex().row()
        self._filling = True
        self.model.show_people(picture.shown)
        at = self.model.row_of(picture.current)
        wanted = at if at >= 0 else min(before, self.model.rowCount() - 1)
        if wanted >= 0 and wanted != self.table.currentIndex().row():
            self.table.selectRow(wanted)
        self._filling = False

    def _paint_head(self, picture: MusterPicture) -> None:
        look, muster = self._look, picture.muster
        if muster is None:
            self._range.set_words(look.tr("Counting …"))
            self._said.setText("")
        else:
            self._range.set_words(spoken(look, muster.least, muster.most))
            heard = look.tr("inside, as far as this desk has heard until {time}", time=look.clock(muster.at))
            untold = look.tr("This desk is not told who is inside. It can tick; count at a gate.")
            self._said.setText(heard if muster.knows else untold)
        self._range.setMaximumWidth(self._range.sizeHint().width() + look.px(4))
        for part, made in self.chips.items():
            words = part_words(look, part)
            made.setText(words if muster is None else f"{words}  {part_count(look, muster, part)}")
            made.setChecked(part == picture.part and not picture.text)
            fit_chip(look, made)
        ready = len(picture.ready)
        self.put_out.setVisible(picture.chief and ready > 0)
        self.put_out.setText(look.count(ready, "Move {n} person out …", "Move {n} people out …"))
        self.put_out.setAccessibleName(self.put_out.text())

    def _paint_strips(self, picture: MusterPicture) -> None:
        look = self._look
        self._silent.say(silent_words(look, picture.muster) if picture.muster is not None else "", "attention")
        self.told.say(*last_words(look, picture))
        self._wrong.say(look.said(*picture.wrong) if picture.wrong else "", "refuse")
        self._paper.say(printing_words(look, picture))
        self._stop.setVisible(picture.printing is not None and not picture.printing.done)

    # What is done

    def _tick(self, at: int) -> None:
        one = self.model.person(at)
        if one is not None:
            self._commands.tick(one.of.person)

    def _looked(self) -> None:
        one = self.model.person(self.table.currentIndex().row())
        if one is not None and not self._filling:
            self._commands.look_at(one.of.person)

    def _to_the_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)


