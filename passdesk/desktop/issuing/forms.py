"""Forms: a person, a filing, an institution. What is typed is checked as the services check it, field by field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from passdesk.desktop.issuing.files import read_file
from passdesk.desktop.issuing.stage import Stage
from passdesk.desktop.issuing.state import FilingSheet, InstitutionsSheet, PersonDraft, PersonPicture, Told
from passdesk.domain.attachments import Contact, Documents, Names
from passdesk.domain.people import Institution
from passdesk.domain.zone import Policy
from passdesk.issuing import filings, institutions, people
from passdesk.issuing.days import midnight
from passdesk.issuing.person_fields import malformed, newest_day, unsafe
from passdesk.issuing.photos import LARGEST_FILE, Photo, prepare_photo
from passdesk.records.history import Event, institution_history
from passdesk.records.institutions_listing import InstitutionLine, list_institutions
from passdesk.store.acts import Acting
from passdesk.store.policy_here import policy_here
from passdesk.store.told import seconds

CHECKED: Mapping[str, str] = {
    "latin": "name_latin", "chinese": "name_chinese", "kind": "document_kind", "number": "document_number",
    "born": "born", "phone": "phone", "email": "email",
}  # fmt: skip
"""A draft's field, and what the services call it."""


class Forms:
    """`look_at`: show this person beside the table."""

    def __init__(self, stage: Stage, look_at: Callable[[bytes], None]) -> None:
        self._stage, self._look_at = stage, look_at

    # A person

    def new_person(self) -> None:
        self._stage.open_sheet(PersonDraft())

    def edit_person(self) -> None:
        person = self._stage.picture.person
        if person is not None:
            self._stage.open_sheet(_draft_of(person))

    def typed(self, **fields: str) -> None:
        """What stands in the form now."""
        draft = self._stage.picture.sheet
        if isinstance(draft, PersonDraft):
            draft = replace(draft, **fields)
            opened = self._stage.opened
            faults = faults_of(draft, newest_day(opened.store, opened.clock))
            self._stage.change_sheet(**fields, faults=faults)

    def read_photo(self, path: Path) -> None:
        self._prepare(lambda: read_file(path, LARGEST_FILE))

    def take_photo(self, data: bytes) -> None:
        """A picture of the camera's, as JPEG."""
        self._prepare(lambda: data)

    def use_camera(self, on: bool) -> None:
        self._stage.change_sheet(camera=on)

    def save_person(self) -> None:
        draft = self._stage.picture.sheet
        if not isinstance(draft, PersonDraft) or self._stage.picture.busy:
            return
        if not (draft.latin or draft.chinese):
            self._stage.change_sheet(faults={**draft.faults, "latin": "A person needs a name, in either script."})
            return
        if draft.faults:
            self._stage.tell(Told("Mend the fields marked below first.", "refuse"))
            return
        before = self._stage.picture.person if draft.person is not None else None
        self._stage.act(lambda acting: _saved(acting, draft, before), self._saved)

    def name_shown(self) -> str:
        person = self._stage.picture.person
        names = person.found.names if person is not None else None
        return " ".join(part for part in (names.latin, names.chinese) if part) if names is not None else ""

    # A filing

    def file(self) -> None:
        """For the person shown: offered is the institution they are at, and a year."""
        person, opened = self._stage.picture.person, self._stage.opened
        if person is None:
            return

        def read() -> tuple[Policy, date, tuple[Institution, ...]]:
            policy = policy_here(opened.store, opened.clock)
            today = datetime.fromtimestamp(seconds(opened.store, opened.clock()), policy.local).date()
            active = (one.institution for one in list_institutions(opened.store))
            return policy, today, tuple(row for row in active if row.state == "active")

        def done(read: tuple[Policy, date, tuple[Institution, ...]]) -> None:
            policy, today, active = read
            former = person.found.filings
            self._stage.open_sheet(
                FilingSheet(person.key, self.name_shown(), active, tuple(policy.classes.values()), today, former,
                            former[-1].institution if former else None)
            )  # fmt: skip

        self._stage.read(read, done)

    def save_filing(
        self, institution: bytes, class_code: str, lines: tuple[str, ...], since: date, until: date
    ) -> None:
        """`until`: the last good day."""
        sheet = self._stage.picture.sheet
        if not isinstance(sheet, FilingSheet) or self._stage.picture.busy:
            return

        def work(acting: Acting) -> bytes:
            policy = policy_here(acting.store, acting.clock)
            return filings.file(
                acting, sheet.person, institution, class_code, valid_from=midnight(since, policy),
                valid_until=midnight(until + timedelta(days=1), policy), lines=lines,
            )  # fmt: skip

        self._stage.act(work, lambda _: self._done("Filed. Another operator has to approve it."))

    # Institutions

    def institutions(self) -> None:
        """The list, with how many people each has."""
        if not isinstance(self._stage.picture.sheet, InstitutionsSheet):
            self._stage.open_sheet(InstitutionsSheet())
        store = self._stage.opened.store
        self._stage.read(lambda: tuple(list_institutions(store)), self._listed)

    def show_history(self, institution: bytes) -> None:
        """What happened to an institution, below its line; asked again, it is gone."""
        sheet, opened = self._stage.picture.sheet, self._stage.opened
        if not isinstance(sheet, InstitutionsSheet):
            return
        if sheet.opened == institution:
            self._stage.change_sheet(opened=None, history=())
            return

        def done(history: tuple[Event, ...]) -> None:
            if isinstance(self._stage.picture.sheet, InstitutionsSheet):
                self._stage.change_sheet(opened=institution, history=history)

        self._stage.read(lambda: tuple(institution_history(opened.store, opened.clock, institution)), done)

    def add_institution(self, latin: str, chinese: str) -> None:
        if not self._stage.picture.busy:
            work = lambda acting: institutions.add(acting, latin, chinese)  # noqa: E731
            self._stage.act(work, lambda _: self.institutions())

    # Parts

    def _prepare(self, data: Callable[[], bytes]) -> None:
        """Make a photo fit to keep and show it in the form; one that is no photo is told."""

        def done(photo: Photo) -> None:
            if isinstance(self._stage.picture.sheet, PersonDraft):
                self._stage.change_sheet(photo=photo, camera=False)
                self._stage.tell(None)

        self._stage.read(lambda: prepare_photo(data()), done)

    def _listed(self, lines: tuple[InstitutionLine, ...]) -> None:
        if isinstance(self._stage.picture.sheet, InstitutionsSheet):
            self._stage.change_sheet(lines=lines)

    def _saved(self, saved: tuple[bytes, str]) -> None:
        person, words = saved
        self._look_at(person)
        self._done(words)

    def _done(self, words: str) -> None:
        self._stage.close_sheet()
        self._stage.tell(Told(words, "admit"))


