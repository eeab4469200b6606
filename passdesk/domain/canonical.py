"""Deterministic CBOR (RFC 8949, 4.2.1): one value, one encoding. Map keys are text up to 23 bytes or small integers."""

from typing import Any

import cbor2

from passdesk.errors import Damaged

_DEEPEST = 12


def encode(value: Any) -> bytes:
    """The one encoding of `value`. Length-first key order equals bytewise order under the key rule above."""
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes, *, limit: int = 16 * 1024) -> Any:
    """Read one canonical value of at most `limit` bytes; anything else is `Damaged`.

    No floats, tags, indefinite lengths, duplicate keys or trailing bytes: the value must encode to `data` again.
    Lists come back as lists, never tuples.
    """
    if len(data) > limit:
        raise Damaged(f"A CBOR value of {len(data)} bytes is over the limit of {limit}.")
    try:
        _check_heads(data, limit)
        value = cbor2.loads(data)
        again = encode(value)
    except Damaged:
        raise
    except (cbor2.CBORError, ValueError, OverflowError, RecursionError, TypeError, EOFError) as error:
        raise Damaged(f"Not canonical CBOR: {error}.") from error
    if again != data:
        raise Damaged("Not canonical CBOR: it does not encode to the same bytes again.")
    return value


def _check_heads(data: bytes, limit: int) -> None:
    """Walk the item heads before the decoder sees them, so that no tag, float or deep nest reaches it."""
    end = _skip(data, 0, 0)
    if end != len(data):
        raise Damaged("Not canonical CBOR: bytes follow the value.")


def _skip(data: bytes, at: int, depth: int) -> int:
    if depth > _DEEPEST:
        raise Damaged("Not canonical CBOR: nested too deep.")
    if at >= len(data):
        raise Damaged("Not canonical CBOR: it ends too early.")
    major, info = data[at] >> 5, data[at] & 0x1F
    if major == 6 or (major == 7 and info not in (20, 21, 22)):
        raise Damaged("Not canonical CBOR: tags, floats and simple values are not allowed.")
    if major == 7:
        return at + 1
    argument, at = _argument(data, at + 1, info)
    match major:
        case 0 | 1:
            return at
        case 2 | 3:
            if argument > len(data) - at:
                raise Damaged("Not canonical CBOR: a string is longer than the data.")
            return at + argument
        case _:
            items = argument * (2 if major == 5 else 1)
            if items > len(data) - at:
                raise Damaged("Not canonical CBOR: a container is longer than the data.")
            for _ in range(items):
                at = _skip(data, at, depth + 1)
            return at


def _argument(data: bytes, at: int, info: int) -> tuple[int, int]:
    if info < 24:
        return info, at
    width = {24: 1, 25: 2, 26: 4, 27: 8}.get(info)
    if width is None:
        raise Damaged("Not canonical CBOR: indefinite lengths are not allowed.")
    if at + width > len(data):
        raise Damaged("Not canonical CBOR: it ends too early.")
    argument = int.from_bytes(data[at : at + width])
    if argument < (24 if width == 1 else 1 << (4 * width)):
        raise Damaged("Not canonical CBOR: a number is not in its shortest form.")
    return argument, at + width
