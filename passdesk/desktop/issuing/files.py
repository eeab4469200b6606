"""Files of this machine: asked for, and read no further than their reader looks."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from passdesk.errors import Misuse


def read_file(path: Path, largest: int) -> bytes:
    """The bytes of a file, at most `largest` and one more, so that its reader can say that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise Misuse(
            f"{path.name} can't be read: {error.strerror}.", kept="Nothing was changed.", remedy="Choose another file."
        ) from error


def ask_people() -> Path | None:
    """A file of people to read."""
    name, _ = QFileDialog.getOpenFileName(None, "", "", "CSV (*.csv);;* (*)")
    return Path(name) if name else None


def ask_photo() -> Path | None:
    name, _ = QFileDialog.getOpenFileName(None, "", "", "JPEG, PNG (*.jpg *.jpeg *.png);;* (*)")
    return Path(name) if name else None


def ask_pdf() -> Path | None:
    """Where a PDF goes."""
    name, _ = QFileDialog.getSaveFileName(None, "", "badges.pdf", "PDF (*.pdf)")
    return Path(name) if name else None
