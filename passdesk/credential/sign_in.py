"""An operator's key under a password: unlocking it is signing in, with or without the network."""

import secrets

from passdesk.credential import base32
from passdesk.credential.wrapping import DEFAULT_COST, Cost, unwrap_secret, wrap_secret

_ONE_TIME_LETTERS = 16


def wrap(seed: bytes, password: str, operator_id: bytes, cost: Cost = DEFAULT_COST) -> bytes:
    """The operator's 32-byte seed under `password`, bound to `operator_id`: fit to be an attachment."""
    return wrap_secret(seed, password, _context(operator_id), cost)


def unwrap(blob: bytes, password: str, operator_id: bytes) -> bytes:
    """The seed; `Declined` for a wrong password or another's blob, `Damaged` for a blob that is none."""
    return unwrap_secret(blob, password, _context(operator_id))


def one_time_password() -> str:
    """80 random bits in four groups of four, easy to read out and to type as printed."""
    return base32.write(secrets.randbits(5 * _ONE_TIME_LETTERS), _ONE_TIME_LETTERS)


def _context(operator_id: bytes) -> bytes:
    return b"passdesk/operator-key/1" + operator_id
