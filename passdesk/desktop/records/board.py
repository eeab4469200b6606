"""The board: today's figures, each from a real query, read off the GUI thread."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.checkpoint.asides import asides
from passdesk.desktop.jobs import Err, Ok, Result, Ticket
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.records import periods
from passdesk.desktop.records.board_state import BoardPicture, Figures
from passdesk.desktop.records.looking import Began, Looking
from passdesk.desktop.records.state import Asked, Problem, Tab
from passdesk.domain.crossings import CrossingFilter
from passdesk.errors import Cancelled
from passdesk.records.cases import how_many_open
from passdesk.records.crossing_pages import MOST
from passdesk.records.crossings import Crossing
from passdesk.records.day import bounds, day_of
from passdesk.records.occupancy import how_many_inside

_NEWEST = 12


class Board(QObject):
    """`pictured` whenever the picture is another. `go` shows another page, `ask` the crossings that a figure counts,
    `tell` one crossing's story."""

    pictured = Signal(object)

    def __init__(
        self, opened: OpenedDesk, looking: Looking, go: Callable[[Tab], None], ask: Callable[[Asked], None],
        tell: Callable[[Crossing], None],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._opened, self._looking, self._go, self._ask, self._tell = opened, looking, go, ask, tell
        self.picture = BoardPicture()

    def refresh(self) -> None:
        if self.picture.busy:
            return
        self._show(replace(self.picture, busy=True, problem=None))
        self._opened.line_jobs.run_long(lambda ticket: _figures(self._looking, ticket), self._came)

    def look_again(self) -> None:
        self.refresh()

    def see_crossings(self, asked: CrossingFilter) -> None:
        self._ask(Asked(asked))
        self._go("crossings")

    def open_row(self, row: int) -> None:
        figures = self.picture.figures
        if figures is not None and 0 <= row < len(figures.newest):
            self.see_crossings(CrossingFilter(since=figures.since, until=figures.until))
            self._tell(figures.newest[row])

    def see_inside(self) -> None:
        self._go("inside")

    def see_cases(self) -> None:
        self._go("cases")

    def _came(self, result: Result[Figures]) -> None:
        match result:
            case Ok(figures):
                alone = self._opened.exchanging is None
                self._show(replace(self.picture, figures=figures, alone=alone, busy=False))
            case Err(Cancelled()):
                self._show(replace(self.picture, busy=False))
            case Err(error):
                self._show(replace(self.picture, busy=False, problem=Problem.of(error)))

    def _show(self, picture: BoardPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


def _figures(looking: Looking, ticket: Ticket) -> Figures:
    policy = looking.policy()
    zone = looking.time_zone()
    since, until = bounds(periods.today(looking.now(), zone), zone)
    asked = CrossingFilter(since=since, until=until)
    began = looking.begin(asked, MOST)
    every = _every(began, asked, ticket)
    newest = list[Crossing]()
    day = day_of((one.record for one in _kept(every, newest)), zone)
    return Figures(
        origin=began.origin,
        inside=how_many_inside(looking.store),
        heard=looking.heard_until(),
        silent=looking.silent(),
        open_cases=how_many_open(looking.store),
        day=day,
        since=since,
        until=until,
        lanes=tuple(looking.lanes_of(policy)),
        newest=tuple(newest),
        classes=began.choices.classes,
        aside=asides(looking.store),
    )


def _every(began: Began, asked: CrossingFilter, ticket: Ticket) -> Iterator[Crossing]:
    page = began.page
    while True:
        ticket.tell(None)
        yield from page.rows
        if page.next is None:
            return
        page = began.pages.page(asked, page.next, MOST)


def _kept(every: Iterator[Crossing], newest: list[Crossing]) -> Iterator[Crossing]:
    """The same, and the first few of them put aside."""
    for one in every:
        if len(newest) < _NEWEST:
            newest.append(one)
        yield one
