"""The pass token: its bytes, its decimal text, and the strict reading of both (docs/formats.md, "The pass").

The reader walks the exact byte layout instead of the generic route (`cose.open1`, then `canonical.decode`):
a pass has one fixed header and five or six claims in one order, so the layout is a list of constants, and
reading costs a few microseconds beside the signature check. The tests hold both routes to the same answers.
"""

from msgspec import Struct

from passdesk.credential.key_ring import KeyRing, KnownKey
from passdesk.credential.keys import verify_loaded
from passdesk.domain import canonical
from passdesk.domain.passes import (
    Claims,
    Forged,
    NotAPass,
    NothingRead,
    TokenRead,
    UnknownKey,
    Verified,
    WrongZone,
)
from passdesk.errors import Damaged, Misuse

LONGEST_TOKEN = 144
LONGEST_TEXT = len(str(2 * 256**LONGEST_TOKEN - 1))
PRIVATE_CLAIM = -70001
LONGEST_ZONE = 8

_VERSION = 1
_HEADER = bytes.fromhex("8449a201320444")  # array(4), bstr(9) of {1: -19, 4: bstr(4) …
_KID = slice(7, 11)
_PAYLOAD_HEAD = bytes.fromhex("a058")  # {}, bstr with a one-byte length
_PAYLOAD_AT = 14
_SIGNATURE_HEAD = bytes.fromhex("5840")
_TAIL = 66
_SIGNED_HEAD = b"\x84\x6aSignature1"
_PASS_ID_HEAD = bytes.fromhex("0750")
_PRIVATE_HEAD = bytes.fromhex("3a0001117083")  # key -70001, array(3)
_TAG_HEAD = 0x44
_TOP = {"time": 2**32 - 1, "class": 2**16 - 1, "lines": 2**8 - 1}


class Opened(Struct, frozen=True):
    """A well formed token, not yet verified; `signed` is what the signature is over."""

    kid: bytes
    claims: Claims
    signed: bytes
    signature: bytes


def text_of(token: bytes) -> str:
    """What the QR says: a byte 0x01 and the token as one big-endian number, in decimal digits."""
    return str(int.from_bytes(bytes((_VERSION,)) + token))


