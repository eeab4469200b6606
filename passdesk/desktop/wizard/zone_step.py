"""A zone of one's own: its policy, who administers it, and the file that is to be taken away."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, column, note, row
from passdesk.desktop.widgets.form import Field, TextField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.wizard.plain_steps import Body
from passdesk.desktop.wizard.state import WizardCommands, WizardPicture


class ZoneStep(Body):
    def __init__(self, look: Look, wizard: WizardCommands, picture: WizardPicture) -> None:
        super().__init__()
        self._look, self._wizard = look, wizard
        self.title = look.tr("A zone of its own")
        answers, tr = picture.answers, look.tr
        self._policy = label("", wrap=True, bold=True)
        choosing = row(self._policy, button(look, tr("Use the sample"), wizard.use_sample),
                       button(look, tr("Choose a file …"), wizard.open_policy, icon="file-outline"))  # fmt: skip
        held = QWidget()
        choosing.setStretch(0, 1)
        held.setLayout(choosing)
        policy = Field(look, tr("Policy: the zone's areas, lines, lanes and kinds of pass"), held)
        name = self._field(tr("Name of this desk"), answers.name, lambda text: wizard.answer(name=text), longest=64)
        admin = self._field(tr("Who administers the zone"), answers.administrator,
                            lambda text: wizard.answer(administrator=text), longest=64)  # fmt: skip
        first = self._field(tr("Their password"), answers.password, lambda text: wizard.answer(password=text),
                            secret=True)  # fmt: skip
        second = self._field(tr("The same again"), answers.again, lambda text: wizard.answer(again=text), secret=True)
        offline = self._field(tr("The zone's root and recovery keys are written to"), answers.offline,
                              lambda text: wizard.answer(offline=text), longest=1000)  # fmt: skip
        self._offline = offline
        other = button(look, tr("Another place …"), wizard.place_offline, icon="folder-outline")
        place = row(offline, column(look.px(22), other, None))
        place.setStretch(0, 1)
        why = tr("Take this file off the machine and keep two copies: whoever has it can open every desk of the zone, "
                 "and without it a lost passphrase is lost for good. A USB stick is a good place.")  # fmt: skip
        self.fields = {"name": name, "administrator": admin, "password": first, "again": second, "offline": offline,
                       "policy": policy}  # fmt: skip
        self.first = name
        offline.edit.returnPressed.connect(wizard.go_on)
        wide = look.px(16)
        self.setLayout(column(policy, _beside(name, admin, wide), _beside(first, second, wide), place,
                              note(look, why, "attention", size="small"), spacing=look.px(12)))  # fmt: skip

    def paint(self, picture: WizardPicture) -> None:
        answers, tr = picture.answers, self._look.tr
        self._policy.setText(
            tr("The sample, {name}: one office, one door", name=answers.policy_name) if answers.sample
            else answers.policy_name
        )  # fmt: skip
        if self._offline.text != answers.offline.strip():
            self._offline.edit.setText(answers.offline)
        self.complain(self._look, picture)

    def _field(
        self, name: str, text: str, edited: Callable[[str], object], *, secret: bool = False, longest: int = 200
    ) -> TextField:
        made = TextField(self._look, name, text, secret=secret, longest=longest)
        made.edit.textEdited.connect(edited)
        return made


def _beside(one: QWidget, other: QWidget, apart: int) -> QHBoxLayout:
    """Two fields whose names stand on one line, whatever is said below either."""
    made = row(one, other, spacing=apart)
    for each in (one, other):
        made.setAlignment(each, Qt.AlignmentFlag.AlignTop)
    return made
