"""Pass tokens: what reads as what, and that nothing forged or mangled ever verifies or raises."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from passdesk.credential import keys, token
from passdesk.credential.key_ring import KeyRing, KnownKey
from passdesk.domain import canonical
from passdesk.domain.passes import Claims, Forged, NotAPass, NothingRead, UnknownKey, Verified, WrongZone
from passdesk.errors import Damaged, Misuse
from tests.credential import generic_token
from tests.credential.factories import CLAIMS, NOW, SCOPE, ZONE, issuing, public, signed
from tests.credential.refused_tokens import HEADER, REFUSED_CLAIMS, REFUSED_SHAPES, VALUE, claiming, signed_claims

KEY = issuing()
RING = KeyRing.of([KEY.known])
GOOD = KEY.issue(CLAIMS)
TEXT = token.text_of(GOOD)


def test_a_good_pass() -> None:
    verified = Verified(KEY.known.kid, KEY.known.id, CLAIMS)
    assert token.read_token(GOOD, ZONE, RING) == verified
    assert token.read_token(TEXT, ZONE, RING) == verified
    assert claiming() == GOOD


def test_the_longest_pass_fits() -> None:
    claims = Claims("12345678", 2**32 - 1, 2**32 - 2, 2**32 - 3, bytes(16), 2**16 - 1, 255, bytes(4))
    longest = signed_claims(token.write_claims(claims))
    assert len(longest) == 143
    assert len(token.text_of(longest)) <= token.LONGEST_TEXT == 348
    assert token.open_token(longest).claims == claims


@pytest.mark.parametrize(
    "data", [*REFUSED_CLAIMS.values(), *REFUSED_SHAPES.values()], ids=[*REFUSED_CLAIMS, *REFUSED_SHAPES]
)
def test_not_a_pass(data: bytes) -> None:
    assert isinstance(token.read_token(data, ZONE, RING), NotAPass)
    assert isinstance(token.read_token(token.text_of(data), ZONE, RING), NotAPass)
    with pytest.raises(Damaged):
        generic_token.read(data)


@pytest.mark.parametrize(
    "text",
    [
        " ", "0", "1", "1" * 348, "9" * 348, "1" * 349, "9" * 5000, "0" + TEXT, TEXT + "0", TEXT[:-1], TEXT + " ",
        "-" + TEXT, "+" + TEXT, TEXT[:9] + "_" + TEXT[9:], "١" + TEXT[1:], "１" + TEXT[1:], "²" + TEXT[1:],
        "https://example.org/", "0x01", "\x00", "\ud800", str(int.from_bytes(b"\x02" + GOOD)),
        str(int.from_bytes(GOOD)),        str(int.from_bytes(b"\x01\x00" + GOOD)), "6921734976505",
    ],
    ids=lambda text: ascii(text)[:24],
)  # fmt: skip
def test_other_texts_are_not_a_pass(text: str) -> None:
    assert isinstance(token.read_token(text, ZONE, RING), NotAPass)


@pytest.mark.parametrize("nothing", ["", b""])
def test_nothing(nothing: str | bytes) -> None:
    assert token.read_token(nothing, ZONE, RING) == NothingRead()


def test_other_keys_and_zones() -> None:
    assert token.read_token(GOOD, "office", RING) == WrongZone(ZONE)
    assert token.read_token(GOOD, ZONE, KeyRing.of([])) == UnknownKey(KEY.known.kid, CLAIMS)
    forged = GOOD[:-1] + bytes((GOOD[-1] ^ 1,))
    assert token.read_token(forged, ZONE, RING) == Forged(KEY.known.kid, CLAIMS)
    assert token.read_token(forged, "office", RING) == WrongZone(ZONE)


def test_a_pass_signed_by_another_key_under_this_kid_is_forged() -> None:
    data = signed(HEADER, b"\xa0", token.write_claims(CLAIMS), number=2)
    assert token.read_token(data, ZONE, RING) == Forged(KEY.known.kid, CLAIMS)


def test_every_key_of_a_kid_is_tried() -> None:
    other = replace(issuing(2).known, kid=KEY.known.kid)
    for ring in (KeyRing.of([other, KEY.known]), KeyRing.of([KEY.known, other])):
        read = token.read_token(GOOD, ZONE, ring)
        assert isinstance(read, Verified)
        assert read.key == KEY.known.id


def test_a_withdrawn_key_and_a_narrow_one() -> None:
    withdrawn = KnownKey.of(public(1), SCOPE, withdrawn=True)
    narrow = KnownKey.of(public(1), replace(SCOPE, classes=(2,)))
    expected = Verified(KEY.known.kid, KEY.known.id, CLAIMS)
    assert token.read_token(GOOD, ZONE, KeyRing.of([withdrawn])) == replace(expected, withdrawn=True)
    assert token.read_token(GOOD, ZONE, KeyRing.of([narrow])) == replace(expected, out_of_scope=True)


def test_five_thousand_mutations_and_none_accepted() -> None:
    chance = random.Random(20_260_101)
    later = KEY.issue(replace(CLAIMS, not_before=NOW + 60))
    seen = set()
    for _ in range(5000):
        data = _mutated(chance, chance.choice((GOOD, later)))
        source = data if chance.random() < 0.5 else token.text_of(data)
        read = token.read_token(source, ZONE, RING)
        assert isinstance(read, NotAPass | WrongZone | UnknownKey | Forged | NothingRead), data.hex()
        seen.add(type(read))
    assert seen >= {NotAPass, WrongZone, UnknownKey, Forged}


def test_a_thousand_mutations_of_the_digits_and_none_accepted() -> None:
    chance = random.Random(7)
    for _ in range(1000):
        at = chance.randrange(len(TEXT))
        text = TEXT[:at] + chance.choice("0123456789 aＡ１-") * chance.randrange(3) + TEXT[at + 1 :]
        read = token.read_token(text, ZONE, RING)
        assert isinstance(read, Verified) == (text == TEXT)


def _mutated(chance: random.Random, good: bytes) -> bytes:
    """`good` with a bit turned, a byte set, bytes cut, put in, doubled or swapped; never `good` itself."""
    data = bytearray(good)
    while bytes(data) == good:
        at, to = chance.randrange(len(data)), chance.randrange(len(data))
        match chance.randrange(6):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at] = chance.randrange(256)
            case 2:
                del data[at : at + chance.randrange(1, 5)]
            case 3:
                data[at:at] = chance.randbytes(chance.randrange(1, 5))
            case 4:
                data[at:at] = data[at:to]
            case _:
                data[at], data[to] = data[to], data[at]
    return bytes(data)


def test_both_readers_agree_on_mutations() -> None:
    chance = random.Random(11)
    for _ in range(3000):
        assert _fast(data := _mutated(chance, GOOD)) == _generic(data), data.hex()


_zones = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=8)
_times = st.integers(0, 2**32 - 1) | st.integers(0, 300) | st.sampled_from([23, 24, 255, 256, 65535, 65536])


@st.composite
def _claims(draw: st.DrawFn) -> Claims:
    issued, start, expires = sorted(draw(st.tuples(_times, _times, _times)))
    start = start if draw(st.booleans()) else issued
    expires = expires if expires > start else start + 1
    number, lines = draw(st.integers(1, 2**16 - 1)), draw(st.integers(1, 255))
    return Claims(
        draw(_zones), min(expires, 2**32 - 1), min(start, 2**32 - 2), min(issued, 2**32 - 2),
        draw(st.binary(min_size=16, max_size=16)), number, lines, draw(st.binary(min_size=4, max_size=4)),
    )  # fmt: skip


@given(_claims())
def test_round_trip(claims: Claims) -> None:
    data = signed_claims(token.write_claims(claims))
    assert len(data) <= token.LONGEST_TOKEN
    assert token.bytes_of(token.text_of(data)) == data
    read = token.read_token(token.text_of(data), claims.zone, RING)
    assert isinstance(read, Verified)
    assert read.claims == claims
    assert _fast(data) == _generic(data)


_any = st.none() | _times | st.integers(-5, 2**33) | st.binary(max_size=18) | st.text(max_size=9)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            3: _zones | _any, 4: _times | _any, 5: _times | _any, 6: _times | _any, 7: st.just(bytes(16)) | _any,
            -70001: st.lists(st.integers(0, 300) | st.just(bytes(4)) | _any, max_size=4) | _any, 1: _any,
        },
    )
)  # fmt: skip
def test_both_readers_agree_on_any_claims(value: dict[int, Any]) -> None:
    changed = {key: new for key, new in (VALUE | value).items() if new is not None}
    data = signed_claims(canonical.encode(changed))
    assert _fast(data) == _generic(data)


@given(st.binary(max_size=160) | st.text(max_size=400))
def test_nothing_raises(source: str | bytes) -> None:
    assert not isinstance(token.read_token(source, ZONE, RING), Verified)


def _fast(data: bytes) -> Any:
    try:
        opened = token.open_token(data)
    except Damaged:
        return None
    return opened.kid, opened.claims, opened.signed, opened.signature


def _generic(data: bytes) -> Any:
    try:
        return generic_token.read(data)
    except Damaged:
        return None


@pytest.mark.parametrize(
    "changed",
    [
        {"zone": ""}, {"zone": "123456789"}, {"zone": "河套"}, {"expires": NOW}, {"expires": 2**32}, {"expires": -1},
        {"not_before": NOW - 1}, {"not_before": NOW + 86_400}, {"pass_id": b""}, {"class_number": 0}, {"lines": 0},
        {"class_number": 2**16}, {"lines": 256}, {"tag": b"abc"}, {"zone": "\ud800"}, {"issued_at": 2**70},
    ],
    ids=str,
)  # fmt: skip
def test_claims_that_make_no_pass(changed: dict[str, Any]) -> None:
    with pytest.raises(Misuse):
        token.write_claims(replace(CLAIMS, **changed))


@pytest.mark.parametrize("claims", [CLAIMS, replace(CLAIMS, not_before=NOW + 1, class_number=300, lines=200)])
def test_claims_cut_anywhere_are_damaged(claims: Claims) -> None:
    payload = token.write_claims(claims)
    for length in range(len(payload)):
        with pytest.raises(Damaged):
            token.read_claims(payload[:length])


def test_the_length_is_looked_at_first() -> None:
    for source in (bytes(145), b"\x84" * 10**6, "9" * 349):
        assert "too many" in str(token.read_token(source, ZONE, RING))


def test_a_small_order_key_never_joins_the_ring() -> None:
    with pytest.raises(Damaged):
        KnownKey.of(b"\x01" + bytes(31), SCOPE)
    assert keys.kid(public(1)) == KEY.known.kid
