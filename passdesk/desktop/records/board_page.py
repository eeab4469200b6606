"""The board: five figures, the day by hour, the lanes, the newest crossings."""

from PySide6.QtWidgets import QFrame, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records.board_state import BoardCommands, BoardPicture, Figures
from passdesk.desktop.records.crossing_table import STRETCH, WIDTHS, CrossingsModel
from passdesk.desktop.records.figure_card import FigureCard
from passdesk.desktop.records.hour_bars import HourBars
from passdesk.desktop.records.inside_page import heard_words, silent_words
from passdesk.desktop.records.lane_table import STRETCH as LANE_STRETCH
from passdesk.desktop.records.lane_table import WIDTHS as LANE_WIDTHS
from passdesk.desktop.records.lane_table import LanesModel
from passdesk.desktop.records.origin_words import badge_words, strip_words
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import button, card, column, row, scrolled, surface
from passdesk.desktop.widgets.labels import badge, label
from passdesk.desktop.widgets.strip import Strip
from passdesk.desktop.widgets.table import ROW_HEIGHT, Table, paint_ground
from passdesk.domain.crossings import CrossingFilter

_HEADER = 40
_MOST_ASIDE = 4


class BoardPage(QWidget):
    def __init__(self, look: Look, commands: BoardCommands) -> None:
        super().__init__()
        self._look, self._commands = look, commands
        self._figures: Figures | None = None
        self.cards = {
            "inside": FigureCard(look, look.tr("In the park"), commands.see_inside),
            "entries": FigureCard(look, look.tr("Entries today"), lambda: self._see(direction="entry")),
            "attention": FigureCard(look, look.tr("Attention today"), lambda: self._see(verdict="attention")),
            "refused": FigureCard(look, look.tr("Refused today"), lambda: self._see(verdict="refuse")),
            "cases": FigureCard(look, look.tr("Open cases"), commands.see_cases),
        }
        self.strip, self.aside = Strip(look), Strip(look)
        self.trouble = Strip(look, button(look, look.tr("Try again"), commands.refresh))
        self.bars, self._rests, self._origin = (
            HourBars(look),
            label("", size="small", tone="muted", wrap=True),
            badge(""),
        )
        self.lanes, self.newest = LanesModel(look, self), CrossingsModel(look, lambda: None, self)
        self.newest_table = self._table(self.newest, WIDTHS, STRETCH, look.tr("Newest crossings today"))
        self.newest_table.opened.connect(commands.open_row)
        lanes = self._table(self.lanes, LANE_WIDTHS, LANE_STRETCH, look.tr("Lanes"))
        lanes.setMinimumHeight(look.px(180))
        gap = look.px(20)
        middle = row(self._hours(), card(column(lanes, margins=(1, look.px(6), 1, look.px(6)))), spacing=look.px(14))
        middle.setStretch(0, 3)
        middle.setStretch(1, 2)
        figures = row(*self.cards.values(), spacing=look.px(14))
        for at in range(len(self.cards)):
            figures.setStretch(at, 1)
        self._none = label(look.tr("No crossings today."), tone="muted")
        held = card(column(self.newest_table, row(None, self._none, None), margins=(1, look.px(6), 1, look.px(10))))
        foot = row(self._rests, self._origin, spacing=look.px(12))
        foot.setStretch(0, 1)
        whole = column(
            self.strip, self.aside, self.trouble, figures, middle, held, foot,
            spacing=look.px(14), margins=(gap, look.px(16), gap, look.px(10)),
        )  # fmt: skip
        whole.setStretch(5, 1)
        self.setLayout(column(scrolled(surface(whole))))

    def paint(self, picture: BoardPicture) -> None:
        look, figures = self._look, picture.figures
        self.trouble.say(self._look.said(*picture.problem.parts) if picture.problem is not None else "", "refuse")
        for each in self.cards.values():
            each.setEnabled(figures is not None)
        if figures is None:
            for each in self.cards.values():
                each.say("…")
            return
        self.strip.say(strip_words(look, figures.origin) or silent_words(look, figures.silent), "attention")
        self.aside.say(aside_words(look, figures), "accent")
        self._say_figures(figures)
        if figures is not self._figures:
            self._figures = figures
            self.bars.show_hours(figures.day.hours)
            self.lanes.show_figures(figures)
            self.newest.name_classes(figures.classes)
            self.newest.show_rows(figures.newest, figures.origin.at, goes_on=False)
            self.newest_table.setMinimumHeight(look.px(_HEADER + ROW_HEIGHT * min(3, len(figures.newest))))
            self._none.setVisible(not figures.newest)
        self._rests.setText(
            look.tr("In the park, lanes, cases: {heard}",
                    heard=heard_words(look, figures.origin.at, figures.heard, alone=picture.alone))
        )  # fmt: skip
        self._origin.setText(badge_words(look, figures.origin))

    def focus_first(self) -> None:
        self.cards["inside"].setFocus()

    def _say_figures(self, figures: Figures) -> None:
        look, day = self._look, figures.day
        silent = look.count(len(figures.silent), "{n} lane silent", "{n} lanes silent") if figures.silent else ""
        self.cards["inside"].say(f"{figures.inside:,}", silent or look.tr("as heard here"))
        exits = look.count(day.exits, "{n} exit", "{n} exits")
        more = "" if day.whole else "+"
        self.cards["entries"].say(f"{day.entries:,}{more}", exits + more)
        refused: Tone = "refuse" if day.refused else "plain"
        attention: Tone = "attention" if day.attention else "plain"
        waiting: Tone = "attention" if figures.open_cases else "plain"
        self.cards["attention"].say(f"{day.attention:,}{more}", look.tr("by verdict"), attention)
        self.cards["refused"].say(f"{day.refused:,}{more}", look.tr("by verdict"), refused)
        self.cards["cases"].say(f"{figures.open_cases:,}", look.tr("to explain or close"), waiting)

    def _hours(self) -> QFrame:
        look = self._look
        keys = row(
            label(look.tr("Crossings by hour, today"), bold=True, tone="muted", size="small"), look.px(10),
            label("■", size="small", tone="accent"), label(look.tr("Entry|direction"), size="small", tone="muted"),
            label("■", size="small", tone="muted"), label(look.tr("Exit|direction"), size="small", tone="muted"), None,
            spacing=look.px(6),
        )  # fmt: skip
        gap = look.px(16)
        return card(column(keys, self.bars, spacing=look.px(4), margins=(gap, look.px(12), gap, look.px(8))))

    def _table(self, model: CrossingsModel | LanesModel, widths: tuple[int, ...], stretch: int, name: str) -> Table:
        made = Table(self._look)
        made.setModel(model)
        made.set_widths(widths, stretch)
        made.setAccessibleName(name)
        paint_ground(made, self._look)
        return made

    def _see(self, direction: str | None = None, verdict: str | None = None) -> None:
        if self._figures is not None:
            since, until = self._figures.since, self._figures.until
            self._commands.see_crossings(CrossingFilter(since=since, until=until, direction=direction, verdict=verdict))


def aside_words(look: Look, figures: Figures) -> str:
    """Who waits beside a lane, and for how long."""
    said = []
    for one in figures.aside[:_MOST_ASIDE]:
        names = look.names_in_order(one.names)
        name = names[0] if names else look.tr("Not known")
        minutes = one.minutes(figures.origin.at)
        said.append(look.tr("{name} ({lane}, {n} min)", name=name, lane=one.lane, n=minutes))
    if len(figures.aside) > _MOST_ASIDE:
        said.append(look.tr("{n} more", n=len(figures.aside) - _MOST_ASIDE))
    return look.tr("Set aside: {people}", people=look.listed(said)) if said else ""
