"""Asks where to write an export."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(over: QWidget, name: str) -> Path | None:
    """A path ending in .csv or .jsonl, or None. The dialog itself asks before it takes a name that is there."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, kind = QFileDialog.getSaveFileName(over, "", str(Path(where) / name), "CSV (*.csv);;JSON lines (*.jsonl)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".jsonl" if "jsonl" in kind else ".csv")
