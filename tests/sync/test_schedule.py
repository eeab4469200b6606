"""When the next exchange is due: a table."""

import pytest

from passdesk.sync.schedule import EAGER, LONGEST_WAIT, QUIET, Attempts, failed, next_attempt, succeeded

S = 1_000_000
NOW = 1000 * S


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [
        (Attempts(), 0),
        (Attempts(last=NOW), QUIET),
        (Attempts(last=NOW, unsent=True), EAGER),
        (Attempts(last=NOW - QUIET + S), S),
        (Attempts(last=NOW - 2 * QUIET), 0),
        (Attempts(last=NOW + S), 0),
        (Attempts(last=NOW, failures=1), 5 * S),
        (Attempts(last=NOW, failures=1, unsent=True), 5 * S),
        (Attempts(last=NOW, failures=2), 10 * S),
        (Attempts(last=NOW, failures=6), 160 * S),
        (Attempts(last=NOW, failures=99), LONGEST_WAIT),
    ],
)
def test_next_attempt(attempts: Attempts, wait: int) -> None:
    assert next_attempt(attempts, NOW) == NOW + wait


def test_the_lot_spreads_desks_by_a_quarter_either_way() -> None:
    waits = [next_attempt(Attempts(last=NOW, failures=3), NOW, lot) - NOW for lot in (0.0, 1.0, -5.0, 7.0)]
    assert waits == [15 * S, 25 * S, 15 * S, 25 * S]


def test_a_success_forgets_failures() -> None:
    tried = failed(failed(Attempts(), 1), 2)
    assert tried == Attempts(last=2, failures=2)
    assert succeeded(3) == Attempts(last=3)
