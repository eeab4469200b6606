"""What journals and the server state under their own key: heads, receipts, times, the TLS key."""

from typing import ClassVar, Self, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from passdesk.credential import keys
from passdesk.domain import canonical
from passdesk.errors import Damaged

MAIN_BRANCH = b""
_LIMIT = 1024
_ZONE = 8


class Statement(Struct, frozen=True):
    """Base of the statements. A signature is plain Ed25519 over `to_bytes()`: canonical `[NAME, field …]`."""

    NAME: ClassVar[str]

    def __post_init__(self) -> None:
        self._check()

    def _check(self) -> None:
        """Raise `Damaged` for a field of the wrong size."""

    def to_bytes(self) -> bytes:
        """What is signed."""
        return canonical.encode([self.NAME, *(getattr(self, name) for name in self.__struct_fields__)])

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read `to_bytes` back; `Damaged` for another statement or a field of the wrong type or size."""
        value = canonical.decode(data, limit=_LIMIT)
        if not isinstance(value, list) or not value or value[0] != cls.NAME:
            raise Damaged(f"Not a statement of the kind {cls.NAME}.")
        if len(value) != 1 + len(cls.__struct_fields__):
            raise Damaged(f"A statement {cls.NAME} has the wrong number of fields.")
        return cls(*value[1:])


S = TypeVar("S", bound=Statement)


class Head(Statement, frozen=True):
    """The newest entry of a journal's branch, signed by the journal: `seq` from 1, `hash` its SHA-256."""

    NAME: ClassVar[str] = "passdesk/head/1"
    zone: str
    journal: bytes
    branch: bytes
    seq: int
    hash: bytes

    def _check(self) -> None:
        _text(self.zone)
        _place(self.journal, self.branch, self.seq, self.hash)


class Receipt(Statement, frozen=True):
    """The server holds the branch up to `seq`. `server_time` µs UTC; `generation` changes with a restore."""

    NAME: ClassVar[str] = "passdesk/receipt/1"
    zone: str
    journal: bytes
    branch: bytes
    seq: int
    hash: bytes
    server_time: int
    generation: int

    def _check(self) -> None:
        _text(self.zone)
        _place(self.journal, self.branch, self.seq, self.hash)
        _number(self.server_time)
        _number(self.generation)


class SignedTime(Statement, frozen=True):
    """The server's time in µs UTC, for the one who sent `nonce` (16 to 32 bytes)."""

    NAME: ClassVar[str] = "passdesk/time/1"
    zone: str
    nonce: bytes
    time: int

    def _check(self) -> None:
        _text(self.zone)
        _bytes(self.nonce, *range(16, 33))
        _number(self.time)


class TlsHash(Statement, frozen=True):
    """SHA-256 of the SubjectPublicKeyInfo of the server's TLS certificate."""

    NAME: ClassVar[str] = "passdesk/tls/1"
    zone: str
    spki_sha256: bytes

    def _check(self) -> None:
        _text(self.zone)
        _bytes(self.spki_sha256, 32)


def sign_statement(statement: Statement, private: Ed25519PrivateKey) -> bytes:
    """The 64-byte signature over `statement.to_bytes()`."""
    return private.sign(statement.to_bytes())


def verify_statement(statement: Statement, public: bytes, signature: bytes) -> bool:
    """Whether the raw `public` key signed exactly this statement."""
    return keys.verify(public, statement.to_bytes(), signature)


def seal(statement: Statement, private: Ed25519PrivateKey) -> bytes:
    """Statement and signature in one piece, as sent and kept: canonical `[statement bytes, signature]`."""
    return canonical.encode([statement.to_bytes(), sign_statement(statement, private)])


def open_sealed(data: bytes, kind: type[S], public: bytes) -> S:
    """Read what `seal` wrote; `Damaged` unless it is a `kind` of statement signed by the raw `public` key."""
    value = canonical.decode(data, limit=2 * _LIMIT)
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, bytes) for part in value):
        raise Damaged("Not a signed statement.")
    statement = kind.from_bytes(value[0])
    if not keys.verify(public, value[0], value[1]):
        raise Damaged(f"The signature under a statement {kind.NAME} is not of the expected key.")
    return statement


def _text(zone: object) -> None:
    if not isinstance(zone, str) or not (zone.isascii() and zone.isprintable() and 1 <= len(zone) <= _ZONE):
        raise Damaged("A statement names no zone of 1 to 8 ASCII characters.")


def _place(journal: object, branch: object, seq: object, hash_: object) -> None:
    _bytes(journal, 16)
    _bytes(branch, 0, 32)
    _bytes(hash_, 32)
    _number(seq, lowest=1)


def _bytes(value: object, *lengths: int) -> None:
    if not isinstance(value, bytes) or len(value) not in lengths:
        raise Damaged("A statement has a byte string of the wrong length.")


def _number(value: object, lowest: int = 0) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value < 2**63:
        raise Damaged("A statement has a number out of range.")
