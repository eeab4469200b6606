"""A PIN pad for gloves: large keys on the screen, and the digits and Enter of any keyboard."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from passdesk.credential.staff_card import LONGEST_PIN, SHORTEST_PIN
from passdesk.desktop.keyboard import TYPED_INTO
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, column, row
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.plain_tip import plain

_KEY, _WIDE = 64, 84
_DOT, _EMPTY = "●", "○"


class PinPad(QWidget):
    """`entered` hears the PIN once it is confirmed. What was typed is never shown, only how many digits it has."""

    def __init__(self, look: Look, entered: Callable[[str], object]) -> None:
        super().__init__()
        self._look, self._entered = look, entered
        self._digits = ""
        self._heard = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(TYPED_INTO, True)
        self.setAccessibleName(look.tr("PIN pad"))
        self._dots = label(_EMPTY * SHORTEST_PIN, size="head", tone="accent")
        self._dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._keys: list[QPushButton] = []
        grid = QGridLayout()
        grid.setSpacing(look.px(8))
        for place, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit, partial(self._press, digit)), place // 3, place % 3)
        rub = self._key("", self._rub_out, icon="backspace-outline", named=look.tr("Rub out a digit"))
        self._ok = self._key("", self._confirm, icon="check-bold", named=look.tr("Confirm the PIN"), primary=True)
        for at, one in enumerate((rub, self._key("0", lambda: self._press("0")), self._ok)):
            grid.addWidget(one, 3, at)
        self.setLayout(column(self._dots, row(None, grid, None), spacing=look.px(10)))
        self._paint()

    @property
    def count(self) -> int:
        """How many digits were typed."""
        return len(self._digits)

    def clear(self) -> None:
        self._digits = ""
        self._paint()

    def let(self, enabled: bool) -> None:
        """Whether keys are heard; digits typed before stay, and so does the focus."""
        self._heard = enabled
        for one in self._keys:
            one.setEnabled(enabled)
        self._paint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        text = event.text()
        if len(text) == 1 and text.isdecimal():
            self._press(str(int(text)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._rub_out()
        else:
            super().keyPressEvent(event)

    def _press(self, digit: str) -> None:
        if self._heard and len(self._digits) < LONGEST_PIN:
            self._digits += digit
            self._paint()

    def _rub_out(self) -> None:
        if self._heard:
            self._digits = self._digits[:-1]
            self._paint()

    def _confirm(self) -> None:
        if len(self._digits) >= SHORTEST_PIN and self._heard:
            digits, self._digits = self._digits, ""
            self._paint()
            self._entered(digits)

    def _key(
        self, words: str, pressed: Callable[[], object], *, icon: str = "", named: str = "", primary: bool = False
    ) -> QPushButton:
        made = button(self._look, words, pressed, icon=icon, kind="primary" if primary else "plain")
        made.setFixedSize(self._look.px(_WIDE), self._look.px(_KEY))
        made.setFont(self._look.font(24, bold=True))
        made.setStyleSheet(f"font-size: {self._look.px(24)}px; padding: 0;")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if named:
            made.setAccessibleName(named)
            made.setToolTip(plain(named))
        self._keys.append(made)
        return made

    def _paint(self) -> None:
        count = len(self._digits)
        self._dots.setText("  ".join(_DOT * count + _EMPTY * (SHORTEST_PIN - count)))
        self._dots.setAccessibleName(self._look.count(count, "{n} digit typed", "{n} digits typed"))
        self._ok.setEnabled(count >= SHORTEST_PIN and self._heard)
