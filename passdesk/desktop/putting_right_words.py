"""What may be undone and put right, and for which reasons, in words."""

from typing import Literal

from passdesk.checkpoint.returning import AUTHORITIES, Authority
from passdesk.desktop.look import Look
from passdesk.records.mustering.moving_out import EVACUATED

What = Literal["undo", "returned", "right", "stale"]
Undo = Literal["other_person", "wrong_direction", "did_not_cross", "twice", "other"]
Right = Literal["seen", "counted", "missed_scan", "other"]
UNDO: tuple[Undo, ...] = ("other_person", "wrong_direction", "did_not_cross", "twice", "other")
RIGHT: tuple[Right, ...] = ("seen", "counted", "missed_scan", "other")


def what_words(look: Look, what: What) -> str:
    match what:
        case "undo":
            return look.tr("Undo a crossing")
        case "returned":
            return look.tr("Sent back by another authority")
        case "right":
            return look.tr("Put right where somebody is")
        case "stale":
            return look.tr("Go on with an old register")


def undo_words(look: Look, code: Undo) -> str:
    match code:
        case "other_person":
            return look.tr("It was another person")
        case "wrong_direction":
            return look.tr("It was the other way")
        case "did_not_cross":
            return look.tr("They did not cross")
        case "twice":
            return look.tr("Recorded twice")
        case "other":
            return look.tr("Another reason")


def right_words(look: Look, code: Right) -> str:
    match code:
        case "seen":
            return look.tr("Seen there")
        case "counted":
            return look.tr("Counted")
        case "missed_scan":
            return look.tr("A pass was not read")
        case "other":
            return look.tr("Another reason")


def authority_words(look: Look, code: Authority) -> str:
    match code:
        case "mainland":
            return look.tr("Mainland authorities")
        case "hong_kong":
            return look.tr("Hong Kong authorities")
        case "customs":
            return look.tr("Customs")
        case "health":
            return look.tr("Health authorities")
        case "other":
            return look.tr("Another authority")


def why_words(look: Look, kind: str, code: str) -> str:
    """The reason of an entry that moved somebody or undid a crossing, by its kind; "" for a code of none of these."""
    if kind == "annulled":
        said = {str(one): undo_words(look, one) for one in UNDO}
    elif kind.startswith("put_right"):
        said = {str(one): right_words(look, one) for one in RIGHT}
        said[EVACUATED] = look.tr("found at the assembly point")
    elif kind.startswith("returned"):
        said = {str(one): authority_words(look, one) for one in AUTHORITIES}
    else:
        said = {}
    return said.get(code, "")
