"""The locked desk as a picture, and what each event makes of it."""

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class DoorPicture:
    """`way`: by name and password, by card and PIN (`card`: whose text was read), or choosing a new password.

    `wrong`: what was wrong with the last try; `wait_s`: until the next one is heard. `lane_closed`: a pass was shown
    while nobody is signed in.
    """

    way: Literal["password", "pin", "new password"] = "password"
    name: str = ""
    card: str = ""
    busy: bool = False
    wrong: str = ""
    remedy: str = ""
    wait_s: int = 0
    lane_closed: bool = False


class DoorCommands(Protocol):
    """What the page may ask of the door."""

    def sign_in(self, name: str, password: str) -> None: ...

    def choose_password(self, password: str, new_password: str) -> None: ...

    def begin_again(self) -> None: ...
