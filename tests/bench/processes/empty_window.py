"""Bare Qt: an empty window as large as the program's. Says `ready` once it is painted."""

import os

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, ready)


def ready() -> None:
    os.write(1, b"ready")
    os._exit(0)


if __name__ == "__main__":
    app = QApplication([])
    window = Empty()
    window.resize(1366, 768)
    window.show()
    app.exec()
