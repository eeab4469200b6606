"""The import: which file, what it would change, and only then the doing, with how far it is."""

from PySide6.QtWidgets import QProgressBar, QPushButton

from passdesk.desktop.issuing.difference_model import DifferenceModel
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.sheets.body import Body, rename
from passdesk.desktop.issuing.state import ImportSheet, IssuingPicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, column, row
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.desktop.widgets.table import Table, paint_ground
from passdesk.issuing.import_file import OPTIONAL, REQUIRED
from passdesk.issuing.imports import Difference, Imported

_TABLE_HEIGHT = 320


class ImportBody(Body):
    wide = 940

    def __init__(self, look: Look, parts: Parts) -> None:
        super().__init__(look, parts)
        self.title = look.tr("Import people")
        self.choose = button(look, look.tr("Choose a file…"), parts.importing.choose, icon="file-delimited-outline")
        columns = look.tr("CSV in UTF-8 with the columns {needed}; also {more}.", needed=look.listed(REQUIRED),
                          more=look.listed(OPTIONAL))  # fmt: skip
        self._file = label("", bold=True)
        self._said = label(columns, size="small", tone="muted", wrap=True)
        self._columns = columns
        self.model = DifferenceModel(look, self)
        self.table = Table(look)
        self.table.setModel(self.model)
        self.table.set_widths((70, 110, 200, 0), 3)
        self.table.setAccessibleName(look.tr("What the file would change"))
        self.table.setFixedHeight(look.px(_TABLE_HEIGHT))
        paint_ground(self.table, look)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self.setLayout(
            column(
                row(self.choose, self._file, None, spacing=look.px(10)), self._said, self._progress, self.table, None,
                spacing=look.px(12),
            )
        )  # fmt: skip
        self.first = self.choose
        self._go: QPushButton | None = None
        self._cancel: QPushButton | None = None

    def add_to(self, sheet: Sheet) -> None:
        self._cancel = sheet.add_button(self.look.tr("Cancel"), self._leave)
        self._go = sheet.add_button(self.look.tr("Import"), self.parts.importing.go, primary=True)

    def paint(self, picture: IssuingPicture) -> None:
        sheet = picture.sheet
        if not isinstance(sheet, ImportSheet) or self._go is None or self._cancel is None:
            return
        look, difference = self.look, sheet.difference
        was_hidden = self.table.isHidden()
        self._file.setText(sheet.file)
        self.model.paint(difference)
        self.table.setVisible(bool(self.model.rowCount()))
        self._progress.setVisible(sheet.running)
        if difference is not None:
            self._progress.setRange(0, max(1, len(difference.new) + len(difference.changed)))
            self._progress.setValue(sheet.done)
        self._said.setText(self._words(sheet))
        able = difference is not None and not difference.faults and bool(difference.new or difference.changed)
        self._go.setEnabled(able and not sheet.running and sheet.imported is None)
        rename(self._go, _verb(look, difference))
        self.choose.setEnabled(not sheet.running)
        done = sheet.imported is not None
        rename(self._cancel, look.tr("Stop") if sheet.running else look.tr("Close") if done else look.tr("Cancel"))
        if was_hidden != self.table.isHidden():
            self.fit()
        if able and self.choose.hasFocus():
            self._go.setFocus()

    def left(self) -> None:
        self.parts.importing.stop()

    def _words(self, sheet: ImportSheet) -> str:
        look, difference = self.look, sheet.difference
        if sheet.imported is not None:
            return _imported(look, sheet.imported)
        if difference is None:
            return look.tr("Comparing with the people here…") if sheet.file and not self.parts.stage.picture.told else (
                self._columns)  # fmt: skip
        if difference.faults:
            return look.tr("A file is taken whole or not at all: mend these lines first.")
        return look.tr("{new} new, {changed} changed, {same} as they are here already.", new=len(difference.new),
                       changed=len(difference.changed), same=len(difference.unchanged))  # fmt: skip

    def _leave(self) -> None:
        sheet = self.parts.stage.picture.sheet
        if isinstance(sheet, ImportSheet) and sheet.running:
            self.parts.importing.stop()
        else:
            self.parts.stage.close_sheet()


def _verb(look: Look, difference: Difference | None) -> str:
    if difference is None or difference.faults:
        return look.tr("Import")
    return look.tr("Import {n}", n=len(difference.new) + len(difference.changed))


def _imported(look: Look, done: Imported) -> str:
    return look.tr(
        "{added} added, {edited} changed, {filed} filed; each filing awaits a second person.", added=done.added,
        edited=done.edited, filed=done.filed,
    )  # fmt: skip
