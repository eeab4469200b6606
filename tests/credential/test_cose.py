"""The strict COSE_Sign1 reader: what it takes, and everything near it that it does not."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passdesk.credential import cose, keys
from passdesk.errors import Damaged
from tests.credential.factories import private, public, signed

PAYLOAD = b"\xa1\x01\x02"
GOOD = cose.sign1(PAYLOAD, private(1))
KID = keys.kid(public(1))
HEADER = bytes.fromhex("a201320444") + KID
OPENED = cose.open1(GOOD, 1000)


def with_header(header: bytes) -> bytes:
    return signed(header, b"\xa0", PAYLOAD)


def with_signature(signature: bytes) -> bytes:
    return GOOD[:-66] + cbor2.dumps(signature)


REFUSED = {
    "empty": b"",
    "tagged": b"\xd2" + GOOD,
    "a CWT tag": b"\xd8\x3d\xd2" + GOOD,
    "trailing byte": GOOD + b"\x00",
    "truncated": GOOD[:-1],
    "array of three": b"\x83" + GOOD[1:-66],
    "array of five": b"\x85" + GOOD[1:] + b"\xa0",
    "indefinite array": b"\x9f" + GOOD[1:] + b"\xff",
    "not an array": b"\xa0",
    "alg -8": with_header(bytes.fromhex("a201270444") + KID),
    "alg -7": with_header(bytes.fromhex("a201260444") + KID),
    "alg as text": with_header(bytes.fromhex("a20165456444534104 44".replace(" ", "")) + KID),
    "no alg": with_header(b"\xa1\x04\x44" + KID),
    "no kid": with_header(bytes.fromhex("a10132")),
    "empty header": with_header(b""),
    "empty header map": with_header(b"\xa0"),
    "kid of three bytes": with_header(bytes.fromhex("a201320443") + KID[:3]),
    "kid of five bytes": with_header(bytes.fromhex("a201320445") + KID + b"\x00"),
    "kid as text": with_header(bytes.fromhex("a20132046461626364")),
    "header keys out of order": with_header(b"\xa2\x04\x44" + KID + b"\x01\x32"),
    "duplicate alg": with_header(bytes.fromhex("a3013201320444") + KID),
    "a critical header": with_header(bytes.fromhex("a301320281010444") + KID),
    "alg in two bytes": with_header(bytes.fromhex("a20138120444") + KID),
    "bytes after the header map": with_header(HEADER + b"\x00"),
    "indefinite header": with_header(b"\xbf\x01\x32\x04\x44" + KID + b"\xff"),
    "kid unprotected too": signed(HEADER, b"\xa1\x04\x44" + KID, PAYLOAD),
    "alg unprotected": signed(HEADER, b"\xa1\x01\x32", PAYLOAD),
    "unprotected an array": signed(HEADER, b"\x80", PAYLOAD),
    "unprotected null": signed(HEADER, b"\xf6", PAYLOAD),
    "unprotected indefinite": signed(HEADER, b"\xbf\xff", PAYLOAD),
    "header a map": b"\x84" + HEADER + GOOD[11:],
    "detached payload": GOOD[:12] + b"\xf6" + GOOD[-66:],
    "payload as text": GOOD[:12] + b"\x63abc" + GOOD[-66:],
    "payload length over-long": GOOD[:12] + b"\x58\x03" + PAYLOAD + GOOD[-66:],
    "payload in chunks": GOOD[:12] + b"\x5f\x43" + PAYLOAD + b"\xff" + GOOD[-66:],
    "signature empty": with_signature(b""),
    "signature of 63 bytes": with_signature(OPENED.signature[:-1]),
    "signature of 65 bytes": with_signature(OPENED.signature + b"\x00"),
    "signature as text": GOOD[:-66] + b"\x78\x40" + b"a" * 64,
    "signature as a bignum": GOOD[:-66] + b"\xc2" + GOOD[-66:],
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        cose.open1(data, 1000)


def test_the_layout_is_the_documented_one() -> None:
    assert b"\x84\x49" + HEADER + b"\xa0\x43" + PAYLOAD + b"\x58\x40" + OPENED.signature == GOOD
    assert cose.Sign1(KID, PAYLOAD, HEADER, GOOD[-64:]) == OPENED


def test_the_limit() -> None:
    assert cose.open1(GOOD, len(GOOD)) == OPENED
    with pytest.raises(Damaged):
        cose.open1(GOOD, len(GOOD) - 1)


def test_who_signed() -> None:
    assert cose.verify1(OPENED, [public(2), public(1)]) == public(1)
    assert cose.verify1(OPENED, [public(2)]) is None
    assert cose.verify1(OPENED, []) is None


def test_another_use_of_the_same_key_does_not_verify() -> None:
    other = cose.open1(cose.sign1(PAYLOAD, private(1), b"other"), 1000)
    assert cose.verify1(other, [public(1)]) is None
    assert cose.verify1(other, [public(1)], b"other") == public(1)


def test_a_kid_of_another_key_is_no_way_in() -> None:
    header = bytes.fromhex("a201320444") + keys.kid(public(2))
    opened = cose.open1(with_header(header), 1000)
    assert cose.verify1(opened, [public(1), public(2)]) is None


@given(st.binary(max_size=300), st.binary(max_size=30))
def test_round_trip(payload: bytes, aad: bytes) -> None:
    opened = cose.open1(cose.sign1(payload, private(3), aad), 1000)
    assert opened.payload == payload
    assert cose.verify1(opened, [public(3)], aad) == public(3)
