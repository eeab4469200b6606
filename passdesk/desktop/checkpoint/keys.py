"""Which key of the keyboard is which act key: never Enter, Escape or a digit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from passdesk.desktop.checkpoint.acting import ActKey

_KEYS: dict[Qt.Key, ActKey] = {
    Qt.Key.Key_Plus: "let", Qt.Key.Key_Space: "let", Qt.Key.Key_Minus: "turn", Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down", Qt.Key.Key_Backspace: "back",
}  # fmt: skip


def key_of(event: QKeyEvent) -> ActKey | None:
    """The act key, or None. With Ctrl, Alt or Meta it is none."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return None if event.modifiers() & commands else _KEYS.get(Qt.Key(event.key()))
