"""Issuing: inside the key's scope, in the documented bytes, and nothing else."""

import pytest
from msgspec.structs import replace

from passdesk.credential import cose
from passdesk.credential.issuing_key import IssuingKey
from passdesk.errors import Damaged, Declined, Misuse
from tests.credential.factories import CLAIMS, NOW, SCOPE, YEAR, issuing, public


def test_a_pass_is_plain_cose() -> None:
    opened = cose.open1(issuing().issue(CLAIMS), 144)
    assert cose.verify1(opened, [public(1)]) == public(1)


def test_the_same_claims_make_the_same_bytes() -> None:
    assert issuing().issue(CLAIMS) == issuing().issue(CLAIMS)


def test_out_of_scope() -> None:
    with pytest.raises(Declined):
        issuing(scope=replace(SCOPE, classes=(2,))).issue(CLAIMS)
    with pytest.raises(Declined):
        issuing().issue(replace(CLAIMS, expires=NOW + YEAR + 1))


def test_claims_that_make_no_pass() -> None:
    with pytest.raises(Misuse):
        issuing().issue(replace(CLAIMS, expires=NOW))


def test_a_seed_of_the_wrong_length() -> None:
    with pytest.raises(Damaged):
        IssuingKey.of(b"short", SCOPE)
