"""The preferences, one widget wherever they are shown. Every choice holds at once and is kept."""

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QButtonGroup, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.preferences.cameras import CameraPart
from passdesk.desktop.preferences.devices import ScannerPart, SoundPart, printers
from passdesk.desktop.preferences.screens import ScreensPart
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.settings import APPEARANCES, SCALES, Settings
from passdesk.desktop.theme import LANGUAGES
from passdesk.desktop.widgets.controls import card, chip, column, row
from passdesk.desktop.widgets.form import ChoiceField, Field
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.wording import LANGUAGE_NAMES

Changed = Callable[[Settings], object]


class PreferencesPanel(QWidget):
    """`changed` hears the settings after each choice. Made anew with each change of language, theme or size, as every
    page is. `scanned` takes a text while the scanner is being tried, so that it counts as no presentation."""

    def __init__(
        self, look: Look, settings: Settings, changed: Changed, *, tools: PreferencesTools | None = None
    ) -> None:
        super().__init__()
        self._look, self._settings, self._changed = look, settings, changed
        tools = tools or PreferencesTools()
        self._scanner = ScannerPart(look, settings, self._choose, tools)
        self._camera = CameraPart(look, settings, self._choose, tools)
        parts = (self._screen(), ScreensPart(look, settings, self._choose, tools), self._camera, self._scanner,
                 SoundPart(look, settings, self._choose, tools), self._printing())  # fmt: skip
        self.setLayout(column(*(_boxed(look, one) for one in parts), None, spacing=look.px(12)))

    def scanned(self, text: str) -> bool:
        """Whether the text was for the test of the scanner."""
        return self._scanner.scanned(text)

    def _choose(self, **changes: Any) -> None:
        settings = replace(self._settings, **changes)
        if settings != self._settings:
            self._settings = settings
            self._changed(settings)

    def _screen(self) -> QWidget:
        look, settings, tr = self._look, self._settings, self._look.tr
        looks = {"light": tr("Light"), "dark": tr("Dark"), "system": tr("As the system")}
        language = self._chips(tr("Language"), "language", [(one, LANGUAGE_NAMES[one]) for one in LANGUAGES],
                               settings.language)  # fmt: skip
        theme = self._chips(tr("Appearance"), "appearance", [(one, looks[one]) for one in APPEARANCES],
                            settings.appearance)  # fmt: skip
        size = self._chips(tr("Text size"), "scale", [(one, f"{one:.0%}") for one in SCALES], settings.scale)
        return _titled(look, tr("Screen"), language, theme, size)

    def _printing(self) -> QWidget:
        look, tr = self._look, self._look.tr
        names = printers()
        choices = [("", tr("The system's default printer")), *((name, name) for name in names)]
        if self._settings.printer and self._settings.printer not in names:
            choices.append((self._settings.printer, tr("{name}, not there now", name=self._settings.printer)))
        hint = "" if names else tr("No printer is set up on this machine.")
        field = ChoiceField(look, tr("Printer"), choices, self._settings.printer, hint=hint)
        field.box.activated.connect(lambda _: self._choose(printer=str(field.value)))
        return _titled(look, tr("Printing"), field)

    def _chips(self, name: str, setting: str, choices: list[tuple[Any, str]], chosen: object) -> Field:
        group = QButtonGroup(self)
        made = []
        for value, words in choices:
            one = chip(self._look, words, partial(self._choose, **{setting: value}), checked=value == chosen)
            one.setMinimumHeight(self._look.px(36))
            one.setAccessibleName(f"{name}: {words}")
            one.setObjectName(f"{setting} {value}")  # the same in every language
            group.addButton(one)
            made.append(one)
        held = QWidget()
        held.setLayout(row(*made, None, spacing=self._look.px(8)))
        return Field(self._look, name, held)


def _titled(look: Look, title: str, *parts: QWidget) -> QWidget:
    held = QWidget()
    held.setLayout(column(label(title, bold=True), *parts, spacing=look.px(10)))
    return held


def _boxed(look: Look, part: QWidget) -> QWidget:
    gap = look.px(16)
    return card(column(part, margins=(gap, gap, gap, gap)))
