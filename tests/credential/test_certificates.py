"""Certificates: read strictly, and good for one purpose alone."""

import random
from itertools import permutations
from typing import Any, get_args

import pytest

from passdesk.credential import cose, keys
from passdesk.credential.certificate_bodies import Body, JournalRights, OperatorRights, Purpose, ServerName
from passdesk.credential.certificates import Certificate, certify, check, open_certificate
from passdesk.domain import canonical
from passdesk.domain.passes import IssuingScope
from passdesk.errors import Damaged, Declined, Misuse, PassdeskError
from tests.credential.factories import NOW, YEAR, ZONE, private, public

BODIES: dict[Purpose, Body] = {
    "issuing": IssuingScope((1, 2), (b"\x01" * 16,), YEAR, NOW, NOW + YEAR),
    "operator": OperatorRights(b"\x02" * 16, ("hr", "approver"), (b"\x01" * 16,)),
    "journal": JournalRights("Lane 1", ("checkpoint",), ("first-1",)),
    "server": ServerName("河套"),
}
AAD = b"passdesk/certificate/1"


def made(purpose: Purpose = "operator", *, expires: int | None = NOW + YEAR) -> bytes:
    return certify(private(1), zone=ZONE, subject=public(2), body=BODIES[purpose], not_before=NOW, expires=expires)


def value_of(data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = canonical.decode(cose.open1(data, 9000).payload)
    return value


def changed(made_for: Purpose = "operator", /, **fields: Any) -> bytes:
    """A certificate with fields changed, and `...` for one left out, honestly signed."""
    value = {name: new for name, new in (value_of(made(made_for)) | fields).items() if new is not ...}
    return cose.sign1(canonical.encode(value), private(1), AAD)


@pytest.mark.parametrize("purpose", get_args(Purpose))
def test_round_trip(purpose: Purpose) -> None:
    data = made(purpose)
    certificate = open_certificate(data, ZONE)
    expected = Certificate(ZONE, public(2), keys.key_id(public(1)), NOW, NOW + YEAR, BODIES[purpose], data)
    assert certificate == expected
    assert certificate.purpose == purpose
    assert certificate.id == keys.key_id(public(2))
    check(certificate, public(1), purpose, NOW)


@pytest.mark.parametrize(("made_for", "used_as"), list(permutations(get_args(Purpose), 2)))
def test_one_purpose_never_serves_as_another(made_for: Purpose, used_as: Purpose) -> None:
    certificate = open_certificate(made(made_for), ZONE)
    with pytest.raises(Declined, match=f"purpose {made_for} cannot serve as {used_as}"):
        check(certificate, public(1), used_as, NOW)
    relabelled = changed(made_for, purpose=used_as)
    with pytest.raises(Damaged):
        open_certificate(relabelled, ZONE)


@pytest.mark.parametrize(
    ("expires", "at", "good"),
    [
        (NOW + 10, NOW - 1, False),
        (NOW + 10, NOW, True),
        (NOW + 10, NOW + 9, True),
        (NOW + 10, NOW + 10, False),
        (None, NOW + 100 * YEAR, True),
        (None, NOW - 1, False),
    ],
)
def test_dates(expires: int | None, at: int, good: bool) -> None:
    certificate = open_certificate(made(expires=expires), ZONE)
    if good:
        check(certificate, public(1), "operator", at)
    else:
        with pytest.raises(Declined, match="not valid at this time"):
            check(certificate, public(1), "operator", at)


def test_another_issuer() -> None:
    certificate = open_certificate(made(), ZONE)
    with pytest.raises(Damaged, match="another key"):
        check(certificate, public(3), "operator", NOW)


@pytest.mark.parametrize("aad", [b"", b"passdesk/policy/1"])
def test_a_signature_for_another_use(aad: bytes) -> None:
    certificate = open_certificate(cose.sign1(canonical.encode(value_of(made())), private(1), aad), ZONE)
    with pytest.raises(Damaged, match="signature"):
        check(certificate, public(1), "operator", NOW)


def test_another_zone() -> None:
    with pytest.raises(Damaged, match="office"):
        open_certificate(made(), "office")


JOURNAL = {"name": "n", "roles": [], "lanes": [], "institutions": []}
REFUSED: dict[str, dict[str, Any]] = {
    "a field too many": {"extra": 1},
    "no body": {"body": ...},
    "no purpose": {"purpose": ...},
    "an unknown purpose": {"purpose": "root"},
    "an empty body": {"body": {}},
    "a body in a list": {"body": []},
    "a body of another purpose": {"body": JOURNAL},
    "a body with a field too many": {"body": {"operator": bytes(16), "roles": [], "institutions": [], "x": 1}},
    "an operator id too short": {"body": {"operator": bytes(15), "roles": [], "institutions": []}},
    "a role that is a number": {"body": {"operator": bytes(16), "roles": [1], "institutions": []}},
    "an empty role": {"body": {"operator": bytes(16), "roles": [""], "institutions": []}},
    "roles in text": {"body": {"operator": bytes(16), "roles": "hr", "institutions": []}},
    "an institution id too long": {"body": {"operator": bytes(16), "roles": [], "institutions": [bytes(17)]}},
    "too many roles": {"body": {"operator": bytes(16), "roles": ["a"] * 257, "institutions": []}},
    "a subject too short": {"subject": bytes(31)},
    "a subject of small order": {"subject": b"\x01" + bytes(31)},
    "an issuer too long": {"issuer": bytes(17)},
    "a start that is true": {"not_before": True},
    "a negative start": {"not_before": -1},
    "a start in text": {"not_before": "now"},
    "an end before the start": {"expires": NOW},
    "an end that is true": {"expires": True},
    "an end past 2^32": {"expires": 2**32},
    "no end, not even null": {"expires": ...},
    "a zone in bytes": {"zone": b"hetao"},
}


@pytest.mark.parametrize("fields", REFUSED.values(), ids=REFUSED)
def test_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        open_certificate(changed(**fields), ZONE)


@pytest.mark.parametrize("payload", [b"", b"\x80", b"\xa0", canonical.encode("zone")], ids=repr)
def test_no_map(payload: bytes) -> None:
    with pytest.raises(Damaged):
        open_certificate(cose.sign1(payload, private(1), AAD), ZONE)


def test_certifying_nonsense() -> None:
    with pytest.raises(Misuse, match="itself"):
        certify(private(1), zone=ZONE, subject=public(1), body=BODIES["server"], not_before=NOW)
    with pytest.raises(Misuse):
        certify(private(1), zone=ZONE, subject=b"short", body=BODIES["server"], not_before=NOW)


def test_a_thousand_mutations_and_none_accepted() -> None:
    chance, good = random.Random(3), made()
    for _ in range(1000):
        data = bytearray(good)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with pytest.raises(PassdeskError):
            check(open_certificate(bytes(data), ZONE), public(1), "operator", NOW)
