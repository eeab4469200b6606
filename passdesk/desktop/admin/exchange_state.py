"""The exchange as a picture: how this desk stands with its server, and how the last exchanges went."""

from typing import Protocol

from msgspec import Struct

from passdesk.desktop.admin.told import Told
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.status import DeskStatus

MOST_KEPT = 20


class ExchangePicture(Struct, frozen=True):
    """`status` None: not read yet. `under_way`: an exchange is going on. `tries`: the last ones while this window was
    open, the newest first; `now`: corrected µs UTC when the status was read."""

    status: DeskStatus | None = None
    under_way: bool = False
    tries: tuple[Exchanged, ...] = ()
    now: int = 0
    told: Told | None = None

    @property
    def connected(self) -> bool | None:
        """By the last try; None before there was one."""
        return self.tries[0].connected if self.tries else None


class ExchangeCommands(Protocol):
    def exchange_now(self) -> None: ...
