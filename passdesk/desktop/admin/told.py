"""Something a page tells: what a service said against an act, or that it is done."""

from msgspec import Struct
from PySide6.QtWidgets import QFrame

from passdesk.desktop.admin import words
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import note
from passdesk.errors import PassdeskError


class Told(Struct, frozen=True):
    """`happened`, what was `kept`, the `remedy`; `tone` refuse for what went wrong, admit for what is done."""

    happened: str
    kept: str = ""
    remedy: str = ""
    tone: Tone = "refuse"


class Done(Struct, frozen=True):
    """Something that is done: `code` for its wording, `name` what it was done to."""

    code: str
    name: str = ""


def told_of(error: PassdeskError) -> Told:
    return Told(error.happened, error.kept, error.remedy)


def told_note(look: Look, told: Told | Done) -> QFrame:
    match told:
        case Told():
            return note(look, look.said(told.happened, told.kept, told.remedy), told.tone)
        case Done():
            return note(look, words.done(look, told.code, told.name), "admit")


NOBODY = Told("Nobody is signed in any more.", "Nothing was changed.", "Sign in and try again.")