def faults_of(draft: PersonDraft, newest: date) -> dict[str, str]:
    """What the services would say of each field, in their words without the field's name."""
    faults: dict[str, str] = {}
    for field, name in CHECKED.items():
        text = " ".join(str(getattr(draft, field)).split())
        fault = unsafe(name, text) or malformed(name, text, newest)
        if fault is not None:
            faults[field] = fault.removeprefix(name).strip()
    return faults


def _draft_of(person: PersonPicture) -> PersonDraft:
    names = person.found.names or Names("", "")
    return PersonDraft(
        person.key, names.latin, names.chinese, person.documents.kind, person.documents.number,
        person.documents.born, person.contact.phone, person.contact.email, person.note, names.language,
        former_photo=person.photo,
    )  # fmt: skip


def _names(draft: PersonDraft) -> Names:
    return Names(draft.latin, draft.chinese, draft.language)


def _saved(acting: Acting, draft: PersonDraft, before: PersonPicture | None) -> tuple[bytes, str]:
    """Only the groups that changed are written."""
    old = _draft_of(before) if before is not None else PersonDraft()

    def changed(*fields: str) -> bool:
        return any(getattr(draft, field) != getattr(old, field) for field in fields)

    details = people.Details(
        names=_names(draft) if changed("latin", "chinese", "language") else None,
        documents=Documents(draft.kind, draft.number, draft.born) if changed("kind", "number", "born") else None,
        contact=Contact(draft.phone, draft.email) if changed("phone", "email") else None,
        photo=draft.photo,
        note=draft.note if changed("note") else None,
    )
    if draft.person is None:
        return people.add(acting, details), "Added. File them with an institution next."
    people.edit(acting, draft.person, details)
    return draft.person, "Changed."
