"""Secrets under a passphrase and under the recovery key: opened by the right one, and hostile blobs refused."""

from typing import Any

import pytest

from passdesk.credential import wrapping
from passdesk.credential.wrapping import Cost
from passdesk.domain import canonical
from passdesk.errors import Damaged, Declined, Misuse

CHEAP = Cost(8, 1, 1)
SECRET = bytes(range(32))
BLOB = wrapping.wrap_secret(SECRET, "correct horse", b"context", CHEAP)
NAME, COST, SALT, NONCE, SEALED = canonical.decode(BLOB)
PRIVATE, PUBLIC = wrapping.new_recovery_key()


def test_round_trip() -> None:
    assert wrapping.unwrap_secret(BLOB, "correct horse", b"context") == SECRET
    assert wrapping.wrap_secret(SECRET, "correct horse", b"context", CHEAP) != BLOB


@pytest.mark.parametrize(
    ("passphrase", "context"), [("correct horses", b"context"), ("", b"context"), ("correct horse", b"contexts")]
)
def test_the_wrong_passphrase_or_use(passphrase: str, context: bytes) -> None:
    with pytest.raises(Declined, match="wrong"):
        wrapping.unwrap_secret(BLOB, passphrase, context)


def test_forms_of_one_passphrase_are_one() -> None:
    blob = wrapping.wrap_secret(SECRET, "caf\u00e9Ａ１", b"", CHEAP)
    assert wrapping.unwrap_secret(blob, "cafe\u0301A1", b"") == SECRET


HOSTILE = {
    "memory of 4 TiB": [2**32 - 1, 1, 1],
    "memory just over": [wrapping.HIGHEST_COST.memory + 1, 1, 1],
    "time without end": [8, 2**32 - 1, 1],
    "time just over": [8, wrapping.HIGHEST_COST.passes + 1, 1],
    "many lanes": [2**20, 1, 2**16],
    "lanes just over": [64, 1, wrapping.HIGHEST_COST.lanes + 1],
    "no memory": [0, 1, 1],
    "too little memory for its lanes": [8, 1, 2],
    "no time": [8, 0, 1],
    "no lanes": [8, 1, 0],
    "negative": [-8, 1, 1],
    "true": [8, True, True],
    "text": ["8", 1, 1],
    "too few": [8, 1],
}


@pytest.mark.parametrize("cost", HOSTILE.values(), ids=HOSTILE)
def test_hostile_cost_is_refused_before_any_work(cost: list[Any]) -> None:
    with pytest.raises(Damaged):
        wrapping.unwrap_secret(canonical.encode([NAME, cost, SALT, NONCE, SEALED]), "correct horse", b"context")


@pytest.mark.parametrize(
    "value",
    [
        None, [], [NAME], ["passdesk/wrapped/2", COST, SALT, NONCE, SEALED], [NAME, COST, SALT[1:], NONCE, SEALED],
        [NAME, COST, SALT, NONCE[1:], SEALED], [NAME, COST, SALT, NONCE, SEALED[:16]],
        [NAME, COST, SALT, NONCE, "x" * 48], [NAME, COST, SALT, NONCE, SEALED, 1],
        [NAME, COST, SALT, NONCE, bytes(2000)],
    ],
)  # fmt: skip
def test_not_a_blob(value: Any) -> None:
    with pytest.raises(Damaged):
        wrapping.unwrap_secret(canonical.encode(value), "correct horse", b"context")


@pytest.mark.parametrize(
    "value",
    [
        [NAME, [16, 1, 1], SALT, NONCE, SEALED],
        [NAME, COST, bytes(16), NONCE, SEALED],
        [NAME, COST, SALT, bytes(12), SEALED],
        [NAME, COST, SALT, NONCE, SEALED[:-1]],
        [NAME, COST, SALT, NONCE, bytes(48)],
    ],
)
def test_a_changed_blob_does_not_open(value: Any) -> None:
    with pytest.raises(Declined):
        wrapping.unwrap_secret(canonical.encode(value), "correct horse", b"context")


def test_what_cannot_be_wrapped() -> None:
    for secret in (b"", bytes(257)):
        with pytest.raises(Misuse):
            wrapping.wrap_secret(secret, "p", b"", CHEAP)
    with pytest.raises(Misuse):
        wrapping.wrap_secret(SECRET, "\ud800", b"", CHEAP)


def test_recovery() -> None:
    sealed = wrapping.seal_to_recovery(SECRET, PUBLIC)
    assert wrapping.open_with_recovery(sealed, PRIVATE) == SECRET
    assert sealed != wrapping.seal_to_recovery(SECRET, PUBLIC)
    with pytest.raises(Declined):
        wrapping.open_with_recovery(sealed, wrapping.new_recovery_key()[0])
    with pytest.raises(Declined):
        wrapping.open_with_recovery(sealed[:-1] + bytes((sealed[-1] ^ 1,)), PRIVATE)
    with pytest.raises(Misuse):
        wrapping.open_with_recovery(sealed, PRIVATE[1:])


@pytest.mark.parametrize("public", [bytes(32), b"\x01" + bytes(31), b"short"])
def test_dishonest_recovery_keys(public: bytes) -> None:
    with pytest.raises(Damaged):
        wrapping.seal_to_recovery(SECRET, public)
    blob = canonical.encode(["passdesk/sealed/1", public, bytes(48)])
    with pytest.raises(Damaged):
        wrapping.open_with_recovery(blob, PRIVATE)


@pytest.mark.parametrize("blob", [b"", BLOB, canonical.encode(["passdesk/sealed/1", PUBLIC, bytes(16)])])
def test_not_sealed(blob: bytes) -> None:
    with pytest.raises(Damaged):
        wrapping.open_with_recovery(blob, PRIVATE)
