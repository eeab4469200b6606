"""Hand-held scanners, by keyboard and by serial port, sounds, and printers."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QLayout, QSlider, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.settings import Settings
from passdesk.desktop.widgets.controls import button, column, note, row
from passdesk.desktop.widgets.form import ChoiceField, Field
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.wrapping import Wrapping


class ScannerPart(QWidget):
    """While the scanner is tried, what it reads is shown here and goes nowhere else."""

    def __init__(
        self, look: Look, settings: Settings, choose: Callable[..., object], tools: PreferencesTools
    ) -> None:
        super().__init__()
        self._look, tr = look, look.tr
        self._trying = False
        ports = [(port.device, f"{port.device} · {port.words}") for port in tools.find_ports()]
        choices = [("", tr("None")), *ports]
        if settings.serial_port and settings.serial_port not in dict(ports):
            choices.append((settings.serial_port, tr("{name}, not there now", name=settings.serial_port)))
        self._port = ChoiceField(look, tr("Serial port of a scanner"), choices, settings.serial_port)
        self._port.box.activated.connect(lambda _: choose(serial_port=str(self._port.value)))
        words = tr("A scanner that types like a keyboard needs no setting: it is heard wherever the focus is.")
        self._try = button(look, tr("Try the scanner"), self._turn, icon="barcode-scan")
        self._read = note(look, "", "accent")
        self._words = self._read.findChild(type(label("")))
        self._read.hide()
        self.setLayout(column(label(tr("Hand-held scanner"), bold=True), label(words, tone="muted", wrap=True),
                              self._port, row(self._try, None), self._read, spacing=look.px(10)))  # fmt: skip

    def scanned(self, text: str) -> bool:
        if not self._trying:
            return False
        count = self._look.count(len(text), "{n} character", "{n} characters")
        self._say(self._look.tr("Read: {count}. Nothing was recorded. Scan again, or end the trial.", count=count))
        return True

    def _turn(self) -> None:
        self._trying = not self._trying
        tr = self._look.tr
        self._try.setText(tr("End the trial") if self._trying else tr("Try the scanner"))
        self._say(tr("Scan any code now. While the trial goes on, no code counts at the gate."))
        self._read.setVisible(self._trying)

    def _say(self, words: str) -> None:
        if self._words is not None:
            self._words.setText(words)


class SoundPart(QWidget):
    def __init__(
        self, look: Look, settings: Settings, choose: Callable[..., object], tools: PreferencesTools
    ) -> None:
        super().__init__()
        tr = look.tr
        self._on = QCheckBox(tr("Sounds: one for each verdict"))
        self._on.setChecked(settings.sounds)
        self._on.toggled.connect(lambda on: choose(sounds=on))
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._volume.setRange(0, 100)
        self._volume.setPageStep(10)
        self._volume.setValue(settings.volume)
        self._volume.setEnabled(settings.sounds)
        self._volume.setMinimumHeight(look.px(36))
        self._volume.setTracking(False)  # one change when it is let go, not one a pixel
        self._volume.valueChanged.connect(lambda value: choose(volume=value))
        parts: list[QWidget | QLayout] = [self._on, Field(look, tr("Volume"), self._volume)]
        if tools.play is not None:
            words = tr("Try each of them: they can be told apart without looking. At 0 there is none.")
            parts += [label(words, size="small", tone="muted", wrap=True), self._trials(look, tools.play)]
        self.setLayout(column(label(tr("Sounds"), bold=True), *parts, spacing=look.px(10)))

    def _trials(self, look: Look, play: Callable[[str, int], object]) -> Wrapping:
        def trial(name: str, words: str) -> QWidget:
            made = button(look, words, lambda: play(name, self._volume.value()), icon="volume-high")
            made.setObjectName(f"sound {name}")
            return made

        return Wrapping([trial(*one) for one in sound_words(look)], look.px(8))


def sound_words(look: Look) -> tuple[tuple[str, str], ...]:
    """Every sound, and what it says."""
    tr = look.tr
    return (
        ("admit", tr("Admitted|sound")), ("check", tr("Check|sound")), ("attention", tr("Attention|sound")),
        ("hold", tr("Hold|sound")), ("refuse", tr("Refused|sound")), ("turned", tr("Turned away|sound")),
        ("aside", tr("Set aside|sound")), ("not-recorded", tr("Not recorded|sound")),
        ("evacuation", tr("Evacuation|sound")),
    )  # fmt: skip


def printers() -> list[str]:
    """The names of the system's printers."""
    return sorted(QPrinterInfo.availablePrinterNames())
