"""Sources named on a command line, read; and `pass read`, which only decodes and verifies."""

import time
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from passdesk.cli.arguments import written
from passdesk.cli.output import complain
from passdesk.cli.session import Session
from passdesk.credential.key_ring import KeyRing
from passdesk.credential.token import read_token
from passdesk.domain.passes import (
    ByHand,
    Claims,
    Forged,
    NotAPass,
    NothingRead,
    TokenRead,
    UnknownKey,
    Verified,
    WrongZone,
)
from passdesk.domain.people import IssuingKey, Operator
from passdesk.scanning.frames import Broken
from passdesk.scanning.readings import Reading, read_items
from passdesk.scanning.sources import Item, read_source
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds
from passdesk.store.trusted import administrators, ring_of

SAME_PRESENTATION_US = 3_000_000
"""A text seen again within this time of a video is the same presentation."""
Sources = Annotated[list[str], typer.Argument(help="Pictures, folders, videos or digits.")]
MaybeSources = Annotated[list[str] | None, typer.Argument(help="Pictures, folders, videos or digits.")]


def readings(sources: list[str]) -> Iterator[Reading | Broken]:
    """Everything the sources show, in order; decoding is timed. A source that is none raises before any is read."""
    opened = [read_source(source) for source in sources]
    return _each(opened)


def _each(opened: list[Iterator[Item]]) -> Iterator[Reading | Broken]:
    for items in opened:
        yield from read_items(items, window=SAME_PRESENTATION_US, nanoseconds=time.perf_counter_ns)




def broken(session: Session, one: Broken, nothing: Mapping[str, Any]) -> None:
    """Say that a source could not be read: to programs with `nothing` in every place. The others go on."""
    if session.output.as_json:
        session.output.result({"source": one.source_name, **nothing}, "")
    complain(one.error, as_json=session.output.as_json)


def verify_only(session: Session, store: DeskStore, sources: list[str]) -> int:
    """Print what each symbol says and whether it is a valid pass; the exit status."""
    shown, keys, status = readings(sources), ring_here(session, store), 0
    now = seconds(store, session.clock())
    for one in shown:
        if isinstance(one, Broken):
            broken(session, one, {"text": None, "token": "unreadable", "claims": None})
            status = 3
            continue
        read = read_token(one.text or "", store.journal.zone, keys)
        token, claims = _told(read, now)
        value = {"source": one.source_name, "text": one.text, "token": token, "claims": claims}
        session.output.result(value, _line(one, token, claims))
        if token != "valid":
            status = status or 1
    return status


def ring_here(session: Session, store: DeskStore) -> KeyRing:
    """The issuing keys this desk knows whose certificates lead to the root."""
    at = seconds(store, session.clock())
    with store.view() as view:
        among = administrators(view.all(Operator), store.journal.zone)
        return ring_of(view.all(IssuingKey), among, store.journal.root, store.journal.zone, at).keys


def _told(read: TokenRead, now: int) -> tuple[str, dict[str, Any] | None]:
    """`valid` or a reason code, and the claims where the token can be read."""
    match read:
        case NothingRead():
            return "unreadable", None
        case ByHand():
            return "by_hand", None
        case NotAPass():
            return "not_a_pass", None
        case WrongZone():
            return "wrong_zone", None
        case UnknownKey(claims=claims):
            return "unknown_key", _claims(claims)
        case Forged(claims=claims):
            return "forged", _claims(claims)
        case Verified(claims=claims, withdrawn=withdrawn, out_of_scope=out_of_scope):
            code = "key_withdrawn" if withdrawn else "key_out_of_scope" if out_of_scope else _in_time(claims, now)
            return code, _claims(claims)


def _in_time(claims: Claims, now: int) -> str:
    if now < claims.not_before:
        return "not_yet_valid"
    return "valid" if now < claims.expires else "expired"


def _claims(claims: Claims) -> dict[str, Any]:
    return {
        "zone": claims.zone,
        "pass": claims.pass_id.hex(),
        "class": claims.class_number,
        "lines": claims.lines,
        "tag": claims.tag.hex(),
        "issued_at": written(claims.issued_at),
        "not_before": written(claims.not_before),
        "expires": written(claims.expires),
    }


def _line(one: Reading, token: str, claims: dict[str, Any] | None) -> str:
    if one.text is None:
        return f"{one.source_name}: nothing was read"
    if claims is None:
        return f"{one.source_name}: {token}: {one.text[:80]}"
    return f"{one.source_name}: {token}: pass {claims['pass']}, class {claims['class']}, until {claims['expires']}"
