"""A staff card's digits, and what a card and a PIN open."""

import pytest

from passdesk.credential import staff_card, token
from passdesk.credential.key_ring import KeyRing
from passdesk.credential.staff_card import LONGEST_TEXT, StaffCard, card_text, checked_pin, is_card, new_card, read_card
from passdesk.domain.passes import NotAPass
from passdesk.errors import Damaged, Declined, Misuse
from tests.factories.zones import CHEAP, seed_of
from tests.photographs import token_text

CARD = StaffCard(bytes(range(16)), bytes(range(16, 32)))
TEXT = card_text(CARD)
FULL_WIDTH = TEXT.translate({48 + digit: 0xFF10 + digit for digit in range(10)})


def test_a_card_reads_as_it_was_written_and_no_two_are_alike() -> None:
    assert read_card(TEXT) == CARD
    assert is_card(TEXT)
    assert TEXT.isdigit()
    highest = StaffCard(b"\xff" * 16, b"\xff" * 16)
    assert read_card(card_text(highest)) == highest
    assert len(card_text(highest)) <= LONGEST_TEXT
    assert new_card(CARD.operator).secret != new_card(CARD.operator).secret
    assert "secret" not in repr(CARD)


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "2", "0" + TEXT, TEXT[:-1], TEXT + "0", TEXT[1:], f" {TEXT}", f"{TEXT}\n", f"-{TEXT}", "9" * 5000,
        "9" * LONGEST_TEXT, TEXT.replace(TEXT[20], "x", 1), FULL_WIDTH,
        str(int(TEXT) + 1), token_text(1), "https://qr.alipay.com/fkx0123", "\u0662" * 80,
    ],
)  # fmt: skip
def test_nothing_else_is_a_card(text: str) -> None:
    with pytest.raises(Damaged, match="not the code of a staff card"):
        read_card(text)
    assert not is_card(text)


def test_every_single_slip_of_the_scanner_is_found() -> None:
    for at, digit in enumerate(TEXT):
        for other in "0123456789":
            if other != digit:
                with pytest.raises(Damaged):
                    read_card(TEXT[:at] + other + TEXT[at + 1 :])
        with pytest.raises(Damaged):
            read_card(TEXT[:at] + TEXT[at + 1 :])


def test_to_a_gate_a_card_is_not_a_pass() -> None:
    assert isinstance(token.read_token(TEXT, "hetao", KeyRing.of(())), NotAPass)


@pytest.mark.parametrize("pin", ["4711", "0000", "123456789012", "４７１１"])
def test_pins(pin: str) -> None:
    assert checked_pin(pin).isascii()


@pytest.mark.parametrize(
    "pin", ["", "123", "1234567890123", "12 34", "12a4", "-123", "1.23", "\u0661\u0662\u0663\u0664", "9" * 9999]
)
def test_what_is_no_pin(pin: str) -> None:
    with pytest.raises(Misuse, match="4 to 12 digits"):
        checked_pin(pin)


def test_card_and_pin_open_the_key_together_and_neither_another() -> None:
    seed = seed_of("guard")
    blob = staff_card.wrap(seed, CARD, "4711", CHEAP)
    assert staff_card.unwrap(blob, CARD, "4711") == seed
    assert staff_card.unwrap(blob, CARD, "４７１１") == seed
    for card, pin in [
        (CARD, "4712"), (CARD, "04711"), (StaffCard(CARD.operator, bytes(16)), "4711"),
        (StaffCard(bytes(16), CARD.secret), "4711"),
    ]:  # fmt: skip
        with pytest.raises(Declined):
            staff_card.unwrap(blob, card, pin)
    with pytest.raises(Damaged):
        staff_card.unwrap(b"", CARD, "4711")
    assert len(blob) <= 1024
