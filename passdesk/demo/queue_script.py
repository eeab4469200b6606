"""Sixty people at a gate on a morning without a network: how each shows a pass, what the officer has to do, and what
must come of it. `queue_people` makes them, `queue_playing` plays them."""

from collections.abc import Iterable
from typing import Literal, assert_never, get_args

from msgspec import Struct
from msgspec.structs import replace

from passdesk.demo.photographing import Conditions
from passdesk.desktop.rehearsal.state import QueueKind

Kind = QueueKind
KINDS: tuple[Kind, ...] = get_args(Kind)
Mode = Literal["automatic", "confirm"]
By = Literal["telephone", "scanner", "photograph", "broken glass", "nothing"]
"""What the gate gets to see: a code on a telephone, what a hand-held scanner reads off it, the photograph of a card
under bad conditions, half a code, nothing."""
Step = Literal["look", "+", "-", "*", "F3", "name", "Enter"]

LETTERS = 6
"""So much of a name is typed to find somebody."""
SECONDS: dict[Step, float] = {
    "look": 0.4, "+": 0.3, "-": 0.3, "*": 0.3, "F3": 0.3, "Enter": 0.3, "name": LETTERS * 0.2,
}  # fmt: skip
"""What each step costs an officer: the face has to be looked at for 0.4 s, a key of the numpad takes 0.3 s, a letter
0.2 s. Reading what the screen says and comparing a document come on top, whatever program it is."""
MOST_S = 5.0
"""No odd case may hold up the lane for longer."""

BAD = (
    Conditions(740, pitch=-5, yaw=6, roll=9, defocus=2.9, noise=4),
    Conditions(620, pitch=18, yaw=12, roll=-12, defocus=2.4, noise=3, uneven=0.3),
    Conditions(720, pitch=-8, yaw=7, roll=14, defocus=2.65, light=0.3, uneven=0.5, noise=3),
    Conditions(760, pitch=10, yaw=-9, roll=-20, defocus=2.8, glare=0.3, noise=4),
)
"""Out of focus, far and tilted, in the dark, under a lamp: how the photographs were taken. Bare zxing-cpp misses
most of them."""


class InLine(Struct, frozen=True):
    """Somebody in the queue; `number` from 1. Who comes `twice` has the pass of the one before."""

    number: int
    kind: Kind
    by: By

    @property
    def by_hand(self) -> bool:
        """Found by name, as nothing of theirs reads."""
        return self.by in ("nothing", "broken glass")


_ODD: dict[int, tuple[Kind, By]] = {
    4: ("hard to read", "photograph"), 9: ("unknown pass", "telephone"), 13: ("without a pass", "nothing"),
    17: ("hard to read", "photograph"), 22: ("expired", "telephone"), 26: ("hard to read", "broken glass"),
    30: ("other line", "telephone"), 33: ("unknown pass", "scanner"), 37: ("without a pass", "nothing"),
    41: ("hard to read", "photograph"), 44: ("twice", "scanner"), 48: ("expired", "scanner"),
    52: ("hard to read", "photograph"), 55: ("unknown pass", "telephone"), 58: ("without a pass", "nothing"),
}  # fmt: skip
_SCANNED_EVERY = 6


def _in_line(number: int) -> InLine:
    usual: By = "scanner" if number % _SCANNED_EVERY == 0 else "telephone"
    kind, by = _ODD.get(number, ("good", usual))
    return InLine(number, kind, by)


QUEUE = tuple(_in_line(number) for number in range(1, 61))
_LAST_UNKNOWN = [one for one in QUEUE if one.kind == "unknown pass"][-1]
SHORT = tuple(QUEUE[number - 1] for number in (1, 2, 4, 6, 9, 13, 17, 22, 26, 30, 43, 44, 60))
"""Every kind and every way to show a pass at least once."""


def by_camera(line: Iterable[InLine]) -> tuple[InLine, ...]:
    """The same people where there is no scanner: what it would read, they hold before the camera."""
    return tuple(replace(one, by="telephone") if one.by == "scanner" else one for one in line)


def steps(one: InLine, mode: Mode) -> tuple[Step, ...]:
    """What the officer does, one key after the other."""
    match one.kind:
        case _ if one.by_hand:
            return "F3", "name", "Enter", "+", "look", "+"
        case "good" | "hard to read":
            return () if mode == "automatic" else ("look", "+")
        case "unknown pass" | "twice":
            return ("*",)
        case "expired" | "other line":
            return "look", "-", "-"
        case "without a pass":
            raise AssertionError("nobody without a pass shows one")
        case _:
            assert_never(one.kind)


def keys(done: tuple[Step, ...]) -> int:
    """How many keys that are; a name is one for each letter."""
    return sum(LETTERS if step == "name" else step != "look" for step in done)


def officer_s(done: tuple[Step, ...]) -> float:
    """How long that holds up the lane, in seconds."""
    return sum(SECONDS[step] for step in done)


def settled_as(one: InLine) -> Literal["passed", "turned_away"]:
    """What the counter makes of somebody who was set aside: their institution answers for all but the last."""
    return "passed" if one.kind == "unknown pass" and one != _LAST_UNKNOWN else "turned_away"


def must_become(one: InLine) -> str:
    """Verdict, principal reason and outcome at the lane, as `situations.said` has them."""
    match one.kind:
        case _ if one.by_hand:
            return "attention, by hand, passed"
        case "good" | "hard to read":
            return "admit, passed"
        case "unknown pass":
            return "refuse, unknown pass, set aside"
        case "twice":
            return "attention, shown just now, set aside"
        case "expired":
            return "refuse, expired, turned away"
        case "other line":
            return "refuse, wrong line, turned away"
        case "without a pass":
            raise AssertionError("nobody without a pass shows one")
        case _:
            assert_never(one.kind)
