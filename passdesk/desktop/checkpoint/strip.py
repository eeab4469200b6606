"""What the strip joined to the verdict says: what it rests on."""

from passdesk.desktop.checkpoint.state import GatePicture
from passdesk.desktop.checkpoint.telling import rests_on, shown_of
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
    shown = shown_of(picture)
    if shown is None:
        return strip(look, picture.line, picture.now)
    return rests_on(look, shown.answer.verdict.provenance, alone=picture.line.alone, warns_after_s=_warns(picture))


def _warns(picture: GatePicture) -> int:
    if picture.place is None:
        return WARNS_AFTER_S
    return picture.place.line.rules(picture.direction).exchange_warns_after_s
