"""Short numbers: eleven digits whose slips are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passdesk.credential.short_number import grouped, is_mistyped, parse_short_number, short_number

NUMBER = short_number(bytes(16))


@given(st.binary(min_size=16, max_size=16))
def test_round_trip(pass_id: bytes) -> None:
    number = short_number(pass_id)
    assert len(number) == 11
    assert parse_short_number(number) == number


def test_damm_as_published() -> None:
    assert parse_short_number("00000005724") == "00000005724"  # 572 with its check digit 4


@pytest.mark.parametrize(
    "typed",
    [
        f" {NUMBER[:4]} {NUMBER[4:7]}-{NUMBER[7:]} ", f"{NUMBER[:5]}—{NUMBER[5:]}\r\n", "-".join(NUMBER),
        "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER), f"{NUMBER[:3]}\u3000{NUMBER[3:]}",
    ],
)  # fmt: skip
def test_forgiven(typed: str) -> None:
    assert parse_short_number(typed) == NUMBER


@pytest.mark.parametrize(
    "typed", ["", NUMBER[:-1], NUMBER + "0", "x" * 11, "²" * 11, "١" * 11, NUMBER * 1000, "\ud800"]
)
def test_not_a_number(typed: str) -> None:
    assert parse_short_number(typed) is None


def test_digits_of_other_scripts_are_not_read() -> None:
    arabic = "".join(chr(ord(digit) - ord("0") + 0x0660) for digit in NUMBER)
    assert arabic.isdigit()
    assert parse_short_number(arabic) is None


@given(st.binary(min_size=16, max_size=16))
def test_every_slip_and_every_swap_of_neighbours_is_found(pass_id: bytes) -> None:
    number = short_number(pass_id)
    slips = {number[:at] + digit + number[at + 1 :] for at in range(11) for digit in "0123456789"}
    swaps = {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(10)}
    assert [typed for typed in slips | swaps if parse_short_number(typed)] == [number]
    assert [typed for typed in slips | swaps if not is_mistyped(typed)] == [number]


@pytest.mark.parametrize("typed", ["", NUMBER[:-1], NUMBER + "0", "x" * 11, "١" * 11, NUMBER * 1000, NUMBER])
def test_what_is_no_short_number_or_a_good_one_is_not_mistyped(typed: str) -> None:
    assert not is_mistyped(typed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("12345678901", "1234 5678 901"), ("123456789", "1234 56789"), ("12345", "12345"), ("12-34", "12-34")],
)
def test_short_numbers_are_grouped(typed: str, printed: str) -> None:
    assert grouped(typed) == printed
