"""Enrolment codes that an admin desk hands to the server, over the pinned line alone: no journal, no row has them."""

from dataclasses import dataclass, field
from typing import Any, Self

from passdesk.credential.enrolment import CODE_BYTES
from passdesk.domain import shapes as s
from passdesk.sync.wire import Message, refuse

MOST_CODES = 256


@dataclass(frozen=True, slots=True)
class Codes(Message):
    """Each 26 bytes: secret and fingerprint."""

    codes: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [codes] if s.many(s.blob(CODE_BYTES, CODE_BYTES), MOST_CODES)(codes):
                return cls(tuple(codes))
        raise refuse("A list of enrolment codes")
