"""Questions before something is stopped for good or for now: why, and, to erase, the name typed whole."""

from PySide6.QtWidgets import QPushButton

from passdesk.desktop.issuing import words
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.sheets.body import Body
from passdesk.desktop.issuing.state import EraseSheet, IssuingPicture, ReasonSheet
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.form import ChoiceField, TextField
from passdesk.desktop.widgets.labels import label, name_label
from passdesk.desktop.widgets.sheet import Sheet


class ReasonBody(Body):
    wide = 480

    def __init__(self, look: Look, parts: Parts, sheet: ReasonSheet) -> None:
        super().__init__(look, parts)
        self._sheet = sheet
        self.title, told, self._verb = _asked(look, sheet)
        choices = [(code, words.reason(look, code)) for code in words.REASONS]
        hint = look.tr("A short code: it stays in the journal for good.")
        self.reason = ChoiceField(look, look.tr("Reason"), choices, hint=hint)
        actions = [("refuse", look.tr("Stop at every gate")), ("attention", look.tr("Look closer at every gate"))]
        self.action = ChoiceField(look, look.tr("What a gate does"), actions)
        self.setLayout(
            column(name_label(sheet.name, bold=True), label(told, wrap=True), self.action, self.reason, None,
                   spacing=look.px(12))
        )  # fmt: skip
        self.action.setVisible(sheet.doing == "watch")
        self.reason.setVisible(sheet.doing != "replace")
        self.first = self.action if sheet.doing == "watch" else self.reason
        self._go: QPushButton | None = None

    def add_to(self, sheet: Sheet) -> None:
        sheet.add_cancel(self.look.tr("Cancel"))
        safe = self._sheet.doing == "replace"
        self._go = sheet.add_button(self._verb, self._answer, primary=safe, danger=not safe)
        if safe:
            self.first = self._go

    def paint(self, picture: IssuingPicture) -> None:
        if self._go is not None:
            self._go.setEnabled(not picture.busy)

    def _answer(self) -> None:
        reason = None if self._sheet.doing == "replace" else str(self.reason.value)
        self.parts.acts.answer(reason, str(self.action.value))


class EraseBody(Body):
    wide = 480

    def __init__(self, look: Look, parts: Parts, sheet: EraseSheet) -> None:
        super().__init__(look, parts)
        self.title = look.tr("Erase this person for good?")
        told = look.tr(
            "Names, documents, photos and notes are deleted here and at every desk. The crossings stay, without a "
            "name. Nobody can bring them back."
        )
        self.typed = TextField(look, look.tr("Type the name to confirm"))
        self.typed.edit.textChanged.connect(lambda _: self._follow())
        self.typed.edit.returnPressed.connect(self._erase)
        self._name = sheet.name
        self.setLayout(
            column(name_label(sheet.name, bold=True), label(told, wrap=True), self.typed, None,
                   spacing=look.px(12))
        )  # fmt: skip
        self.first = self.typed
        self._go: QPushButton | None = None
        self._busy = False

    def add_to(self, sheet: Sheet) -> None:
        sheet.add_cancel(self.look.tr("Cancel"))
        self._go = sheet.add_button(self.look.tr("Erase for good"), self._erase, danger=True)
        self._follow()

    def paint(self, picture: IssuingPicture) -> None:
        self._busy = picture.busy
        self._follow()

    def _follow(self) -> None:
        if self._go is not None:
            typed = " ".join(self.typed.text.split()) == " ".join(self._name.split())
            self._go.setEnabled(typed and not self._busy)

    def _erase(self) -> None:
        self.parts.acts.erase(self.typed.text)


def _asked(look: Look, sheet: ReasonSheet) -> tuple[str, str, str]:
    """The title, what it will do, and the word on the button."""
    match sheet.doing:
        case "suspend":
            return (look.tr("Suspend this pass?"), look.tr("Every gate refuses it until it is resumed."),
                    look.tr("Suspend"))  # fmt: skip
        case "revoke":
            return (look.tr("Revoke this pass?"), look.tr("It is never good again. A new one can be issued."),
                    look.tr("Revoke"))  # fmt: skip
        case "withdraw":
            return (look.tr("Withdraw this filing?"), look.tr("Its passes are refused from then on, for good."),
                    look.tr("Withdraw"))  # fmt: skip
        case "suspend_person":
            return (look.tr("Suspend this person?"), look.tr("Every pass of theirs is refused until they are resumed."),
                    look.tr("Suspend"))  # fmt: skip
        case "suspend_institution":
            return (look.tr("Suspend this institution?"),
                    look.tr("Every pass of its people is refused until it is resumed."),
                    look.tr("Suspend"))  # fmt: skip
        case "watch":
            return (look.tr("Put this person on the watchlist?"),
                    look.tr("Gates learn only what to do, never the reason."), look.tr("Put on the list"))  # fmt: skip
        case _:
            return (look.tr("Replace this pass?"),
                    look.tr("A new pass is issued on the same filing; the old one is refused from then on."),
                    look.tr("Replace"))  # fmt: skip
