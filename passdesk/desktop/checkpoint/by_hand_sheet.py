"""Why no pass was read of somebody the officer found: asked before anything is recorded."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from passdesk.checkpoint.by_hand import NO_PASS_READ, NoPassRead
from passdesk.desktop.checkpoint.found_list import found_words
from passdesk.desktop.checkpoint.gate_sheet import GateSheet
from passdesk.desktop.checkpoint.state import Found
from passdesk.desktop.hand_words import hand_words
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, clear, column, row
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.photo import Photo
from passdesk.domain.attachments import Names

_ROWS = 3


class Asking(Struct, frozen=True):
    """Who was chosen, and the reason the arrow keys are at."""

    person: Found
    why: NoPassRead = "no_phone"


class ByHandCommands(Protocol):
    def say_why(self, why: NoPassRead) -> None: ...

    def record(self) -> None: ...

    def forget(self) -> None: ...


class ByHandSheet(GateSheet):
    """Beside the verdict. No key presses its buttons: the gate hears them all."""

    def __init__(self, look: Look, over: QWidget, commands: ByHandCommands, closed: Callable[[], object]) -> None:
        body, self._commands = QWidget(), commands
        self._reasons = QGridLayout()
        self._reasons.setSpacing(look.px(6))
        self._who: QVBoxLayout = column(spacing=look.px(2))
        self._photo = Photo(look, 72, 92)
        self._photo.setFixedSize(look.px(72), look.px(92))
        who = row(self._photo, self._who, spacing=look.px(16))
        who.setStretch(1, 1)
        body.setLayout(column(who, self._reasons, spacing=look.px(12)))
        says = look.tr("Nothing is recorded yet. The verdict comes next: compare the document, then decide.")
        title = look.tr("Why was no pass read?")
        super().__init__(look, over, title, body, says, width=540, closed=closed, aside=True)
        self.offer(look.tr("Back"), commands.forget)
        self.offer(look.tr("Record by hand") + "   +", commands.record, primary=True)

    def paint(self, asking: Asking) -> None:
        look, one = self._look, asking.person
        self._photo.show_picture(one.photo, words=look.tr("Photo of the holder"))
        clear(self._who)
        names = look.names_in_order(Names(one.latin, one.chinese)) or (look.tr("Name has not come yet"),)
        for name in names:
            called = label(name, size="head", wrap=True)
            self._who.addWidget(called)
            called.show()  # the layout would do it when the loop comes round, and until then counts it for nothing
        word, tone = found_words(look, one)
        below = (look.institution(one.institution), one.short_number)
        state = label(word, bold=True, tone=tone)
        told = label("  ·  ".join(part for part in below if part), tone="muted", wrap=True)
        held = row(state, told, spacing=look.px(12))
        held.setStretch(1, 1)
        self._who.addLayout(held)
        state.show()
        told.show()
        self._who.addStretch(1)
        clear(self._reasons)
        for place, why in enumerate(NO_PASS_READ):
            made = self._reason(why, chosen=why == asking.why)
            self._reasons.addWidget(made, place % _ROWS, place // _ROWS)
            made.show()  # not before it stands in the sheet: it would be a window of its own, and take the focus
            if why == asking.why:
                self.reveal(made)
        self.fit()

    def _reason(self, why: NoPassRead, *, chosen: bool) -> QPushButton:
        words = hand_words(self._look, why)
        made = button(
            self._look, words, lambda: self._commands.say_why(why), kind="primary" if chosen else "plain", touch=True
        )
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made
