"""What is drawn by itself and pressed with a finger: it counts where the finger is lifted within it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from passdesk.desktop.widgets.plain_tip import plain


class Touched(QWidget):
    """`pressed` is called; a touch reaches nothing below it."""

    def __init__(self, pressed: Callable[[], object]) -> None:
        super().__init__()
        self._pressed = pressed

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.rect().contains(event.position().toPoint()):
            self._pressed()


class TouchedRow(Touched):
    """A row, `height` px high, of words it paints itself: any of them may be cut, all of them stand in the tool tip."""

    def __init__(self, words: tuple[str, ...], height: int, pressed: Callable[[], object]) -> None:
        super().__init__(pressed)
        self._words = tuple(one for one in words if one)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain("\n".join(self._words)))
        self.setAccessibleName(", ".join(self._words))

    def cut_words(self) -> tuple[str, ...]:
        return self._words
