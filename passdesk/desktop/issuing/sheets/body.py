"""What every sheet here gives: a title, its body, its buttons, and how it follows the picture."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.state import IssuingPicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet


def rename(button: QPushButton, words: str) -> None:
    """Other words on a button, also for who hears them read."""
    if button.text() != words:
        button.setText(words)
        button.setAccessibleName(words)


class Body(QWidget):
    """`title` over it, at most `wide` px. `add_to` adds the buttons, `paint` follows the picture, `first` has the
    focus at the beginning, `left` is told when the sheet is closed."""

    wide = 560

    def __init__(self, look: Look, parts: Parts) -> None:
        super().__init__()
        self.look, self.parts = look, parts
        self.title = ""
        self.first: QWidget | None = None
        self.sheet: Sheet | None = None

    def add_to(self, sheet: Sheet) -> None:
        """Called once."""

    def paint(self, picture: IssuingPicture) -> None:
        """The sheet's part of the picture is another."""

    def left(self) -> None:
        """Closed, or another sheet came in its place."""

    def fit(self) -> None:
        """The body has another height: once what was added is shown."""
        if self.sheet is not None:
            QTimer.singleShot(0, self.sheet, self.sheet.place)
