"""The people a desk holds, by document and by name, for comparing a file with them."""

from collections.abc import Mapping
from typing import Self

from msgspec import Struct

from passdesk.domain.attachments import Contact, Documents, Names, read_contact, read_documents, read_names
from passdesk.domain.people import Person
from passdesk.issuing.import_rows import Wanted, fields_of
from passdesk.issuing.person_fields import document_key
from passdesk.store.desk_store import DeskStore

NameKey = tuple[str, str]


class Known(Struct, frozen=True):
    """A person as far as their attachments are here. `documented`: their document can be read."""

    person: bytes
    fields: Mapping[str, str]
    institutions: tuple[bytes, ...]
    documented: bool


class KnownPeople(Struct, frozen=True):
    by_document: Mapping[tuple[str, str], Known]
    by_names: Mapping[NameKey, tuple[Known, ...]]

    @classmethod
    def of(cls, store: DeskStore) -> Self:
        """Read every person who is not erased."""
        with store.view() as view:
            rows = [row for row in view.all(Person) if row.state != "erased"]
        by_document: dict[tuple[str, str], Known] = {}
        by_names: dict[NameKey, tuple[Known, ...]] = {}
        for row in rows:
            names, documents, contact = read_person(store, row)
            fields = fields_of(names, documents, contact)
            known = Known(row.key, fields, row.institutions, bool(documents.number))
            if known.documented:
                by_document.setdefault(document_key(documents), known)
            by_names[_name_key(names)] = (*by_names.get(_name_key(names), ()), known)
        return cls(by_document, by_names)

    def matching(self, wanted: Wanted) -> Known | None:
        """Whom the line names: by document, else by names and institution among those without a document."""
        if (found := self.by_document.get(wanted.document)) is not None:
            return found
        same = [one for one in self._called(wanted) if not one.documented and wanted.institution in one.institutions]
        return same[0] if len(same) == 1 else None

    def namesakes(self, wanted: Wanted) -> int:
        return len(self._called(wanted))

    def _called(self, wanted: Wanted) -> tuple[Known, ...]:
        return self.by_names.get(_name_key(wanted.names), ())


def read_person(store: DeskStore, row: Person) -> tuple[Names, Documents, Contact]:
    """What the attachments say, as far as they have come; empty fields for the rest."""
    held = {
        name: store.attachments.get(hash_) if hash_ is not None else None
        for name, hash_ in (("names", row.names), ("documents", row.documents), ("contact", row.contact))
    }
    names, documents, contact = held["names"], held["documents"], held["contact"]
    return (
        read_names(names.content) if names is not None else Names("", ""),
        read_documents(documents.content) if documents is not None else Documents(),
        read_contact(contact.content) if contact is not None else Contact(),
    )


def _name_key(names: Names) -> NameKey:
    return " ".join(sorted(names.latin.casefold().split())), "".join(names.chinese.split())