def bytes_of(text: str) -> bytes:
    """The token a QR text stands for; `Damaged` unless it is plain digits, short enough, of version 1."""
    if len(text) > LONGEST_TEXT:
        raise Damaged(f"{len(text)} characters are too many for a pass.")
    if not (text.isascii() and text.isdigit()) or text[0] == "0":
        raise Damaged("A pass is decimal digits without a leading zero.")
    number = int(text)
    data = number.to_bytes((number.bit_length() + 7) // 8)
    if data[0] != _VERSION or len(data) > 1 + LONGEST_TOKEN:
        raise Damaged("Digits that are no pass of format version 1.")
    return data[1:]


def read_token(source: str | bytes, zone: str, keys: KeyRing) -> TokenRead:
    """Read a QR text or token bytes shown in `zone`. Never raises: every input has an answer.

    In this order: length, shape, zone, signature, scope. Validity dates are judged later, against a clock.
    """
    if not source:
        return NothingRead()
    try:
        opened = open_token(source if isinstance(source, bytes) else bytes_of(source))
    except Damaged as error:
        return NotAPass(error.happened)
    if opened.claims.zone != zone:
        return WrongZone(opened.claims.zone)
    return _judge(opened, keys.matching(opened.kid))


def _judge(opened: Opened, known: tuple[KnownKey, ...]) -> TokenRead:
    if not known:
        return UnknownKey(opened.kid, opened.claims)
    for key in known:
        if verify_loaded(key.loaded, opened.signed, opened.signature):
            in_scope = key.may_sign(opened.claims)
            return Verified(opened.kid, key.id, opened.claims, key.withdrawn, out_of_scope=not in_scope)
    return Forged(opened.kid, opened.claims)


def open_token(data: bytes) -> Opened:
    """Read the layout of token bytes; `Damaged` says what is off. Nothing is verified here."""
    if len(data) > LONGEST_TOKEN:
        raise Damaged(f"{len(data)} bytes are too many for a pass.")
    if len(data) < _PAYLOAD_AT + _TAIL or data[:7] != _HEADER:
        raise Damaged("Not the header of a pass.")
    if data[11:13] != _PAYLOAD_HEAD or data[-_TAIL:-64] != _SIGNATURE_HEAD:
        raise Damaged("Not the outline of a pass.")
    payload = data[_PAYLOAD_AT:-_TAIL]
    if data[13] != len(payload) or len(payload) < 24:
        raise Damaged("The length of a pass does not fit its parts.")
    signed = _SIGNED_HEAD + data[1:11] + b"\x40" + data[12:-_TAIL]
    return Opened(data[_KID], read_claims(payload), signed, data[-64:])


def read_claims(payload: bytes) -> Claims:
    """Read the claims map by its layout; `Damaged` for anything `write_claims` would not write."""
    try:
        return _claims(payload)
    except IndexError as error:
        raise Damaged("The claims of a pass end too early.") from error


def _claims(payload: bytes) -> Claims:
    later = payload[0] == 0xA6
    if not (later or payload[0] == 0xA5) or payload[1] != 3 or not 0x61 <= payload[2] <= 0x60 + LONGEST_ZONE:
        raise Damaged("Not the claims of a pass.")
    at = 3 + payload[2] - 0x60
    zone = payload[3:at]
    expires, at = _keyed_time(payload, at, 4)
    start, at = _keyed_time(payload, at, 5) if later else (None, at)
    issued, at = _keyed_time(payload, at, 6)
    pass_id, at = payload[at + 2 : at + 18], _after(payload, at, _PASS_ID_HEAD) + 16
    at = _after(payload, at, _PRIVATE_HEAD)
    class_number, at = _number(payload, at, _TOP["class"])
    lines, at = _number(payload, at, _TOP["lines"])
    if payload[at] != _TAG_HEAD or len(payload) != at + 5:
        raise Damaged("Not the claims of a pass: its end is not where it should be.")
    if start is not None and start <= issued:
        raise Damaged("Not the claims of a pass: nbf stands only where it is later than iat.")
    not_before = issued if start is None else start
    claims = Claims(_text(zone), expires, not_before, issued, pass_id, class_number, lines, payload[at + 1 :])
    return _sound(claims)


def _after(payload: bytes, at: int, head: bytes) -> int:
    end = at + len(head)
    if payload[at:end] != head:
        raise Damaged("Not the claims of a pass: a claim is missing or out of order.")
    return end


def _keyed_time(payload: bytes, at: int, key: int) -> tuple[int, int]:
    if payload[at] != key:
        raise Damaged("Not the claims of a pass: a time is missing or out of order.")
    return _number(payload, at + 1, _TOP["time"])


def _number(payload: bytes, at: int, top: int) -> tuple[int, int]:
    """An unsigned integer in its shortest form, at most `top`, and where it ends."""
    head = payload[at]
    if head < 24:
        return head, at + 1
    width = 1 << (head - 24)
    if head > 26 or at + width >= len(payload):
        raise Damaged("Not the claims of a pass: not a number of a pass.")
    value = int.from_bytes(payload[at + 1 : at + 1 + width])
    if value > top or value < (24 if width == 1 else 1 << (4 * width)):
        raise Damaged("Not the claims of a pass: a number is too large or not in its shortest form.")
    return value, at + 1 + width


def _text(zone: bytes) -> str:
    if not all(0x21 <= byte <= 0x7E for byte in zone):
        raise Damaged("Not the claims of a pass: a zone is 1 to 8 printable ASCII characters.")
    return zone.decode("ascii")


def _sound(claims: Claims) -> Claims:
    if claims.expires <= claims.not_before:
        raise Damaged("Not the claims of a pass: it expires before it begins.")
    if claims.class_number < 1 or claims.lines < 1:
        raise Damaged("Not the claims of a pass: no class, or no line.")
    return claims


def write_claims(claims: Claims) -> bytes:
    """The claims map in its one encoding; `Misuse` for claims that `read_claims` would not give back."""
    starts = {} if claims.not_before == claims.issued_at else {5: claims.not_before}
    private = [claims.class_number, claims.lines, claims.tag]
    rest = {4: claims.expires, 6: claims.issued_at, 7: claims.pass_id, PRIVATE_CLAIM: private}
    payload = canonical.encode({3: claims.zone} | starts | rest)
    try:
        same = read_claims(payload) == claims
    except Damaged as error:
        raise Misuse(f"These claims make no pass. {error.happened}") from error
    if not same:
        raise Misuse("These claims make no pass: they would not read back the same.")
    return payload
