"""People: added, edited, suspended, erased. What names them goes into attachments, never into an entry."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from passdesk.domain.attachments import Attachment, Contact, Documents, Names
from passdesk.domain.entries import Entry
from passdesk.domain.people import ATTACHED, Person
from passdesk.domain.register import TooNew
from passdesk.errors import Declined, Misuse
from passdesk.issuing.photos import Photo
from passdesk.store.acts import Acting
from passdesk.store.attaching import attach

LONGEST_FIELD = 200
MOST_NAMED = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Groups of a person's fields; a group that is None is not given (adding) or stays (editing)."""

    names: Names | None = None
    documents: Documents | None = None
    contact: Contact | None = None
    photo: Photo | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """`wal_pending`: what was erased may still stand in the database's log until its next checkpoint is through."""

    entry: Entry
    hashes: tuple[bytes, ...]
    wal_pending: bool


def add(acting: Acting, details: Details) -> bytes:
    """Add a person by name at least; the new 16-byte id. `Misuse` for no name or a field too long."""
    if details.names is None:
        raise Misuse("A person needs a name.", kept="Nobody was added.")
    attachments = _attachments(details)
    person = secrets.token_bytes(16)
    acting.act("person_added", {"person": person, **_hashes(attachments)}, attachments)
    return person


def edit(acting: Acting, person: bytes, details: Details) -> Entry:
    """Give new content to the groups named; what stood before is kept until the person is erased."""
    attachments = _attachments(details)
    if not attachments:
        raise Misuse("Nothing to change was given.", kept="Nothing was changed.")
    row = held(acting, person)
    if row.state == "erased":
        raise Declined("This person was erased; that is final.", kept="Nothing was changed.")
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


def _attachments(details: Details) -> tuple[Attachment, ...]:
    return tuple(_each(details))


def _each(details: Details) -> Iterable[Attachment]:
    if (names := details.names) is not None:
        if not (names.latin.strip() or names.chinese.strip()):
            raise Misuse("A person needs a name.", kept="Nothing was changed.")
        yield attach("names", Names(*map(_field, (names.latin, names.chinese))).to_content())
    if (documents := details.documents) is not None:
        parts = map(_field, (documents.kind, documents.number, documents.born))
        yield attach("documents", Documents(*parts).to_content())
    if (contact := details.contact) is not None:
        yield attach("contact", Contact(*map(_field, (contact.phone, contact.email))).to_content())
    if (photo := details.photo) is not None:
        yield attach("gate_photo", photo.gate)
        yield attach("original_photo", photo.original)
    if details.note is not None:
        yield attach("note", details.note.strip().encode())


def _field(text: str) -> str:
    """One line without control characters."""
    clean = " ".join(text.split())
    if len(clean) > LONGEST_FIELD or not clean.isprintable():
        raise Misuse(
            f"A field is longer than {LONGEST_FIELD} characters or holds characters that can't be shown.",
            kept="Nothing was changed.",
        )
    return clean


def _hashes(attachments: Iterable[Attachment]) -> dict[str, bytes]:
    return {attachment.group: attachment.hash for attachment in attachments}
