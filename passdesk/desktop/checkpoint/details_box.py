"""A box among the details of a holder, and words of the sizes they have there."""

from PySide6.QtWidgets import QFrame, QLabel

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.labels import label


def sized(look: Look, words: str, size: int, *, tone: str = "plain") -> QLabel:
    """In letters of `size` px at scale 1."""
    made = label(words, wrap=True, tone=tone)  # type: ignore[arg-type]
    made.setStyleSheet(f"font-size: {look.px(size)}px;")
    return made


class Box(QFrame):
    """A title over a few words of what is known, and a line more below them where there is more to say."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._said, self._below = sized(look, "", 18), sized(look, "", 16)
        self._said.setProperty("bold", True)
        margins = (look.px(16), look.px(8), look.px(16), look.px(8))
        self.setObjectName("card")
        said = (label(title, size="small", tone="muted"), self._said, self._below)
        self.setLayout(column(*said, None, spacing=0, margins=margins))

    def say(self, words: str, below: str) -> None:
        self._said.setText(words)
        self._below.setText(below)
        self._below.setVisible(bool(below))
