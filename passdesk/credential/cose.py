"""Strict COSE_Sign1 (RFC 9052): Ed25519 only, untagged, nothing unprotected, one encoding for one value."""

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from passdesk.credential import keys
from passdesk.domain import canonical
from passdesk.errors import Damaged

ED25519 = -19  # RFC 9864; the polymorphic EdDSA, -8, is refused
KID_BYTES = 4


class Sign1(Struct, frozen=True):
    """What was read, not yet verified: `kid` 4 bytes, `protected` as it came, `signature` 64 bytes."""

    kid: bytes
    payload: bytes
    protected: bytes
    signature: bytes


def sign1(payload: bytes, private_key: Ed25519PrivateKey, external_aad: bytes = b"") -> bytes:
    """The COSE_Sign1 of `payload`: an untagged array of four, protected header exactly `{1: -19, 4: kid}`."""
    protected = _protected(keys.kid(keys.public_of(private_key)))
    signature = private_key.sign(to_be_signed(protected, payload, external_aad))
    return canonical.encode([protected, {}, payload, signature])


def open1(data: bytes, limit: int) -> Sign1:
    """Read `data`, at most `limit` bytes; `Damaged` for anything `sign1` could not have written."""
    value = canonical.decode(data, limit=limit)
    if not isinstance(value, list) or len(value) != 4:
        raise Damaged("Not a signed message: an array of four was expected.")
    protected, unprotected, payload, signature = value
    if unprotected != {} or not isinstance(unprotected, dict):
        raise Damaged("Not a signed message of ours: its unprotected header is not an empty map.")
    if not isinstance(payload, bytes):
        raise Damaged("Not a signed message of ours: the payload is not a byte string.")
    if not isinstance(signature, bytes) or len(signature) != keys.SIGNATURE_BYTES:
        raise Damaged("Not a signed message of ours: a signature is a byte string of 64.")
    if not isinstance(protected, bytes):
        raise Damaged("Not a signed message of ours: the protected header is not a byte string.")
    return Sign1(_kid_of(protected), payload, protected, signature)


def verify1(sign1: Sign1, public_keys: Iterable[bytes], external_aad: bytes = b"") -> bytes | None:
    """The raw public key that made the signature, of those whose kid fits; None when none of them did."""
    message = to_be_signed(sign1.protected, sign1.payload, external_aad)
    fitting = (public for public in public_keys if keys.kid(public) == sign1.kid)
    return next((public for public in fitting if keys.verify(public, message, sign1.signature)), None)


def to_be_signed(protected: bytes, payload: bytes, external_aad: bytes) -> bytes:
    """The encoded Sig_structure (RFC 9052, 4.4)."""
    return canonical.encode(["Signature1", protected, external_aad, payload])


def _protected(kid: bytes) -> bytes:
    return canonical.encode({1: ED25519, 4: kid})


def _kid_of(protected: bytes) -> bytes:
    kid = protected[-KID_BYTES:]
    if protected != _protected(kid):
        raise Damaged("Not a signed message of ours: the protected header is not {1: -19, 4: kid}.")
    return kid
