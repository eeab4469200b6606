"""The issuing keys a desk knows, found by kid, and what each of them may sign."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct

from passdesk.credential import keys
from passdesk.domain.passes import Claims, IssuingScope


def institution_tag(institution: bytes) -> bytes:
    """First 4 bytes of SHA-256 of the institution's 16-byte id, as a pass carries it."""
    return sha256(institution).digest()[:4]


class KnownKey(Struct, frozen=True):
    """An issuing key with its scope. `id` 16 bytes, `kid` 4 bytes; `tags` empty: any institution."""

    public: bytes
    scope: IssuingScope
    withdrawn: bool
    id: bytes
    kid: bytes
    tags: frozenset[bytes]
    loaded: Ed25519PublicKey

    @classmethod
    def of(cls, public: bytes, scope: IssuingScope, *, withdrawn: bool = False) -> "KnownKey":
        """Load a raw public key once and derive its names; `Damaged` when it is no honest key."""
        tags = frozenset(institution_tag(institution) for institution in scope.institutions)
        loaded = keys.load_public(public)
        return cls(public, scope, withdrawn, keys.key_id(public), keys.kid(public), tags, loaded)

    def may_sign(self, claims: Claims) -> bool:
        """Whether class, institution, length and issue date all lie within the scope."""
        scope = self.scope
        return (
            (not scope.classes or claims.class_number in scope.classes)
            and (not self.tags or claims.tag in self.tags)
            and claims.expires - claims.issued_at <= scope.longest
            and scope.not_before <= claims.issued_at < scope.expires
        )


class KeyRing(Struct, frozen=True):
    """Issuing keys by kid. Several may share one kid: all are tried."""

    by_kid: Mapping[bytes, tuple[KnownKey, ...]]

    @classmethod
    def of(cls, known: Iterable[KnownKey]) -> "KeyRing":
        """A ring of these keys; of one key given twice the withdrawn state wins."""
        each: dict[bytes, KnownKey] = {}
        for key in known:
            if key.public not in each or key.withdrawn:
                each[key.public] = key
        by_kid: dict[bytes, tuple[KnownKey, ...]] = {}
        for key in each.values():
            by_kid[key.kid] = (*by_kid.get(key.kid, ()), key)
        return cls(MappingProxyType(by_kid))

    def matching(self, kid: bytes) -> tuple[KnownKey, ...]:
        return self.by_kid.get(kid, ())
