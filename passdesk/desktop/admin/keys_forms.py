"""The forms over the keys: what a new issuing key may sign, and what is asked before one is withdrawn."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from passdesk.desktop.admin import words
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.keys_state import KeyCommands, MakeKey, WantedScope, WithdrawKey
from passdesk.desktop.admin.parts import PickField, short_id
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.form import ChoiceField, DayField, TextField
from passdesk.desktop.widgets.labels import label
from passdesk.domain.zone import Policy

_DAY = 86_400
_MOST_DAYS = 3650


class MakeForm(FormSheet):
    """Without a class or an institution ticked, the key may sign for every one."""

    def __init__(
        self, look: Look, over: QWidget, keys: KeyCommands, asking: MakeKey, policy: Policy | None
    ) -> None:
        self._look_of_form, self._keys = look, keys
        known = () if policy is None else tuple(policy.classes.values())
        classes = [(one.number, f"{look.place(one.names)} · {one.code}") for one in known]
        every = look.tr("None ticked: every one.")
        self.classes = PickField(look, look.tr("Pass classes"), classes, hint=every, height=150)
        self.institutions = PickField(look, look.tr("Institutions"), asking.institutions, hint=every, height=150)
        longest = max((one.longest_s for one in known), default=365 * _DAY) // _DAY
        self.longest = TextField(look, look.tr("Longest validity of a pass, in days"), str(longest), longest=4)
        self.first = DayField(look, look.tr("May sign from"), asking.today)
        self.last = DayField(look, look.tr("May sign until the end of"), asking.today + timedelta(days=365))
        said = label(
            look.tr("The key is made on this desk and never leaves it. Passes it signed stay good after its last day."),
            wrap=True,
        )
        super().__init__(
            look, over, look.tr("Make an issuing key"),
            [said, self.first, self.last, self.longest, self.classes, self.institutions],
            do_words=look.tr("Make the key"), do=self._make, closed=keys.cancel,
        )  # fmt: skip

    def _make(self) -> None:
        look, days = self._look_of_form, self.longest.text
        good = days.isascii() and days.isdigit() and 1 <= int(days) <= _MOST_DAYS
        self.longest.complain("" if good else look.tr("A number from 1 to {n}.", n=_MOST_DAYS))
        in_order = self.first.day <= self.last.day < date(2100, 1, 1)
        self.last.complain("" if in_order else look.tr("The last day is before the first, or too far away."))
        if good and in_order:
            self._keys.make(WantedScope(
                [one for one in self.classes.values if isinstance(one, int)],
                [one for one in self.institutions.values if isinstance(one, bytes)],
                int(days), self.first.day, self.last.day,
            ))  # fmt: skip


def question(look: Look, over: QWidget, keys: KeyCommands, asking: WithdrawKey) -> FormSheet:
    reason = ChoiceField(look, look.tr("Reason"), words.reasons(look, "key_lost", "stolen", "retired", "replaced",
                                                                "other"))  # fmt: skip
    said = look.tr(
        "It signs nothing any more. Passes it signed are good only where the register knows them: desks that have not "
        "heard of a pass yet turn it away."
    )
    return FormSheet(
        look, over, look.tr("Withdraw issuing key {id}?", id=short_id(asking.issuing)),
        [label(said, wrap=True), reason], do_words=look.tr("Withdraw"),
        do=lambda: keys.withdraw(asking.issuing, str(reason.value)), closed=keys.cancel, danger=True,
    )  # fmt: skip
