"""Statements of journals and the server: read back strictly, and never one for another."""

from itertools import permutations
from typing import Any

import pytest

from passdesk.credential import identity
from passdesk.credential.identity import Head, Receipt, SignedTime, Statement, TlsHash
from passdesk.domain import canonical
from passdesk.errors import Damaged
from tests.credential.factories import ZONE, private, public

JOURNAL, HASH = b"\x01" * 16, b"\x02" * 32
STATEMENTS: list[Statement] = [
    Head(ZONE, JOURNAL, identity.MAIN_BRANCH, 7, HASH),
    Head(ZONE, JOURNAL, HASH, 7, HASH),
    Receipt(ZONE, JOURNAL, identity.MAIN_BRANCH, 7, HASH, 1_780_000_000_000_000, 1),
    SignedTime(ZONE, b"\x03" * 16, 1_780_000_000_000_000),
    TlsHash(ZONE, HASH),
]


@pytest.mark.parametrize("statement", STATEMENTS, ids=repr)
def test_round_trip(statement: Statement) -> None:
    assert type(statement).from_bytes(statement.to_bytes()) == statement
    signature = identity.sign_statement(statement, private(1))
    assert identity.verify_statement(statement, public(1), signature)
    assert not identity.verify_statement(statement, public(2), signature)
    sealed = identity.seal(statement, private(1))
    assert identity.open_sealed(sealed, type(statement), public(1)) == statement


def test_the_bytes_are_the_documented_ones() -> None:
    head = canonical.encode(["passdesk/head/1", ZONE, JOURNAL, b"", 7, HASH])
    assert Head(ZONE, JOURNAL, b"", 7, HASH).to_bytes() == head


@pytest.mark.parametrize(("made", "read"), list(permutations(STATEMENTS[1:], 2)))
def test_one_statement_is_never_another(made: Statement, read: Statement) -> None:
    with pytest.raises(Damaged):
        identity.open_sealed(identity.seal(made, private(1)), type(read), public(1))
    assert not identity.verify_statement(read, public(1), identity.sign_statement(made, private(1)))


REFUSED: dict[str, list[Any]] = {
    "a field too many": ["passdesk/tls/1", ZONE, HASH, 1],
    "a field too few": ["passdesk/tls/1", ZONE],
    "empty": [],
    "another version": ["passdesk/tls/2", ZONE, HASH],
    "a hash too short": ["passdesk/tls/1", ZONE, HASH[:-1]],
    "a hash in text": ["passdesk/tls/1", ZONE, "h" * 32],
    "a zone too long": ["passdesk/tls/1", "123456789", HASH],
    "a zone in Chinese": ["passdesk/tls/1", "河套", HASH],
    "no zone": ["passdesk/tls/1", "", HASH],
}


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_refused(value: list[Any]) -> None:
    with pytest.raises(Damaged):
        TlsHash.from_bytes(canonical.encode(value))


@pytest.mark.parametrize(
    ("journal", "branch", "seq", "hash_"),
    [
        (JOURNAL[:-1], b"", 1, HASH),
        (JOURNAL, b"\x01", 1, HASH),
        (JOURNAL, b"", 0, HASH),
        (JOURNAL, b"", -1, HASH),
        (JOURNAL, b"", True, HASH),
        (JOURNAL, b"", 2**63, HASH),
        (JOURNAL, b"", 1, b""),
    ],
)
def test_heads_out_of_range(journal: bytes, branch: bytes, seq: int, hash_: bytes) -> None:
    with pytest.raises(Damaged):
        Head(ZONE, journal, branch, seq, hash_)
    with pytest.raises(Damaged):
        Head.from_bytes(canonical.encode([Head.NAME, ZONE, journal, branch, seq, hash_]))


def test_other_pieces() -> None:
    good = identity.seal(STATEMENTS[0], private(1))
    body, signature = canonical.decode(good)
    for data in (good + b"\x00", good[:-1], canonical.encode([body]), canonical.encode([body, signature, b""])):
        with pytest.raises(Damaged):
            identity.open_sealed(data, Head, public(1))
    with pytest.raises(Damaged, match="signature"):
        identity.open_sealed(good, Head, public(2))
