"""The form that paper is typed into: the sheet and the day stay, who, which way and when begin anew with each row."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from passdesk.checkpoint.paper import LONGEST_SHEET
from passdesk.desktop.checkpoint.find_field import FindField
from passdesk.desktop.checkpoint.found_list import FoundRow
from passdesk.desktop.checkpoint.gate_sheet import GateSheet
from passdesk.desktop.checkpoint.state import Finding, Found
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import clear, column, note, row
from passdesk.desktop.widgets.form import ChoiceField, DayField, Field, TextField
from passdesk.desktop.widgets.labels import label
from passdesk.domain.movements import Direction

_MOST, _ROWS_TOLD = 3, 4


class RowTyped(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def direction(self) -> Direction: ...
    @property
    def when(self) -> int: ...
    @property
    def again(self) -> bool: ...


class WhatIsTyped(Protocol):
    """See `paper_typing.Typing`."""

    @property
    def sheet(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def direction(self) -> Direction: ...
    @property
    def hour(self) -> str: ...
    @property
    def finding(self) -> Finding: ...
    @property
    def rows(self) -> Sequence[RowTyped]: ...
    @property
    def missing(self) -> str: ...
    @property
    def failed(self) -> tuple[str, ...]: ...
    @property
    def busy(self) -> bool: ...


class PaperCommands(Protocol):
    def find(self, text: str) -> None: ...
    def choose(self, one: Found) -> None: ...
    def change(self, **changes: object) -> None: ...
    def record(self) -> None: ...
    def leave(self) -> None: ...


class PaperForm(GateSheet):
    """Nothing in it is pressed by Enter: the gate hears the keys, and takes + as the next row."""

    def __init__(
        self, look: Look, over: QWidget, commands: PaperCommands, typing: WhatIsTyped, closed: Callable[[], object]
    ) -> None:
        body, self._commands = QWidget(), commands
        self._paper = TextField(look, look.tr("Sheet"), typing.sheet, longest=LONGEST_SHEET)
        self._day = DayField(look, look.tr("Day"), typing.day)
        self._find = FindField(look)
        self._find.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._who = Field(look, look.tr("Who"), self._find)
        ways = (("entry", look.tr("Entry|direction")), ("exit", look.tr("Exit|direction")))
        self._way = ChoiceField(look, look.tr("Direction"), ways, typing.direction)
        self._hour = TextField(look, look.tr("Time"), typing.hour, longest=8, placeholder="08:40")
        self._found: QVBoxLayout = column(spacing=0)
        self._told: QVBoxLayout = column(spacing=look.px(2))
        parts = row(self._paper, self._day, self._hour, self._way, spacing=look.px(12))
        for field in (self._paper, self._day, self._hour, self._way):
            parts.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        body.setLayout(column(parts, self._who, self._found, self._told, spacing=look.px(10)))
        says = look.tr("Each row is signed by you, dated as on the paper, and marked as paper wherever it is told.")
        super().__init__(look, over, look.tr("Crossings from paper"), body, says, width=640, closed=closed)
        self.offer(look.tr("Done"), commands.leave)
        self._next = self.offer(look.tr("Record this row") + "   +", commands.record, primary=True)
        self._find.textEdited.connect(commands.find)
        self._paper.edit.textEdited.connect(lambda words: commands.change(sheet=words.strip()))
        self._day.edit.dateChanged.connect(lambda _: commands.change(day=self._day.day))
        self._way.box.currentIndexChanged.connect(lambda _: commands.change(direction=self._way.value))
        self._hour.edit.textEdited.connect(lambda words: commands.change(hour=words))
        self.paint(typing)
        (self._find if typing.sheet else self._paper.edit).setFocus()

    @property
    def composing(self) -> bool:
        """Whether an input method is at work."""
        return self._find.composing

    @property
    def finding(self) -> bool:
        """Whether somebody is typing who it was."""
        return self._find.hasFocus()

    def begin(self) -> None:
        """The next row."""
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def paint(self, typing: WhatIsTyped) -> None:
        for edit, text in ((self._find, typing.finding.text), (self._hour.edit, typing.hour)):
            if edit.text() != text:
                edit.setText(text)
        look = self._look
        self._who.complain(look.tr("Say who it was.") if typing.missing == "who" else "")
        self._hour.complain(look.tr("Write the time as 08:40.") if typing.missing == "hour" else "")
        self._next.setEnabled(not typing.busy)
        self._paint_found(typing.finding)
        self._paint_told(typing)
        self.fit()

    def _paint_found(self, finding: Finding) -> None:
        look, found = self._look, finding.found or ()
        first = max(0, min(finding.chosen, len(found) - _MOST))
        clear(self._found)
        for place, one in enumerate(found[first : first + _MOST], start=first):
            made = FoundRow(look, one, lambda one=one: self._commands.choose(one))  # type: ignore[misc]
            made.choose(chosen=place == finding.chosen)
            _put(self._found, made)
        if finding.found == ():
            _put(self._found, label(look.tr("Nobody found"), tone="attention"))

    def _paint_told(self, typing: WhatIsTyped) -> None:
        look = self._look
        clear(self._told)
        if typing.failed:
            _put(self._told, note(look, look.said(*typing.failed), "refuse"))
        if typing.rows:
            count = sum(not one.again for one in typing.rows)
            _put(self._told, label(look.count(count, "{n} row recorded", "{n} rows recorded"), bold=True))
        for one in typing.rows[:_ROWS_TOLD]:
            way = look.tr("Entry|direction") if one.direction == "entry" else look.tr("Exit|direction")
            again = look.tr("typed in before") if one.again else ""
            parts = (one.name, way, f"{look.day(one.when)} {look.hour(one.when)}", again)
            _put(self._told, label("  ·  ".join(part for part in parts if part), size="small", tone="muted"))


def _put(layout: QVBoxLayout, made: QWidget) -> None:
    """Shown at once: the layout would do it when the loop comes round, and until then counts it for nothing."""
    layout.addWidget(made)
    made.show()
