"""The list on a printer, page by page."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from passdesk.errors import Trouble
from passdesk.records.mustering.writing import Page

PrintPages = Callable[[Iterable[Page], str], None]


def print_pages(pages: Iterable[Page], name: str) -> None:
    """On the printer of this name, "" for the system's default. `Trouble` where it is not there or takes nothing."""
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise Trouble(
            f"The printer {name} is not there." if name else "No printer is set up on this machine.",
            kept="Nothing was printed.",
            remedy="Save the list as a file, or choose another printer in the preferences.",
        )
    paint_pages(QPrinter(info, QPrinter.PrinterMode.HighResolution), pages)


def paint_pages(printer: QPrinter, pages: Iterable[Page]) -> None:
    """On A4, each as large as the paper is."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble("The printer takes nothing.", kept="Nothing was printed.", remedy="Save the list as a file.")
    try:
        for number, (ground, pictures) in enumerate(pages):
            if number:
                printer.newPage()
            whole = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            across, down = whole.width() / ground.width, whole.height() / ground.height
            data, width, height = ground.tobytes(), ground.width, ground.height
            painter.drawImage(whole, QImage(data, width, height, width, QImage.Format.Format_Grayscale8))
            for one in pictures:
                left, top, right, bottom = one.box
                place = QRectF(left * across, top * down, (right - left) * across, (bottom - top) * down)
                painter.drawImage(place, QImage.fromData(one.jpeg))
    finally:
        painter.end()
