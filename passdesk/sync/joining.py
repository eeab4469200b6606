"""Enrolment from the desk's side: what is asked and answered, and finding out a false server.

The code never travels: desk and server each prove that they know it.
"""

from collections.abc import Callable
from typing import Any, Self

from msgspec import Struct

from passdesk.credential import identity, keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.certificates import open_certificate
from passdesk.credential.enrolment import EnrolmentCode, desk_proof, same_proof, server_proof
from passdesk.credential.entry_signatures import verify_entry
from passdesk.credential.trust import check_chain
from passdesk.domain import shapes as s
from passdesk.domain.entries import Entry, read_entry
from passdesk.errors import Damaged, Declined, PassdeskError
from passdesk.sync.wire import Message, refuse


class Enrol(Message, frozen=True):
    """All a new desk sends: its raw public key, and its proof that it knows the code."""

    public_key: bytes
    proof: bytes

    @classmethod
    def read(cls, parts: Any) -> Self:
        if s.many(s.HASH, 2)(parts) and len(parts) == 2:
            return cls(*parts)
        raise refuse("A request to enrol")


class Enrolled(Message, frozen=True):
    """The server's answer: the founding entry's bytes, the certificates from the root down to the desk's journal,
    the sealed hash of the server's TLS key, and the proof that the server knows the code too."""

    founding: bytes
    server_certificate: bytes
    certificate: bytes
    tls: bytes
    proof: bytes

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [founding, server, journal, tls, proof] if (
                s.blob(1, 16384)(founding)
                and s.CERTIFICATE(server)
                and s.CERTIFICATE(journal)
                and s.CERTIFICATE(tls)
                and s.HASH(proof)
            ):
                return cls(founding, server, journal, tls, proof)
        raise refuse("The answer to an enrolment")


class Joined(Struct, frozen=True):
    """What a new desk may rely on, every signature checked: its zone, keys to trust, and its own rights."""

    zone: str
    root: bytes
    recovery: bytes
    server_public: bytes
    server_certificate: bytes
    certificate: bytes
    rights: JournalRights
    tls: bytes
    founding: Entry


def join(
    code: EnrolmentCode, desk_public: bytes, spki_sha256: bytes, ask: Callable[[Enrol], Enrolled], at: int
) -> Joined:
    """Enrol with a printed code over a line whose TLS key has this hash; `at` is seconds UTC as known here.

    `Declined` when the other end is not the server the code was printed for: nothing but a public key and a proof
    has been sent by then.
    """
    answer = ask(Enrol(desk_public, desk_proof(code, desk_public)))
    try:
        return _checked(code, desk_public, spki_sha256, answer, at)
    except PassdeskError as error:
        raise Declined(
            f"This is not the server the code was printed for. {error.happened}",
            kept="The desk is not enrolled, and the code was not sent.",
            remedy="Check the address with the administrator who printed the code.",
        ) from error


def _checked(code: EnrolmentCode, desk_public: bytes, spki_sha256: bytes, answer: Enrolled, at: int) -> Joined:
    founding = read_entry(answer.founding)
    zone, root = _founded(founding, code)
    server = check_chain(root, [open_certificate(answer.server_certificate, zone)], "server", _within(answer, zone, at))
    tls = identity.open_sealed(answer.tls, identity.TlsHash, server.subject)
    if tls.spki_sha256 != spki_sha256:
        raise Damaged("Its line is secured by another key than it signed.")
    if not same_proof(server_proof(code, desk_public, server.subject, spki_sha256), answer.proof):
        raise Damaged("It does not know the code.")
    own = open_certificate(answer.certificate, zone)
    check_chain(root, [server, own], "journal", _within(answer, zone, at))
    if own.subject != desk_public or not isinstance(own.body, JournalRights):
        raise Damaged("Its certificate is for another desk.")
    return Joined(
        zone, root, founding.body["recovery"], server.subject, server.encoded,
        own.encoded, own.body, answer.tls, founding,
    )  # fmt: skip


def _within(answer: Enrolled, zone: str, at: int) -> int:
    """A desk with a wrong clock must still be able to enrol: never judge by a time before the certificate's own."""
    return max(at, open_certificate(answer.certificate, zone).not_before)


def _founded(founding: Entry, code: EnrolmentCode) -> tuple[str, bytes]:
    """Zone and root key of the founding entry, once the root signed it and the code names that root."""
    zone, root = founding.body.get("zone"), founding.body.get("root")
    if founding.kind != "zone_founded" or not isinstance(zone, str) or not s.HASH(root) or root is None:
        raise Damaged("It shows no founding entry.")
    if not code.names_root(root):
        raise Damaged("Its root key is not the one printed.")
    signature = dict(founding.signatures).get(keys.key_id(root), b"")
    if not verify_entry(root, founding.signed_bytes, signature):
        raise Damaged("Its founding entry is not signed by the root.")
    if not s.HASH(founding.body.get("recovery")):
        raise Damaged("Its founding entry names no recovery key.")
    return zone, root
