"""What the foot of the window says: each thing that is well with a quiet dot, what is not in words and colour."""

from msgspec import Struct
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import clear, row
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.plain_tip import plain


class Light(Struct, frozen=True):
    """One thing and how it is: `tone` admit, attention or refuse; `detail` for the tool tip."""

    words: str
    tone: Tone = "admit"
    detail: str = ""


class Dot(QWidget):
    """A tick for what is well, a triangle for what is not: a shape beside the colour."""

    def __init__(self, look: Look, tone: Tone) -> None:
        super().__init__()
        names: dict[Tone, str] = {"admit": "check-circle", "attention": "alert", "refuse": "close-octagon"}
        side = look.px(14)
        self._icon = look.icon(names.get(tone, "circle-small"), QColor(look.colours.text(tone)).name())
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


class Lights(QWidget):
    """A row of lights."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._layout: QHBoxLayout = row(None, spacing=look.px(22))
        self.setLayout(self._layout)

    def show_lights(self, lights: tuple[Light, ...]) -> None:
        clear(self._layout)
        for one in lights:
            tone: Tone | str = "muted" if one.tone in ("admit", "plain") else one.tone
            words = label(one.words, size="small", tone=tone, bold=tone != "muted")  # type: ignore[arg-type]
            holder = QWidget()
            holder.setLayout(row(Dot(self._look, one.tone), words, spacing=self._look.px(6)))
            holder.setToolTip(plain(one.detail))
            self._layout.addWidget(holder)
        self._layout.addStretch(1)
