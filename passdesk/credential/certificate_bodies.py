"""What a certificate grants, by purpose: the frozen types and their canonical form."""

from typing import Any, Literal, assert_never

from msgspec import Struct

from passdesk.domain.passes import IssuingScope
from passdesk.errors import Damaged

Purpose = Literal["issuing", "operator", "server", "journal"]

_MANY = 256
_LONGEST_NAME = 128
_LAST = 2**32


class OperatorRights(Struct, frozen=True):
    """A member of staff: `operator` id 16 bytes, role names, institution ids (empty: all)."""

    operator: bytes
    roles: tuple[str, ...]
    institutions: tuple[bytes, ...] = ()


class JournalRights(Struct, frozen=True):
    """A desk: its name, its roles, the lanes it serves, and the institutions it issues for (empty: all)."""

    name: str
    roles: tuple[str, ...]
    lanes: tuple[str, ...] = ()
    institutions: tuple[bytes, ...] = ()


class ServerName(Struct, frozen=True):
    """The central server, by the name staff know it under."""

    name: str


Body = IssuingScope | OperatorRights | JournalRights | ServerName


def purpose_of(body: Body) -> Purpose:
    """The one purpose a body is for."""
    match body:
        case IssuingScope():
            return "issuing"
        case OperatorRights():
            return "operator"
        case JournalRights():
            return "journal"
        case ServerName():
            return "server"
        case _:
            assert_never(body)


def body_value(body: Body) -> dict[str, Any]:
    """The body as a CBOR map with text keys: its fields under their own names, tuples as arrays."""
    return {name: _plain(getattr(body, name)) for name in body.__struct_fields__}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def read_body(purpose: str, value: object) -> Body:
    """The body of a certificate for `purpose`; `Damaged` for a field too many, missing or wrong."""
    match purpose, value:
        case "issuing", {
            "classes": c,
            "institutions": i,
            "longest": n,
            "not_before": b,
            "expires": e,
            **rest,
        }:
            _no(rest)
            return IssuingScope(_classes(c), _ids(i), _number(n), _number(b), _number(e))
        case "operator", {"operator": operator, "roles": roles, "institutions": institutions, **rest}:
            _no(rest)
            return OperatorRights(_id(operator), _names(roles), _ids(institutions))
        case "journal", {"name": name, "roles": roles, "lanes": lanes, "institutions": institutions, **rest}:
            _no(rest)
            return JournalRights(_name(name), _names(roles), _names(lanes), _ids(institutions))
        case "server", {"name": name, **rest}:
            _no(rest)
            return ServerName(_name(name))
        case _:
            raise Damaged("Not a certificate: its purpose and its body do not fit.")


def _no(rest: dict[Any, Any]) -> None:
    if rest:
        raise Damaged("Not a certificate: its body has a field too many.")


def _many(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > _MANY:
        raise Damaged("Not a certificate: a short list was expected.")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LAST:
        raise Damaged("Not a certificate: a number is out of range.")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_NAME:
        raise Damaged("Not a certificate: a name is missing or too long.")
    return value


def _id(value: object) -> bytes:
    if not isinstance(value, bytes) or len(value) != 16:
        raise Damaged("Not a certificate: an id is 16 bytes.")
    return value


def _classes(value: object) -> tuple[int, ...]:
    return tuple(_number(item) for item in _many(value))


def _names(value: object) -> tuple[str, ...]:
    return tuple(_name(item) for item in _many(value))


def _ids(value: object) -> tuple[bytes, ...]:
    return tuple(_id(item) for item in _many(value))
