"""The issuing workspace as a picture: the table of people, one person beside it, the sheet over both."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from passdesk.desktop.theme import Tone
from passdesk.domain.attachments import Contact, Documents, Names
from passdesk.domain.people import Filing, Institution
from passdesk.domain.people import Watch as WatchRow
from passdesk.domain.zone import PassClass, Policy
from passdesk.errors import PassdeskError
from passdesk.issuing.badges import Printed
from passdesk.issuing.imports import Difference, Imported
from passdesk.issuing.photos import Photo
from passdesk.issuing.possible import Doing, Possible
from passdesk.records.history import Event
from passdesk.records.institutions_listing import InstitutionLine
from passdesk.records.people_listing import PeopleFilter, PeopleListing
from passdesk.records.search import Found

MOST_CHOSEN = 500


class Told(Struct, frozen=True):
    """Something said in the page, English for tr(); or an `error`'s parts."""

    words: str
    tone: Tone = "attention"
    values: Mapping[str, object] = field(default_factory=dict)
    error: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: PassdeskError) -> "Told":
        return cls(str(error), "refuse", error=error.parts)


class PeoplePicture(Struct, frozen=True):
    """`listing` None: nothing was read yet. `chosen`: ids of people, with the names they were chosen under."""

    asked: PeopleFilter = field(default_factory=PeopleFilter)
    listing: PeopleListing | None = None
    chosen: Mapping[bytes, Names | None] = field(default_factory=dict)
    institutions: tuple[Institution, ...] = ()
    policy: Policy | None = None
    entitled: frozenset[str] = frozenset()
    """Kinds of act that whoever is signed in may write here."""


class PersonPicture(Struct, frozen=True):
    """One person as this desk knows them. `photo`: the larger of the two, where it is here."""

    found: Found
    documents: Documents
    contact: Contact
    note: str
    photo: bytes | None
    possible: tuple[Possible, ...]
    history: tuple[Event, ...]
    watch: WatchRow | None

    @property
    def key(self) -> bytes:
        return self.found.person.key


# What a sheet shows


class PersonDraft(Struct, frozen=True):
    """A form as it is filled in. `faults`: English words by field."""

    person: bytes | None = None
    latin: str = ""
    chinese: str = ""
    kind: str = ""
    number: str = ""
    born: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    language: str = ""
    photo: Photo | None = None
    former_photo: bytes | None = None
    camera: bool = False
    faults: Mapping[str, str] = field(default_factory=dict)


class InstitutionsSheet(Struct, frozen=True):
    """`opened`: the institution whose `history` is shown."""

    lines: tuple[InstitutionLine, ...] | None = None
    opened: bytes | None = None
    history: tuple[Event, ...] = ()


class FilingSheet(Struct, frozen=True):
    """`today`: the day it is here. `chosen`: the institution first offered."""

    person: bytes
    name: str
    institutions: tuple[Institution, ...]
    classes: tuple[PassClass, ...]
    today: date
    former: tuple[Filing, ...] = ()
    chosen: bytes | None = None


class ReasonSheet(Struct, frozen=True):
    """Something that stops a right, asked with its reason. `name`: whose."""

    doing: Doing | Literal["suspend_institution"]
    row: bytes
    name: str


class EraseSheet(Struct, frozen=True):
    person: bytes
    name: str


class OneOfMany(Struct, frozen=True):
    """A person among those chosen. `row`: the filing that it is done to, None with `against` in words for tr();
    `revoked`: a pass issued to them would stand in place of a revoked one."""

    person: bytes
    name: str
    row: bytes | None
    against: str = ""
    done: bool = False
    revoked: bool = False


Bulk = Literal["approve", "issue", "withdraw"]


class ManySheet(Struct, frozen=True):
    """One thing done to many people. `lines` None: still being looked at. `done` of them are through. `revoked_too`:
    somebody said that those whose former pass was revoked are not left out."""

    doing: Bulk
    lines: tuple[OneOfMany, ...] | None = None
    running: bool = False
    done: int = 0
    ended: bool = False
    issued: tuple[bytes, ...] = ()
    revoked_too: bool = False

    @property
    def revoked(self) -> tuple[OneOfMany, ...]:
        """Those who are left out unless somebody says otherwise."""
        return tuple(one for one in self.lines or () if one.row is not None and one.revoked)

    @property
    def free(self) -> int:
        """How many it would be done to now."""
        return sum(one.row is not None and (self.revoked_too or not one.revoked) for one in self.lines or ())


class ImportSheet(Struct, frozen=True):
    """First the file, then the difference, then what was done. `done` of `difference` are written while `running`."""

    file: str = ""
    difference: Difference | None = None
    running: bool = False
    done: int = 0
    imported: Imported | None = None


PageLayout = Literal["a4", "card"]


class PrintSheet(Struct, frozen=True):
    """`badges`: as they will be printed, those that are drawn by now, None before the first. `printers`: the system's
    names for them; `printed`: how many were given out."""

    passes: tuple[bytes, ...]
    badges: tuple[Printed, ...] | None = None
    printers: tuple[str, ...] = ()
    layout: PageLayout = "card"
    page: int = 0
    running: bool = False
    printed: int = 0


Sheet = (
    PersonDraft | InstitutionsSheet | FilingSheet | ReasonSheet | EraseSheet | ManySheet | ImportSheet | PrintSheet
)


class IssuingPicture(Struct, frozen=True):
    """`sheet_number` rises with each sheet that is opened, so that a page knows a new one from a changed one."""

    people: PeoplePicture = field(default_factory=PeoplePicture)
    person: PersonPicture | None = None
    sheet: Sheet | None = None
    sheet_number: int = 0
    told: Told | None = None
    busy: bool = False
