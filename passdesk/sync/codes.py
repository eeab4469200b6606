"""Enrolment codes that an admin desk hands to the server, over the pinned line alone: no journal, no row has them."""

from typing import Any, Self

from passdesk.credential.enrolment import CODE_BYTES
from passdesk.domain import shapes as s
from passdesk.sync.wire import Message, refuse

MOST_CODES = 256


class Codes(Message, frozen=True):
    """Each 26 bytes: secret and fingerprint."""

    codes: tuple[bytes, ...]

    def __repr__(self) -> str:
        return f"Codes({len(self.codes)} kept to themselves)"

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [codes] if s.many(s.blob(CODE_BYTES, CODE_BYTES), MOST_CODES)(codes):
                return cls(tuple(codes))
        raise refuse("A list of enrolment codes")
