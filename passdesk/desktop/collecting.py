"""Garbage in cycles is collected on the GUI thread alone: a timer or widget in it may end on no other.

Python collects in whichever thread makes the objects just then, a decoder's or a job's as well.
"""

import gc
from typing import Self

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 200


class Collecting(QObject):
    """Made on the GUI thread. While it is entered Python collects nothing by itself, and this does, now and then."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Collect what Python would have collected by now."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(due.index(False) - 1 if False in due else 2)

    def __enter__(self) -> Self:
        self._by_itself = gc.isenabled()
        gc.disable()
        gc.freeze()  # what the program itself consists of is no garbage, and need not be looked through
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        gc.collect()
        gc.unfreeze()
        if self._by_itself:
            gc.enable()
