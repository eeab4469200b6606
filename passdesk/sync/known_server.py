"""The server a desk belongs to: its address and keys, kept in the journal's file and checked against the root."""

from typing import Self

from passdesk.credential import identity
from passdesk.credential.certificates import open_certificate
from passdesk.credential.trust import check_chain
from passdesk.domain import shapes as s
from passdesk.errors import Misuse
from passdesk.store.journal import Journal
from passdesk.sync.addresses import host_and_port
from passdesk.sync.wire import Message, refuse

STATE = "server"


class KnownServer(Message, frozen=True):
    """`url` begins with https://; `certificate` of the server key, by the root; `tls_certificate` DER, trusted alone;
    `tls_hash` the sealed `TlsHash` of its key."""

    url: str
    certificate: bytes
    tls_certificate: bytes
    tls_hash: bytes

    @classmethod
    def read(cls, parts: object) -> Self:
        match parts:
            case [str(url), bytes(certificate), bytes(tls_certificate), bytes(tls_hash)] if s.text(500)(url):
                return cls(url, certificate, tls_certificate, tls_hash)
        raise refuse("What is kept of the server")

    def public_key(self, zone: str, root: bytes) -> bytes:
        """The server's raw public key, once the root's certificate for it holds; dates are not asked, clocks may be
        wrong until this very server has told the time."""
        certificate = open_certificate(self.certificate, zone)
        return check_chain(root, [certificate], "server", certificate.not_before).subject

    def spki_sha256(self, zone: str, root: bytes) -> bytes:
        """The hash of the TLS key the server signed for."""
        return identity.open_sealed(self.tls_hash, identity.TlsHash, self.public_key(zone, root)).spki_sha256


def keep(journal: Journal, server: KnownServer) -> None:
    """Remember the server this desk exchanges with; `Damaged` where the zone's root did not certify it."""
    server.spki_sha256(journal.zone, journal.root)
    host_and_port(server.url)
    journal.set_state(STATE, server.to_bytes())


def known(journal: Journal) -> KnownServer | None:
    """The server of this desk; None in a zone of one desk."""
    kept = journal.get_state(STATE)
    return KnownServer.from_bytes(kept) if kept else None


def required(journal: Journal) -> KnownServer:
    server = known(journal)
    if server is None:
        raise Misuse("This desk has no server.", remedy="It is a zone of its own; `server init --adopt` gives it one.")
    return server


def public_key(journal: Journal) -> bytes:
    """The key receipts and times are signed with; `Damaged` where its certificate does not hold."""
    return required(journal).public_key(journal.zone, journal.root)
