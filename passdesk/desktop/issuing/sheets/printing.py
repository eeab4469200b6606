"""What is going to be printed, at the size of the paper, and where it goes."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from passdesk.desktop.issuing.badge_pages import image_of, on_a_page, page_mm, pages_for, paint_page
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.sheets.body import Body, rename
from passdesk.desktop.issuing.state import IssuingPicture, PageLayout, PrintSheet
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, column, note, row
from passdesk.desktop.widgets.form import ChoiceField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.issuing.badges import Printed


class PrintBody(Body):
    wide = 820

    def __init__(self, look: Look, parts: Parts, sheet: PrintSheet) -> None:
        super().__init__(look, parts)
        self.title = look.tr("Print badges") if len(sheet.passes) > 1 else look.tr("Print badge")
        layouts: list[tuple[object, str]] = [
            ("card", look.tr("Cards, 85.6 × 54 mm, one each")), ("a4", look.tr("A4, ten on a sheet")),
        ]  # fmt: skip
        self.layout_ = ChoiceField(look, look.tr("Paper"), layouts, sheet.layout)
        self.layout_.box.currentIndexChanged.connect(lambda _: self._layout_chosen())
        self.printer = ChoiceField(look, look.tr("Printer"), self._printers(sheet))
        self._listed = sheet.printers
        self.preview = Preview(look)
        self._page = label("", size="small", tone="muted")
        self._back = button(look, look.tr("Page before"), lambda: self._turn(-1), icon="chevron-left")
        self._on = button(look, look.tr("Next page"), lambda: self._turn(1), icon="chevron-right")
        self._missing = note(look, "", "attention", size="small")
        self._missing.hide()
        turning = row(self._back, self._page, self._on, None, spacing=look.px(10))
        choices = column(self.layout_, self.printer, self._missing, None, spacing=look.px(12))
        both = row(self.preview, choices, spacing=look.px(20))
        self.setLayout(column(both, turning, None, spacing=look.px(10)))
        self._drawn: tuple[Printed, ...] | None = None
        self._go: list[QPushButton] = []
        self._cancel: QPushButton | None = None

    def add_to(self, sheet: Sheet) -> None:
        look, prints = self.look, self.parts.prints
        self._cancel = sheet.add_button(look.tr("Cancel"), self._leave)
        self._go = [
            sheet.add_button(look.tr("Save as PDF…"), prints.to_pdf),
            sheet.add_button(look.tr("Print"), lambda: prints.to_printer(str(self.printer.value or "")), primary=True),
        ]
        self.first = self.layout_

    def paint(self, picture: IssuingPicture) -> None:
        sheet = picture.sheet
        if not isinstance(sheet, PrintSheet) or self._cancel is None:
            return
        look = self.look
        self._list_printers(sheet)
        if sheet.badges is not self._drawn:
            self._drawn = sheet.badges
            missing = "".join(dict.fromkeys("".join(one.missing for one in sheet.badges or ())))
            said = look.tr("No installed font has {signs}; the badge shows 〓 for them.", signs=" ".join(missing))
            self._missing.setVisible(bool(missing))
            _set_words(self._missing, said)
            self.fit()
        before = self.preview.sizeHint()
        self.preview.show_page(sheet)
        if self.preview.sizeHint() != before:
            self.fit()
        pages = pages_for(sheet.layout, len(sheet.passes))
        drawing = look.tr("Drawing…")
        at_work = look.tr("Printing {n} of {m}…", n=sheet.printed + 1, m=len(sheet.passes))
        where = look.tr("Page {n} of {m}", n=sheet.page + 1, m=pages)
        self._page.setText(at_work if sheet.running else where if sheet.badges is not None else drawing)
        self._back.setVisible(pages > 1)
        self._on.setVisible(pages > 1)
        self._back.setEnabled(sheet.page > 0)
        self._on.setEnabled(sheet.page + 1 < pages)
        for one in self._go:
            one.setEnabled(sheet.badges is not None and not sheet.running)
        rename(self._cancel, look.tr("Stop") if sheet.running else look.tr("Cancel"))

    def left(self) -> None:
        self.parts.prints.stop()

    def _printers(self, sheet: PrintSheet) -> list[tuple[object, str]]:
        named: list[tuple[object, str]] = [(name, name) for name in sheet.printers]
        return named or [("", self.look.tr("No printer here"))]

    def _list_printers(self, sheet: PrintSheet) -> None:
        if sheet.printers != self._listed:
            self._listed = sheet.printers
            self.printer.offer(self._printers(sheet))

    def _layout_chosen(self) -> None:
        chosen: PageLayout = "a4" if self.layout_.value == "a4" else "card"
        self.parts.prints.lay_out(chosen)

    def _turn(self, by: int) -> None:
        sheet = self.parts.stage.picture.sheet
        if isinstance(sheet, PrintSheet):
            self.parts.prints.turn_to(sheet.page + by)

    def _leave(self) -> None:
        sheet = self.parts.stage.picture.sheet
        if isinstance(sheet, PrintSheet) and sheet.running:
            self.parts.prints.stop()
        else:
            self.parts.stage.close_sheet()


class Preview(QWidget):
    """A page, painted by what paints the printer's."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._layout: PageLayout = "card"
        self._shown: tuple[bytes, ...] = ()
        self._images: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.tr("Preview"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(428), self._look.px(390 if self._layout == "a4" else 270))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def show_page(self, sheet: PrintSheet) -> None:
        step = on_a_page(sheet.layout)
        shown = tuple(one.png for one in (sheet.badges or ())[sheet.page * step : (sheet.page + 1) * step])
        if shown != self._shown or sheet.layout != self._layout:
            self._shown, self._layout = shown, sheet.layout
            self._images = [image_of(png) for png in shown]
            self.setFixedSize(self.sizeHint())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        width, height = page_mm(self._layout)
        per_mm = min((self.width() - 2) / width, (self.height() - 2) / height)
        painter = QPainter(self)
        painter.translate((self.width() - width * per_mm) / 2, (self.height() - height * per_mm) / 2)
        painter.fillRect(0, 0, round(width * per_mm), round(height * per_mm), QColor("#ffffff"))
        paint_page(painter, self._layout, self._images, per_mm)
        painter.setPen(QColor(self._look.colours.edge))
        painter.drawRect(0, 0, round(width * per_mm), round(height * per_mm))
        painter.end()


def _set_words(held: QWidget, words: str) -> None:
    said = held.findChild(QLabel)
    if isinstance(said, QLabel):
        said.setText(words)
