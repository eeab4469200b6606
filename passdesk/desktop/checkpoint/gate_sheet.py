"""A sheet of the gate: no key presses its buttons, and it is always as high as what it shows."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import note
from passdesk.desktop.widgets.sheet import Sheet

ROOMY = 540
"""From this height (px at scale 1) on a page has room for a word of explanation."""


class GateSheet(Sheet):
    """`says`: what explains it, where there is room."""

    _note: QWidget | None = None

    def __init__(
        self, look: Look, over: QWidget, title: str, body: QWidget, says: str, *, width: int,
        closed: Callable[[], object], aside: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(look, over, title, body, width=width, closed=closed, aside=aside)
        self._note = note(look, says, "accent", size="small")
        self.below.addWidget(self._note)

    def offer(self, words: str, pressed: Callable[[], object], *, primary: bool = False) -> QWidget:
        """A button for a finger; it never has the focus."""
        made = self.add_button(words, pressed, primary=primary)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMinimumHeight(self._look.px(48))
        return made

    def place(self) -> None:
        if self._note is not None:
            self._note.setVisible(self._over.height() >= self._look.px(ROOMY))
        super().place()
        inner = min(self._width, self.width() - 2 * self._look.px(24)) - 2 * self._look.px(20)
        if self.body.hasHeightForWidth():
            self.body.setMinimumHeight(self.body.heightForWidth(inner))  # it is scrolled, and never squeezed
