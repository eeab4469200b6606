"""The keys as a picture: which forms there are, and what a page may ask."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from msgspec import Struct

from passdesk.desktop.admin.board import BoardCommands


class MakeKey(Struct, frozen=True):
    """The form for a new issuing key; `institutions` to choose from: id and name. `today` in the zone's time."""

    today: date
    institutions: tuple[tuple[bytes, str], ...] = ()


class WithdrawKey(Struct, frozen=True):
    """The question before an issuing key (16-byte id) is withdrawn."""

    issuing: bytes


class WantedScope(Struct, frozen=True):
    """What a new key may sign: class numbers and institutions (none: every one), days a pass may be good for, and the
    first and last local day it may sign."""

    classes: Sequence[int]
    institutions: Sequence[bytes]
    longest_days: int
    first: date
    last: date


class KeyCommands(BoardCommands, Protocol):
    def ask_make(self) -> None: ...

    def make(self, wanted: WantedScope) -> None: ...

    def withdraw(self, issuing: bytes, reason: str | None) -> None: ...
