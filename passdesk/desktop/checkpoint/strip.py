"""What the strip joined to the verdict says: what it rests on."""

from passdesk.desktop.checkpoint.changing import next_way
from passdesk.desktop.checkpoint.state import GatePicture
from passdesk.desktop.checkpoint.telling import rests_on, shown_of, way_words
from passdesk.desktop.line_status import strip
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone

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
        return strip(look, picture.line, picture.now)
    return rests_on(look, shown.answer.verdict.provenance, alone=picture.line.alone, warns_after_s=_warns(picture))


def _wrong_way(look: Look, picture: GatePicture) -> str:
    if picture.direction == "entry":
        return look.tr("Three in a row were inside already. Is the lane set the wrong way? F6 twice turns it")
    return look.tr("Three in a row were not inside. Is the lane set the wrong way? F6 twice turns it")


def _warns(picture: GatePicture) -> int:
    if picture.place is None:
        return WARNS_AFTER_S
    return picture.place.line.rules(picture.direction).exchange_warns_after_s
