"""One certificate format for every key but the root: who may use it, for what, until when, who says so."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from passdesk.credential import cose, keys
from passdesk.credential.certificate_bodies import Body, Purpose, body_value, purpose_of, read_body
from passdesk.domain import canonical
from passdesk.errors import Damaged, Declined, Misuse

LONGEST_CERTIFICATE = 8 * 1024
_AAD = b"passdesk/certificate/1"
_KEYS = {"purpose", "zone", "subject", "issuer", "not_before", "expires", "body"}
_LAST_SECOND = 2**32


class Certificate(Struct, frozen=True):
    """A key and what it is for, as read: verified only once `check` has passed.

    zone 1 to 8 ASCII; subject: raw public key; issuer: 16-byte key id of the key that signed; not_before,
    expires: seconds UTC, `expires` None for no end; encoded: the certificate's own bytes.
    """

    zone: str
    subject: bytes
    issuer: bytes
    not_before: int
    expires: int | None
    body: Body
    encoded: bytes

    @property
    def purpose(self) -> Purpose:
        return purpose_of(self.body)

    @property
    def id(self) -> bytes:
        """The 16-byte key id of the subject: for a journal, the journal's id."""
        return keys.key_id(self.subject)


def certify(
    issuer: Ed25519PrivateKey,
    *,
    zone: str,
    subject: bytes,
    body: Body,
    not_before: int,
    expires: int | None = None,
) -> bytes:
    """A certificate for the raw public key `subject`, signed by `issuer`. The body decides the purpose."""
    issuer_public = keys.public_of(issuer)
    if subject == issuer_public:
        raise Misuse("A key cannot certify itself.")
    value = {
        "purpose": purpose_of(body),
        "zone": zone,
        "subject": subject,
        "issuer": keys.key_id(issuer_public),
        "not_before": not_before,
        "expires": expires,
        "body": body_value(body),
    }
    data = cose.sign1(canonical.encode(value), issuer, _AAD)
    try:
        open_certificate(data, zone)
    except Damaged as error:
        raise Misuse(f"This makes no certificate. {error.happened}") from error
    return data


def open_certificate(data: bytes, zone: str) -> Certificate:
    """Read a certificate of `zone`; `Damaged` for anything else. Its signature is for `check` to judge."""
    value = canonical.decode(cose.open1(data, LONGEST_CERTIFICATE).payload, limit=LONGEST_CERTIFICATE)
    if not isinstance(value, dict) or set(value) != _KEYS:
        raise Damaged("Not a certificate: its fields are not those of one.")
    certificate = _fields(value, data)
    if certificate.zone != zone:
        raise Damaged(f"A certificate of zone {certificate.zone}, and this is zone {zone}.")
    return certificate


def _fields(value: dict[str, object], data: bytes) -> Certificate:
    match value:
        case {
            "purpose": str(purpose),
            "zone": str(zone),
            "subject": bytes(subject),
            "issuer": bytes(issuer),
            "not_before": int(not_before),
            "expires": int() | None as expires,
            "body": body,
        } if len(issuer) == 16 and _dates_fit(not_before, expires):
            keys.load_public(subject)
            return Certificate(zone, subject, issuer, not_before, expires, read_body(purpose, body), data)
        case _:
            raise Damaged("Not a certificate: a field has the wrong type or size.")


def _dates_fit(not_before: int, expires: int | None) -> bool:
    if isinstance(not_before, bool) or isinstance(expires, bool) or not 0 <= not_before < _LAST_SECOND:
        return False
    return expires is None or not_before < expires < _LAST_SECOND


def check(certificate: Certificate, issuer_public: bytes, purpose: Purpose, at: int) -> None:
    """Pass if `issuer_public` signed it, it is for `purpose`, and `at` (seconds UTC) lies in its dates.

    `Damaged` where the signature is not the issuer's; `Declined` for another purpose or date.
    """
    if certificate.issuer != keys.key_id(issuer_public):
        raise Damaged("A certificate was made by another key than the one expected.")
    sign1 = cose.open1(certificate.encoded, LONGEST_CERTIFICATE)
    if cose.verify1(sign1, [issuer_public], _AAD) is None:
        raise Damaged("The signature of a certificate is false.", remedy="Do not trust where it came from.")
    if certificate.purpose != purpose:
        raise Declined(f"A certificate for the purpose {certificate.purpose} cannot serve as {purpose}.")
    if at < certificate.not_before or (certificate.expires is not None and at >= certificate.expires):
        raise Declined(
            f"The {purpose} certificate is not valid at this time.",
            remedy="Check this machine's clock, or ask an administrator for a new one.",
        )
