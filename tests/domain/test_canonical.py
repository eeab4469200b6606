"""Canonical CBOR: one value, one encoding, and nothing else is read."""

import math
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passdesk.domain import canonical
from passdesk.errors import Damaged, Misuse

NOT_CANONICAL = {
    "nothing at all": "",
    "trailing byte": "0000",
    "ends in a head": "19",
    "ends in a string": "42aa",
    "ends in an array": "8201",
    "ends in a map after a key": "a101",
    "ends in a map before a key": "a20102",
    "number longer than needed": "1817",
    "number longer than needed, two bytes": "1900ff",
    "number longer than needed, four bytes": "1a0000ffff",
    "number longer than needed, eight bytes": "1b00000000ffffffff",
    "string length longer than needed": "5801aa",
    "reserved length": "1c",
    "indefinite bytes": "5f41aaff",
    "indefinite text": "7f6161ff",
    "indefinite array": "9f01ff",
    "indefinite map": "bf0102ff",
    "break alone": "ff",
    "half float": "f90000",
    "double": "fb3ff0000000000000",
    "undefined": "f7",
    "simple value": "f0",
    "simple value in two bytes": "f818",
    "date tag": "c074323032362d30312d30315430303a30303a30305a",
    "bignum": "c249010000000000000000",
    "negative bignum": "c349010000000000000000",
    "decimal fraction": "c48221196ab3",
    "regular expression": "d8236161",
    "shared reference": "d81c81d81d00",
    "set": "d901028101",
    "COSE_Sign1 tag": "d28443a10126a0404100",
    "duplicate integer key": "a201000101",
    "duplicate text key": "a2616100616101",
    "keys out of order": "a202000100",
    "text keys out of order": "a2616200616100",
    "longer text key first": "a262616100616200",
    "key of bytes": "a1410000",
    "key that is an array": "a1810100",
    "key that is a map": "a1a000",
    "key true": "a1f500",
    "key null": "a1f600",
    "one and true as keys": "a20100f500",
    "text and integer keys": "a20100616100",
    "integer key over 23": "a1181800",
    "integer key below -2^32": "a13b000000010000000000",
    "text key of 24 bytes": "a17818" + "61" * 24 + "00",
    "text that is not UTF-8": "61ff",
    "text with a surrogate": "63eda080",
    "array longer than the data": "9bffffffffffffffff",
    "map longer than the data": "bbffffffffffffffff",
    "string longer than the data": "5bffffffffffffffff",
    "nested too deep": "81" * 14 + "00",
    "nested past the stack": "81" * 5000 + "00",
}

CANONICAL = {
    "zero": ("00", 0),
    "largest": ("1bffffffffffffffff", 2**64 - 1),
    "lowest": ("3bffffffffffffffff", -(2**64)),
    "null and truth": ("83f6f5f4", [None, True, False]),
    "empty": ("84a0806040", [{}, [], "", b""]),
    "pass-like keys": ("a3030107023a0001117003", {3: 1, 7: 2, -70001: 3}),
    "text keys by length": ("a36162006261610162616202", {"b": 0, "aa": 1, "ab": 2}),
    "longest key": ("a177" + "61" * 23 + "00", {"a" * 23: 0}),
    "deepest": ("81" * 12 + "00", [[[[[[[[[[[[0]]]]]]]]]]]]),
}


@pytest.mark.parametrize("hexadecimal", NOT_CANONICAL.values(), ids=NOT_CANONICAL)
def test_anything_else_is_damaged(hexadecimal: str) -> None:
    with pytest.raises(Damaged):
        canonical.decode(bytes.fromhex(hexadecimal))


@pytest.mark.parametrize(("hexadecimal", "value"), CANONICAL.values(), ids=CANONICAL)
def test_canonical_is_read_and_written(hexadecimal: str, value: Any) -> None:
    assert canonical.decode(bytes.fromhex(hexadecimal)) == value
    assert canonical.encode(value).hex() == hexadecimal


@pytest.mark.parametrize(
    "value",
    [1.0, math.nan, [[1.0]], {"a": {"b": 1.0}}, {1, 2}, frozenset(), 2**64, -(2**64) - 1, object()],
    ids=repr,
)
def test_what_could_not_be_read_is_not_written(value: Any) -> None:
    with pytest.raises(Misuse):
        canonical.encode(value)


@pytest.mark.parametrize("key", [1.5, b"a", True, None, 24, -(2**32) - 1, "a" * 24, "字" * 8, "\ud800"], ids=ascii)
def test_other_keys_are_not_written(key: Any) -> None:
    with pytest.raises(Misuse):
        canonical.encode({key: 0})


@pytest.mark.parametrize("value", [cbor2.undefined, "\ud800", {"a": 0, 1: 0}], ids=ascii)
def test_nor_are_undefined_broken_text_and_mixed_keys(value: Any) -> None:
    with pytest.raises(Misuse):
        canonical.encode(value)


def test_broken_text_is_not_written_whoever_vouched_for_it() -> None:
    with pytest.raises(Misuse):
        canonical.encode_vouched({"a": "\ud800"})


def test_a_value_that_holds_itself_is_not_written() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(Misuse):
        canonical.encode(value)


def test_the_limit_comes_first() -> None:
    assert canonical.decode(b"\x42aa", limit=3) == b"aa"
    with pytest.raises(Damaged, match="over the limit of 2"):
        canonical.decode(b"\x42aa", limit=2)


_leaves = st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=20)
_texts = st.text(max_size=10).filter(lambda key: len(key.encode()) <= 23)
_values = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(_texts, inner, max_size=4)
        | st.dictionaries(st.integers(-(2**32), 23), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_values)
def test_round_trip(value: Any) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(st.binary(max_size=40))
def test_any_bytes_are_canonical_or_damaged(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except Damaged:
        return
    assert canonical.encode(value) == data


@given(
    st.dictionaries(st.integers(-(2**32), 23), st.just(0), max_size=6) | st.dictionaries(_texts, st.just(0), max_size=6)
)
def test_keys_stand_in_the_bytewise_order_of_rfc_8949(value: dict[Any, int]) -> None:
    written = [canonical.encode(key) for key in cbor2.loads(canonical.encode(value))]
    assert written == sorted(written)
