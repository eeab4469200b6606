"""An export under way: how far it is, a button to stop it, and what became of it."""

from PySide6.QtWidgets import QProgressBar

from passdesk.desktop.look import Look
from passdesk.desktop.records.crossings_state import CrossingCommands
from passdesk.desktop.records.origin_words import export_words
from passdesk.desktop.records.state import ExportPicture
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import button
from passdesk.desktop.widgets.strip import Strip

_TONES: dict[str, Tone] = {
    "running": "accent", "stopping": "accent", "done": "admit", "stopped": "attention", "failed": "refuse",
}  # fmt: skip


class ExportStrip(Strip):
    def __init__(self, look: Look, commands: CrossingCommands) -> None:
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(look.px(140))
        self.stop = button(look, look.tr("Stop export"), commands.cancel_export)
        self.good = button(look, look.tr("OK"), commands.forget_export, kind="quiet")
        super().__init__(look, self.bar, self.stop, self.good)
        self._look = look

    def paint(self, export: ExportPicture | None) -> None:
        running = export is not None and export.under_way
        had_focus = self.stop.hasFocus()
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        self.good.setVisible(not running)
        self.say(*(("", "plain") if export is None else (export_words(self._look, export), _TONES[export.state])))
        if had_focus and not running:
            self.good.setFocus()
