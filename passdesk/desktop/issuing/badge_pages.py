"""Badges laid out on paper at their true size. The preview and the printer paint with the same function."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from passdesk.desktop.issuing.state import PageLayout
from passdesk.errors import Trouble
from passdesk.store.whole_file import whole_file

BADGE_MM = (85.6, 53.98)
_A4_MM = (210.0, 297.0)
_ACROSS, _DOWN, _GAP_MM = 2, 5, 3.0
_DOTS_PER_INCH = 600


class Paper(Struct, frozen=True):
    """Where badges go: a printer by the system's name for it, or a PDF file."""

    layout: PageLayout
    printer: str = ""
    pdf: Path | None = None


def page_mm(layout: PageLayout) -> tuple[float, float]:
    """Width and height of a page."""
    return _A4_MM if layout == "a4" else BADGE_MM


def on_a_page(layout: PageLayout) -> int:
    return _ACROSS * _DOWN if layout == "a4" else 1


def pages_for(layout: PageLayout, badges: int) -> int:
    return -(-badges // on_a_page(layout))


def places_mm(layout: PageLayout, count: int) -> list[tuple[float, float]]:
    """The left upper corners of the first `count` badges of a page, in mm."""
    if layout == "card":
        return [(0.0, 0.0)][:count]
    left = (_A4_MM[0] - _ACROSS * BADGE_MM[0] - (_ACROSS - 1) * _GAP_MM) / 2
    top = (_A4_MM[1] - _DOWN * BADGE_MM[1] - (_DOWN - 1) * _GAP_MM) / 2
    return [
        (left + at % _ACROSS * (BADGE_MM[0] + _GAP_MM), top + at // _ACROSS * (BADGE_MM[1] + _GAP_MM))
        for at in range(min(count, on_a_page(layout)))
    ]


def paint_page(painter: QPainter, layout: PageLayout, badges: Sequence[QImage], per_mm: float) -> None:
    """One page with these badges from its corner at (0, 0), `per_mm` units of the painter to a millimetre."""
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.LosslessImageRendering)
    for badge, (left, top) in zip(badges, places_mm(layout, len(badges)), strict=True):
        place = QRectF(left * per_mm, top * per_mm, BADGE_MM[0] * per_mm, BADGE_MM[1] * per_mm)
        painter.drawImage(place, badge)
        if layout == "a4":
            painter.setPen(QPen(QColor("#c0c6cf"), 0.1 * per_mm))  # where to cut
            painter.drawRect(place)


def image_of(png: bytes) -> QImage:
    """Raises Trouble where it is no picture."""
    image = QImage.fromData(png)
    if image.isNull():
        raise Trouble("A badge was drawn that can't be shown.", kept="Nothing was printed.", remedy="Try again.")
    return image


def print_badges(paper: Paper, count: int, badge: Callable[[int], bytes]) -> int:
    """Print `count` badges; `badge` gives each as PNG when its turn has come. How many that were.

    Raises Trouble for a printer or file that can't be written; a PDF gets its name only when it is whole.
    """
    if paper.pdf is None:
        _to_printer(paper, count, badge)
        return count
    with whole_file(paper.pdf) as file:
        file.write(_pdf(paper.layout, count, badge))
    return count


def system_printers() -> tuple[str, ...]:
    """What the system has, the usual one first."""
    usual, names = QPrinterInfo.defaultPrinterName(), list(QPrinterInfo.availablePrinterNames())
    return tuple(sorted(names, key=lambda name: (name != usual, name.casefold())))


def _to_printer(paper: Paper, count: int, badge: Callable[[int], bytes]) -> None:
    device, painter = QPrinter(QPrinter.PrinterMode.HighResolution), QPainter()
    device.setPrinterName(paper.printer)
    _set_up(device, paper.layout)
    device.setFullPage(True)
    if not painter.begin(device):
        raise Trouble(
            f"{paper.printer} takes nothing.", kept="Nothing was printed.", remedy="Look at the printer, or save a PDF."
        )
    whole = False
    try:
        _paint_all(painter, device, paper.layout, count, badge)
        whole = True
    finally:
        painter.end()
        if not whole:
            device.abort()


def _pdf(layout: PageLayout, count: int, badge: Callable[[int], bytes]) -> bytes:
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(out)
    _set_up(device, layout)
    painter = QPainter(device)
    try:
        _paint_all(painter, device, layout, count, badge)
    finally:
        painter.end()
    return bytes(out.data().data())


def _paint_all(
    painter: QPainter, device: QPrinter | QPdfWriter, layout: PageLayout, count: int, badge: Callable[[int], bytes]
) -> None:
    per_mm = device.logicalDpiX() / 25.4
    step = on_a_page(layout)
    for first in range(0, count, step):
        if first:
            device.newPage()
        drawn = [image_of(badge(at)) for at in range(first, min(first + step, count))]
        paint_page(painter, layout, drawn, per_mm)


def _set_up(device: QPrinter | QPdfWriter, layout: PageLayout) -> None:
    device.setCreator("Passdesk")
    device.setResolution(_DOTS_PER_INCH)
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    size = (
        QPageSize(QPageSize.PageSizeId.A4)
        if layout == "a4"
        else QPageSize(QSizeF(*page_mm(layout)), QPageSize.Unit.Millimeter, "ID-1", exact)
    )
    device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter))
