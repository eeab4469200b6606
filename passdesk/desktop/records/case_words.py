"""Cases in words."""

from passdesk.desktop.look import Look
from passdesk.desktop.records import words
from passdesk.desktop.records.cases_state import CasesPicture
from passdesk.desktop.records.words import Said
from passdesk.records.cases import Listed
from passdesk.store.refusals import in_words


def kind(look: Look, word: str) -> str:
    """What is wrong, in a sentence; a kind without one stands for itself."""
    said = {
        "two_lanes_apart": look.tr("Two lanes let one person in, neither knowing of the other."),
        "admitted_after": look.tr(
            "Somebody was let in after the pass, person, filing, institution or key had been stopped."
        ),
        "stale_grant": look.tr("An act does not count. What it was to change is as it was; it can be written anew."),
        "journal_branched": look.tr("A journal goes on in two ways: a disk was put back, or copied."),
        "unsigned_outcome": look.tr("An outcome lacks the signature of checkpoint staff. It counts all the same."),
        "desk_not_entitled": look.tr(
            "A desk that is disabled, or no checkpoint, recorded a movement. It counts all the same."
        ),
        "settled_twice": look.tr("Two desks said different things of somebody who was set aside."),
        "unread": look.tr("An entry could not be read."),
    }
    return said.get(word, word.replace("_", " "))


def what(look: Look, one: Listed) -> str:
    """The same, with its cause."""
    said = kind(look, one.case.kind)
    return f"{said} ({look.said(in_words(one.case.cause))})" if one.case.cause else said


def state(look: Look, word: str) -> Said:
    said: dict[str, Said] = {
        "open": Said(look.tr("Open|case"), "attention"),
        "explained": Said(look.tr("Explained|case"), "accent"),
        "closed": Said(look.tr("Closed|case"), "plain"),
    }
    return said.get(word, Said(word, "plain"))


def who(look: Look, one: Listed) -> str:
    if one.names is not None and (named := words.person(look, one.names)):
        return named
    return look.tr("Name not here") if one.person is not None else ""


def badges(look: Look, one: Listed, picture: CasesPicture) -> str:
    """Badges that were printed on an act that does not count, by their short numbers."""
    numbers = dict(picture.numbers)
    return look.listed(numbers.get(key) or look.tr("number not known") for key in one.printed)
