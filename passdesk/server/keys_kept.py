"""The keys a server signs with. They live in its encrypted database; the root's and the recovery key never do."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from passdesk.credential import identity, keys
from passdesk.domain.people import ZONE_KEY, Zone
from passdesk.errors import Damaged
from passdesk.server.storage import Reads, Writes
from passdesk.server.tls import TlsIdentity

_NAMES = ("server", "journal", "server_certificate", "tls_key", "tls_certificate", "tls_hash")


class ServerKeys(Struct, frozen=True):
    """`private` signs receipts, times and desks' certificates; `journal` the server's own journal, named by its id.

    `tls_hash` is the sealed `TlsHash` desks check the line's key against.
    """

    private: Ed25519PrivateKey
    journal: Ed25519PrivateKey
    certificate: bytes
    tls: TlsIdentity
    tls_hash: bytes

    @property
    def public(self) -> bytes:
        return keys.public_of(self.private)

    @property
    def journal_public(self) -> bytes:
        return keys.public_of(self.journal)

    @property
    def journal_id(self) -> bytes:
        return keys.key_id(self.journal_public)


def make(
    zone: str, private: Ed25519PrivateKey, journal: Ed25519PrivateKey, certificate: bytes, tls: TlsIdentity
) -> ServerKeys:
    """A server's keys, with the hash of the line's key signed."""
    sealed = identity.seal(identity.TlsHash(zone, tls.spki_sha256), private)
    return ServerKeys(private, journal, certificate, tls, sealed)


def keep(writes: Writes, kept: ServerKeys) -> None:
    values = (
        keys.seed_of(kept.private),
        keys.seed_of(kept.journal),
        kept.certificate,
        kept.tls.key,
        kept.tls.certificate,
        kept.tls_hash,
    )
    for name, value in zip(_NAMES, values, strict=True):
        writes.set_secret(name, value)


def load(reads: Reads) -> ServerKeys:
    """`Damaged` for a database without the keys of a server."""
    values = [reads.secret(name) for name in _NAMES]
    private, journal, certificate, tls_key, tls_certificate, tls_hash = values
    if not (private and journal and certificate and tls_key and tls_certificate and tls_hash):
        raise Damaged("This database holds no server: its founding did not end.", remedy="Found or adopt it again.")
    tls = TlsIdentity(tls_key, tls_certificate)
    return ServerKeys(keys.from_seed(private), keys.from_seed(journal), certificate, tls, tls_hash)


def zone_of(reads: Reads) -> Zone:
    zone = reads.get(Zone, ZONE_KEY)
    if not isinstance(zone, Zone):
        raise Damaged("This server has no zone.", remedy="Found or adopt it again.")
    return zone
