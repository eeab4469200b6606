"""Who may certify whom: from the zone's root, by way of administrators or the server, to a key in use."""

from collections.abc import Iterable, Sequence

from passdesk.credential.certificate_bodies import OperatorRights, Purpose, ServerName
from passdesk.credential.certificates import Certificate, check
from passdesk.errors import Damaged, Declined

ADMINISTRATOR = "administrator"
LONGEST_CHAIN = 8


def check_chain(root_public: bytes, chain: Sequence[Certificate], purpose: Purpose, at: int) -> Certificate:
    """The last certificate of `chain`, once every link holds at `at` (s UTC). The root signed the first.

    root → administrator, server, or (a zone of one desk) journal; administrator → operator or issuing;
    server → journal. `Damaged` for a false signature, `Declined` for a link that may not stand there.
    """
    if not 1 <= len(chain) <= LONGEST_CHAIN:
        raise Damaged(f"A chain of {len(chain)} certificates leads nowhere.")
    issuer: Certificate | None = None
    for certificate in chain:
        signer = issuer.subject if issuer else root_public
        check(certificate, signer, purpose if certificate is chain[-1] else certificate.purpose, at)
        if not _may_certify(issuer, certificate):
            raise Declined(f"Who signed this {certificate.purpose} certificate has no right to.")
        issuer = certificate
    refuse_shared_keys(chain, root_public)
    return chain[-1]


def is_administrator(certificate: Certificate) -> bool:
    """Whether this is an operator's certificate with the administrator's role."""
    return isinstance(certificate.body, OperatorRights) and ADMINISTRATOR in certificate.body.roles


def refuse_shared_keys(certificates: Iterable[Certificate], root_public: bytes) -> None:
    """`Declined` when one key serves two purposes, or the root's serves any other."""
    used: dict[bytes, str] = {root_public: "root"}
    for certificate in certificates:
        if used.setdefault(certificate.subject, certificate.purpose) != certificate.purpose:
            raise Declined("One key is certified for two purposes.", remedy="Make a new key for each.")


def _may_certify(issuer: Certificate | None, subject: Certificate) -> bool:
    """`issuer` None is the root."""
    match subject.purpose:
        case "server":
            return issuer is None
        case "journal":
            return issuer is None or isinstance(issuer.body, ServerName)
        case "operator":
            return is_administrator(subject) if issuer is None else is_administrator(issuer)
        case "issuing":
            return issuer is not None and is_administrator(issuer)
