"""Which reasons a holder is told, in front of whoever stands behind them, and in which words."""

from collections.abc import Collection

from msgspec import Struct

from passdesk.desktop.checkpoint.banding import reason_words, remedy_words
from passdesk.desktop.look import Look


class Told(Struct, frozen=True):
    """Why, and what the holder can do about it. `at_once`: here and now, while an officer waits for it."""

    reason: str
    remedy: str
    at_once: bool = False


def told(look: Look, codes: Collection[str]) -> Told | None:
    """What is said of these reasons, the principal one first; None where one of them is not for this display.

    Only reasons about the pass and its institution's filing are. Where a person is stopped or looked for, where they
    were last, what this desk can't know: an officer says it, or nobody does. A reason that is new is not told either.
    """
    if "evacuation" in codes:
        return _told(look, "evacuation")  # nobody waits for an officer then
    words = [_told(look, code) for code in codes]
    return words[0] if words and None not in words else None


def _told(look: Look, code: str) -> Told | None:
    match code:
        case (
            "unreadable" | "not_a_pass" | "wrong_zone" | "not_yet_valid" | "expired" | "replaced" | "wrong_line"
            | "wrong_checkpoint" | "outside_hours" | "entries_used_up" | "evacuation"
        ):  # fmt: skip
            return Told(reason_words(look, code), remedy_words(look, code))
        case "goods_to_check":
            return Told(reason_words(look, code), remedy_words(look, code), at_once=True)
        case "escort_required":
            return Told(look.tr("You enter right after your host."), remedy_words(look, code), at_once=True)
        case "filing_expired":
            return Told(look.tr("Your institution's filing has expired."), remedy_words(look, code))
        case (
            "revoked" | "suspended" | "institution_suspended" | "filing_withdrawn" | "key_withdrawn"
            | "key_out_of_scope" | "class_unknown"
        ):  # fmt: skip
            return Told(look.tr("This pass does not hold at present."), remedy_words(look, code))
        case _:
            return None
