"""A founded zone: root, recovery key, first administrator and policy, all from fixed seeds."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from msgspec import Struct, field

from passdesk import config
from passdesk.clock import MICROSECONDS
from passdesk.credential import keys, sign_in
from passdesk.credential.certificate_bodies import JournalRights, OperatorRights
from passdesk.credential.certificates import certify
from passdesk.credential.signed_policy import FIRST, sign_policy
from passdesk.credential.wrapping import Cost
from passdesk.domain import canonical
from passdesk.domain.attachments import Attachment
from passdesk.store.signing import Signer
from tests.factories.clocks import START

CHEAP = Cost(memory=8, passes=1, lanes=1)
EVERY_ROLE = ("checkpoint", "issuing", "records", "admin")
PASSWORD = "correct horse"
SINCE = START // MICROSECONDS - 86_400


def seeded(name: str) -> Ed25519PrivateKey:
    """The private key that belongs to a name, the same in every run."""
    return keys.from_seed(seed_of(name))


def seed_of(name: str) -> bytes:
    return sha256(f"key of {name}".encode()).digest()


def id_of(name: str) -> bytes:
    """A 16-byte id that belongs to a name."""
    return sha256(f"id of {name}".encode()).digest()[:16]


def policy_toml(name: str = "hetao") -> bytes:
    """A sample policy as it lies in resources/zones."""
    return config.resource("zones", f"{name}.toml").read_bytes()


def recovery_pair(name: str) -> tuple[bytes, bytes]:
    """Raw X25519 keys, private first."""
    private = X25519PrivateKey.from_private_bytes(seed_of(name))
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


class Zone(Struct, frozen=True):
    """What founding makes. `admin` signs as the first administrator, `root` as the zone's root."""

    name: str = "hetao"
    policy: bytes = field(default_factory=policy_toml)
    root_key: Ed25519PrivateKey = field(default_factory=lambda: seeded("root"))
    admin_key: Ed25519PrivateKey = field(default_factory=lambda: seeded("admin"))
    recovery: tuple[bytes, bytes] = field(default_factory=lambda: recovery_pair("recovery"))
    admin_id: bytes = field(default_factory=lambda: id_of("admin"))

    @property
    def root_public(self) -> bytes:
        return keys.public_of(self.root_key)

    @property
    def root(self) -> Signer:
        return Signer(keys.key_id(self.root_public), self.root_key)

    @property
    def admin(self) -> Signer:
        return Signer(self.admin_id, self.admin_key)

    def signed_policy(self) -> bytes:
        return sign_policy(self.policy, FIRST, self.admin_key)

    def operator_certificate(
        self, public: bytes, operator: bytes, roles: Sequence[str], institutions: Sequence[bytes] = ()
    ) -> bytes:
        """By the administrator; the administrator's own by the root."""
        issuer = self.root_key if public == keys.public_of(self.admin_key) else self.admin_key
        body = OperatorRights(operator, tuple(roles), tuple(institutions))
        return certify(issuer, zone=self.name, subject=public, body=body, not_before=SINCE)

    def desk_certificate(self, public: bytes, name: str, roles: Sequence[str], lanes: Sequence[str] = ()) -> bytes:
        """By the root, as in a zone of one desk."""
        body = JournalRights(name, tuple(roles), tuple(lanes))
        return certify(self.root_key, zone=self.name, subject=public, body=body, not_before=SINCE)


def wrapped_key(name: str, operator: bytes, password: str = PASSWORD) -> Attachment:
    """The attachment an operator's private key travels in.

    Wrapped here by hand as docs/formats.md says, with salt and nonce that follow from the name: in every run a desk
    writes the same bytes.
    """
    salt, nonce = seed_of(f"salt of {name}")[:16], seed_of(f"nonce of {name}")[:12]
    cost = [CHEAP.memory, CHEAP.passes, CHEAP.lanes]
    key = hash_secret_raw(password.encode(), salt, CHEAP.passes, CHEAP.memory, CHEAP.lanes, 32, Type.ID)
    bound = canonical.encode(["passdesk/wrapped/1", cost, b"passdesk/operator-key/1" + operator])
    sealed = ChaCha20Poly1305(key).encrypt(nonce, seed_of(name), bound)
    content = canonical.encode(["passdesk/wrapped/1", cost, salt, nonce, sealed])
    assert sign_in.unwrap(content, password, operator) == seed_of(name)
    return Attachment("wrapped", sha256(name.encode()).digest()[:16], content)


def founding(
    zone: Zone, journal_public: bytes, *, desk_name: str = "desk", roles: Sequence[str] = EVERY_ROLE,
    lanes: Sequence[str] = (),
) -> tuple[Mapping[str, Any], Attachment]:  # fmt: skip
    """The body of `zone_founded` for a zone of one desk, and the administrator's wrapped key."""
    admin_public = keys.public_of(zone.admin_key)
    wrapped = wrapped_key("admin", zone.admin_id)
    body = {
        "zone": zone.name,
        "root": zone.root_public,
        "recovery": zone.recovery[1],
        "policy": zone.signed_policy(),
        "operator": zone.admin_id,
        "operator_name": "admin",
        "operator_key": admin_public,
        "operator_certificate": zone.operator_certificate(admin_public, zone.admin_id, ("administrator",)),
        "wrapped": wrapped.hash,
        "server_certificate": None,
        "desk": keys.key_id(journal_public),
        "public_key": journal_public,
        "certificate": zone.desk_certificate(journal_public, desk_name, roles, lanes),
        "name": desk_name,
        "roles": list(roles),
        "lanes": list(lanes),
        "institutions": None,
    }
    return body, wrapped
