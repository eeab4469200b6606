"""A policy is taken with the signature of a known key, made for policies, and not otherwise."""

import pytest

from passdesk.credential import cose, signed_policy
from passdesk.errors import Damaged
from tests.credential.factories import private, public

TOML = '[zone]\nid = "hetao"  # 河套\n'.encode()
GOOD = signed_policy.sign_policy(TOML, 7, private(1))


def test_round_trip() -> None:
    assert signed_policy.open_policy(GOOD, 7, [public(2), public(1)]) == (TOML, public(1))


@pytest.mark.parametrize(
    "data",
    [
        GOOD[:-1],
        GOOD.replace(b"hetao", b"hetap"),
        cose.sign1(TOML, private(1)),
        cose.sign1(TOML, private(1), b"passdesk/certificate/1"),
        cose.sign1(TOML, private(1), b"passdesk/policy/1"),
        signed_policy.sign_policy(TOML, 8, private(1)),
        signed_policy.sign_policy(TOML, 7, private(2)),
        signed_policy.sign_policy(b"#" * signed_policy.LONGEST_POLICY, 7, private(1)),
        TOML,
    ],
    ids=[
        "cut", "changed", "as a pass", "as a certificate", "no number", "another number", "another key", "too long",
        "not signed",
    ],
)
def test_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        signed_policy.open_policy(data, 7, [public(1)])


@pytest.mark.parametrize("number", [6, 8, 0, -1, 1 << 31, 1 << 40])
def test_another_number_than_it_was_signed_under(number: int) -> None:
    with pytest.raises(Damaged, match="number"):
        signed_policy.open_policy(GOOD, number, [public(1)])
