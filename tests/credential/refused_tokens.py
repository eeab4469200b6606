"""Tokens that are honestly signed and still no pass: one for each thing the reader must refuse."""

from typing import Any

from passdesk.credential import token
from passdesk.domain import canonical
from tests.credential.factories import CLAIMS, NOW, ZONE, issuing, signed

KEY = issuing()
GOOD = KEY.issue(CLAIMS)
HEADER = bytes.fromhex("a201320444") + KEY.known.kid
VALUE: dict[int, Any] = {
    3: ZONE, 4: CLAIMS.expires, 6: NOW, 7: CLAIMS.pass_id, -70001: [1, 3, CLAIMS.tag],
}  # fmt: skip


def signed_claims(payload: bytes) -> bytes:
    """A token around any payload bytes, honestly signed by the known key."""
    return signed(HEADER, b"\xa0", payload)


def claiming(**changed: Any) -> bytes:
    """An honestly signed token with claims changed by number (`c4=…`), None to leave one out."""
    value = VALUE | {int(key[1:].replace("_", "-")): new for key, new in changed.items()}
    return signed_claims(canonical.encode({key: new for key, new in value.items() if new is not None}))


REFUSED_CLAIMS = {
    "no audience": claiming(c3=None),
    "no expiry": claiming(c4=None),
    "no issue date": claiming(c6=None),
    "no pass id": claiming(c7=None),
    "no private claim": claiming(c_70001=None),
    "an issuer": claiming(c1="me"),
    "a subject": claiming(c2="me"),
    "an unknown claim": claiming(c8=1),
    "an unknown private claim": claiming(c_70002=1),
    "an empty zone": claiming(c3=""),
    "a zone of nine": claiming(c3="123456789"),
    "a zone with a space": claiming(c3="he tao"),
    "a zone with a control character": claiming(c3="he\x7f"),
    "a zone in Chinese": claiming(c3="河套"),
    "a zone in bytes": claiming(c3=b"hetao"),
    "a zone in a list": claiming(c3=["hetao"]),
    "an expiry of 2^32": claiming(c4=2**32),
    "a negative expiry": claiming(c4=-1),
    "an expiry in text": claiming(c4="never"),
    "an expiry null": signed_claims(token.write_claims(CLAIMS).replace(canonical.encode(CLAIMS.expires), b"\xf6")),
    "a float expiry": signed_claims(
        token.write_claims(CLAIMS).replace(canonical.encode(CLAIMS.expires), b"\xfa\x4e\xd4\x18\x5e")
    ),
    "a date tag": signed_claims(token.write_claims(CLAIMS).replace(b"\x04\x1a", b"\x04\xc1\x1a")),
    "a bignum expiry": signed_claims(token.write_claims(CLAIMS).replace(b"\x04\x1a", b"\x04\xc2\x44")),
    "not before as issued": claiming(c5=NOW),
    "not before earlier than issued": claiming(c5=NOW - 1),
    "not before the expiry": claiming(c5=CLAIMS.expires),
    "expired when issued": claiming(c4=NOW),
    "a pass id of 15": claiming(c7=bytes(15)),
    "a pass id of 17": claiming(c7=bytes(17)),
    "a pass id in text": claiming(c7="a" * 16),
    "class zero": claiming(c_70001=[0, 3, bytes(4)]),
    "a class of 2^16": claiming(c_70001=[2**16, 3, bytes(4)]),
    "a negative class": claiming(c_70001=[-1, 3, bytes(4)]),
    "no line": claiming(c_70001=[1, 0, bytes(4)]),
    "lines of 2^8": claiming(c_70001=[1, 256, bytes(4)]),
    "a tag of three": claiming(c_70001=[1, 3, bytes(3)]),
    "a tag of five": claiming(c_70001=[1, 3, bytes(5)]),
    "a private claim too short": claiming(c_70001=[1, 3]),
    "a private claim too long": claiming(c_70001=[1, 3, bytes(4), 0]),
    "a private claim that is a map": claiming(c_70001={1: 1, 2: 3, 3: bytes(4)}),
    "claims in a list": signed_claims(canonical.encode([ZONE, NOW])),
    "empty claims": signed_claims(b"\xa0"),
    "no claims": signed_claims(b""),
    "a byte after the claims": signed_claims(token.write_claims(CLAIMS) + b"\x00"),
    "claims cut short": signed_claims(token.write_claims(CLAIMS)[:-1]),
    "claims cut in the middle": signed_claims(token.write_claims(CLAIMS)[:30]),
    "indefinite claims": signed_claims(b"\xbf" + token.write_claims(CLAIMS)[1:] + b"\xff"),
    "a duplicate expiry": signed_claims(
        b"\xa6" + token.write_claims(CLAIMS)[1:7] + 2 * (b"\x04" + canonical.encode(CLAIMS.expires))
        + token.write_claims(CLAIMS)[13:]
    ),
    "claims out of order": signed_claims(
        b"\xa5" + token.write_claims(CLAIMS)[7:13] + token.write_claims(CLAIMS)[1:7] + token.write_claims(CLAIMS)[13:]
    ),
    "an expiry in nine bytes": signed_claims(token.write_claims(CLAIMS).replace(b"\x04\x1a", b"\x04\x1b" + bytes(4))),
    "a class in two bytes": signed_claims(token.write_claims(CLAIMS).replace(b"\x83\x01\x03", b"\x83\x18\x01\x03")),
    "a class in three bytes": signed_claims(
        token.write_claims(CLAIMS).replace(b"\x83\x01\x03", b"\x83\x19\x00\xff\x03")
    ),
    "an issue date in five bytes that needs three": signed_claims(
        token.write_claims(CLAIMS).replace(b"\x06" + canonical.encode(NOW), b"\x06\x1a\x00\x00\xff\xff")
    ),
    "over 144 bytes": claiming(c7=bytes(40)),
}  # fmt: skip

REFUSED_SHAPES = {
    "alg -8": signed(bytes.fromhex("a201270444") + KEY.known.kid, b"\xa0", token.write_claims(CLAIMS)),
    "a kid unprotected": signed(HEADER, b"\xa1\x04\x41\x00", token.write_claims(CLAIMS)),
    "tagged": b"\xd2" + GOOD,
    "a trailing byte": GOOD + b"\x00",
    "a leading byte": b"\x00" + GOOD,
    "one byte": b"\x84",
    "a payload length that lies": GOOD[:13] + bytes((GOOD[13] + 1,)) + GOOD[14:],
    "a signature of 63": GOOD[:-66] + b"\x58\x3f" + GOOD[-64:-1],
    "a signature of 65": GOOD[:-66] + b"\x58\x41" + GOOD[-64:] + b"\x00",
}
