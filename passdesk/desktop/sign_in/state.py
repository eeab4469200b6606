"""The locked desk as a picture, and what a page may ask of the door."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from passdesk.desktop.desk_folder import Note

Way = Literal["password", "pin", "new password", "vouch", "vouched"]


@dataclass(frozen=True, slots=True)
class DoorPicture:
    """`way`: by name and password, by card and PIN (`card`: the text that was read, `holder`: whose it is), choosing a
    new password in place of the one-time one, or somebody else vouches for whoever forgot theirs (`once`: what they
    are given).

    `names`: who may sign in here. `wrong`, `remedy`: of the last try, or `unequal`: the new password was
    typed in two ways; `tries` counts them. `wait_s`: until the next try is heard.
    `lane_closed`: a pass was shown while nobody is signed in. `notes`, `hint`: what the start has to say.
    """

    way: Way = "password"
    name: str = ""
    names: tuple[str, ...] = ()
    card: str = field(default="", repr=False)
    holder: str = ""
    once: str = field(default="", repr=False)
    busy: bool = False
    wrong: str = ""
    remedy: str = ""
    unequal: bool = False
    tries: int = 0
    wait_s: int = 0
    lane_closed: bool = False
    notes: tuple[Note, ...] = ()
    hint: str = ""


class DoorCommands(Protocol):
    """What the pages may ask of the door."""

    def named(self, name: str) -> None:
        """Somebody chose their name."""

    def sign_in(self, name: str, password: str) -> None: ...

    def choose_password(self, new_password: str, again: str) -> None: ...

    def enter_pin(self, pin: str) -> None: ...

    def evacuate(self) -> None: ...

    def muster(self) -> None:
        """Who is inside."""

    def forgot(self) -> None:
        """Whoever this is forgot their password: somebody else is to vouch."""

    def vouch(self, forgetful: str, voucher: str, password: str) -> None: ...

    def begin_again(self) -> None: ...
