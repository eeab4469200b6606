"""An operator who has signed in, ready to put their name to entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.credential.entry_signatures import sign_entry
from passdesk.domain.entries import Signature


@dataclass(frozen=True, slots=True)
class Signer:
    """`operator`: 16-byte id; for a founding entry the root's key id."""

    operator: bytes
    private: Ed25519PrivateKey = field(repr=False)


def signed_by(signers: Sequence[Signer], content: bytes) -> tuple[Signature, ...]:
    """Each signer's signature under an entry's content bytes."""
    return tuple((signer.operator, sign_entry(signer.private, content)) for signer in signers)
