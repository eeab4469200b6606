"""Enrolment codes: typed as people type, checked, and proved without being sent."""

import pytest

from passdesk.credential import enrolment
from passdesk.credential.enrolment import EnrolmentCode
from passdesk.errors import Misuse
from tests.credential.factories import public

CODE = EnrolmentCode(bytes(range(16)), enrolment.root_fingerprint(public(1)))
PRINT = enrolment.print_code(CODE)


def test_round_trip() -> None:
    fresh = enrolment.new_code(public(1))
    assert fresh.fingerprint == CODE.fingerprint
    assert fresh.secret != enrolment.new_code(public(1)).secret
    assert enrolment.parse_code(enrolment.print_code(fresh)) == fresh
    assert [len(group) for group in PRINT.split("-")] == [4] * 11


@pytest.mark.parametrize(
    "typed",
    [
        PRINT.lower(), PRINT.replace("-", ""), PRINT.replace("-", " "), f"  {PRINT}\n", PRINT.replace("-", "–"),
        PRINT.replace("0", "o"), PRINT.replace("1", "l"), PRINT.replace("1", "I"),
        "".join(chr(ord(letter) + 0xFEE0) for letter in PRINT),
    ],
)  # fmt: skip
def test_forgiven(typed: str) -> None:
    assert enrolment.parse_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "-", PRINT[:-1], PRINT + "0", PRINT.replace("0", "U", 1), PRINT * 100, "\ud800" * 44]
)
def test_not_a_code(typed: str) -> None:
    with pytest.raises(Misuse):
        enrolment.parse_code(typed)


def test_every_single_slip_and_swap_in_this_code_is_found() -> None:
    letters = PRINT.replace("-", "")
    slips = {letters[:at] + other + letters[at + 1 :] for at in range(44) for other in "0123456789ABCXYZ"}
    swaps = {letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :] for at in range(43)}
    wrong = 0
    for typed in (slips | swaps) - {letters}:
        with pytest.raises(Misuse):
            enrolment.parse_code(typed)
        wrong += 1
    assert wrong > 600


def test_root() -> None:
    assert CODE.names_root(public(1))
    assert not CODE.names_root(public(2))


def test_proofs() -> None:
    desk, server, tls = public(3), public(4), b"\x05" * 32
    first = enrolment.desk_proof(CODE, desk)
    answer = enrolment.server_proof(CODE, desk, server, tls)
    assert enrolment.same_proof(first, enrolment.desk_proof(CODE, desk))
    others = [
        enrolment.desk_proof(EnrolmentCode(bytes(16), CODE.fingerprint), desk),
        enrolment.desk_proof(CODE, server),
        answer,
    ]
    assert not any(enrolment.same_proof(first, other) for other in others)
    swapped = [(server, desk, tls), (desk, server, bytes(32)), (desk, desk, tls)]
    assert not any(enrolment.same_proof(answer, enrolment.server_proof(CODE, *parts)) for parts in swapped)
