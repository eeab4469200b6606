"""Which act a key asks for, and whether it may count: pure, so that bugs become rows of a table."""

from typing import Literal

from msgspec import Struct

from passdesk.desktop.checkpoint.state import Moment, NotRead, NotRecorded, Settled, Shown, TurningAway, Waiting

FACE_SEEN_MS = 400
"""The face has to have been on the screen this long before an act counts."""

ActKey = Literal["let", "turn", "up", "down", "back"]
Refusal = Literal["", "nothing", "too soon", "keys"]


class Press(Struct, frozen=True):
    """A key as the gate sees it, in ms of one clock. `face_at`: when the face was first painted, None not yet.

    `lone`: no other key came within 300 ms before it, nor on its heels: a scanner is not an officer.
    """

    key: ActKey
    at: float
    face_at: float | None
    lone: bool


class Say(Struct, frozen=True):
    """Record this outcome of what is shown, with this reason."""

    outcome: str
    reason: str | None = None


class Ask(Struct, frozen=True):
    """Ask why somebody is turned away; or the list with another line chosen."""

    chosen: int = 0


class GoBack(Struct, frozen=True):
    """Turn nobody away after all."""


class Nothing(Struct, frozen=True):
    """The key does not count."""

    why: Refusal


Asked = Say | Ask | GoBack | Nothing


def asked(moment: Moment, press: Press) -> Asked:
    """What this key asks for in this moment.

    `+` or Space lets pass (entry) or leave (exit) whom the verdict does not refuse; `-` turns away, with a reason, or
    keeps here; Enter, Escape and digits are never act keys.
    """
    match moment:
        case Waiting() | NotRead() | NotRecorded() | Settled():
            return Nothing("nothing")
        case Shown():
            return _of_shown(moment, press)
        case TurningAway():
            return _of_turning(moment, press)


def may_let(shown: Shown) -> bool:
    """Whom the verdict refused is not let in by one key; whoever leaves may always leave."""
    return shown.answer.awaiting and shown.answer.verdict.word != "refuse"


def _of_shown(shown: Shown, press: Press) -> Asked:
    leaving = shown.answer.verdict.direction == "exit"
    if not shown.answer.awaiting or shown.settling or press.key not in ("let", "turn"):
        return Nothing("nothing")
    if press.key == "let" and not may_let(shown):
        return Nothing("nothing")
    if (why := _not_yet(press)) != "":
        return Nothing(why)
    if press.key == "let":
        return Say("left" if leaving else "passed")
    return Ask()


def _of_turning(turning: TurningAway, press: Press) -> Asked:
    match press.key:
        case "up" | "down":
            step = -1 if press.key == "up" else 1
            return Ask((turning.chosen + step) % len(turning.reasons))
        case "turn":
            if not press.lone:
                return Nothing("keys")
            leaving = turning.shown.answer.verdict.direction == "exit"
            return Say("kept_here" if leaving else "turned_away", turning.reason)
        case "let" | "back":
            return GoBack()


def _not_yet(press: Press) -> Refusal:
    if not press.lone:
        return "keys"
    if press.face_at is None or press.at - press.face_at < FACE_SEEN_MS:
        return "too soon"
    return ""
