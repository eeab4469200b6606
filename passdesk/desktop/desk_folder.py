"""A desk's folder on its way to the window: how it is opened, and what is open then."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from msgspec import Struct

from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.store.creating import Keeping
from passdesk.store.database_key import KeyStore
from passdesk.store.desk_store import DeskStore

Note = Literal["went on", "power cut"]


@dataclass(frozen=True, slots=True)
class Opening:
    """Which folder to open, and what may open it. `hint`: words for the locked desk, who may sign in to a trial."""

    folder: Path
    passphrase: str | None = field(default=None, repr=False)
    key_store: KeyStore | None = None
    cost: Cost = DEFAULT_COST
    hint: str = ""

    @property
    def keeping(self) -> Keeping:
        return Keeping(self.passphrase, self.key_store, self.cost)


Show = Callable[[], int]
"""Shows windows of its own until they are closed; the exit status."""
MadeUp = Callable[[Callable[[str], None]], Show]
"""Prepares made-up people, tells how far it has come, and gives what shows them."""


class OpenedFolder(Struct, frozen=True):
    """A desk that is open. `close` folds in what it wrote and lets go of it. `notes`: what the start has to say."""

    store: DeskStore
    close: Callable[[], None]
    notes: tuple[Note, ...] = ()
    hint: str = ""
