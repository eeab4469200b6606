"""Asking for a file of this machine, behind a function that tests replace."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

Choose = Callable[[str, str], Path | None]
"""Given where to begin ("" for anywhere) and patterns ("*.toml"): the file chosen, None for none."""


def ask_file(begin: str, patterns: str) -> Path | None:
    """One that is there."""
    name, _ = QFileDialog.getOpenFileName(None, "", begin, f"({patterns})")
    return Path(name) if name else None


def ask_place(begin: str, patterns: str) -> Path | None:
    """Where a new one goes."""
    name, _ = QFileDialog.getSaveFileName(None, "", begin, f"({patterns})")
    return Path(name) if name else None
