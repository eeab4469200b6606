"""Crockford's base32 for what people read aloud and type: no I, L, O, U; groups of four."""

import unicodedata

from passdesk.errors import Misuse

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_DASHES = "-‐‑–—−"


def write(number: int, length: int) -> str:
    """`number` as `length` characters in groups of four."""
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))
    return "-".join(letters[at : at + 4] for at in range(0, length, 4))


def read(text: str, length: int) -> int:
    """The number again; case, dashes, spaces, full-width forms forgiven; `Misuse` unless `length` letters."""
    letters = _letters(text) if len(text) <= 8 * length else ""
    if len(letters) != length or not all(letter in _VALUE for letter in letters):
        raise Misuse(f"A code of {length} letters and digits was expected.", remedy="Type it as printed.")
    number = 0
    for letter in letters:
        number = number << 5 | _VALUE[letter]
    return number


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in plain if not (letter.isspace() or letter in _DASHES))
