"""A card with one figure, which opens what it counts."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import CARD_RADIUS, Tone
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.labels import FitLabel, label


class FigureCard(QAbstractButton):
    """`title` above, the figure large, what it rests on below. Return and Space press it."""

    def __init__(self, look: Look, title: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        self._look, self._title = look, title
        self._figure = FitLabel(look, 36, least=20, bold=True)
        self._below = label("", size="small", tone="muted", wrap=True)
        gap = look.px(16)
        inside = column(
            label(title, size="small", tone="muted", bold=True), self._figure, self._below, None,
            spacing=look.px(2), margins=(gap, look.px(12), gap, look.px(10)),
        )  # fmt: skip
        self.setLayout(inside)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(look.px(130))
        self.clicked.connect(lambda: pressed())

    def say(self, figure: str, below: str = "", tone: Tone = "plain") -> None:
        self._figure.set_words(figure, self._look.colours.text(tone))
        self._below.setText(below)
        self.setAccessibleName(f"{self._title}: {figure}. {below}")

    @property
    def figure(self) -> str:
        return self._figure.words

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's names from here on
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        colours, width = self._look.colours, 2 if self.hasFocus() else 1
        edge = colours.accent if self.hasFocus() else colours.edge if self.underMouse() else colours.hairline
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.card))
        painter.setPen(QPen(QColor(edge), width))
        inset, radius = width / 2, self._look.px(CARD_RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()
