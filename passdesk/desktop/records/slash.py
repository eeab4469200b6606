"""The key that leads to a page's search field."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_slash(page: QWidget, search: Callable[[], None]) -> None:
    """A slash anywhere on the page, but in a text field, where it is a slash."""
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Slash), page)
    shortcut.activated.connect(search)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
