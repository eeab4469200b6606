"""Every field of the filter on one sheet."""

from collections.abc import Callable, Sequence
from typing import Any, get_args

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records import periods, words
from passdesk.desktop.records.state import Asked, Choices
from passdesk.desktop.widgets.controls import column, row
from passdesk.desktop.widgets.form import ChoiceField, DayField
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.domain.admission import Word
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.reasons import CODES
from passdesk.domain.zone import DIRECTIONS

_OUTCOMES = ("", "passed", "left", "turned_away", "kept_here", "abandoned", "unknown")
Choice = tuple[object, str]


class FilterForm(QWidget):
    """The fields, filled with what is asked now; `asked` is what they say."""

    def __init__(self, look: Look, asked: Asked, choices: Choices, now: int) -> None:
        super().__init__()
        self._look, self._was, self._now = look, asked, now
        chosen = asked.filter
        first, last = periods.days_of(chosen, now, look.zone)
        period = periods.period_of(chosen, now, look.zone)
        self.period = ChoiceField(look, look.tr("When"), list(periods.names(look).items()), period)
        self.first = DayField(look, look.tr("First day"), first)
        self.last = DayField(look, look.tr("Last day"), last)
        self.fields = self._choices(look, chosen, choices)
        grid = QGridLayout()
        grid.setSpacing(look.px(12))
        for number, field in enumerate(self.fields.values()):
            grid.addWidget(field, number // 2, number % 2)
        self.setLayout(column(self.period, row(self.first, self.last, spacing=look.px(12)), grid, spacing=look.px(12)))
        self.period.box.currentIndexChanged.connect(lambda _: self._show_days())
        self._show_days()

    def asked(self) -> Asked:
        zone, period = self._look.zone, self.period.value
        since, until = periods.span(period, self._now, zone) if period in periods.PERIODS else (None, None)
        if period == "days":
            since, until = periods.span_of_days(self.first.day, self.last.day, zone)
        said: dict[str, Any] = {name: field.value for name, field in self.fields.items()}
        return replace(self._was, filter=replace(self._was.filter, since=since, until=until, **said))

    def _show_days(self) -> None:
        for field in (self.first, self.last):
            field.setVisible(self.period.value == "days")

    @staticmethod
    def _choices(look: Look, chosen: CrossingFilter, choices: Choices) -> dict[str, ChoiceField]:
        every = (None, look.tr("All"))
        places: dict[str, tuple[str, Sequence[Choice]]] = {
            "line": (look.tr("Line"), [(key, look.place(names)) for key, names in choices.lines]),
            "checkpoint": (look.tr("Checkpoint"), [(key, look.place(names)) for key, names in choices.checkpoints]),
            "lane": (look.tr("Lane"), [(key, key) for key in choices.lanes]),
            "direction": (look.tr("Direction"), [(one, words.direction(look, one)) for one in DIRECTIONS]),
            "institution": (
                look.tr("Institution"),
                [(key, look.institution(names)) for key, names in choices.institutions],
            ),
            "class_number": (look.tr("Class"), [(number, look.place(names)) for number, names in choices.classes]),
            "verdict": (look.tr("Verdict"), [(one, words.verdict(look, one).words) for one in get_args(Word)]),
            "outcome": (look.tr("Outcome"), [(one, words.outcome(look, one).words) for one in _OUTCOMES]),
            "reason": (look.tr("Reason"), [(one, words.reason(look, one)) for one in CODES]),
            "officer": (look.tr("Officer"), list(choices.officers)),
            "override": (
                look.tr("Overrides"),
                [(True, look.tr("Against the verdict")), (False, look.tr("Not against the verdict"))],
            ),
        }
        made = {}
        for name, (title, each) in places.items():
            field = ChoiceField(look, title, [every, *each], getattr(chosen, name))
            field.box.setMinimumContentsLength(12)
            field.box.setSizeAdjustPolicy(field.box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            made[name] = field
        return made


class _FilterSheet(Sheet):
    """`returned`: Return was pressed in a field that has no use for it."""

    returned = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returned.emit()
        else:
            super().keyPressEvent(event)


def filter_sheet(
    look: Look, over: QWidget, asked: Asked, choices: Choices, now: int, apply: Callable[[Asked], None]
) -> Sheet:
    """The sheet, shown over `over`; `apply` hears what was asked in the end."""
    form = FilterForm(look, asked, choices, now)
    sheet = _FilterSheet(look, over, look.tr("Which crossings?"), form, width=720)

    def done() -> None:
        said = form.asked()
        sheet.close_sheet()
        apply(said)

    def every() -> None:
        sheet.close_sheet()
        apply(Asked())

    sheet.add_cancel(look.tr("Cancel"))
    sheet.add_button(look.tr("Show all"), every)
    sheet.add_button(look.tr("Show these"), done, primary=True)
    sheet.returned.connect(done)
    sheet.focus_first()
    return sheet
