"""What the gate answers. Only `Recorded` may be painted green, and only where its verdict says admit."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct

from passdesk.domain.admission import Verdict
from passdesk.domain.movements import Presence
from passdesk.domain.passes import TokenRead
from passdesk.domain.register import Mark
from passdesk.domain.stays import StayClock

_STEPS = 5


class Timings(NamedTuple):
    """Milliseconds each step took."""

    decode: float = 0.0
    verify: float = 0.0
    decide: float = 0.0
    commit: float = 0.0

    @property
    def total(self) -> float:
        return self.decode + self.verify + self.decide + self.commit


class Ticks:
    """Notes the time at each step: begun, view read, signature checked, decided, committed; as many as are reached."""

    def __init__(self, nanoseconds: Callable[[], int]) -> None:
        self._nanoseconds = nanoseconds
        self._ticks = [nanoseconds()]

    def tick(self) -> None:
        self._ticks.append(self._nanoseconds())

    def timings(self, decode_ns: int) -> Timings:
        ticks = self._ticks
        while len(ticks) < _STEPS:
            ticks.append(ticks[-1])
        begun, looked, verified, decided, committed = ticks
        decide = (looked - begun) + (decided - verified)
        return Timings(decode_ns / 1e6, (verified - looked) / 1e6, decide / 1e6, (committed - decided) / 1e6)


class Recorded(Struct, frozen=True):
    """A verdict that is on disk: `entry` is its `shown`. `awaiting`: an officer's outcome is still to come.

    `outcome`: what was recorded along with it, as an automatic lane does. `repeated`: the same foreign code as a
    moment ago; `entry` is that first one, and nothing new was written. `photo`: hash of the photo to show.
    `policy`: 32-byte hash of the policy it was decided by; `at`: corrected µs UTC; `before`: where this desk believed
    the holder to be until then; `stay`: their stay clock then, where their class has one.
    """

    verdict: Verdict
    token: TokenRead
    entry: Mark
    at: int
    awaiting: bool
    outcome: str | None
    ms: Timings
    photo: bytes | None = None
    policy: bytes | None = None
    repeated: bool = False
    before: Presence | None = None
    stay: StayClock | None = None

    @property
    def admitted(self) -> bool:
        return self.verdict.word == "admit" and not self.awaiting


class NotRecordedAnswer(Struct, frozen=True):
    """NOT RECORDED: nobody is admitted by it. There is no verdict to show, only what happened and what to do."""

    happened: str
    kept: str
    remedy: str
    ms: Timings


Answer = Recorded | NotRecordedAnswer


class Settled(Struct, frozen=True):
    """An outcome that is on disk: `entry` is its own, `shown` the presentation it settles; `ms` since it was shown."""

    entry: Mark
    shown: Mark
    outcome: str
    ms: int | None


class SetAside(Struct, frozen=True):
    """Somebody waits beside the lane: `entry` says so, `shown` is their presentation."""

    entry: Mark
    shown: Mark
