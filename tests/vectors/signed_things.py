"""Vectors of keys, certificates, statements, entry signatures, policies, codes and wrapped secrets."""

from typing import Any

from msgspec.structs import asdict

from passdesk.credential import enrolment, entry_signatures, identity, keys, signed_policy, staff_card, wrapping
from passdesk.credential.certificate_bodies import Body, JournalRights, OperatorRights, ServerName
from passdesk.credential.certificates import Certificate, certify, open_certificate
from passdesk.credential.enrolment import EnrolmentCode
from passdesk.credential.entry_signers import continuation
from passdesk.credential.identity import Head, Receipt, SignedTime, Statement, TlsHash
from passdesk.credential.short_number import short_number
from passdesk.credential.staff_card import StaffCard
from passdesk.domain import canonical
from passdesk.domain.passes import IssuingScope
from tests.credential.factories import NOW, YEAR, ZONE, private, public

ROOT, ADMINISTRATOR, ISSUING, SERVER, JOURNAL = 10, 11, 1, 12, 13
INSTITUTION, OPERATOR = bytes.fromhex("00112233445566778899aabbccddeeff"), b"\x0b" * 16
MICROSECONDS = 1_000_000
PASSWORD = "correct horse 河套"
# Made once by `wrap_secret`, `seal_to_recovery` and `staff_card.wrap`, which draw salts and keys at random.
WRAPPED = (
    "8572706173736465736b2f777261707065642f31831840010150064c7e40ad4cdf6c2aa96b4fa7edffd44c1e8b17b94a5ffd"
    "54143f162158306b1d862803f00266032cfe378565776814e25cbfca2e225a0fb552dcf9b87286a237af83055a8ece888094"
    "2837a2837b"
)
SEALED = (
    "8371706173736465736b2f7365616c65642f315820b9cbc7a14713b8b38d2bf7c79a8196b05371836edf20015ab964d8f041"
    "4d47785830860e324a294733add4ed04897540c1effcdc0f9059cf34983ce1251c052c7deb62b2f5e25e33e08756912be1e5"
    "d79c09"
)
BY_CARD = (
    "8572706173736465736b2f777261707065642f318318400101504173bdd82df15a64b835c97032be64ff4c34f7c8ddd32dcb"
    "b16ee11f0e58303eba2408c2b5673532b5c01f9257279b3380bfbdae574c188c178401d41c832589620451e24806a598faf6"
    "e946acd2cd"
)
CARD, PIN = StaffCard(OPERATOR, bytes(range(16))), "471100"
RECOVERY_PRIVATE = bytes((0x40,)) + bytes(30) + b"\x41"


def key_vectors() -> list[dict[str, str]]:
    return [_key(number) for number in (ISSUING, 2, 3, ROOT, ADMINISTRATOR, SERVER, JOURNAL)]


def _key(number: int) -> dict[str, str]:
    raw = public(number)
    names = {"public": raw.hex(), "kid": keys.kid(raw).hex(), "id": keys.key_id(raw).hex()}
    return {"seed": keys.seed_of(private(number)).hex()} | names


def short_number_vectors() -> list[dict[str, str]]:
    ids = (bytes(16), bytes(range(16)), b"\xff" * 16, INSTITUTION)
    return [{"pass": each.hex(), "short_number": short_number(each)} for each in ids]


def certificate_vectors() -> dict[str, Any]:
    """The root's key, and certificates with the place in this list of the one whose key signed them (null: root)."""
    links: list[tuple[str, int, int, Body, int | None]] = [
        ("first administrator", ROOT, ADMINISTRATOR, OperatorRights(OPERATOR, ("administrator",)), None),
        ("server", ROOT, SERVER, ServerName("河套"), None),
        ("issuing key", ADMINISTRATOR, ISSUING, IssuingScope((1, 2), (INSTITUTION,), YEAR, NOW, NOW + YEAR), 0),
        ("desk", SERVER, JOURNAL, JournalRights("Lane 1", ("checkpoint",), ("first-1",)), 1),
    ]
    return {"zone": ZONE, "root": public(ROOT).hex(), "at": NOW, "certificates": [_link(*link) for link in links]}


def _link(why: str, issuer: int, subject: int, body: Body, signed_by: int | None) -> dict[str, Any]:
    data = certify(private(issuer), zone=ZONE, subject=public(subject), body=body, not_before=NOW)
    certificate = open_certificate(data, ZONE)
    return {"why": why, "certificate": data.hex(), "signed_by": signed_by} | _fields(certificate)


def _fields(certificate: Certificate) -> dict[str, Any]:
    body = {name: _plain(each) for name, each in asdict(certificate.body).items()}
    names = {"subject": certificate.subject.hex(), "issuer": certificate.issuer.hex(), "body": body}
    dates = {"not_before": certificate.not_before, "expires": certificate.expires}
    return {"purpose": certificate.purpose} | names | dates


