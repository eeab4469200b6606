"""The short number beside the QR: ten digits from the pass id and a check digit, typed when nothing reads."""

import unicodedata
from functools import reduce
from hashlib import sha256

DIGITS = 11

# Damm's quasigroup of order 10: finds every wrong digit and every swap of neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def short_number(pass_id: bytes) -> str:
    """Eleven digits: the first 8 bytes of SHA-256 of the pass id, modulo 10^10, and Damm's check digit."""
    number = f"{int.from_bytes(sha256(pass_id).digest()[:8]) % 10**10:010d}"
    return f"{number}{_check(number)}"


def grouped(short_number: str) -> str:
    """Digits in groups of four, the last of three to five, so that no digit stands alone: "1234 5678 901"."""
    if not (short_number.isascii() and short_number.isdigit()) or len(short_number) < 6:
        return short_number
    groups = [short_number[start : start + 4] for start in range(0, len(short_number), 4)]
    if len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return " ".join(groups)


def parse_short_number(text: str) -> str | None:
    """The eleven digits typed; spaces, dashes, full-width forms forgiven; None when it is no short number."""
    typed = _eleven_digits(text)
    return typed if typed is not None and _check(typed) == 0 else None


def is_mistyped(text: str) -> bool:
    """Whether it has the form of a short number and the check digit does not fit."""
    typed = _eleven_digits(text)
    return typed is not None and _check(typed) != 0


def _eleven_digits(text: str) -> str | None:
    if len(text) > 4 * DIGITS:
        return None
    typed = "".join(c for c in unicodedata.normalize("NFKC", text) if not (c.isspace() or c in "-‐‑–—−"))
    return typed if len(typed) == DIGITS and typed.isascii() and typed.isdigit() else None


def _check(number: str) -> int:
    return reduce(lambda row, digit: _DAMM[row][int(digit)], number, 0)
