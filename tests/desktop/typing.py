"""Keys as the window system hands them over: to the window, before anything in it."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

SUFFIXES: dict[str, tuple[Qt.Key, ...]] = {
    "none": (), "CR": (Qt.Key.Key_Return,), "LF": (Qt.Key.Key_Enter,), "CRLF": (Qt.Key.Key_Return, Qt.Key.Key_Enter),
    "Tab": (Qt.Key.Key_Tab,),
}  # fmt: skip
_TEXTS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}


class Typist:
    """Types into a window; `at` is the time its keys carry, in ms."""

    def __init__(self, window: QWindow, at: int = 1_000_000) -> None:
        self.window, self.at = window, at

    def type(self, text: str, *, pace: int) -> None:
        """Characters `pace` ms apart."""
        for character in text:
            self.at += pace
            self.press(Qt.Key(ord(character.upper())), character)

    def press(
        self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text or _TEXTS.get(key, ""))
            event.setTimestamp(self.at)
            QCoreApplication.sendEvent(self.window, event)

    def scan(self, text: str, suffix: str = "CR", *, pace: int = 5) -> None:
        """As a hand-held scanner types."""
        self.type(text, pace=pace)
        for key in SUFFIXES[suffix]:
            self.at += pace
            self.press(key)
        self.at += 2000
