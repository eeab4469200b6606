"""The gate as a picture. Every way a lane can look is one of `Moment`; the page paints it and decides nothing."""

from datetime import datetime
from typing import Any, Literal, Protocol

from msgspec import Struct, field

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.clock_guard import ClockStanding
from passdesk.checkpoint.holders import Holder
from passdesk.checkpoint.turning_away import TurnedAway
from passdesk.desktop.line_status import LineStatus
from passdesk.domain.attachments import Names
from passdesk.domain.heading import course_at
from passdesk.domain.movements import Direction
from passdesk.domain.passes import ByHand
from passdesk.domain.register import Mark
from passdesk.domain.zone import Checkpoint, Course, Lane, Line, PassClass, Policy
from passdesk.scanning.foreign_kinds import ForeignKind

CameraState = Literal["none", "starting", "running", "lost", "frozen"]


class Waiting(Struct, frozen=True):
    """Nothing is shown. `read`: a code was read a moment ago and is being judged."""

    reading: bool = False


class NotRead(Struct, frozen=True):
    """A code is seen and can't be read: `hint` says how to hold it; later the short number is asked for."""

    hint: str
    offer_number: bool = False


class Shown(Struct, frozen=True):
    """A verdict that is on disk. `settling`: the officer's outcome is being written. `foreign`: what a code that is no
    pass most likely is. `aside`: they waited beside a lane, this one or another, and came back to be settled.
    `changed`: what came since speaks against them, and the answer's verdict is the one of now."""

    answer: Recorded
    holder: Holder | None
    settling: bool = False
    foreign: ForeignKind | None = None
    aside: bool = False
    changed: bool = False

    @property
    def is_of_somebody(self) -> bool:
        """Whether it is known who stands there: by a pass that holds, or because an officer found them."""
        return self.answer.verdict.verified or isinstance(self.answer.token, ByHand)


class TurningAway(Struct, frozen=True):
    """The officer says why; `chosen` is the place in `reasons`."""

    shown: Shown
    reasons: tuple[TurnedAway, ...]
    chosen: int = 0

    @property
    def reason(self) -> TurnedAway:
        return self.reasons[self.chosen]


class Settled(Struct, frozen=True):
    """The outcome is on disk too. Only now may it be green."""

    shown: Shown
    outcome: str


class NotRecorded(Struct, frozen=True):
    """Law 1: nobody is admitted by what could not be written."""

    happened: str
    kept: str
    remedy: str


Moment = Waiting | NotRead | Shown | TurningAway | Settled | NotRecorded


class Passed(Struct, frozen=True):
    """One line of "last at this lane": who, when (µs UTC), and what became of it (None: still awaited)."""

    entry: Mark
    at: int
    names: Names
    institution: Names
    word: str
    outcome: str | None
    photo: bytes | None
    reason: str = ""
    direction: str = "entry"


class Found(Struct, frozen=True):
    """One person found by name or number; nothing is recorded by looking. `state` in the words of `pass_states`."""

    person: bytes
    latin: str
    chinese: str
    institution: Names
    photo: bytes | None
    short_number: str
    good: bool
    state: str


class Finding(Struct, frozen=True):
    """What is typed into "find", and what it found; `found` None: nothing was looked for yet. `chosen`: the place of
    the one the arrow keys are at; `missed`: what was typed may be of a document, and this desk is given none."""

    text: str = ""
    found: tuple[Found, ...] | None = None
    chosen: int = 0
    missed: bool = False


class LanePlace(Struct, frozen=True):
    """Where this lane is, by the policy in force; None where the policy has none."""

    lane: Lane
    checkpoint: Checkpoint
    line: Line
    policy: Policy

    @classmethod
    def of(cls, policy: Policy | None, lane: str) -> "LanePlace | None":
        if policy is None or lane not in policy.lanes:
            return None
        here = policy.lanes[lane]
        return cls(here, policy.checkpoints[here.checkpoint], policy.lines[here.line], policy)

    def pass_class(self, number: int) -> PassClass | None:
        return self.policy.classes.get(number)


Question = Literal["", "turn", "wrong way"]


def course_now(place: LanePlace, at: int) -> Course:
    """The lane's own course at this time (µs UTC), by the zone's clock."""
    return course_at(place.lane, datetime.fromtimestamp(at // 1_000_000, place.policy.local).time())


class GatePicture(Struct, frozen=True):
    """Everything the gate's page shows. `now`: corrected µs UTC when it was drawn up. `direction`: the way the lane
    leads now, as far as it can be said of everybody; `chosen`: by an officer, None where the lane goes its own way, by
    policy, time of day, or where the person is. `question`: what is asked of the officer about that."""

    lane: str
    place: LanePlace | None
    direction: Direction
    moment: Moment = Waiting()
    camera: CameraState = "none"
    recent: tuple[Passed, ...] = ()
    unsettled: tuple[Passed, ...] = ()
    finding: Finding = Finding()
    line: LineStatus = field(default_factory=LineStatus)
    now: int = 0
    refused_key: str = ""
    """Why the last act key did not count; for a moment."""
    lanes: tuple[str, ...] = ()
    """Those this desk serves, `lane` among them."""
    evacuating: bool = False
    chosen: Direction | None = None
    question: Question = ""
    clock: ClockStanding = ClockStanding(0)
    """How this PC's clock stands."""

    @property
    def confirms(self) -> bool:
        return self.place is not None and self.place.lane.mode == "confirm"

    @property
    def has_own_way(self) -> bool:
        """Whether the policy says more of the lane's direction than one word."""
        return self.place is not None and (self.place.lane.by_person or bool(self.place.lane.timetable))

    @property
    def by_person(self) -> bool:
        """Whether it goes by where each person is, now."""
        return self.chosen is None and self.place is not None and course_now(self.place, self.now) == "by-person"

    @property
    def may_choose(self) -> bool:
        """Whether there is another lane to serve."""
        return len(self.lanes) > 1


class Camera(Protocol):
    """The signals of `camera_device.CameraDevice` and its state, for which a picture needs nothing else."""

    frame: Any
    codes: Any
    state: Any
    now: CameraState
    sighted: Any


class GateCommands(Protocol):
    """What the page may ask of the gate."""

    def touch(self, key: str) -> None: ...

    def turn_to(self, direction: Direction | None) -> None: ...

    def choose_reason(self, chosen: int) -> None: ...

    def take_up(self, entry: Passed) -> None: ...

    def find(self, text: str) -> None: ...

    def serve(self, lane: str) -> None: ...
