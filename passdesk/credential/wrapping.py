"""Secrets at rest: wrapped under argon2id of a passphrase, or sealed to the zone's X25519 recovery key."""

import os
import unicodedata

from argon2.exceptions import Argon2Error
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct
from msgspec.structs import astuple

from passdesk.domain import canonical
from passdesk.errors import Damaged, Declined, Misuse

_WRAPPED = "passdesk/wrapped/1"
_SEALED = "passdesk/sealed/1"
_LIMIT = 1024
_SALT, _NONCE, _KEY, _TAG = 16, 12, 32, 16
_LONGEST_SECRET = 256


class Cost(Struct, frozen=True):
    """What one try at a passphrase costs: memory in KiB, passes over it, lanes (RFC 9106)."""

    memory: int
    passes: int
    lanes: int


DEFAULT_COST = Cost(memory=64 * 1024, passes=3, lanes=1)
HIGHEST_COST = Cost(memory=256 * 1024, passes=10, lanes=4)  # a blob that asks for more is refused unread


def wrap_secret(secret: bytes, passphrase: str, context: bytes, cost: Cost = DEFAULT_COST) -> bytes:
    """`secret` (1 to 256 bytes) under `passphrase`; `context` says what it is, and unwrapping asks for it."""
    if not 1 <= len(secret) <= _LONGEST_SECRET:
        raise Misuse(f"A secret of {len(secret)} bytes cannot be wrapped.")
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    key = _stretch(passphrase, salt, _bounded(cost))
    sealed = ChaCha20Poly1305(key).encrypt(nonce, secret, _bound_to(_WRAPPED, cost, context))
    return canonical.encode([_WRAPPED, list(astuple(cost)), salt, nonce, sealed])


def unwrap_secret(blob: bytes, passphrase: str, context: bytes) -> bytes:
    """The secret again; `Declined` for another passphrase or context, `Damaged` for a blob that is none."""
    cost, salt, nonce, sealed = _open_wrapped(blob)
    key = _stretch(passphrase, salt, cost)
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, _bound_to(_WRAPPED, cost, context))
    except InvalidTag as error:
        raise Declined(
            "The password is wrong, or what it should open has been changed.",
            kept="Nothing was changed.",
            remedy="Type it again; watch caps lock and the input method.",
        ) from error


def new_recovery_key() -> tuple[bytes, bytes]:
    """A raw X25519 key pair, private first. The private half is written out and kept offline."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_to_recovery(secret: bytes, recovery_public: bytes) -> bytes:
    """`secret` for the recovery private key alone: ephemeral X25519, HKDF-SHA256, ChaCha20-Poly1305."""
    ephemeral = X25519PrivateKey.generate()
    mine = ephemeral.public_key().public_bytes_raw()
    key = agreed(ephemeral, recovery_public, _SEALED.encode() + mine + recovery_public)
    # One key serves one message, so the nonce may be constant.
    return canonical.encode([_SEALED, mine, ChaCha20Poly1305(key).encrypt(bytes(_NONCE), secret, None)])


def open_with_recovery(blob: bytes, recovery_private: bytes) -> bytes:
    """The secret again; `Declined` when it was sealed to another key, `Damaged` for a blob that is none."""
    if len(recovery_private) != _KEY:
        raise Misuse(f"A recovery key is {_KEY} bytes, this one is {len(recovery_private)}.")
    theirs, sealed = _open_sealed(blob)
    private = X25519PrivateKey.from_private_bytes(recovery_private)
    key = agreed(private, theirs, _SEALED.encode() + theirs + private.public_key().public_bytes_raw())
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(_NONCE), sealed, None)
    except InvalidTag as error:
        raise Declined(
            "This recovery key does not open it.",
            kept="Nothing was changed.",
            remedy="Use the recovery key written out when this zone was founded.",
        ) from error


def agreed(private: X25519PrivateKey, public: bytes, info: bytes) -> bytes:
    """The key that both sides of X25519 come to, 32 bytes; `info` has the purpose and both public keys, the one made
    for this message first. `Damaged` for an all-zero secret (a point of small order)."""
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:
        raise Damaged("A recovery key or a sealed key is not an honest X25519 key.") from error
    return HKDF(SHA256(), _KEY, salt=None, info=info).derive(shared)


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    try:
        secret = unicodedata.normalize("NFKC", passphrase).encode()
        return hash_secret_raw(secret, salt, cost.passes, cost.memory, cost.lanes, _KEY, Type.ID)
    except (UnicodeEncodeError, Argon2Error) as error:
        raise Misuse(f"This password cannot be used: {error}.") from error


def _bound_to(name: str, cost: Cost, context: bytes) -> bytes:
    return canonical.encode([name, list(astuple(cost)), context])


def _bounded(cost: Cost) -> Cost:
    highest = astuple(HIGHEST_COST)
    lowest = (8 * cost.lanes if type(cost.lanes) is int else 0, 1, 1)
    for low, value, high in zip(lowest, astuple(cost), highest, strict=True):
        if type(value) is not int or not low <= value <= high:
            raise Damaged(
                "A wrapped key asks for more or less work than this program does.",
                kept="It was not tried.",
                remedy="Do not trust where it came from.",
            )
    return cost


def _open_wrapped(blob: bytes) -> tuple[Cost, bytes, bytes, bytes]:
    match canonical.decode(blob, limit=_LIMIT):
        case [name, [memory, passes, lanes], bytes(salt), bytes(nonce), bytes(sealed)] if (
            name == _WRAPPED and len(salt) == _SALT and len(nonce) == _NONCE and len(sealed) > _TAG
        ):
            return _bounded(Cost(memory, passes, lanes)), salt, nonce, sealed
        case _:
            raise Damaged("Not a key wrapped by a password.")


def _open_sealed(blob: bytes) -> tuple[bytes, bytes]:
    match canonical.decode(blob, limit=_LIMIT):
        case [name, bytes(theirs), bytes(sealed)] if name == _SEALED and len(theirs) == _KEY and len(sealed) > _TAG:
            return theirs, sealed
        case _:
            raise Damaged("Not a key sealed to a recovery key.")
