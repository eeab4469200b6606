"""The keyboard of a program that never heard of scanners: the control that has to fail."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from passdesk.desktop.keyboard import code_of


class Trusting(QObject):
    """Takes every key for a person's: act keys count as they come, Enter and Tab confirm whoever is shown and end what
    was typed, as in any form."""

    def __init__(
        self, app: QGuiApplication, human: Callable[[QKeyEvent], bool], enter: Callable[[], None],
        typed: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._human, self._enter, self._typed, self._text = human, enter, typed, ""
        app.focusWindowChanged.connect(self._stand_before)
        self._stand_before(app.focusWindow())

    def _stand_before(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if not (isinstance(watched, QWindow) and isinstance(event, QKeyEvent)):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if code_of(event) in ("enter", "tab"):
            self._enter()
            text, self._text = self._text, ""
            if text:
                self._typed(text)
            return True
        self._text += event.text()
        return self._human(event)
