"""The records workspace as pictures, and what their pages may ask for."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct, field
from PySide6.QtWidgets import QWidget

from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.zone import Names as PlaceNames
from passdesk.errors import PassdeskError

Tab = Literal["now", "crossings", "inside", "cases"]
Source = Literal["server", "own"]
ChooseFile = Callable[[QWidget, str], Path | None]
"""Asks where to write a file that is called so for now; None: nowhere after all."""
OpenPerson = Callable[[bytes, Names | None], None]
"""Shows the crossings of somebody."""


class Problem(Struct, frozen=True):
    """An error in words."""

    happened: str
    kept: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, error: PassdeskError) -> "Problem":
        return cls(error.happened, error.kept, error.remedy)

    @property
    def parts(self) -> tuple[str, ...]:
        return self.happened, self.kept, self.remedy


class Origin(Struct, frozen=True):
    """Where rows came from, and when they were read (µs UTC). `unreached`: why the server was not the one."""

    source: Source
    at: int
    unreached: Problem | None = None


class Choices(Struct, frozen=True):
    """What a filter can name: ids with their names, as policy and register have them here."""

    lines: tuple[tuple[str, PlaceNames], ...] = ()
    checkpoints: tuple[tuple[str, PlaceNames], ...] = ()
    lanes: tuple[str, ...] = ()
    classes: tuple[tuple[int, PlaceNames], ...] = ()
    institutions: tuple[tuple[bytes, Names], ...] = ()
    officers: tuple[tuple[bytes, str], ...] = ()


class FoundPerson(Struct, frozen=True):
    """Somebody whose name fits what was typed."""

    person: bytes
    names: Names
    institutions: tuple[Names, ...] = ()


class Finding(Struct, frozen=True):
    """People found for `text`; `people` None while they are looked for."""

    text: str = ""
    people: tuple[FoundPerson, ...] | None = ()


class ExportPicture(Struct, frozen=True):
    """An export to `path`: how many rows were written, and how it ended. "stopping": asked to, and not yet heard."""

    path: Path
    rows: int = 0
    state: Literal["running", "stopping", "done", "stopped", "failed"] = "running"
    source: Source = "own"
    problem: Problem | None = None

    @property
    def under_way(self) -> bool:
        return self.state in ("running", "stopping")


class Asked(Struct, frozen=True):
    """A filter, with the name of the person it names."""

    filter: CrossingFilter = field(default_factory=CrossingFilter)
    person: Names | None = None

    def asks(self) -> Mapping[str, object]:
        return self.filter.to_map()


class FilterCommands(Protocol):
    """What the filter bar may ask for."""

    def ask(self, asked: Asked) -> None: ...

    def find_person(self, text: str) -> None: ...

    def now(self) -> int: ...
