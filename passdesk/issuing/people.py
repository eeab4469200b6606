"""People: added, edited, suspended, erased. What names them goes into attachments, never into an entry."""

import secrets
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from passdesk.domain.attachments import Attachment, Contact, Documents, Names, read_documents
from passdesk.domain.entries import Entry
from passdesk.domain.people import ATTACHED, Person
from passdesk.domain.register import TooNew
from passdesk.errors import Declined, Misuse
from passdesk.issuing.person_fields import document_key, malformed, newest_day, unsafe
from passdesk.issuing.photos import Photo
from passdesk.store.acts import Acting
from passdesk.store.attaching import attach

MOST_NAMED = 256


class Details(Struct, frozen=True, kw_only=True):
    """Groups of a person's fields; a group that is None is not given (adding) or stays (editing)."""

    names: Names | None = None
    documents: Documents | None = None
    contact: Contact | None = None
    photo: Photo | None = None
    note: str | None = None


class Erased(Struct, frozen=True):
    """`wal_pending`: what was erased may still stand in the database's log until its next checkpoint is through."""

    entry: Entry
    hashes: tuple[bytes, ...]
    wal_pending: bool


def add(acting: Acting, details: Details, *, compared: bool = False) -> bytes:
    """Add a person by name at least; the new 16-byte id. `Misuse` for no name, or a field `person_fields` refuses.

    `Declined` for a document that somebody here has; `compared`: the caller has seen that nobody does.
    """
    if details.names is None:
        raise Misuse("A person needs a name.", kept="Nobody was added.")
    attachments = _attachments(acting, details)
    if not compared:
        _check_document(acting, details.documents)
    person = secrets.token_bytes(16)
    acting.act("person_added", {"person": person, **_hashes(attachments)}, attachments)
    return person


def edit(acting: Acting, person: bytes, details: Details, *, compared: bool = False) -> Entry:
    """Give new content to the groups named, as `add`; what stood before is kept until the person is erased."""
    attachments = _attachments(acting, details)
    if not attachments:
        raise Misuse("Nothing to change was given.", kept="Nothing was changed.")
    row = held(acting, person)
    if row.state == "erased":
        raise Declined("This person was erased; that is final.", kept="Nothing was changed.")
    if not compared:
        _check_document(acting, details.documents, person)
    return acting.act("person_edited", {"person": person, **_hashes(attachments)}, attachments)


def suspend(acting: Acting, person: bytes, reason: str | None = None) -> Entry:
    return acting.act("person_suspended", {"person": person, "reason": reason})


def resume(acting: Acting, person: bytes) -> Entry:
    return acting.act("person_resumed", {"person": person})


def erase(acting: Acting, person: bytes) -> Erased:
    """Erase for good: the entry carries every hash known of the person, then each attachment is deleted here.

    Other holders delete theirs as the entry reaches them. Asking again finishes a deletion cut short.
    """
    row = held(acting, person)
    current = (hash_ for name in ATTACHED if (hash_ := getattr(row, name)) is not None)
    hashes = tuple(dict.fromkeys((*current, *row.past)))
    # An entry has room for so many; the row's own list of the past is folded in wherever the entry comes to.
    entry = acting.act("person_erased", {"person": person, "hashes": list(hashes[:MOST_NAMED]), "reason": None})
    done = acting.store.erase(hashes)
    return Erased(entry, hashes, wal_pending=not done)


def held(acting: Acting, person: bytes) -> Person:
    """The person's row; `Declined` where this desk has none it can read."""
    with acting.store.view() as view:
        row = view.get(Person, person)
    if row is None or isinstance(row, TooNew):
        raise Declined(
            "This desk does not know such a person.",
            kept="Nothing was changed.",
            remedy="Exchange with the server, or check the id: passdesk person find.",
        )
    return row


def _check_document(acting: Acting, documents: Documents | None, person: bytes | None = None) -> None:
    """`Declined` where somebody here other than `person` has this document."""
    if documents is None or not (wanted := document_key(documents))[1]:
        return
    with acting.store.view() as view:
        rows = [row for row in view.all(Person) if row.state != "erased" and row.key != person]
    for row in rows:
        held = acting.store.attachments.get(row.documents) if row.documents is not None else None
        if held is not None and document_key(read_documents(held.content)) == wanted:
            raise Declined(
                f"Another person here has this document: {row.key.hex()}.",
                kept="Nothing was changed.",
                remedy=f"If they are the same, change that one: passdesk person edit {row.key.hex()}",
            )


def _attachments(acting: Acting, details: Details) -> tuple[Attachment, ...]:
    return tuple(_each(details, newest_day(acting.store, acting.clock)))


def _each(details: Details, newest: date) -> Iterable[Attachment]:
    if (names := details.names) is not None:
        if not (names.latin.strip() or names.chinese.strip()):
            raise Misuse("A person needs a name.", kept="Nothing was changed.")
        parts = _fields(newest, name_latin=names.latin, name_chinese=names.chinese, language=names.language)
        yield attach("names", Names(*parts).to_content())
    if (documents := details.documents) is not None:
        parts = _fields(newest, document_kind=documents.kind, document_number=documents.number, born=documents.born)
        yield attach("documents", Documents(*parts).to_content())
    if (contact := details.contact) is not None:
        parts = _fields(newest, phone=contact.phone, email=contact.email)
        yield attach("contact", Contact(*parts).to_content())
    if (photo := details.photo) is not None:
        yield attach("gate_photo", photo.gate)
        yield attach("original_photo", photo.original)
    if details.note is not None:
        yield attach("note", details.note.strip().encode())


def _fields(newest: date, **texts: str) -> Iterable[str]:
    return (_field(name, text, newest) for name, text in texts.items())


def _field(name: str, text: str, newest: date) -> str:
    """One line, as `person_fields` allows it."""
    clean = " ".join(text.split())
    fault = unsafe(name, clean) or malformed(name, clean, newest)
    if fault is not None:
        raise Misuse(f"No person can be kept so: {fault}.", kept="Nothing was changed.", remedy="Mend it.")
    return clean


def _hashes(attachments: Iterable[Attachment]) -> dict[str, bytes]:
    return {attachment.group: attachment.hash for attachment in attachments}
