"""What the holder is shown, as a picture: what the gate found, the way they go, and what they can do. Nothing private.

Names, photos, numbers, notes, watchlists never come here, and of the reasons only those that are about the pass itself;
every other one, and any this page does not know, reads "wait for an officer" like all of its kind. Green is only what
the gate's own page may show green.
"""

from collections.abc import Mapping

from msgspec import Struct

from passdesk.desktop.checkpoint.banding import Shape, hint_words
from passdesk.desktop.checkpoint.state import (
    GatePicture,
    NotRead,
    NotRecorded,
    Settled,
    Shown,
    TurningAway,
    Waiting,
)
from passdesk.desktop.checkpoint.telling import shown_of
from passdesk.desktop.holder.reason_words import told
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Band, Language
from passdesk.domain.movements import Direction

ORDER: tuple[Language, ...] = ("zh-Hant", "zh-Hans", "en")
"""How the languages stand above each other where nobody knows which one the holder reads."""


class Spoken(Struct, frozen=True):
    """The same in one language. `way`: the direction in a word, "" for none."""

    language: Language
    head: str
    lines: tuple[str, ...] = ()
    way: str = ""


class HolderPicture(Struct, frozen=True):
    """`direction` None: nobody is going anywhere. `said`: one language, or all of them with equal weight."""

    band: Band
    shape: Shape
    direction: Direction | None
    said: tuple[Spoken, ...]


class _Sign(Struct, frozen=True):
    """What stands on the display, said in one language."""

    band: Band
    shape: Shape
    head: str
    lines: tuple[str, ...] = ()
    direction: Direction | None = None


def holder_picture(picture: GatePicture | None, looks: Mapping[Language, Look]) -> HolderPicture:
    """What is shown while the gate looks so; `picture` None: nobody serves this lane now."""
    spoken = _language(picture)
    languages = tuple(one for one in ORDER if one == spoken) or ORDER
    sign = [_sign(picture, looks[language]) for language in languages]
    first = sign[0]
    said = tuple(
        Spoken(language, one.head, one.lines, _way(looks[language], one.direction))
        for language, one in zip(languages, sign, strict=True)
    )
    return HolderPicture(first.band, first.shape, first.direction, said)


def _language(picture: GatePicture | None) -> str:
    """That of whoever is shown; "" where nobody is, or nobody knows."""
    shown = shown_of(picture) if picture is not None else None
    return shown.holder.names.language if shown is not None and shown.holder is not None else ""


def _way(look: Look, direction: Direction | None) -> str:
    match direction:
        case "entry":
            return look.tr("Entry|direction")
        case "exit":
            return look.tr("Exit|direction")
        case None:
            return ""


def _sign(picture: GatePicture | None, look: Look) -> _Sign:
    tr = look.tr
    if picture is None:
        return _Sign("quiet", "lock", tr("This lane is closed"), (tr("Use another lane."),))
    match picture.moment:
        case Waiting(reading=True):
            return _Sign("quiet", "code", tr("One moment"), direction=picture.direction)
        case Waiting() if picture.evacuating:
            return _out(look)
        case Waiting():
            return _idle(look, picture.direction)
        case NotRead(hint=hint, offer_number=offer):
            number = (tr("Or give the officer the short number"),) if offer else ()
            flat = () if hint == "one at a time" else (tr("Hold the pass flat"),)
            return _Sign("attention", "code", hint_words(look, hint), (*flat, *number))
        case NotRecorded():
            return _Sign("refuse", "crossed", tr("Please wait for an officer"), (tr("It could not be recorded"),))
        case TurningAway(shown=shown):
            return _shown(look, shown, may_go=False)
        case Shown() as shown:
            return _shown(look, shown, may_go=shown.answer.admitted)
        case Settled(shown=shown, outcome=outcome):
            return _settled(look, picture, shown, outcome)


def _idle(look: Look, direction: Direction) -> _Sign:
    return _Sign("quiet", "code", look.tr("Show your pass"), (look.tr("Hold it flat and still"),), direction)


def _shown(look: Look, shown: Shown, *, may_go: bool) -> _Sign:
    verdict = shown.answer.verdict
    if verdict.evacuated and verdict.instruction != "pass" and not shown.answer.awaiting:
        return _out(look)
    match verdict.instruction:
        case "pass" if may_go:
            return _go_on(look, verdict.direction)
        case "pass" | "check" if verdict.word == "admit":
            line = look.tr("Please look at the officer")
            return _Sign("check", "glass", look.tr("One moment, please"), (line,), verdict.direction)
        case "pass" | "check" | "hold":
            return _wait(look, shown)
        case "turn back":
            return _not_accepted(look, shown) or _wait(look, shown)


def _out(look: Look) -> _Sign:
    """While the area is emptied nobody is held, whoever they are."""
    lines = look.tr("Go to the assembly point. Nobody enters."),
    return _Sign("attention", "triangle", look.tr("Please go out"), lines, "exit")


def _settled(look: Look, picture: GatePicture, shown: Shown, outcome: str) -> _Sign:
    match outcome:
        case "passed" | "left":
            return _go_on(look, shown.answer.verdict.direction)
        case "turned_away":
            turned = _Sign("refuse", "octagon", look.tr("Please turn back"), (look.tr("An officer can tell you why"),))
            return _not_accepted(look, shown) or turned
        case "kept_here":
            return _wait(look, shown)
        case _:
            return _idle(look, picture.direction)


def _go_on(look: Look, direction: Direction) -> _Sign:
    return _Sign("admit", "tick", look.tr("Please go on"), (), direction)


def _wait(look: Look, shown: Shown) -> _Sign:
    """What the holder can do is wait; why, only where it is the pass's doing."""
    verdict = shown.answer.verdict
    why = told(look, tuple(reason.code for reason in verdict.reasons))
    lines = () if why is None else (why.reason, why.remedy) if why.at_once else (why.reason,)
    return _Sign("attention", "hand", look.tr("Please wait for an officer"), lines, verdict.direction)


def _not_accepted(look: Look, shown: Shown) -> _Sign | None:
    """None where the reason is nobody's business here, and an officer has to come."""
    codes = tuple(reason.code for reason in shown.answer.verdict.reasons)
    why = told(look, codes)
    if why is None:
        return None
    head = look.tr("Do not enter") if "evacuation" in codes else look.tr("Not accepted")
    return _Sign("refuse", "octagon", head, (why.reason, why.remedy))
