"""The printed enrolment code, and the proofs desk and server give each other without sending it."""

import hmac
import secrets
from hashlib import sha256

from msgspec import Struct

from passdesk.credential import base32
from passdesk.errors import Misuse

SECRET_BYTES = 16
FINGERPRINT_BYTES = 10
CODE_BYTES = SECRET_BYTES + FINGERPRINT_BYTES
_CHECK_BITS = 12
_LETTERS = 44


class EnrolmentCode(Struct, frozen=True):
    """`secret`: 16 bytes nobody else knows; `fingerprint`: the first 10 bytes of SHA-256 of the root key."""

    secret: bytes
    fingerprint: bytes

    def to_bytes(self) -> bytes:
        """Secret and fingerprint, 26 bytes."""
        return self.secret + self.fingerprint

    @property
    def enrolment(self) -> bytes:
        """The name its place goes by: first 16 bytes of SHA-256 of secret and fingerprint."""
        return sha256(self.to_bytes()).digest()[:16]

    def names_root(self, root_public: bytes) -> bool:
        """Whether this raw root key is the one the code was printed for."""
        return hmac.compare_digest(self.fingerprint, root_fingerprint(root_public))


def root_fingerprint(root_public: bytes) -> bytes:
    """First 10 bytes of SHA-256 of the raw root public key."""
    return sha256(root_public).digest()[:FINGERPRINT_BYTES]


def new_code(root_public: bytes) -> EnrolmentCode:
    """A fresh code for one desk."""
    return EnrolmentCode(secrets.token_bytes(SECRET_BYTES), root_fingerprint(root_public))


def code_of(data: bytes) -> EnrolmentCode:
    """The code of these 26 bytes."""
    return EnrolmentCode(data[:SECRET_BYTES], data[SECRET_BYTES:CODE_BYTES])


def print_code(code: EnrolmentCode) -> str:
    """Eleven groups of four: secret, fingerprint and 12 check bits, the first of SHA-256 of both."""
    data = code.to_bytes()
    return base32.write(int.from_bytes(data) << _CHECK_BITS | _check(data), _LETTERS)


def parse_code(text: str) -> EnrolmentCode:
    """The code as typed; `Misuse` when a character is missing or its check does not fit."""
    number = base32.read(text, _LETTERS)
    data = (number >> _CHECK_BITS).to_bytes(CODE_BYTES)
    if number & (1 << _CHECK_BITS) - 1 != _check(data):
        raise Misuse("The enrolment code was mistyped.", remedy="Compare it with the print, group by group.")
    return code_of(data)


def desk_proof(code: EnrolmentCode, desk_public: bytes) -> bytes:
    """What a desk sends with its public key: HMAC-SHA256(secret, "enrol" + key)."""
    return hmac.digest(code.secret, b"enrol" + desk_public, "sha256")


def server_proof(code: EnrolmentCode, desk_public: bytes, server_public: bytes, spki_sha256: bytes) -> bytes:
    """What the server answers: HMAC-SHA256(secret, "enrolled" + desk key + server key + TLS hash)."""
    return hmac.digest(code.secret, b"enrolled" + desk_public + server_public + spki_sha256, "sha256")


def same_proof(expected: bytes, given: bytes) -> bool:
    """Compare two proofs in constant time."""
    return hmac.compare_digest(expected, given)


def _check(data: bytes) -> int:
    return int.from_bytes(sha256(data).digest()[:2]) >> 16 - _CHECK_BITS
