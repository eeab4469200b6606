"""The page of crossings: filters, the table, where it came from, one crossing's story over it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records.crossing_table import STRETCH, WIDTHS, CrossingsModel
from passdesk.desktop.records.crossings_state import CrossingCommands, CrossingsPicture
from passdesk.desktop.records.export_strip import ExportStrip
from passdesk.desktop.records.filter_bar import FilterBar
from passdesk.desktop.records.origin_words import badge_words, strip_words
from passdesk.desktop.records.slash import on_slash
from passdesk.desktop.records.state import Asked, ChooseFile
from passdesk.desktop.records.story_sheet import StorySheet
from passdesk.desktop.widgets.controls import button, card, column, row, surface
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.labels import badge, label
from passdesk.desktop.widgets.strip import Strip
from passdesk.desktop.widgets.table import Table, paint_ground


class CrossingsPage(QWidget):
    def __init__(self, look: Look, commands: CrossingCommands, choose_file: ChooseFile) -> None:
        super().__init__()
        self._look, self._commands, self._choose_file = look, commands, choose_file
        self._picture = CrossingsPicture()
        self._story: StorySheet | None = None
        self.filters = FilterBar(look, self, commands, self.export)
        self.strip, self.trouble = Strip(look), Strip(look, button(look, look.tr("Try again"), commands.refresh))
        self.newer = Strip(look, button(look, look.tr("Show them (F5)"), commands.refresh, kind="quiet"))
        self.exporting = ExportStrip(look, commands)
        self.model = CrossingsModel(look, commands.fetch_more, self)
        self.table = Table(look)
        self.table.setModel(self.model)
        self.table.set_widths(WIDTHS, STRETCH)
        self.table.setAccessibleName(look.tr("Crossings"))
        self.table.opened.connect(commands.open_row)
        self.table.selectionModel().currentRowChanged.connect(lambda index, _: commands.stand_on(index.row()))
        paint_ground(self.table, look)
        self._stack = QStackedWidget()
        self._nothing = empty(
            look, "clipboard-text-search-outline", look.tr("No such crossings"),
            look.tr("Nothing recorded fits these filters. Take one off, or show all."),
            button(look, look.tr("Show all"), lambda: commands.ask(Asked())),
        )  # fmt: skip
        for each in (self.table, self._nothing, self._waiting()):
            self._stack.addWidget(each)
        self._badge, self._count = badge(""), label("", size="small", tone="muted")
        held = card(column(self._stack, margins=(1, look.px(8), 1, look.px(8))))
        foot = row(self._count, None, self._badge)
        gap = look.px(20)
        whole = column(
            self.filters, self.strip, self.trouble, self.newer, held, self.exporting, foot,
            spacing=look.px(10), margins=(gap, look.px(14), gap, look.px(10)),
        )  # fmt: skip
        whole.setStretch(4, 1)
        self.setLayout(column(surface(whole)))
        on_slash(self, self._search)

    def paint(self, picture: CrossingsPicture) -> None:
        look, before, self._picture = self._look, self._picture, picture
        scrolled = self.table.verticalScrollBar().value()
        self.filters.paint(picture)
        self.strip.say(strip_words(look, picture.origin), "attention")
        self.trouble.say(self._look.said(*picture.problem.parts) if picture.problem is not None else "", "refuse")
        self.newer.say(look.tr("There are newer crossings.") if picture.newer else "", "accent")
        self.exporting.paint(picture.export)
        self.filters.export.setEnabled(bool(picture.rows) and not _running(picture))
        self.model.name_classes(picture.choices.classes)
        self.model.show_rows(picture.rows, picture.turn, goes_on=picture.goes_on and not picture.busy)
        waiting = picture.busy and not picture.rows
        self._stack.setCurrentIndex(0 if picture.rows else 2 if waiting else 1)
        self._say_count(picture)
        self._badge.setText(badge_words(look, picture.origin) if picture.origin is not None else "")
        self._badge.setVisible(picture.origin is not None)
        self._stand()
        if picture.turn != before.turn and picture.asked == before.asked:
            self.table.verticalScrollBar().setValue(scrolled)  # read anew, not asked anew
        self._tell()

    def export(self) -> None:
        path: Path | None = self._choose_file(self, self._look.tr("crossings") + ".csv")
        if path is not None:
            self._commands.export_to(path)

    def _search(self) -> None:
        if self._story is None:
            self.filters.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _waiting(self) -> QWidget:
        look = self._look
        return empty(look, "timer-sand", look.tr("Looking …"), look.tr("Crossings are being read."))

    def _say_count(self, picture: CrossingsPicture) -> None:
        look, many = self._look, len(picture.rows)
        if picture.busy and picture.rows:
            said = look.count(many, "{n} shown, reading more …", "{n} shown, reading more …")
        elif picture.goes_on:
            said = look.count(many, "{n} shown, there are more below", "{n} shown, there are more below")
        else:
            said = look.count(many, "{n} crossing, that is all", "{n} crossings, that is all")
        self._count.setText(said)
        self._count.setVisible(bool(picture.rows))

    def _stand(self) -> None:
        """The row one stood on before the rows were read anew, or the page built anew."""
        if not self._picture.rows or self.table.selectionModel().hasSelection():
            return
        marks = (crossing.record.mark for crossing in self._picture.rows)
        at = next((row for row, mark in enumerate(marks) if mark == self._picture.chosen), 0)
        self.table.setCurrentIndex(self.model.index(at, 0))

    def _tell(self) -> None:
        story = self._picture.story
        if self._story is not None and (story is None or self._story.mark != story.mark):
            closing, self._story = self._story, None
            closing.close_sheet()
        if story is not None and self._story is None:
            self._story = StorySheet(self._look, self, story, self._picture.choices, self._closed)
        if story is not None and self._story is not None:
            self._story.paint(story)

    def _closed(self) -> None:
        self._story = None
        self._commands.close_story()


def _running(picture: CrossingsPicture) -> bool:
    return picture.export is not None and picture.export.under_way
