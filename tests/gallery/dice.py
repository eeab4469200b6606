"""The same ids, numbers and keys in every run, so that the pictures are the same too."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.credential import keys


@contextmanager
def same_dice() -> Iterator[None]:
    """In here what is random follows from how often it was asked for. Only for pictures: it protects nothing."""
    thrown = count()
    real = secrets.token_bytes, secrets.randbits, keys.generate

    def token_bytes(nbytes: int | None = None) -> bytes:
        first, wanted = next(thrown), 32 if nbytes is None else nbytes
        parts = (sha256(f"{first} {n}".encode()).digest() for n in range(wanted // 32 + 1))
        return b"".join(parts)[:wanted]

    def randbits(k: int) -> int:
        return int.from_bytes(token_bytes(k // 8 + 1)) >> (8 - k % 8)

    def generate() -> Ed25519PrivateKey:
        return keys.from_seed(token_bytes(32))

    secrets.token_bytes, secrets.randbits, keys.generate = token_bytes, randbits, generate
    try:
        yield
    finally:
        secrets.token_bytes, secrets.randbits, keys.generate = real
