"""A zone's policy with the signature of an administrator or the root."""

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.credential import cose
from passdesk.errors import Damaged

LONGEST_POLICY = 256 * 1024
_AAD = b"passdesk/policy/1"


def sign_policy(toml: bytes, private: Ed25519PrivateKey) -> bytes:
    """The policy file's own bytes, signed."""
    return cose.sign1(toml, private, _AAD)


def open_policy(data: bytes, public_keys: Iterable[bytes]) -> tuple[bytes, bytes]:
    """The policy file's bytes and the raw public key that signed them; `Damaged` if none of these did."""
    sign1 = cose.open1(data, LONGEST_POLICY)
    signer = cose.verify1(sign1, public_keys, _AAD)
    if signer is None:
        raise Damaged(
            "The policy is not signed by an administrator this desk knows.",
            kept="The policy in force stays.",
            remedy="Sync again, or ask an administrator to sign it.",
        )
    return sign1.payload, signer
