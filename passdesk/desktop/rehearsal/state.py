"""The rehearsal: what it is given, and the tray as a picture. Nothing here is real but the desks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.desktop.rehearsal.line import CuttableLine
from passdesk.domain.attachments import Names
from passdesk.scanning.camera import CameraSource
from passdesk.store.desk_store import DeskStore

CardKind = Literal[
    "good", "expired", "revoked", "forged", "wrong line", "unknown", "suspended", "foreign", "small", "dark", "staff",
]  # fmt: skip
QueueKind = Literal["good", "hard to read", "without a pass", "unknown pass", "expired", "other line", "twice"]
PlaceKind = Literal["automatic lane", "confirm lane", "issuing", "records", "admin"]
GATES: tuple[PlaceKind, ...] = ("automatic lane", "confirm lane")
ServerState = Literal["runs", "stopped", "starting"]


@dataclass(frozen=True, slots=True)
class Card:
    """Something to hold before a camera. `names`: whose it is; `picture`: a PNG of it, for the tray;
    `holds_s`: how long a hand holds it there."""

    kind: CardKind
    names: Names
    picture: bytes = field(repr=False)
    holds_s: float = 4.0


class Queued(Struct, frozen=True, eq=False):
    """Somebody in a queue. `card`: what they hold before the camera, if anything; `by_hand`: nothing of theirs reads,
    and they are found by name."""

    kind: QueueKind
    names: Names
    card: Card | None
    by_hand: bool


class Member(Struct, frozen=True):
    """Who may sign in, by name and password, or by card and PIN."""

    name: str
    password: str
    pin: str
    card: Card


class Place(Struct, frozen=True):
    """A desk whose window may be opened; two places may be one desk, for staff with different work."""

    kind: PlaceKind
    store: DeskStore
    staff: tuple[Member, ...]


class ServerSwitch(Protocol):
    """The server's process. Both may take seconds."""

    def start(self) -> object: ...

    def kill(self) -> None: ...


class Rehearsal(Struct, frozen=True):
    """`make_camera`: a made-up camera; `hold` puts a card before one, None takes it away. Every desk's line to the
    server goes over `line`. `queue`: who comes one after another when asked to."""

    clock: Clock
    cards: tuple[Card, ...]
    places: tuple[Place, ...]
    line: CuttableLine
    server: ServerSwitch
    make_camera: Callable[[], CameraSource]
    hold: Callable[[CameraSource, Card | None], None]
    queue: tuple[Queued, ...] = ()

    def place(self, kind: PlaceKind) -> Place:
        return next(place for place in self.places if place.kind == kind)


class QueueProgress(Struct, frozen=True):
    """How far the queue is: so many `served`, and who is `now` at the lane. `locked`: nobody is signed in there."""

    served: int = 0
    now: Queued | None = None
    locked: bool = False

    @property
    def moves(self) -> bool:
        return self.now is not None


class TrayPicture(Struct, frozen=True):
    """`place`: whose window was chosen last, and before whose camera cards are held; `held`: the card that is there.
    `own_camera`: that desk looks through the machine's own. `lost`: no picture comes from it. `trouble`: what went
    wrong with the last switch."""

    place: PlaceKind
    held: Card | None = None
    connected: bool = True
    server: ServerState = "runs"
    own_camera: bool = False
    lost: bool = False
    trouble: tuple[str, ...] = ()
    queue: QueueProgress = QueueProgress()


class TrayCommands(Protocol):
    """What the tray may ask."""

    def open_place(self, kind: PlaceKind) -> object: ...

    def hold(self, card: Card | None) -> None: ...

    def switch_network(self) -> None: ...

    def switch_server(self) -> None: ...

    def switch_camera(self) -> None: ...

    def switch_queue(self) -> None: ...
