"""The forms over the operators: a new one, the one-time password to hand over, and what is asked before an act."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from passdesk.desktop.admin import words
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.operators_state import AddOperator, ChangeOperator, HandOver, OperatorCommands
from passdesk.desktop.admin.outside import Outside, Slip
from passdesk.desktop.admin.parts import PickField, shortened
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, row
from passdesk.desktop.widgets.form import ChoiceField, ManyField, TextField
from passdesk.desktop.widgets.labels import label
from passdesk.domain.people import ROLES


class AddForm(FormSheet):
    def __init__(self, look: Look, over: QWidget, operators: OperatorCommands, asking: AddOperator) -> None:
        self._look_of_form, self._operators = look, operators
        self.name = TextField(look, look.tr("Name they sign in with"), longest=64)
        self.roles = ManyField(look, look.tr("Roles"), [(role, words.role_meaning(look, role)) for role in ROLES])
        self.institutions = PickField(
            look, look.tr("Institutions they file for"), asking.institutions, hint=look.tr("None ticked: every one.")
        )
        self.roles.boxes["hr"].toggled.connect(self._hr)
        self.institutions.hide()
        super().__init__(
            look, over, look.tr("Add an operator"), [self.name, self.roles, self.institutions],
            do_words=look.tr("Add"), do=self._add, closed=operators.cancel,
        )  # fmt: skip
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hr(self, on: bool) -> None:
        self.institutions.setVisible(on and bool(self.institutions.list.count()))
        self.place()

    def _add(self) -> None:
        look, roles = self._look_of_form, self.roles.values
        self.name.complain("" if self.name.text else look.tr("A name is needed."))
        self.roles.complain("" if roles else look.tr("Tick at least one role."))
        if self.name.text and roles:
            kept = self.institutions.values if "hr" in roles else ()
            self._operators.add(self.name.text, roles, [key for key in kept if isinstance(key, bytes)])


class HandOverForm(FormSheet):
    """The one-time password, large. Closing the form lets go of it."""

    def __init__(
        self, look: Look, over: QWidget, operators: OperatorCommands, outside: Outside, handed: HandOver
    ) -> None:
        self._outside, self._handed, self._over_page = outside, handed, over
        first = look.tr("{name} is added.", name=handed.name) if handed.new else look.tr(
            "{name} has a new password. The one before opens nothing any more.", name=handed.name
        )  # fmt: skip
        self._next = look.tr(
            "Hand this one-time password to {name}. They choose their own when they first sign in.", name=handed.name
        )
        self.password = label(handed.password, bold=True, wrap=True)
        self.password.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.password.setStyleSheet(f"font-size: {look.px(32)}px; font-weight: bold; letter-spacing: {look.px(2)}px;")
        self.password.setAlignment(Qt.AlignmentFlag.AlignCenter)
        once = label(look.tr("It is shown this once and kept nowhere."), tone="attention", bold=True, wrap=True)
        held = QWidget()
        self._slip_title = look.tr("Passdesk: one-time password")
        self.copy = button(look, look.tr("Copy"), lambda: outside.copy(handed.password), icon="content-copy")
        self.print = button(look, look.tr("Print…"), self._print, icon="printer-outline")
        held.setLayout(row(None, self.copy, self.print, None, spacing=look.px(8)))
        super().__init__(
            look, over, look.tr("One-time password"), [label(first, wrap=True), label(self._next, wrap=True),
            self.password, once, held], do_words=look.tr("It is handed over"), do=self.close_sheet,
            closed=operators.cancel, cancel=False,
        )  # fmt: skip
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        slip = Slip(self._slip_title, (self._handed.name, self._next), self._handed.password)
        self._outside.print_slip(self._over_page, slip)


def question(look: Look, over: QWidget, operators: OperatorCommands, asking: ChangeOperator) -> FormSheet:
    """What is asked before something is done to an operator."""
    name, operator = asking.name, asking.operator
    match asking.change:
        case "disable":
            reason = ChoiceField(look, look.tr("Reason"), words.reasons(look, "left", "key_lost", "misuse", "other"))
            said = look.tr("Their acts count no more, and they can't sign in. What they did stands.")
            return FormSheet(
                look, over, look.tr("Disable {name}?", name=shortened(name)), [label(said, wrap=True), reason],
                do_words=look.tr("Disable"), do=lambda: operators.disable(operator, _text(reason.value)),
                closed=operators.cancel, danger=True,
            )  # fmt: skip
        case "renew":
            said = look.tr(
                "They get a new key and a one-time password. Their old password and their staff card open nothing any "
                "more; what they signed stands."
            )
            return FormSheet(
                look, over, look.tr("A new password for {name}?", name=shortened(name)), [label(said, wrap=True)],
                do_words=look.tr("Make a new password"), do=lambda: operators.renew(operator), closed=operators.cancel,
            )  # fmt: skip
        case "withdraw card":
            said = look.tr("The card opens nothing any more, here at once, elsewhere after an exchange.")
            return FormSheet(
                look, over, look.tr("Withdraw the staff card of {name}?", name=shortened(name)),
                [label(said, wrap=True)], do_words=look.tr("Withdraw the card"),
                do=lambda: operators.withdraw_card(operator), closed=operators.cancel, danger=True,
            )  # fmt: skip


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
