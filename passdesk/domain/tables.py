"""Every table of the register, and what of it each desk role receives."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import NODEFAULT
from msgspec.structs import fields, replace

from passdesk.domain.movements import Aside, Case, Escorted, Mustered, Presence, Shown, Times, Unanchored
from passdesk.domain.passes import Pass
from passdesk.domain.people import (
    Desk,
    Enrolment,
    Evacuation,
    Filing,
    Institution,
    IssuingKey,
    Note,
    Operator,
    Person,
    Policy,
    StaleAccepted,
    Watch,
    Zone,
)
from passdesk.domain.register import R, Row

TABLES: Mapping[str, type[Row]] = {
    kind.TABLE: kind
    for kind in (
        Zone,
        Policy,
        Institution,
        Person,
        Filing,
        Pass,
        Operator,
        IssuingKey,
        Desk,
        Enrolment,
        Watch,
        Note,
        StaleAccepted,
        Evacuation,
        Presence,
        Aside,
        Escorted,
        Mustered,
        Case,
        Times,
        Shown,
        Unanchored,
    )
}
STAYS_HOME = frozenset({"times", "shown", "unanchored"})
"""Tables each folder of a journal keeps for itself; they never travel."""

_EVERYTHING = frozenset({"checkpoint", "issuing", "records", "admin"})
_OFFICE = frozenset({"records", "admin"})
_SENT_TO: Mapping[str, frozenset[str]] = {
    "zone": _EVERYTHING,
    "policy": _EVERYTHING,
    "institution": _EVERYTHING,
    "person": _EVERYTHING,
    "filing": _EVERYTHING,
    "pass": _EVERYTHING,
    "operator": _EVERYTHING,
    "issuing_key": _EVERYTHING,
    "desk": _EVERYTHING,
    "enrolment": frozenset({"admin"}),
    "watch": _OFFICE | {"checkpoint"},
    "note": _OFFICE | {"checkpoint"},
    "stale_accepted": _OFFICE | {"checkpoint"},
    "evacuation": _EVERYTHING,
    "presence": _OFFICE | {"checkpoint"},
    "aside": _OFFICE | {"checkpoint"},
    "escorted": _OFFICE | {"checkpoint"},
    "mustered": _EVERYTHING,
    "case": _EVERYTHING,
}
_TRAIL = frozenset({"trail", "base", "annulled", "hosts"})
_HIDDEN: Mapping[tuple[str, str], frozenset[str]] = {
    ("person", "checkpoint"): frozenset({"documents", "contact", "original_photo", "note", "past"}),
    ("pass", "checkpoint"): frozenset({"token"}),
    ("watch", "checkpoint"): frozenset({"reason"}),
    ("note", "checkpoint"): frozenset({"past"}),
    ("presence", "checkpoint"): _TRAIL,
    ("presence", "records"): _TRAIL,
    ("presence", "admin"): _TRAIL,
}


def is_sent(table: str, roles: Iterable[str]) -> bool:
    """Whether a desk with these roles receives the table at all."""
    return bool(_SENT_TO.get(table, frozenset()) & set(roles))


def columns_for(row: R, roles: Iterable[str]) -> R:
    """The row with every column hidden that none of the desk's roles may see."""
    allowed = [role for role in roles if role in _SENT_TO.get(row.TABLE, frozenset())]
    hidden = [_HIDDEN.get((row.TABLE, role), frozenset()) for role in allowed]
    blank = frozenset.intersection(*hidden) if hidden else frozenset()
    hidden_values: dict[str, Any] = {name: _default(type(row), name) for name in blank}
    return replace(row, **hidden_values) if blank else row


@cache
def _default(kind: type[Row], name: str) -> Any:
    """Asking a type for its fields is slow, and a feed asks for every row."""
    default = next(field.default for field in fields(kind) if field.name == name)
    return b"" if default is NODEFAULT else default
