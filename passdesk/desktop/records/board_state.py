"""The board as a picture."""

from typing import Protocol

from msgspec import Struct

from passdesk.checkpoint.asides import Waiting
from passdesk.desktop.records.state import Origin, Problem
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.zone import Names as PlaceNames
from passdesk.records.crossings import Crossing
from passdesk.records.day import Day
from passdesk.records.lanes import LaneHeard


class Figures(Struct, frozen=True):
    """`inside` and `open_cases` are by this desk's register, `day` and `newest` by `origin`. `heard` and `silent` as
    on the page of who is inside; `aside`: who waits beside a lane, longest first; `since` and `until`: where the day
    begins and ends."""

    origin: Origin
    inside: int
    heard: int | None
    silent: tuple[tuple[str, int], ...]
    open_cases: int
    day: Day
    since: int
    until: int
    lanes: tuple[LaneHeard, ...]
    newest: tuple[Crossing, ...]
    classes: tuple[tuple[int, PlaceNames], ...] = ()
    aside: tuple[Waiting, ...] = ()


class BoardPicture(Struct, frozen=True):
    """`figures` None until they were read."""

    figures: Figures | None = None
    alone: bool = True
    busy: bool = False
    problem: Problem | None = None


class BoardCommands(Protocol):
    """What the page may ask for."""

    def refresh(self) -> None: ...

    def see_crossings(self, asked: CrossingFilter) -> None: ...

    def open_row(self, row: int) -> None: ...

    def see_inside(self) -> None: ...

    def see_cases(self) -> None: ...
