"""What leaves the window: file choosers, the clipboard, the printer. Arguments, so that tests answer for them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

_POINTS = (20, 12, 26)
"""Of a slip's title, its words, and what is to be typed from it."""


class Slip(Struct, frozen=True):
    """A slip of paper to hand over: `large` is what is to be typed from it."""

    title: str
    words: Sequence[str]
    large: str


def ask_file(over: QWidget, title: str, kinds: str) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(over, title, "", kinds)
    return Path(chosen) if chosen else None


def ask_folder(over: QWidget, title: str) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(over, title)
    return Path(chosen) if chosen else None


def copy_words(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


def print_slip(over: QWidget, slip: Slip) -> bool:
    """Whether it went to a printer; False where nobody chose one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, over).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw_slip(printer, slip)
    return True


def draw_slip(printer: QPrinter, slip: Slip) -> None:
    printer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    painter = QPainter(printer)
    place = QRectF(0, 0, printer.width(), printer.height())
    for words, points in zip((slip.title, "\n".join(slip.words), slip.large), _POINTS, strict=True):
        painter.setFont(QFont(["Noto Sans CJK HK"], points))
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
        taken = painter.boundingRect(place, flags, words)
        painter.drawText(place, flags, words)
        place.setTop(taken.bottom() + taken.height() / max(1, words.count("\n") + 1))
    painter.end()


class Outside(Struct, frozen=True):
    file: Callable[[QWidget, str, str], Path | None] = ask_file
    folder: Callable[[QWidget, str], Path | None] = ask_folder
    copy: Callable[[str], None] = copy_words
    print_slip: Callable[[QWidget, Slip], bool] = print_slip
