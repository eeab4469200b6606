"""What a page shows where there is nothing yet: what this is, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column, row, surface
from passdesk.desktop.widgets.labels import label


def empty(look: Look, icon: str, title: str, next_step: str, action: QPushButton | None = None) -> QWidget:
    picture = QLabel()
    picture.setPixmap(look.icon(icon, look.colours.edge).pixmap(look.px(56), look.px(56)))
    said = [picture, label(title, size="head"), label(next_step, tone="muted", wrap=True)]
    for one in said:
        one.setAlignment(Qt.AlignmentFlag.AlignCenter)
    parts = [*said, row(None, action, None)] if action is not None else said
    made = surface(column(None, *parts, None, spacing=look.px(12), margins=(look.px(32),) * 4))
    made.setObjectName("")
    return made
