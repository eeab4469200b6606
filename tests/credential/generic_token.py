"""A second reader of tokens, by the general COSE and CBOR route and plain checks: the yardstick for the fast one."""

from typing import Any

from passdesk.credential import cose
from passdesk.domain import canonical
from passdesk.domain.passes import Claims
from passdesk.errors import Damaged


def read(data: bytes) -> tuple[bytes, Claims, bytes, bytes]:
    """kid, claims, signed bytes, signature; `Damaged` for anything that is not a well formed token."""
    opened = cose.open1(data, 144)
    claims = _claims(canonical.decode(opened.payload))
    return opened.kid, claims, cose.to_be_signed(opened.protected, opened.payload, b""), opened.signature


def _claims(value: Any) -> Claims:
    if not isinstance(value, dict) or set(value) not in ({3, 4, 6, 7, -70001}, {3, 4, 5, 6, 7, -70001}):
        raise Damaged("claims")
    zone, expires, issued, pass_id, private = (value[key] for key in (3, 4, 6, 7, -70001))
    start = value.get(5, issued)
    _need(isinstance(zone, str) and 1 <= len(zone) <= 8 and all("!" <= letter <= "~" for letter in zone))
    _need(all(type(time) is int and 0 <= time < 2**32 for time in (expires, issued, start)))
    _need(isinstance(pass_id, bytes) and len(pass_id) == 16)
    _need(isinstance(private, list) and len(private) == 3)
    number, lines, tag = private
    _need(type(number) is int and 1 <= number < 2**16 and type(lines) is int and 1 <= lines < 2**8)
    _need(isinstance(tag, bytes) and len(tag) == 4)
    _need(expires > start and (5 not in value or start > issued))
    return Claims(zone, expires, start, issued, pass_id, number, lines, tag)


def _need(holds: bool) -> None:
    if not holds:
        raise Damaged("claims")
