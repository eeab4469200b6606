"""The page of cases as a picture."""

from typing import Literal, Protocol

from msgspec import Struct

from passdesk.desktop.records.state import Problem
from passdesk.domain.movements import CaseState
from passdesk.records.cases import Listed

Chosen = Literal["open", "explained", "closed", "all"]
CHOSEN: tuple[Chosen, ...] = ("open", "explained", "closed", "all")


class CasesPicture(Struct, frozen=True):
    """`cases`: every one, newest first; None until they were read. `closing`: the case one is asked to close, and
    `wrong`, why it was not. `may_close`: whether whoever is signed in may."""

    chosen: Chosen = "open"
    cases: tuple[Listed, ...] | None = None
    numbers: tuple[tuple[bytes, str], ...] = ()
    busy: bool = False
    problem: Problem | None = None
    standing: bytes | None = None
    closing: bytes | None = None
    wrong: Problem | None = None
    may_close: bool = False

    @property
    def shown(self) -> tuple[Listed, ...]:
        return tuple(one for one in self.cases or () if self.chosen in ("all", one.case.state))

    def how_many(self, state: CaseState | Chosen) -> int:
        return sum(state in ("all", one.case.state) for one in self.cases or ())

    def case(self, key: bytes | None) -> Listed | None:
        return next((one for one in self.cases or () if one.case.key == key), None)


class CaseCommands(Protocol):
    """What the page may ask for."""

    def refresh(self) -> None: ...

    def choose(self, chosen: Chosen) -> None: ...

    def stand_on(self, row: int) -> None: ...

    def open_row(self, row: int) -> None: ...

    def see_crossings(self) -> None: ...

    def close_case(self, reason: str) -> None: ...

    def leave(self) -> None: ...
