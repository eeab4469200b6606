"""Passes as the register and the token know them: claims, states, and every way a presented code can read."""

from typing import ClassVar, Literal

from msgspec import Struct

from passdesk.domain.register import Row, Stops

PassState = Literal["good", "suspended", "revoked", "replaced"]


class Claims(Struct, frozen=True):
    """What a token says (RFC 8392 names beside): times are whole seconds UTC.

    zone: `aud`, 1 to 8 ASCII; expires: `exp`, invalid from then on; not_before: `nbf`, equal to issued_at where
    absent; issued_at: `iat`; pass_id: `cti`, 16 bytes; class_number, lines (bit mask), tag (4 bytes): claim -70001.
    """

    zone: str
    expires: int
    not_before: int
    issued_at: int
    pass_id: bytes
    class_number: int
    lines: int
    tag: bytes


class IssuingScope(Struct, frozen=True):
    """What an issuing key may sign. Empty tuples mean "any". `longest` in seconds; dates in seconds UTC."""

    classes: tuple[int, ...]
    institutions: tuple[bytes, ...]
    longest: int
    not_before: int
    expires: int


class NothingRead(Struct, frozen=True):
    """The picture or the typing held no code."""


class NotAPass(Struct, frozen=True):
    """A code that is not a token of ours; `why` is for the log, never for the holder."""

    why: str


class WrongZone(Struct, frozen=True):
    zone: str


class UnknownKey(Struct, frozen=True):
    """Well formed, but no key this desk knows has this kid."""

    kid: bytes
    claims: Claims


class Forged(Struct, frozen=True):
    """A key with this kid is known and none of them made this signature."""

    kid: bytes
    claims: Claims


class Verified(Struct, frozen=True):
    """The signature holds. `key` is the issuing key's 16-byte id; `withdrawn` and `out_of_scope` speak of that key."""

    kid: bytes
    key: bytes
    claims: Claims
    withdrawn: bool = False
    out_of_scope: bool = False


class ByHand(Struct, frozen=True):
    """Nothing was read: an officer found the holder by name. `why`: a short code of the officer's reason."""

    person: bytes
    pass_id: bytes | None
    why: str


TokenRead = NothingRead | NotAPass | WrongZone | UnknownKey | Forged | Verified | ByHand


class Pass(Row, frozen=True, kw_only=True):
    """An issued pass. `key` is the pass id; times are whole seconds UTC; `issuing_key` the 16-byte id of its key."""

    TABLE: ClassVar[str] = "pass"
    INDEXED: ClassVar[tuple[str, ...]] = ("person", "filing", "institution", "issuing_key", "short_number")

    person: bytes
    filing: bytes
    institution: bytes
    class_number: int
    lines: int
    issued_at: int
    not_before: int
    expires: int
    issuing_key: bytes
    short_number: str
    token: bytes
    state: PassState = "good"
    replaced_by: bytes | None = None
    stopped_at: int | None = None
    stops: Stops = ()
