"""Return presses the button that has the focus, on pages where no scanner's Return could mean a decision."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget


def pressed_by_return(event: QKeyEvent, within: QWidget) -> bool:
    """Whether this key was Return on a button within the window of `within`; then it is pressed."""
    focused = within.window().focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(focused, QPushButton):
        return False
    if focused.isEnabled():
        focused.click()
    return True


class PressedByReturn(QWidget):
    """Return presses whichever button within has the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not pressed_by_return(event, self):
            super().keyPressEvent(event)
