"""Where the gate finds people: a line to type into, also with an input method."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit

from passdesk.desktop.look import Look

LONGEST = 200


class FindField(QLineEdit):
    """`composing`: an input method is at work on a character, and the keys are its own."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.composing = False
        self.setPlaceholderText(look.tr("Name, institution, short number"))
        self.setAccessibleName(look.tr("Find"))
        self.setMaxLength(LONGEST)
        self.setMinimumHeight(look.px(44))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
