"""The desks as a picture: which forms there are, and what a page may ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from passdesk.administration.desks import Place
from passdesk.administration.join_files import Invited
from passdesk.desktop.admin.board import BoardCommands


class ChangeDesk(Struct, frozen=True):
    """The form for a desk's roles, lanes and institutions; `institutions` to choose from: id and name."""

    desk: bytes
    place: Place
    institutions: tuple[tuple[bytes, str], ...] = ()


class AskDesk(Struct, frozen=True):
    """The question before something is done to one desk, or to a place that waits for its desk."""

    change: Literal["confirm", "disable", "take back"]
    desk: bytes
    name: str


class PickLanes(Struct, frozen=True):
    """The first step of enrolling: which lanes get a desk, or a desk of another kind."""

    ticked: tuple[str, ...] = ()


class NamePlaces(Struct, frozen=True):
    """The second step: what each desk will be called. `places` as proposed."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The places are open. `files` of `of` are written to `folder`; the codes stand here alone until then."""

    invited: tuple[Invited, ...] = field(repr=False)
    heard: bool
    folder: Path | None = None
    files: int = 0

    @property
    def of(self) -> int:
        return 2 * len(self.invited) + 1

    @property
    def saved(self) -> bool:
        return self.files == self.of


class DeskCommands(BoardCommands, Protocol):
    def ask_change(self, desk: bytes) -> None: ...

    def change(self, desk: bytes, place: Place) -> None: ...

    def confirm(self, desk: bytes) -> None: ...

    def disable(self, desk: bytes, reason: str | None) -> None: ...

    def take_back(self, place: bytes) -> None: ...

    def open_places(self, places: Sequence[Place]) -> None: ...

    def save(self, folder: Path) -> None: ...

    def stop_saving(self) -> None: ...
