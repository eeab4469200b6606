"""The red banner above every page while the area is being emptied."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QPushButton

from passdesk.desktop.look import Look
from passdesk.desktop.mustering.alarm import Alarm
from passdesk.desktop.mustering.words import alarm_words
from passdesk.desktop.theme import BANDS
from passdesk.desktop.widgets.controls import button, row
from passdesk.desktop.widgets.labels import FitLabel

_HIGH = 54


class Banner(QFrame):
    """Gone while there is no evacuation. `muster` opens the assembly point; `end`, of whoever may, ends it."""

    def __init__(
        self, look: Look, alarm: Alarm, now: Callable[[], int], muster: Callable[[], object],
        end: Callable[[], object] | None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._alarm, self._now = look, alarm, now
        self.setObjectName("alarm")
        self.setStyleSheet(f"QFrame#alarm {{ background: {BANDS['refuse']}; border: none; }}")
        self.words = FitLabel(look, 22, least=14, bold=True, colour="#ffffff")
        parts = [self._button(look.tr("Assembly point"), muster, "account-group-outline")]
        if end is not None:
            parts.append(self._button(look.tr("End it …"), end, "check-circle"))
        margins = (look.px(20), look.px(6), look.px(12), look.px(6))
        layout = row(self.words, *parts, spacing=look.px(12), margins=margins)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFixedHeight(look.px(_HIGH))
        alarm.changed.connect(self.paint)
        self.paint()

    def paint(self) -> None:
        held = self._alarm.held
        if held is not None and held.active:
            self.words.set_words(alarm_words(self._look, held, self._now()))
        self.setVisible(held is not None and held.active)

    def _button(self, words: str, pressed: Callable[[], object], icon: str) -> QPushButton:
        made = button(self._look, words, pressed)
        made.setIcon(self._look.icon(icon, "#ffffff"))
        made.setIconSize(QSize(self._look.icon_px, self._look.icon_px))
        made.setAutoDefault(True)
        made.setStyleSheet(
            "QPushButton { background: transparent; color: #ffffff; border: 2px solid #ffffff; }"
            "QPushButton:hover, QPushButton:focus { background: rgba(255, 255, 255, 60); }"
        )
        return made
