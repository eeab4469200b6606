"""Small predicates that say what a field of an entry's body may hold."""

from collections.abc import Callable, Mapping
from typing import Any

Shape = Callable[[Any], bool]


def blob(least: int, most: int) -> Shape:
    """Bytes of `least` to `most` length."""
    return lambda value: isinstance(value, bytes) and least <= len(value) <= most


def text(most: int) -> Shape:
    """Text of at most `most` characters, without control characters."""
    return lambda value: (
        isinstance(value, str)
        and len(value) <= most
        and (value.isprintable() or not any(ord(letter) < 32 or ord(letter) == 127 for letter in value))
    )


def whole(least: int, most: int) -> Shape:
    return lambda value: type(value) is int and least <= value <= most  # True and False are none


def one_of(*values: str) -> Shape:
    return lambda value: isinstance(value, str) and value in values


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def maybe(shape: Shape) -> Shape:
    """`shape`, or null, or left out."""

    def check(value: Any) -> bool:
        return value is None or shape(value)

    return check


def many(shape: Shape, most: int = 256) -> Shape:
    return lambda value: isinstance(value, (list, tuple)) and len(value) <= most and all(shape(item) for item in value)


def zone(value: Any) -> bool:
    """1 to 8 ASCII characters, as passes carry it."""
    return isinstance(value, str) and 1 <= len(value) <= 8 and value.isascii() and value.isprintable()


ID = blob(16, 16)
HASH = blob(32, 32)
SECONDS = whole(0, (1 << 32) - 1)
MICRO = whole(0, (1 << 63) - 1)
SIGNED = whole(1 - (1 << 63), (1 << 63) - 1)
CODE = text(40)
NAME = text(200)
CERTIFICATE = blob(1, 2048)


_SEQ = whole(1, 1 << 48)


def mark(value: Any) -> bool:
    """[journal, seq]"""
    return isinstance(value, (list, tuple)) and len(value) == 2 and ID(value[0]) and _SEQ(value[1])


def resting(value: Any) -> bool:
    """[[[table, key], last or null] …]"""

    def one(item: Any) -> bool:
        match item:
            case [[str(), bytes()], last]:
                return last is None or mark(last)
        return False

    return isinstance(value, (list, tuple)) and len(value) <= 16 and all(one(item) for item in value)


def faults(body: Mapping[str, Any], shape: Mapping[str, Shape]) -> str | None:
    """The first field that is wrong, missing or unknown; None where the body fits."""
    if not body.keys() <= shape.keys():
        return f"unknown field {next(name for name in body if name not in shape)}"
    value_of = body.get
    for name, fits in shape.items():
        if not fits(value_of(name)):
            return f"field {name}"
    return None
