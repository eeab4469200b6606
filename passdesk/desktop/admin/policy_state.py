"""The policy as a picture: what is in force, what was loaded, and what a page may ask."""

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from passdesk.administration.next_policy import NextPolicy, Standing
from passdesk.desktop.admin.told import Done, Told


class PolicyPicture(Struct, frozen=True):
    """`standing` None: not read yet. `file`: the name of the file that was loaded; it has `mistakes`, each a dotted
    path, a colon and what is wrong there, or it is `next`. `asking`: whether it shall be published."""

    standing: Standing | None = None
    file: str = ""
    mistakes: tuple[str, ...] = ()
    next: NextPolicy | None = None
    asking: bool = False
    busy: bool = False
    wrong: Told | None = None
    told: Told | Done | None = None


class PolicyCommands(Protocol):
    def load(self, path: Path) -> None: ...

    def ask(self) -> None: ...

    def cancel(self) -> None: ...

    def publish(self) -> None: ...
