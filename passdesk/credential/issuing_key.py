"""The one module that signs passes."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from passdesk.credential import cose, keys, token
from passdesk.credential.key_ring import KnownKey
from passdesk.domain.passes import Claims, IssuingScope
from passdesk.errors import Declined


class IssuingKey(Struct, frozen=True):
    """A private issuing key with the scope its certificate gives it."""

    known: KnownKey
    private: Ed25519PrivateKey

    @classmethod
    def of(cls, seed: bytes, scope: IssuingScope) -> "IssuingKey":
        """The key of a 32-byte seed."""
        private = keys.from_seed(seed)
        return cls(KnownKey.of(keys.public_of(private), scope), private)

    def issue(self, claims: Claims) -> bytes:
        """The signed token; `Declined` outside this key's scope, `Misuse` for claims that make no pass."""
        payload = token.write_claims(claims)
        if not self.known.may_sign(claims):
            raise Declined(
                "This key may not sign such a pass: class, institution, length or date is out of scope.",
                kept="No pass was made.",
                remedy="Ask an administrator for a key with a wider scope.",
            )
        return cose.sign1(payload, self.private)
