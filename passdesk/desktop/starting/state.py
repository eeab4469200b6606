"""The start as a picture, and what a page may ask of it."""

from typing import Literal, Protocol

from msgspec import Struct

from passdesk.desktop.theme import Language

Stage = Literal["opening", "passphrase", "held", "unfinished", "trouble", "wizard", "open"]


class StartPicture(Struct, frozen=True):
    """`busy`: a try is under way. `happened`, `kept`, `remedy`: what stands in the way. `pid`: who holds the desk."""

    stage: Stage = "opening"
    folder: str = ""
    busy: bool = False
    happened: str = ""
    kept: str = ""
    remedy: str = ""
    pid: int | None = None


class StartCommands(Protocol):
    """What the pages may ask."""

    def try_again(self) -> None: ...

    def give_passphrase(self, passphrase: str) -> None: ...

    def set_aside(self) -> None: ...

    def speak(self, language: Language) -> None: ...
