"""Vectors of the pass token: good ones, and one for each thing a verifier must refuse."""

from typing import Any

from msgspec.structs import asdict, replace

from passdesk.credential import token
from passdesk.credential.key_ring import KeyRing, KnownKey, institution_tag
from passdesk.domain.passes import Claims, Forged, NotAPass, TokenRead, UnknownKey, Verified, WrongZone
from tests.credential.factories import CLAIMS, NOW, PASS_ID, SCOPE, YEAR, ZONE, issuing, public, signed
from tests.credential.refused_tokens import HEADER, REFUSED_CLAIMS, REFUSED_SHAPES

INSTITUTION = bytes.fromhex("00112233445566778899aabbccddeeff")
NARROW = replace(SCOPE, classes=(1, 2), institutions=(INSTITUTION,), longest=86_400)
KEYS = (KnownKey.of(public(1), SCOPE), KnownKey.of(public(2), SCOPE, withdrawn=True), KnownKey.of(public(3), NARROW))
RING = KeyRing.of(KEYS)
OWN = replace(CLAIMS, tag=institution_tag(INSTITUTION))

GOOD = {
    "a pass": (1, OWN),
    "a pass that begins after it was issued": (1, replace(OWN, not_before=NOW + 3600)),
    "the longest pass": (1, Claims(ZONE, 2**32 - 1, 2**32 - 2, 2**32 - 3, PASS_ID, 2**16 - 1, 255, b"\xff" * 4)),
    "small numbers": (1, Claims(ZONE, 24, 23, 0, bytes(16), 1, 1, bytes(4))),
    "a withdrawn key": (2, OWN),
    "a narrow key": (3, OWN),
    "a narrow key, another class": (3, replace(OWN, class_number=3)),
    "a narrow key, another institution": (3, replace(OWN, tag=bytes(4))),
    "a narrow key, a second too long": (3, replace(OWN, expires=NOW + 86_401)),
    "a key before its date": (1, replace(OWN, not_before=NOW - YEAR - 1, issued_at=NOW - YEAR - 1)),
}


def vectors() -> dict[str, Any]:
    good = {why: _signed(number, claims) for why, (number, claims) in GOOD.items()}
    return {
        "zone": ZONE,
        "keys": [_key(key) for key in KEYS],
        "tokens": [_token(why, data) for why, data in (good | _doubtful() | REFUSED_SHAPES | REFUSED_CLAIMS).items()],
        "texts": [_text(text) for text in _texts(token.text_of(good["a pass"]))],
    }


def _signed(number: int, claims: Claims) -> bytes:
    header = bytes.fromhex("a201320444") + issuing(number).known.kid
    return signed(header, b"\xa0", token.write_claims(claims), number)


def _doubtful() -> dict[str, bytes]:
    good = _signed(1, OWN)
    s = int.from_bytes(good[-32:], "little") + 2**252 + 27742317777372353535851937790883648493
    return {
        "another zone": _signed(1, replace(OWN, zone="office")),
        "a key nobody knows": _signed(4, OWN),
        "another key under a known kid": signed(HEADER, b"\xa0", token.write_claims(OWN), 4),
        "a bit of the signature turned": good[:-1] + bytes((good[-1] ^ 1,)),
        "a bit of the pass id turned": good.replace(PASS_ID, b"\x80" + PASS_ID[1:]),
        "s + L in the signature": good[:-32] + s.to_bytes(32, "little"),
        "a signature of zeros": good[:-64] + bytes(64),
    }


def _texts(good: str) -> list[str]:
    return [
        good, "", "0" + good, good + " ", "+" + good, good[:-1], good + "0", "１" + good[1:], "1" * 349, "9" * 5000,
        str(int.from_bytes(b"\x02" + token.bytes_of(good))), str(int.from_bytes(token.bytes_of(good))),
    ]  # fmt: skip


def _key(key: KnownKey) -> dict[str, Any]:
    scope = asdict(key.scope) | {"institutions": [each.hex() for each in key.scope.institutions]}
    names = {"public": key.public.hex(), "id": key.id.hex(), "kid": key.kid.hex()}
    return names | {"withdrawn": key.withdrawn, "scope": scope}


def _token(why: str, data: bytes) -> dict[str, Any]:
    return {"why": why, "token": data.hex(), "text": token.text_of(data)} | _reading(token.read_token(data, ZONE, RING))


def _text(text: str) -> dict[str, Any]:
    return {"text": text} | _reading(token.read_token(text, ZONE, RING))


def _reading(read: TokenRead) -> dict[str, Any]:
    match read:
        case Verified(kid, key, claims, withdrawn, out_of_scope):
            flags = {"withdrawn": withdrawn, "out_of_scope": out_of_scope}
            return {"reads": "verified", "kid": kid.hex(), "key": key.hex(), "claims": _claims(claims)} | flags
        case Forged(kid, claims):
            return {"reads": "forged", "kid": kid.hex(), "claims": _claims(claims)}
        case UnknownKey(kid, claims):
            return {"reads": "unknown_key", "kid": kid.hex(), "claims": _claims(claims)}
        case WrongZone(zone):
            return {"reads": "wrong_zone", "zone": zone}
        case NotAPass():
            return {"reads": "not_a_pass"}
        case _:
            return {"reads": "nothing"}


def _claims(claims: Claims) -> dict[str, Any]:
    return {name: each.hex() if isinstance(each, bytes) else each for name, each in asdict(claims).items()}
