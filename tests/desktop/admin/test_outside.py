"""The slip with a one-time password, as a printer draws it, and the clipboard."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from passdesk.desktop.admin.outside import Slip, copy_words, draw_slip

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_slip_goes_to_a_printer(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "slip.pdf"))
    slip = Slip("One-time password 一次性密碼", ("Ho Mei 何美", "Hand it over. " * 12), "7FTY-6J6R-239Z-GWKW")
    draw_slip(printer, slip)
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_copied_is_on_the_clipboard() -> None:
    copy_words("5db38da0")
    assert QGuiApplication.clipboard().text() == "5db38da0"
