"""Ed25519 keys: made, kept as 32-byte seeds, named by a 4-byte kid and a 16-byte key id."""

from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from passdesk.errors import Damaged

KEY_BYTES = 32
SIGNATURE_BYTES = 64

_FIELD = 2**255 - 19
# The y coordinates of the eight points of small order: such a "key" lets one signature fit many messages.
_SMALL_ORDER = frozenset(
    int.from_bytes(bytes.fromhex(y), "little")
    for y in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)


def generate() -> Ed25519PrivateKey:
    """Make a new private key from the system's random source."""
    return Ed25519PrivateKey.generate()


def from_seed(seed: bytes) -> Ed25519PrivateKey:
    """The private key of a 32-byte seed (RFC 8032, 5.1.5); `Damaged` for any other length."""
    if len(seed) != KEY_BYTES:
        raise Damaged(f"A private key is {KEY_BYTES} bytes, this one is {len(seed)}.")
    return Ed25519PrivateKey.from_private_bytes(seed)


def seed_of(private: Ed25519PrivateKey) -> bytes:
    """The 32 bytes a private key is kept as. Wrap them before they are written anywhere."""
    return private.private_bytes_raw()


def public_of(private: Ed25519PrivateKey) -> bytes:
    """The raw 32-byte public key."""
    return private.public_key().public_bytes_raw()


@lru_cache(maxsize=1024)
def load_public(public: bytes) -> Ed25519PublicKey:
    """Load a raw public key; `Damaged` for a wrong length, a y beyond the field, a point of small order."""
    if len(public) != KEY_BYTES:
        raise Damaged(f"A public key is {KEY_BYTES} bytes, this one is {len(public)}.")
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= _FIELD or y in _SMALL_ORDER:
        raise Damaged("A public key is not an honest point of Ed25519.", remedy="Do not use this key.")
    return Ed25519PublicKey.from_public_bytes(public)


def key_id(public: bytes) -> bytes:
    """First 16 bytes of SHA-256 of the raw public key. Of a journal's key it is the journal's id."""
    return sha256(public).digest()[:16]


def kid(public: bytes) -> bytes:
    """First 4 bytes of SHA-256 of the raw public key: a hint, several keys may share it."""
    return sha256(public).digest()[:4]


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `public` made `signature` over `message`; a key that cannot be loaded made nothing."""
    try:
        loaded = load_public(public)
    except Damaged:
        return False
    return verify_loaded(loaded, message, signature)


def verify_loaded(public: Ed25519PublicKey, message: bytes, signature: bytes) -> bool:
    """`verify` with a key loaded before."""
    try:
        public.verify(signature, message)
    except InvalidSignature:
        return False
    return True
