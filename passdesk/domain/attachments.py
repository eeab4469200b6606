"""Erasable content beside the journal, addressed by the hash of salt and content; one per group and audience."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal, get_args

from msgspec import Struct

from passdesk.domain import canonical
from passdesk.errors import Damaged

Group = Literal["names", "documents", "contact", "gate_photo", "original_photo", "note", "officer_note", "wrapped"]
GROUPS: tuple[Group, ...] = get_args(Group)
LONGEST: Mapping[str, int] = {
    "names": 2048,
    "documents": 2048,
    "contact": 2048,
    "gate_photo": 24 * 1024,
    "original_photo": 40 * 1024,
    "note": 4096,
    "officer_note": 4096,
    "wrapped": 1024,
}
_FRAME = 64
AUDIENCE: Mapping[str, frozenset[str]] = {
    "names": frozenset({"checkpoint", "issuing", "records", "admin"}),
    "gate_photo": frozenset({"checkpoint", "issuing", "records", "admin"}),
    "documents": frozenset({"issuing", "records", "admin"}),
    "contact": frozenset({"issuing", "records", "admin"}),
    "original_photo": frozenset({"issuing", "records", "admin"}),
    "note": frozenset({"issuing", "records", "admin"}),
    "officer_note": frozenset({"checkpoint", "records", "admin"}),
}
"""Which desk roles may hold a group. Wrapped keys go by `WRAPPED_FOR` instead."""
WRAPPED_FOR: Mapping[str, frozenset[str]] = {
    "checkpoint": frozenset({"checkpoint", "supervisor", "administrator"}),
    "issuing": frozenset({"hr", "approver", "supervisor", "administrator"}),
    "records": frozenset({"supervisor", "administrator"}),
    "admin": frozenset({"supervisor", "administrator"}),
}
"""By desk role, the operators whose wrapped keys it holds."""


class Attachment(Struct, frozen=True):
    """`salt` is 16 random bytes; `content` the bytes of the group (CBOR for fields, a picture's own bytes)."""

    group: Group
    salt: bytes
    content: bytes

    def to_bytes(self) -> bytes:
        return canonical.encode([self.group, self.salt, self.content])

    @property
    def hash(self) -> bytes:
        return sha256(self.to_bytes()).digest()


def read_attachment(data: bytes) -> Attachment:
    """Read strictly; wrong shape, unknown group or a content over the group's limit is `Damaged`."""
    match canonical.decode(data, limit=max(LONGEST.values()) + _FRAME):
        case [str(group), bytes(salt), bytes(content)] if group in GROUPS and len(salt) == 16:
            if len(content) <= LONGEST[group]:
                return Attachment(group, salt, content)
    raise Damaged("An attachment is not of the form this program knows.")


SPOKEN = ("en", "zh-Hant", "zh-Hans")
"""The languages in which the display before a holder can speak."""


class Names(Struct, frozen=True):
    """A person's names in the order and script of the document, or an institution's; either may be empty, not both.

    `language`: a person's, one of `SPOKEN`; empty where nobody knows it, and for institutions.
    """

    latin: str
    chinese: str = ""
    language: str = ""

    @property
    def both(self) -> str:
        """In one line, whatever the language."""
        return " ".join(dict.fromkeys(name for name in (self.latin, self.chinese) if name))

    def to_content(self) -> bytes:
        language = {"language": self.language} if self.language else {}
        return canonical.encode({"chinese": self.chinese, "latin": self.latin, **language})


def read_names(content: bytes) -> Names:
    match canonical.decode(content, limit=LONGEST["names"]):
        case {"chinese": str(chinese), "latin": str(latin), **rest} if not rest:
            return Names(latin, chinese)
        case {"chinese": str(chinese), "latin": str(latin), "language": str(language), **rest} if not rest:
            if language in SPOKEN:
                return Names(latin, chinese, language)
    raise Damaged("A person's names are not of the form this program knows.")


class Documents(Struct, frozen=True):
    """The travel or identity document (`kind` a short code) and the birth date as YYYY-MM-DD; any may be empty."""

    kind: str = ""
    number: str = ""
    born: str = ""

    def to_content(self) -> bytes:
        return canonical.encode({"born": self.born, "kind": self.kind, "number": self.number})


def read_documents(content: bytes) -> Documents:
    match canonical.decode(content, limit=LONGEST["documents"]):
        case {"born": str(born), "kind": str(kind), "number": str(number), **rest} if not rest:
            return Documents(kind, number, born)
    raise Damaged("A person's documents are not of the form this program knows.")


class Contact(Struct, frozen=True):
    phone: str = ""
    email: str = ""

    def to_content(self) -> bytes:
        return canonical.encode({"email": self.email, "phone": self.phone})


def read_contact(content: bytes) -> Contact:
    match canonical.decode(content, limit=LONGEST["contact"]):
        case {"email": str(email), "phone": str(phone), **rest} if not rest:
            return Contact(phone, email)
    raise Damaged("A person's contact is not of the form this program knows.")
