"""Which key of the keyboard does what at the gate: an act is never Enter, Escape or a digit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from passdesk.desktop.checkpoint.acting import ActKey

_ACTS: dict[int, ActKey] = {
    Qt.Key.Key_Plus: "let", Qt.Key.Key_Space: "let", Qt.Key.Key_Minus: "turn", Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down", Qt.Key.Key_Backspace: "back",
}  # fmt: skip


def is_act(event: QKeyEvent) -> bool:
    """Whether it is one of the act keys, wherever the focus is."""
    return event.key() in _ACTS


def asked_by(event: QKeyEvent, *, typing: bool) -> ActKey | None:
    """What a key asks for, None for nothing. While somebody is `typing` into the find field, of the act keys only
    those of the numpad are any; with Ctrl, Alt or Meta none is."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    if event.modifiers() & commands or (typing and not event.modifiers() & Qt.KeyboardModifier.KeypadModifier):
        return None
    return _ACTS.get(event.key())
