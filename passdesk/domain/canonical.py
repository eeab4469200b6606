"""Deterministic CBOR (RFC 8949, 4.2.1): one value, one encoding.

The keys of a map are all text of up to 23 bytes, or all integers from -2^32 to 23. Under this rule the
bytewise order of RFC 8949 and the length-first order cbor2 writes are the same order.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import cbor2

from passdesk.errors import Damaged, Misuse

_DEEPEST = 12
_LONGEST_KEY = 23
_UNWRITABLE = (cbor2.CBORError, ValueError)
_PLAIN = frozenset({bytes, str, bool, type(None)})


def encode(value: Any) -> bytes:
    """The one encoding of `value`; `Misuse` for what `decode` would refuse: a float, a set, a huge number."""
    _check_value(value, 0)
    try:
        return cbor2.dumps(value, canonical=True)
    except _UNWRITABLE as error:
        raise _misuse(error) from error


def encode_vouched(value: Any) -> bytes:
    """As `encode`, of a value whose every part a shape has vouched for and whose maps are `in_order` already.

    Nothing is walked or sorted again: half the time of an entry's encoding.
    """
    try:
        return cbor2.dumps(value)
    except _UNWRITABLE as error:
        raise _misuse(error) from error


def _misuse(error: Exception) -> Misuse:
    return Misuse(f"This cannot be written as canonical CBOR: {error}.")


def in_order(names: Iterable[str]) -> list[str]:
    """Text keys as a canonical map has them: by their bytes, the shorter first."""
    return sorted(names, key=lambda name: (len(encoded := name.encode()), encoded))


def decode(data: bytes, *, limit: int = 16 * 1024) -> Any:
    """Read one canonical value of at most `limit` bytes; anything else is `Damaged`.

    No floats, tags, indefinite lengths, duplicate keys or trailing bytes: the value must encode to `data`
    again. Lists come back as lists, never tuples.
    """
    if len(data) > limit:
        raise Damaged(f"A CBOR value of {len(data)} bytes is over the limit of {limit}.")
    try:
        _check_heads(data)
        value = cbor2.loads(data)
        again = cbor2.dumps(value, canonical=True)
    except (cbor2.CBORError, ValueError, OverflowError, RecursionError, TypeError, EOFError) as error:
        raise Damaged(f"Not canonical CBOR: {error}.") from error
    if again != data:
        raise Damaged("Not canonical CBOR: it does not encode to the same bytes again.")
    return value


def _check_heads(data: bytes) -> None:
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
        case 4:
            return _skip_items(data, at, argument, depth)
        case _:
            return _skip_map(data, at, argument, depth)


def _skip_items(data: bytes, at: int, count: int, depth: int) -> int:
    if count > len(data) - at:
        raise Damaged("Not canonical CBOR: a container is longer than the data.")
    for _ in range(count):
        at = _skip(data, at, depth + 1)
    return at


def _skip_map(data: bytes, at: int, pairs: int, depth: int) -> int:
    """Text keys and integer keys do not mix; their order and doubles show when the map is encoded again."""
    if 2 * pairs > len(data) - at:
        raise Damaged("Not canonical CBOR: a container is longer than the data.")
    text = pairs > 0 and data[at] >> 5 == 3
    for _ in range(pairs):
        if at >= len(data) or not _is_key(data[at], text):
            raise Damaged("Not canonical CBOR: a map has a key that is neither short text nor a small integer.")
        at = _skip(data, _skip(data, at, depth + 1), depth + 1)
    return at


def _is_key(head: int, text: bool) -> bool:
    return 0x60 <= head <= 0x60 + _LONGEST_KEY if text else head <= 0x17 or 0x20 <= head <= 0x3A


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


def _check_value(value: Any, depth: int) -> None:
    """The same rules for a value about to be written."""
    if depth > _DEEPEST:
        raise Misuse("This cannot be written as canonical CBOR: nested too deep.")
    if value is None or isinstance(value, bytes | str):
        return
    if isinstance(value, int):
        if not -(1 << 64) <= value < 1 << 64:
            raise Misuse("This cannot be written as canonical CBOR: a number over 64 bits.")
    elif isinstance(value, list | tuple):
        _check_items(value, depth + 1)
    elif isinstance(value, Mapping):
        _check_keys(value)
        _check_items(value.values(), depth + 1)
    else:
        raise Misuse(f"This cannot be written as canonical CBOR: a {type(value).__name__}.")


def _check_items(items: Iterable[Any], depth: int) -> None:
    for item in items:
        if type(item) not in _PLAIN or depth > _DEEPEST:
            _check_value(item, depth)


def _check_keys(value: Mapping[Any, Any]) -> None:
    if not (_are_short_text(value) or all(type(key) is int and -(1 << 32) <= key < 24 for key in value)):
        raise Misuse("This cannot be written as canonical CBOR: map keys are short text, or small integers.")


def _are_short_text(keys: Iterable[Any]) -> bool:
    try:
        ascii_only = "".join(keys).isascii()
    except TypeError:
        return False
    lengths = map(len, keys) if ascii_only else (len(key.encode(errors="replace")) for key in keys)
    return max(lengths, default=0) <= _LONGEST_KEY
