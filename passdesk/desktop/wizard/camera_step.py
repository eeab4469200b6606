"""The steps that look at a code: an invitation to a zone, and the test scan at the end."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.camera_view import CameraView
from passdesk.desktop.widgets.controls import button, clear, column, note, row
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.wizard.plain_steps import Body
from passdesk.desktop.wizard.state import Made, Read, WizardCommands, WizardPicture
from passdesk.desktop.wizard.tools import PageTools
from passdesk.sync.invitations import is_invitation

_CAMERAS, _SIZE = 6, (1280, 720)


class CameraPlace(QWidget):
    """A camera that is looked through when asked for; another one at each press of the second button."""

    def __init__(
        self, look: Look, tools: PageTools, seen: Callable[[str, int], object], *beside: QPushButton
    ) -> None:
        super().__init__()
        self._look, self._tools, self._seen = look, tools, seen
        self._number = 0
        self.view: CameraView | None = None
        self._place: QVBoxLayout = column()
        self._use = button(look, look.tr("Use the camera"), self.open, icon="camera-outline", touch=True)
        self._other = button(look, look.tr("Another camera"), self._another)
        self._other.hide()
        self.setLayout(column(self._place, row(self._use, self._other, *beside, None), spacing=look.px(8)))

    def open(self) -> None:
        clear(self._place)
        number, open_camera = self._number, self._tools.open_camera
        self.view = CameraView(self._look, lambda: open_camera(number, _SIZE), self._tools.clock)
        self.view.seen.connect(self._seen)
        self.view.setFixedHeight(self._look.px(220))
        self._place.addWidget(self.view)
        self.view.start()
        self._use.hide()
        self._other.show()

    def _another(self) -> None:
        self._number = (self._number + 1) % _CAMERAS
        self.open()


class InvitationStep(Body):
    def __init__(self, look: Look, wizard: WizardCommands, picture: WizardPicture, tools: PageTools) -> None:
        super().__init__()
        self._look, self._wizard = look, wizard
        self.title, tr = look.tr("Join a zone"), look.tr
        answers = picture.answers
        self._code = TextField(look, tr("Printed code"), answers.code, longest=400,
                               hint=tr("Eleven groups of four letters and digits. It is used once."),
                               placeholder="7K3M-9QFW-2HTD-…")  # fmt: skip
        self._server = TextField(look, tr("Server's address"), answers.server, longest=300,
                                 placeholder="https://server.example:8443")  # fmt: skip
        self._code.edit.textEdited.connect(self._typed)
        self._server.edit.textEdited.connect(lambda text: wizard.answer(server=text))
        self._server.edit.returnPressed.connect(wizard.go_on)
        self._code.edit.returnPressed.connect(self._server.setFocus)
        self.fields = {"code": self._code, "server": self._server}
        self.first = self._code
        self._invited = note(look, tr("The invitation was read. Go on."), "admit")
        words = tr("An enrolment was cut off here. Give the same code again: the server knows this desk by it.")
        self._resuming = note(look, words, "accent")
        ways = tr("Or show the invitation's QR code to a hand-held scanner or the camera, or open its file.")
        camera = CameraPlace(look, tools, wizard.seen, self._file())
        self.setLayout(column(self._resuming, self._invited, self._code, self._server,
                              label(ways, tone="muted", wrap=True), camera, spacing=look.px(12)))  # fmt: skip

    def paint(self, picture: WizardPicture) -> None:
        self._resuming.setVisible(picture.resuming)
        self._invited.setVisible(picture.invited)
        for field, text in ((self._code, picture.answers.code), (self._server, picture.answers.server)):
            if field.text != text.strip():
                field.edit.setText(text)
        self.complain(self._look, picture)

    def _file(self) -> QPushButton:
        return button(self._look, self._look.tr("Open an invitation's file …"), self._wizard.open_invitation,
                      icon="file-outline", touch=True)  # fmt: skip

    def _typed(self, text: str) -> None:
        """A whole invitation that is pasted where the code goes is an invitation."""
        self._wizard.answer(code=text)
        if is_invitation(text):
            self._wizard.invite(text)


class ScanStep(Body):
    def __init__(self, look: Look, wizard: WizardCommands, picture: WizardPicture, tools: PageTools) -> None:
        super().__init__()
        self._look, tr = look, look.tr
        self.title = tr("The desk is ready. Try a scan")
        parts: list[QWidget] = [label(words, wrap=True) for words in _told(look, picture.made)]
        if picture.made is not None and picture.made.offline:
            words = tr("The zone's root and recovery keys are in {file}. Take this file off this machine now, and keep "
                       "two copies.", file=picture.made.offline)  # fmt: skip
            parts.append(note(look, words, "attention"))
        asked = tr("Show any QR code to the hand-held scanner or the camera, or type something. Nothing is recorded; "
                   "you can do this another time.")  # fmt: skip
        self._typed = TextField(look, tr("Or type, then press Return"), longest=4000)
        self._typed.edit.returnPressed.connect(lambda: wizard.typed(self._typed.raw))
        self.first = self._typed
        self._read = note(look, "", "admit")
        self._words = self._read.findChild(type(label("")))
        parts += [label(asked, tone="muted", wrap=True), self._read, CameraPlace(look, tools, wizard.seen), self._typed]
        self.setLayout(column(*parts, spacing=look.px(12)))

    def paint(self, picture: WizardPicture) -> None:
        self._read.setVisible(picture.read is not None)
        if picture.read is not None and self._words is not None:
            self._words.setText(read_words(self._look, picture.read))


def read_words(look: Look, read: Read) -> str:
    """That a code was read, by what, and how fast."""
    by = {"camera": look.tr("the camera"), "scanner": look.tr("the scanner"), "typed": look.tr("the keyboard")}[read.by]
    count = look.count(read.characters, "{n} character", "{n} characters")
    if read.ms is None:
        return look.tr("Read by {by}: {count}. Nothing was recorded.", by=by, count=count)
    ms = f"{read.ms:.0f}" if read.ms >= 1 else "< 1"
    return look.tr("Read by {by} in {ms} ms: {count}. Nothing was recorded.", by=by, ms=ms, count=count)


def _told(look: Look, made: Made | None) -> list[str]:
    if made is None:
        return []
    words = [look.tr("Desk {name} of zone {zone}.", name=made.name, zone=made.zone)]
    if not made.exchanged:
        words.append(look.tr("The server went away before the first exchange: this desk knows nobody yet. It fetches "
                             "what it needs as soon as the server answers."))  # fmt: skip
    return words
