"""Signing in: the operator's own password, and nobody else's blob."""

import re

import pytest

from passdesk.credential import sign_in
from passdesk.credential.wrapping import Cost
from passdesk.errors import Declined

CHEAP = Cost(8, 1, 1)
SEED, WHO = bytes(range(32)), b"\x01" * 16
BLOB = sign_in.wrap(SEED, "first", WHO, CHEAP)


def test_signing_in() -> None:
    assert sign_in.unwrap(BLOB, "first", WHO) == SEED


def test_a_wrong_password_or_operator() -> None:
    with pytest.raises(Declined):
        sign_in.unwrap(BLOB, "First", WHO)
    with pytest.raises(Declined):
        sign_in.unwrap(BLOB, "first", b"\x02" * 16)


def test_the_default_cost_signs_in() -> None:
    assert sign_in.unwrap(sign_in.wrap(SEED, "first", WHO), "first", WHO) == SEED


def test_one_time_passwords() -> None:
    passwords = {sign_in.one_time_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", each) for each in passwords)
