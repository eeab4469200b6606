"""A large button with a picture, a title and what it does: one of a few ways to go on."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column, row
from passdesk.desktop.widgets.labels import label


class ChoiceCard(QPushButton):
    """As high as its words need at the width it is given."""

    def __init__(self, look: Look, icon: str, title: str, words: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        self._look = look
        self.setProperty("kind", "plain")
        self.setAutoDefault(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: pressed())
        mark = QLabel()
        mark.setPixmap(look.icon(icon, look.colours.accent).pixmap(look.px(36), look.px(36)))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = label(words, tone="muted", wrap=True)
        inside = column(label(title, size="head", wrap=True), told, spacing=look.px(4))
        gap = look.px(18)
        layout = row(mark, inside, spacing=look.px(18), margins=(gap, gap, gap, gap))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        for one in self.findChildren(QLabel):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(560), self._needed(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._look.px(240), self._needed(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.setFixedHeight(self._needed(event.size().width()))

    def _needed(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0
