"""Putting right who is inside, on a sheet: one person, or everybody who is shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records.inside_state import InsideCommands, InsidePicture
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label, name_label
from passdesk.desktop.widgets.sheet import Sheet

LONGEST_REASON = 40
"""What the journal takes for a reason; it is kept for good, so no name belongs in it."""


class RightSheet(Sheet):
    """For the person in the row `picture.righting`; `every`: for all who are shown."""

    def __init__(
        self, look: Look, over: QWidget, picture: InsidePicture, commands: InsideCommands, closed: Callable[[], None]
    ) -> None:
        self._commands = commands
        at = picture.righting or 0
        one = picture.shown[at]
        name = " ".join(look.names_in_order(one.names)) if one.names is not None else ""
        self.every = QCheckBox(look.count(len(picture.shown), "All {n} that is shown", "All {n} that are shown"))
        self.every.setMinimumHeight(look.px(40))
        self.every.setVisible(False)
        self.reason = TextField(
            look, look.tr("Reason"), longest=LONGEST_REASON, hint=look.tr("A few words, kept for good: no names."),
        )  # fmt: skip
        self._wrong = label("", tone="refuse", wrap=True)
        told = label(look.tr("You have looked: the register has them inside, and they are out."), wrap=True)
        inside = QWidget()
        inside.setLayout(
            column(name_label(name or look.tr("Not known"), bold=True), told, self.every, self.reason, self._wrong,
                   spacing=look.px(12))
        )  # fmt: skip
        super().__init__(look, over, look.tr("Put right who is inside"), inside, closed=closed)
        self.add_cancel(look.tr("Back"))
        self._do = self.add_button(look.tr("They are out"), self._say, primary=True)
        self.every.setVisible(len(picture.shown) > 1)
        self.reason.edit.returnPressed.connect(self._say)
        self.reason.setFocus()

    def paint(self, picture: InsidePicture) -> None:
        self._do.setEnabled(not picture.busy)
        self._wrong.setText(self._look.said(*picture.wrong.parts) if picture.wrong is not None else "")
        self._wrong.setVisible(picture.wrong is not None)
        self.fit()

    def _say(self) -> None:
        self._commands.put_outside(self.reason.text, every=self.every.isChecked())
