"""What a gate can do beside its verdicts: a module each, with its own keys, words and sheet."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from PySide6.QtGui import QKeyEvent

from passdesk.checkpoint.settling import Saying
from passdesk.desktop.checkpoint.acting import ActKey
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.presenting import Lane, Presented
from passdesk.desktop.checkpoint.state import GatePicture, Passed, Shown
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk


class GateHost(Protocol):
    """What a feature may ask of its gate. `work`: the lane's services, to be called in a job of `opened.gate_jobs`."""

    opened: OpenedDesk
    work: Lane
    picture: GatePicture

    def show(self, **changes: object) -> None:
        """The picture with these fields changed, painted."""

    def become(self, picture: GatePicture) -> None: ...

    def judge(self, present: Callable[[], Presented]) -> None:
        """Let `present`, in the lane's order, record a presentation, and show what came of it; whoever stood there
        goes on waiting in the list."""

    def settle(self, outcome: str | Saying, reason: str | None = None) -> None:
        """Record what happened to the person shown, signed by whoever is signed in."""

    def take_up(self, entry: Passed) -> None:
        """Bring back somebody whose outcome is still awaited."""

    def bring(self, shown: Shown) -> None:
        """Show somebody who waited; whoever stood there goes on waiting."""

    def find(self, text: str) -> None:
        """Look for people; "" for none."""

    def play(self, sound: str, /) -> object: ...


class Pressed(Struct, frozen=True):
    """`lone`: no other key came near it; `typing`: somebody is typing into the find field."""

    event: QKeyEvent
    page: GatePage
    lone: bool
    typing: bool


class Feature:
    """One of them. Each begins with nothing to say and no key; what it keeps outlives the page, which is built anew."""

    def __init__(self, gate: GateHost) -> None:
        self.gate = gate

    @property
    def takes_keys(self) -> bool:
        """Whether a sheet of it lies over the page: then it alone is asked for a key."""
        return False

    def key(self, pressed: Pressed) -> bool:
        """A key a person pressed, before the gate's own: True where it is done with. Enter, Escape and digits are never
        act keys."""
        del pressed
        return False

    def acts(self, key: ActKey, *, lone: bool) -> bool:
        """An act key, or a finger on the band, before it counts for whoever is shown: True where it is done with."""
        del key, lone
        return False

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        """The keys it has in this moment, as caps with words."""
        del look, picture
        return ()

    def paint(self, look: Look, page: GatePage, picture: GatePicture) -> None:
        """The page shows another picture, or is another page."""

    def takes(self, text: str) -> bool:
        """Whether a code is for this, and is not to be judged: a staff card of somebody who signs."""
        del text
        return False

    def scanned(self) -> None:
        """A code was read and is about to be judged: nothing may lie over its verdict."""

    def line_is(self) -> None:
        """An exchange ended, something was written, or time went by: what is known may be another."""

    def close(self) -> None:
        """The gate is closed."""
