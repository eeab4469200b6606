"""Which key of the keyboard does what at the gate: an act is never Enter, Escape or a digit."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from passdesk.desktop.checkpoint.acting import ActKey

Asked = ActKey | Literal["find", "leave finding"]
_ACTS: dict[int, ActKey] = {
    Qt.Key.Key_Plus: "let", Qt.Key.Key_Space: "let", Qt.Key.Key_Minus: "turn", Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down", Qt.Key.Key_Backspace: "back",
}  # fmt: skip


def is_act(event: QKeyEvent) -> bool:
    """Whether it is one of the act keys, wherever the focus is."""
    return event.key() in _ACTS


def asked_by(event: QKeyEvent, *, typing: bool) -> Asked | None:
    """What a key asks for, None for nothing. While somebody is `typing` into the find field, of the act keys only
    those of the numpad are any; with Ctrl, Alt or Meta none is."""
    if event.key() == Qt.Key.Key_F3:
        return "find"
    if typing and event.key() == Qt.Key.Key_Escape:
        return "leave finding"
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    if event.modifiers() & commands or (typing and not event.modifiers() & Qt.KeyboardModifier.KeypadModifier):
        return None
    return _ACTS.get(event.key())
