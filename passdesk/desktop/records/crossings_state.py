"""The page of crossings as a picture."""

from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from passdesk.desktop.records.state import (
    Asked,
    Choices,
    ExportPicture,
    FilterCommands,
    Finding,
    Origin,
    Problem,
)
from passdesk.domain.register import Mark
from passdesk.records.crossings import Crossing
from passdesk.records.story import Story


class StoryPicture(Struct, frozen=True):
    """The story of the crossing `mark`; neither story nor problem while it is being read."""

    mark: Mark
    story: Story | None = None
    problem: Problem | None = None


class CrossingsPicture(Struct, frozen=True):
    """`turn`: which reading the rows are of; those of one turn only get longer. `goes_on`: there are more below.
    `newer`: there are newer ones than the first row. `chosen`: the row one stands on."""

    asked: Asked = field(default_factory=Asked)
    choices: Choices = field(default_factory=Choices)
    turn: int = 0
    rows: tuple[Crossing, ...] = ()
    goes_on: bool = False
    busy: bool = False
    newer: bool = False
    origin: Origin | None = None
    problem: Problem | None = None
    chosen: Mark | None = None
    finding: Finding = field(default_factory=Finding)
    story: StoryPicture | None = None
    export: ExportPicture | None = None


class CrossingCommands(FilterCommands, Protocol):
    """What the page may ask for."""

    def refresh(self) -> None: ...

    def fetch_more(self) -> None: ...

    def stand_on(self, row: int) -> None: ...

    def open_row(self, row: int) -> None: ...

    def close_story(self) -> None: ...

    def export_to(self, path: Path) -> None: ...

    def cancel_export(self) -> None: ...

    def forget_export(self) -> None: ...
