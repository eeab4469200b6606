"""What lies over a page as a part of the window: it gives the focus back when it goes."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class Overlaid(QWidget):
    """Covers `over`, and hears of its events, from `lie_over` until `give_way`; `closed` hears of that."""

    def __init__(self, over: QWidget, closed: Callable[[], object]) -> None:
        super().__init__(over)
        self._over, self._closed = over, closed
        self._before: QWidget | None = over.window().focusWidget()

    def place(self) -> None:
        """Lay it out over all there is."""

    def lie_over(self) -> None:
        self._over.installEventFilter(self)
        self.place()
        self.show()
        self.raise_()

    def give_way(self) -> None:
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._closed()
