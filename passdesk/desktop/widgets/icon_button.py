"""A button of one icon, its words in the tool tip and for screen readers."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button
from passdesk.desktop.widgets.plain_tip import plain


def icon_button(look: Look, icon: str, words: str, pressed: Callable[[], object]) -> QPushButton:
    made = button(look, "", pressed, kind="quiet", icon=icon)
    made.setAccessibleName(words)
    made.setToolTip(plain(words))
    made.setStyleSheet(f"padding: {look.px(6)}px;")
    made.setFixedSize(look.px(44), look.px(40))
    return made
