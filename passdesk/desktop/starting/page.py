"""What stands between the start and an open desk, in words, each with what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.starting.state import Stage, StartCommands, StartPicture
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import button, card, column, note, return_presses, row, scrolled, surface
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.language_choice import language_choice

_ICONS: dict[Stage, tuple[str, Tone]] = {
    "passphrase": ("lock-outline", "accent"), "held": ("application-outline", "attention"),
    "unfinished": ("progress-wrench", "attention"), "trouble": ("alert-octagon-outline", "refuse"),
}  # fmt: skip


class StartPage(QWidget):
    def __init__(self, look: Look, start: StartCommands, picture: StartPicture) -> None:
        super().__init__()
        self._look, self._start = look, start
        self._passphrase: TextField | None = None
        self._buttons: list[QPushButton] = []
        gap = look.px(32)
        parts = self._opening(picture) if picture.stage == "opening" else self._stopped(picture)
        held = card(column(*parts, spacing=look.px(14), margins=(gap, gap, gap, gap)))
        held.setMaximumWidth(look.px(620))
        held.setMinimumWidth(min(look.px(560), 940))
        around, spoken = row(None, held, None), language_choice(look, start.speak)
        inside = surface(column(None, around, None, spoken, margins=(gap,) * 4))
        area = scrolled(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(area))
        return_presses(self)
        self._focus()

    def paint(self, picture: StartPicture) -> None:
        for one in self._buttons:
            one.setEnabled(not picture.busy)

    def _opening(self, picture: StartPicture) -> list[QWidget]:
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        words = self._look.tr("The desk is being opened and its register brought up to its log.")
        return [
            label(self._look.tr("Opening the desk …"), size="head"), bar, label(words, wrap=True),
            label(picture.folder, size="small", tone="muted", wrap=True),
        ]  # fmt: skip

    def _stopped(self, picture: StartPicture) -> list[QWidget]:
        look = self._look
        icon, tone = _ICONS.get(picture.stage, ("information-outline", "plain"))
        mark = QLabel()
        mark.setPixmap(look.icon(icon, look.colours.text(tone)).pixmap(look.px(44), look.px(44)))
        parts: list[QWidget] = [mark, label(self._title(picture.stage), size="head", wrap=True)]
        if picture.stage == "passphrase":
            return parts + self._asking(picture)
        parts.append(label(look.said(picture.happened), wrap=True))
        if picture.pid is not None:
            parts.append(label(look.tr("It is process {pid} of this machine.", pid=picture.pid), wrap=True))
        said = look.said(picture.kept, picture.remedy)
        if said:
            parts.append(note(look, said, "plain"))
        parts.append(label(picture.folder, size="small", tone="muted", wrap=True))
        if picture.stage == "unfinished":
            parts.append(self._button(look.tr("Set it aside and begin again"), self._start.set_aside, primary=True))
        parts.append(self._button(look.tr("Try again"), self._start.try_again, primary=picture.stage != "unfinished"))
        return parts

    def _asking(self, picture: StartPicture) -> list[QWidget]:
        look = self._look
        self._passphrase = TextField(look, look.tr("Passphrase of this desk"), secret=True, longest=1024)
        self._passphrase.edit.returnPressed.connect(self._give)
        words = look.tr("This desk's files are encrypted. The passphrase it was set up with opens them; it is not the "
                        "password of anybody who signs in.")  # fmt: skip
        parts: list[QWidget] = [label(words, wrap=True), self._passphrase]
        if picture.happened:
            self._passphrase.complain(look.tr("This does not open the desk. Type it again; watch caps lock."))
        lost = look.tr("Lost? The zone's recovery key opens it too: passdesk recover.")
        open_it = self._button(look.tr("Open the desk"), self._give, primary=True)
        return [*parts, open_it, label(lost, size="small", tone="muted", wrap=True),
                label(picture.folder, size="small", tone="muted", wrap=True)]  # fmt: skip

    def _title(self, stage: Stage) -> str:
        tr = self._look.tr
        match stage:
            case "passphrase":
                return tr("Passphrase needed")
            case "held":
                return tr("This desk is open already")
            case "unfinished":
                return tr("A desk that was not finished")
            case _:
                return tr("The desk can't be opened")

    def _button(self, words: str, pressed: Callable[[], object], *, primary: bool) -> QPushButton:
        made = button(self._look, words, pressed, kind="primary" if primary else "plain", touch=True)
        self._buttons.append(made)
        return made

    def _give(self) -> None:
        if self._passphrase is not None and self._passphrase.raw:
            self._start.give_passphrase(self._passphrase.raw)

    def _focus(self) -> None:
        first = self._passphrase or (self._buttons[0] if self._buttons else None)
        if first is not None:
            self.setFocusProxy(first)
