"""How verdicts, outcomes, directions and reasons are said, and in what tone."""

from typing import NamedTuple

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingRecord
from passdesk.domain.reasons import CODES, ENGLISH


class Said(NamedTuple):
    words: str
    tone: Tone


def verdict(look: Look, word: str) -> Said:
    said: dict[str, Said] = {
        "admit": Said(look.tr("Admit"), "admit"),
        "attention": Said(look.tr("Attention"), "attention"),
        "refuse": Said(look.tr("Refuse"), "refuse"),
    }
    return said.get(word, Said(word, "plain"))


def outcome(look: Look, word: str) -> Said:
    said: dict[str, Said] = {
        "": Said(look.tr("Awaited|outcome"), "accent"),
        "passed": Said(look.tr("Passed"), "admit"),
        "left": Said(look.tr("Left"), "admit"),
        "turned_away": Said(look.tr("Turned away"), "refuse"),
        "kept_here": Said(look.tr("Kept here"), "refuse"),
        "abandoned": Said(look.tr("Abandoned"), "plain"),
        "unknown": Said(look.tr("Not known"), "attention"),
    }
    return said.get(word, Said(word, "plain"))


def what_came(look: Look, record: CrossingRecord) -> Said:
    """The outcome, and whether it went against the verdict or with care."""
    said = outcome(look, record.outcome)
    if record.annulled is not None:
        return Said(look.tr("{outcome}, undone", outcome=said.words), "attention")
    if record.override:
        return Said(look.tr("{outcome}, overridden", outcome=said.words), "refuse")
    if record.verdict == "attention" and record.outcome in ("passed", "left"):
        return Said(look.tr("{outcome}, attention", outcome=said.words), "attention")
    return said


def direction(look: Look, word: str) -> str:
    return {"entry": look.tr("Entry|direction"), "exit": look.tr("Exit|direction")}.get(word, word)


def instruction(look: Look, word: str) -> str:
    said = {
        "pass": look.tr("Let pass"),
        "check": look.tr("Check, then decide"),
        "hold": look.tr("Hold"),
        "turn back": look.tr("Turn back"),
    }
    return said.get(word, word)


def input_kind(look: Look, word: str) -> str:
    said = {
        "camera": look.tr("Camera"),
        "picture": look.tr("Picture file"),
        "video": look.tr("Video file"),
        "wedge": look.tr("Hand-held scanner"),
        "typed": look.tr("Short number, typed"),
        "hand": look.tr("An officer, by hand"),
        "paper": look.tr("Paper, typed in later"),
    }
    return said.get(word, word)


def reason(look: Look, code: str) -> str:
    """What staff read of a reason; an unknown code stands for itself."""
    known = next((one for one in CODES if one == code), None)
    return look.tr(ENGLISH[known].wording) if known is not None else code.replace("_", " ")


def remedy(look: Look, code: str) -> str:
    known = next((one for one in CODES if one == code), None)
    return look.tr(ENGLISH[known].remedy) if known is not None else ""


def person(look: Look, names: Names) -> str:
    """Both names, this language's script first; "" where neither is here."""
    return " ".join(look.names_in_order(names))


def holder(look: Look, record: CrossingRecord, names: Names) -> str:
    """Whose crossing it was, as far as it can be said."""
    if said := person(look, names):
        return said
    if record.person is not None:
        return look.tr("Name not here")
    return look.tr("Unknown pass") if record.pass_id is not None else look.tr("No pass read")
