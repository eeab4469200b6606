"""What a page of the issuing workspace may ask for."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from passdesk.desktop.issuing.acts import Acts
from passdesk.desktop.issuing.forms import Forms
from passdesk.desktop.issuing.importing import Importing
from passdesk.desktop.issuing.many import Many
from passdesk.desktop.issuing.people import People
from passdesk.desktop.issuing.person import OnePerson
from passdesk.desktop.issuing.photographing import Photographing
from passdesk.desktop.issuing.prints import Prints
from passdesk.desktop.issuing.stage import Stage

ChosenFile = Callable[[], Path | None]


class Asking(Struct, frozen=True):
    """How the system is asked. Each chooser gives None where nobody chose; `printers` the system's names for them."""

    people_to_read: ChosenFile
    photo_to_read: ChosenFile
    pdf_to_write: ChosenFile
    printers: Callable[[], tuple[str, ...]]


class Parts(Struct, frozen=True):
    stage: Stage
    people: People
    person: OnePerson
    forms: Forms
    acts: Acts
    many: Many
    importing: Importing
    prints: Prints
    camera: Photographing
    asking: Asking
