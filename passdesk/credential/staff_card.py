"""A staff card: the digits of its code, and an operator's key under its secret and a PIN (docs/formats.md, 8 and 9)."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

from passdesk.credential.wrapping import DEFAULT_COST, Cost, unwrap_secret, wrap_secret
from passdesk.errors import Damaged, Misuse

SHORTEST_PIN, LONGEST_PIN = 4, 12
_VERSION = 2
"""The leading byte. A pass has 1: neither reader takes the other's digits."""
_ID, _SECRET, _CHECK = 16, 16, 4
_BYTES = 1 + _ID + _SECRET + _CHECK
LONGEST_TEXT = len(str((_VERSION + 1) * 256 ** (_BYTES - 1) - 1))


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Whose card it is (16-byte id), and 16 bytes that are nowhere but in its code."""

    operator: bytes
    secret: bytes = field(repr=False)


def new_card(operator: bytes) -> StaffCard:
    """A card with a fresh secret."""
    return StaffCard(operator, secrets.token_bytes(_SECRET))


def card_text(card: StaffCard) -> str:
    """What its code says: decimal digits alone, like a pass, so that no keyboard layout changes them."""
    data = bytes((_VERSION,)) + card.operator + card.secret
    return str(int.from_bytes(data + _check(data)))


def read_card(text: str) -> StaffCard:
    """The card a code stands for; `Damaged` for anything but the exact digits of one, a pass among it."""
    if len(text) > LONGEST_TEXT or not (text.isascii() and text.isdigit()) or text[0] == "0":
        raise _no_card()
    number = int(text)
    data = number.to_bytes((number.bit_length() + 7) // 8)
    if len(data) != _BYTES or data[0] != _VERSION or data[-_CHECK:] != _check(data[:-_CHECK]):
        raise _no_card()
    return StaffCard(data[1 : 1 + _ID], data[1 + _ID : 1 + _ID + _SECRET])


def is_card(text: str) -> bool:
    """Whether a code is a staff card's, of whatever zone: a window then asks for the PIN and shows it to no lane."""
    return card_in(text) is not None


def card_in(text: str) -> StaffCard | None:
    """The card a code stands for; None where it stands for none."""
    try:
        return read_card(text)
    except Damaged:
        return None


def checked_pin(pin: str) -> str:
    """The PIN in ASCII digits, full-width ones folded; `Misuse` unless it has 4 to 12."""
    digits = unicodedata.normalize("NFKC", pin) if len(pin) <= LONGEST_PIN else ""
    if not (digits.isascii() and digits.isdigit() and SHORTEST_PIN <= len(digits) <= LONGEST_PIN):
        raise Misuse(
            f"A PIN has {SHORTEST_PIN} to {LONGEST_PIN} digits.",
            kept="Nothing was changed.",
            remedy="Type digits alone.",
        )
    return digits


def wrap(seed: bytes, card: StaffCard, pin: str, cost: Cost = DEFAULT_COST) -> bytes:
    """The operator's 32-byte seed under the card and a PIN: fit to be an attachment. `Misuse` for an unfit PIN."""
    return wrap_secret(seed, _passphrase(card, pin), _context(card), cost)


def unwrap(blob: bytes, card: StaffCard, pin: str) -> bytes:
    """The seed; `Declined` for a wrong PIN or another card, `Damaged` for a blob that is none."""
    return unwrap_secret(blob, _passphrase(card, pin), _context(card))


def _passphrase(card: StaffCard, pin: str) -> str:
    return card.secret.hex() + checked_pin(pin)


def _context(card: StaffCard) -> bytes:
    return b"passdesk/operator-card/1" + card.operator


def _check(data: bytes) -> bytes:
    return sha256(data).digest()[:_CHECK]


def _no_card() -> Damaged:
    return Damaged("This is not the code of a staff card.", kept="Nobody is signed in.", remedy="Show your staff card.")