def signature_vectors() -> dict[str, Any]:
    digest = bytes(range(32))
    journal = keys.key_id(public(JOURNAL))
    head = Head(ZONE, journal, identity.MAIN_BRANCH, 7, digest)
    branch = Head(ZONE, journal, digest[::-1], 7, digest)
    receipt = Receipt(ZONE, journal, identity.MAIN_BRANCH, 7, digest, NOW * MICROSECONDS, 1)
    time, tls = SignedTime(ZONE, bytes(range(16)), NOW * MICROSECONDS), TlsHash(ZONE, digest)
    made = [(head, JOURNAL), (branch, JOURNAL), (receipt, SERVER), (time, SERVER), (tls, SERVER)]
    return {
        "statements": [_statement(statement, number) for statement, number in made],
        "entry": _entry(),
        "continuation": _continuation(),
        "policy": _policy(),
    }


def _statement(statement: Statement, number: int) -> dict[str, Any]:
    fields = {name: _plain(each) for name, each in asdict(statement).items()}
    signature = identity.sign_statement(statement, private(number))
    sealed = identity.seal(statement, private(number))
    kind = {"statement": statement.NAME, "fields": fields, "bytes": statement.to_bytes().hex()}
    return kind | {"public": public(number).hex(), "signature": signature.hex(), "sealed": sealed.hex()}


def _entry() -> dict[str, str]:
    clock = [5 * MICROSECONDS, None, bytes(16)]
    journal, body = keys.key_id(public(JOURNAL)), {"n": 1}
    content = canonical.encode([1, journal, 1, bytes(32), NOW * MICROSECONDS, clock, None, OPERATOR, "example", body])
    signature = entry_signatures.sign_entry(private(ADMINISTRATOR), content)
    return {
        "content": content.hex(),
        "operator": OPERATOR.hex(),
        "operator_public": public(ADMINISTRATOR).hex(),
        "signature": signature.hex(),
        "entry": canonical.encode([content, [[OPERATOR, signature]]]).hex(),
    }


def _continuation() -> dict[str, str]:
    """A new journal goes on from where the old one ended, at entry 7."""
    said = continuation(public(2), keys.key_id(public(JOURNAL)), 7, bytes(range(32)))
    proof = entry_signatures.sign_continuation(private(JOURNAL), said)
    return {"bytes": said.hex(), "old_journal_public": public(JOURNAL).hex(), "proof": proof.hex()}


def _policy() -> dict[str, Any]:
    toml = '[zone]\nid = "hetao"\n'
    data = signed_policy.sign_policy(toml.encode(), 7, private(ADMINISTRATOR))
    return {"toml": toml, "number": 7, "public": public(ADMINISTRATOR).hex(), "signed": data.hex()}


def enrolment_vectors() -> dict[str, str]:
    code = EnrolmentCode(bytes(range(16)), enrolment.root_fingerprint(public(ROOT)))
    desk, server, tls = public(JOURNAL), public(SERVER), bytes(range(32))
    return {
        "code": enrolment.print_code(code),
        "secret": code.secret.hex(),
        "root": public(ROOT).hex(),
        "fingerprint": code.fingerprint.hex(),
        "desk": desk.hex(),
        "server": server.hex(),
        "tls_spki_sha256": tls.hex(),
        "desk_proof": enrolment.desk_proof(code, desk).hex(),
        "server_proof": enrolment.server_proof(code, desk, server, tls).hex(),
    }


def wrapping_vectors() -> dict[str, Any]:
    wrapped, sealed = bytes.fromhex(WRAPPED), bytes.fromhex(SEALED)
    context = b"passdesk/operator-key/1" + OPERATOR
    opened = wrapping.unwrap_secret(wrapped, PASSWORD, context)
    recovered = wrapping.open_with_recovery(sealed, RECOVERY_PRIVATE)
    by_password = {"blob": WRAPPED, "password": PASSWORD, "context": context.hex(), "secret": opened.hex()}
    by_recovery = {"blob": SEALED, "private": RECOVERY_PRIVATE.hex(), "secret": recovered.hex()}
    return {"password": by_password, "recovery": by_recovery, "card": _by_card()}


def _by_card() -> dict[str, str]:
    opened = staff_card.unwrap(bytes.fromhex(BY_CARD), CARD, PIN)
    card = {"text": staff_card.card_text(CARD), "operator": CARD.operator.hex(), "card_secret": CARD.secret.hex()}
    return card | {"pin": PIN, "blob": BY_CARD, "secret": opened.hex()}


def _plain(each: Any) -> Any:
    if isinstance(each, bytes):
        return each.hex()
    return [_plain(one) for one in each] if isinstance(each, tuple) else each
