"""Above the table: finding a person, the filters most asked for, and what is asked now as chips to take off."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records import periods
from passdesk.desktop.records.crossings_state import CrossingCommands, CrossingsPicture
from passdesk.desktop.records.filter_sheet import filter_sheet
from passdesk.desktop.records.filter_words import Chip, chips, without
from passdesk.desktop.records.finder import Finder
from passdesk.desktop.records.state import FoundPerson
from passdesk.desktop.widgets.controls import button, chip, clear, column, row
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.desktop.widgets.wrapping import Wrapping


class FilterBar(QWidget):
    """`over`: the page that sheets and the list of found people lie over. `export` is pressed at its end."""

    def __init__(self, look: Look, over: QWidget, commands: CrossingCommands, export: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._over, self._commands = look, over, commands
        self._picture = CrossingsPicture()
        self._said: tuple[Chip, ...] = ()
        self.finder = Finder(look, over, commands.find_person, self._of_person)
        self.finder.setMinimumWidth(look.px(220))
        self.quick = {
            "today": chip(look, look.tr("Today"), lambda: self._toggle_period("today")),
            "week": chip(look, look.tr("Last 7 days"), lambda: self._toggle_period("week")),
            "refuse": chip(look, look.tr("Refused"), lambda: self._toggle(verdict="refuse")),
            "attention": chip(look, look.tr("Attention"), lambda: self._toggle(verdict="attention")),
            "override": chip(look, look.tr("Overrides"), lambda: self._toggle(override=True)),
        }
        self.more = button(look, look.tr("Filters…"), self.open_sheet, icon="filter-variant")
        self.export = button(look, look.tr("Export…"), export, kind="primary", icon="tray-arrow-down")
        quick = QWidget()
        quick.setLayout(Wrapping(self.quick.values(), look.px(6)))
        first = row(self.finder, quick, self.more, self.export, spacing=look.px(10))
        first.setStretch(0, 3)
        first.setStretch(1, 4)
        first.setAlignment(quick, Qt.AlignmentFlag.AlignVCenter)
        self._chips = Wrapping(spacing=look.px(6))
        self._held = QWidget()
        self._held.setLayout(self._chips)
        self.setLayout(column(first, self._held, spacing=look.px(8)))

    def paint(self, picture: CrossingsPicture) -> None:
        self._picture = picture
        self.finder.show_found(picture.finding)
        chosen, now = picture.asked.filter, self._commands.now()
        period = periods.period_of(chosen, now, self._look.zone)
        checked = {period, chosen.verdict, "override" if chosen.override else None}
        for name, each in self.quick.items():
            each.setChecked(name in checked)
        said = tuple(chips(self._look, picture.asked, picture.choices, now))
        if said != self._said:
            self._say(said)
        self._held.setVisible(bool(said))

    def open_sheet(self) -> Sheet:
        picture = self._picture
        return filter_sheet(
            self._look, self._over, picture.asked, picture.choices, self._commands.now(), self._commands.ask
        )

    @property
    def chips(self) -> list[QPushButton]:
        """What is asked, as it stands there."""
        found = [self._chips.itemAt(at) for at in range(self._chips.count())]
        return [one.widget() for one in found if one is not None]  # type: ignore[misc]

    def _say(self, said: tuple[Chip, ...]) -> None:
        self._said, had_focus = said, any(one.hasFocus() for one in self.chips)
        clear(self._chips)
        for one in said:
            made = button(self._look, one.words, lambda one=one: self._take_off(one), kind="chip", icon="close")  # type: ignore[misc]
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setToolTip(self._look.tr("Take this filter off"))
            made.setAccessibleName(self._look.tr("Take off: {filter}", filter=one.words))
            self._chips.addWidget(made)
        if had_focus:
            self.more.setFocus()

    def _take_off(self, one: Chip) -> None:
        self._commands.ask(without(self._picture.asked, one.fields))

    def _of_person(self, found: FoundPerson) -> None:
        asked = self._picture.asked
        chosen = replace(asked.filter, person=found.person)
        self._commands.ask(replace(asked, filter=chosen, person=found.names))

    def _toggle(self, **wanted: Any) -> None:
        asked = self._picture.asked
        held = {name: getattr(asked.filter, name) for name in wanted}
        changed = dict.fromkeys(wanted) if held == wanted else wanted
        self._commands.ask(replace(asked, filter=replace(asked.filter, **changed)))

    def _toggle_period(self, period: periods.Period) -> None:
        asked, now = self._picture.asked, self._commands.now()
        held = periods.period_of(asked.filter, now, self._look.zone) == period
        since, until = (None, None) if held else periods.span(period, now, self._look.zone)
        self._commands.ask(replace(asked, filter=replace(asked.filter, since=since, until=until)))
