"""A strip across a page: words in a tone, and buttons; gone where there is nothing to say."""

from PySide6.QtWidgets import QFrame, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import row
from passdesk.desktop.widgets.labels import label, restyle


class Strip(QFrame):
    """`say` shows it, `say("")` takes it away. `parts`: what stands at its end."""

    def __init__(self, look: Look, *parts: QWidget) -> None:
        super().__init__()
        self.setObjectName("note")
        self._words = label("", wrap=True)
        margins = (look.px(14), look.px(6), look.px(10), look.px(6))
        layout = row(self._words, *parts, spacing=look.px(12), margins=margins)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, words: str, tone: Tone = "plain") -> None:
        self._words.setText(words)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)
        self.setVisible(bool(words))
