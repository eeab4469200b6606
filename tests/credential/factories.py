"""Keys, claims and signed things the credential tests share. Every key comes from a fixed seed."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.credential import keys
from passdesk.credential.issuing_key import IssuingKey
from passdesk.domain import canonical
from passdesk.domain.passes import Claims, IssuingScope

ZONE = "hetao"
NOW = 1_780_000_000
YEAR = 366 * 86_400
SCOPE = IssuingScope((), (), YEAR, NOW - YEAR, NOW + YEAR)
PASS_ID = bytes(range(16))
CLAIMS = Claims(ZONE, NOW + 86_400, NOW, NOW, PASS_ID, 1, 3, b"\xaa\xbb\xcc\xdd")


def private(number: int) -> Ed25519PrivateKey:
    """The private key whose seed repeats one byte."""
    return keys.from_seed(bytes((number,)) * 32)


def public(number: int) -> bytes:
    return keys.public_of(private(number))


def issuing(number: int = 1, scope: IssuingScope = SCOPE) -> IssuingKey:
    return IssuingKey.of(bytes((number,)) * 32, scope)


def signed(protected: bytes, unprotected: bytes, payload: bytes, number: int = 1) -> bytes:
    """A message with any header bytes, honestly signed: only its shape can be at fault."""
    message = canonical.encode(["Signature1", protected, b"", payload])
    signature = private(number).sign(message)
    parts: list[Any] = [protected, payload, signature]
    protected_, payload_, signature_ = (canonical.encode(part) for part in parts)
    return b"\x84" + protected_ + unprotected + payload_ + signature_
