"""A card on paper, in its true size."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from passdesk.errors import Trouble

WIDE_MM, HIGH_MM = 85.60, 53.98  # ID-1 of ISO/IEC 7810
_MARGIN_MM = 15.0


def print_card(png: bytes, name: str) -> None:
    """On the printer of this name, "" for the system's default. `Trouble` where it is not there or takes nothing."""
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise Trouble(
            f"The printer {name} is not there." if name else "No printer is set up on this machine.",
            kept="The card is made; save it as a picture, or print it later.",
            remedy="Choose another printer in the preferences.",
        )
    paint_card(QPrinter(info, QPrinter.PrinterMode.HighResolution), png)


def paint_card(printer: QPrinter, png: bytes) -> None:
    """Near the upper left corner of a page, with room to cut."""
    dots = printer.resolution() / 25.4
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble("The printer takes nothing.", kept="The card is made; save it as a picture.")
    painter.drawImage(QRectF(_MARGIN_MM * dots, _MARGIN_MM * dots, WIDE_MM * dots, HIGH_MM * dots),
                      QImage.fromData(png))  # fmt: skip
    painter.end()
