"""What the band says: colour, shape, word and one line, for every moment of the gate."""

from typing import Literal

from msgspec import Struct

from passdesk.desktop.checkpoint.state import (
    GatePicture,
    NotRead,
    NotRecorded,
    Settled,
    Shown,
    TurningAway,
    Waiting,
)
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Band
from passdesk.domain.reasons import ENGLISH

Shape = Literal["glass", "tick", "triangle", "hand", "octagon", "code", "lock", "crossed"]


class Said(Struct, frozen=True):
    """The band: at three metres one reads colour, shape and word."""

    band: Band
    shape: Shape
    word: str
    line: str


def band(look: Look, picture: GatePicture) -> Said:
    """The band of a picture."""
    match picture.moment:
        case Waiting(reading=True):
            return Said("quiet", "code", look.tr("READING"), look.tr("One moment"))
        case Waiting() if picture.evacuating:
            line = look.tr("Everybody goes out, nobody enters")
            return Said("refuse", "octagon", look.tr("OUT ONLY"), line)
        case Waiting():
            return Said("quiet", "code", look.tr("READY"), look.tr("Show the pass to the camera or scan it"))
        case NotRead(hint=hint):
            return Said("attention", "code", look.tr("NOT READ"), hint_words(look, hint))
        case NotRecorded():
            line = look.tr("It could not be written down: nobody is admitted by it")
            return Said("refuse", "crossed", look.tr("NOT RECORDED"), line)
        case TurningAway(shown=shown):
            return _verdict(look, shown)
        case Shown() as shown:
            return _verdict(look, shown)
        case Settled(shown=shown, outcome=outcome):
            return _settled(look, shown, outcome)


def hint_words(look: Look, hint: str) -> str:
    """How to hold a code that is seen and can't be read."""
    match hint:
        case "closer":
            return look.tr("Hold it closer")
        case "farther":
            return look.tr("Hold it farther away")
        case "tilt":
            return look.tr("Tilt it: the light is glaring")
        case "brighten":
            return look.tr("Make the screen brighter")
        case "darken":
            return look.tr("Turn the screen's light down")
        case "damaged":
            return look.tr("The code looks damaged")
        case "one at a time":
            return look.tr("Show one pass at a time")
        case _:
            return look.tr("Hold it still")


def _verdict(look: Look, shown: Shown) -> Said:
    verdict = shown.answer.verdict
    line = reason_words(look, verdict.reasons[0].code) if verdict.reasons else ""
    if verdict.evacuated and not shown.answer.awaiting:
        return _evacuated(look, line)
    match verdict.instruction:
        case "pass":
            return Said("admit", "tick", look.tr("ADMIT"), _crossed(look, shown.answer.verdict.direction))
        case "hold":
            return Said("attention", "hand", look.tr("HOLD"), line)
        case "turn back":
            return Said("refuse", "octagon", look.tr("REFUSE"), line)
        case "check":
            if verdict.word == "admit":
                leave = verdict.direction == "exit"
                then = look.tr("Compare the face, then let leave"), look.tr("Compare the face, then let pass")
                return Said("check", "glass", look.tr("CHECK"), then[0] if leave else then[1])
            return Said("attention", "triangle", look.tr("ATTENTION"), line)


def _evacuated(look: Look, line: str) -> Said:
    """Whoever stands there goes out; who they are is recorded where the pass says so."""
    if not line:
        return Said("admit", "tick", look.tr("GO OUT"), look.tr("Left, recorded"))
    return Said("attention", "triangle", look.tr("GO OUT"), f"{look.tr('Not recorded as anybody')}  ·  {line}")


def _settled(look: Look, shown: Shown, outcome: str) -> Said:
    match outcome:
        case "passed" | "left":
            verdict = shown.answer.verdict
            line = reason_words(look, verdict.reasons[0].code) if verdict.word != "admit" and verdict.reasons else ""
            return Said("admit", "tick", look.tr("ADMIT"), line or _crossed(look, verdict.direction))
        case "turned_away":
            return Said("refuse", "octagon", look.tr("TURNED AWAY"), look.tr("Recorded"))
        case "kept_here":
            return Said("attention", "hand", look.tr("KEPT HERE"), look.tr("Recorded"))
        case _:
            return Said("quiet", "code", look.tr("CLOSED"), look.tr("Recorded"))


def _crossed(look: Look, direction: str) -> str:
    return look.tr("Leaving, recorded") if direction == "exit" else look.tr("Entering, recorded")


def reason_words(look: Look, code: str) -> str:
    """A reason as the officer reads it."""
    for known, words in ENGLISH.items():
        if known == code:
            return look.tr(words.wording)
    return code


def remedy_words(look: Look, code: str) -> str:
    """What the holder can do about it."""
    for known, words in ENGLISH.items():
        if known == code:
            return look.tr(words.remedy)
    return ""
