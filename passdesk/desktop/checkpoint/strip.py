"""What the strip joined to the verdict says: what it rests on."""

from typing import assert_never

from passdesk.checkpoint.clock_guard import ClockStanding
from passdesk.desktop.checkpoint.changing import next_way
from passdesk.desktop.checkpoint.state import GatePicture
from passdesk.desktop.checkpoint.telling import rests_on, shown_of, way_words
from passdesk.desktop.line_status import strip
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.domain.clock_watch import Moved

WARNS_AFTER_S = 4 * 3600
"""Where no policy says after how long without an exchange to warn."""


def strip_words(look: Look, picture: GatePicture) -> tuple[str, Tone]:
    """What the strip says of a picture."""
    if picture.refused_key == "too soon":
        return look.tr("Look at the face first, then press the key again"), "attention"
    if picture.refused_key == "keys":
        return look.tr("Too many keys at once: press it once more, alone"), "attention"
    if picture.question == "turn":
        way = way_words(look, picture, next_way(picture))
        return look.tr("Press F6 once more, and the lane is set to: {way}", way=way), "attention"
    if picture.question == "wrong way":
        return _wrong_way(look, picture), "attention"
    shown = shown_of(picture)
    if shown is None:
        clock = clock_words(look, picture.clock)
        return (clock, "attention") if clock else strip(look, picture.line, picture.now)
    words, tone = rests_on(
        look, shown.answer.verdict.provenance, alone=picture.line.alone, warns_after_s=_warns(picture)
    )
    if shown.changed:
        words, tone = f"{look.tr('Changed since the pass was shown')}  ·  {words}", "attention"
    off = moved_words(look, picture.clock.moved) if picture.clock.moved is not None else ""
    return (f"{off}  ·  {words}", "attention") if off else (words, tone)


def clock_words(look: Look, clock: ClockStanding) -> str:
    """That this PC's clock is wrong, and what verdicts go by; "" where there is nothing to tell."""
    said = [f"{moved_words(look, clock.moved)}{look.tr('.|end')}"] if clock.moved is not None else []
    if clock.asks:
        said = [*(said or [look.tr("This PC's clock is wrong.")]), look.tr("The menu asks what time it is.")]
    elif clock.vouched:
        said.append(look.tr("Verdicts go by the time two people vouched for."))
    elif said and clock.signed:
        said.append(look.tr("Verdicts go by the time the server signed."))
    return (" " if look.language == "en" else "").join(said)


def moved_words(look: Look, moved: Moved) -> str:
    span = look.span(moved.by // 1_000_000)
    match moved.kind:
        case "back":
            return look.tr("This PC's clock went back by {span}", span=span)
        case "ahead":
            return look.tr("This PC's clock went ahead by {span}", span=span)
        case "drift":
            return look.tr("This PC's clock is off by {span}", span=span)
        case other:
            assert_never(other)


def _wrong_way(look: Look, picture: GatePicture) -> str:
    if picture.direction == "entry":
        return look.tr("Three in a row were inside already. Is the lane set the wrong way? F6 twice turns it")
    return look.tr("Three in a row were not inside. Is the lane set the wrong way? F6 twice turns it")


def _warns(picture: GatePicture) -> int:
    if picture.place is None:
        return WARNS_AFTER_S
    return picture.place.line.rules(picture.direction).exchange_warns_after_s
