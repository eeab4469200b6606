"""A zone's policy and its number, with the signature of an administrator or the root."""

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.credential import cose
from passdesk.errors import Damaged

LONGEST_POLICY = 256 * 1024
FIRST, _LAST = 1, (1 << 31) - 1


def sign_policy(toml: bytes, number: int, private: Ed25519PrivateKey) -> bytes:
    """The policy file's own bytes, signed as the zone's policy of this `number`; the first is `FIRST`."""
    return cose.sign1(toml, private, _aad(number))


def open_policy(data: bytes, number: int, public_keys: Iterable[bytes]) -> tuple[bytes, bytes]:
    """The policy file's bytes and the raw public key that signed them; `Damaged` if none of these did.

    Under another `number` no signature holds: who only passes a policy on can't give out an old one as the newest.
    """
    sign1 = cose.open1(data, LONGEST_POLICY)
    signer = cose.verify1(sign1, public_keys, _aad(number)) if FIRST <= number <= _LAST else None
    if signer is None:
        raise Damaged(
            "The policy is not signed under its number by an administrator this desk knows.",
            kept="The policy in force stays.",
            remedy="Sync again, or ask an administrator to sign it.",
        )
    return sign1.payload, signer


def _aad(number: int) -> bytes:
    return b"passdesk/policy/1" + number.to_bytes(4)
