"""The operators as a picture: which forms there are, and what a page may ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from msgspec import Struct

from passdesk.desktop.admin.board import BoardCommands

Change = Literal["disable", "renew", "withdraw card"]


class AddOperator(Struct, frozen=True):
    """The form for a new operator; `institutions` to choose from: id and name."""

    institutions: tuple[tuple[bytes, str], ...] = ()


class ChangeOperator(Struct, frozen=True):
    """The question before something is done to one operator."""

    change: Change
    operator: bytes
    name: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """A one-time password, shown this once: `new` for a new operator, else it was renewed."""

    name: str
    password: str = field(repr=False)
    new: bool = True


class OperatorCommands(BoardCommands, Protocol):
    def ask_add(self) -> None: ...

    def add(self, name: str, roles: Sequence[str], institutions: Sequence[bytes]) -> None: ...

    def disable(self, operator: bytes, reason: str | None) -> None: ...

    def renew(self, operator: bytes) -> None: ...

    def withdraw_card(self, operator: bytes) -> None: ...
