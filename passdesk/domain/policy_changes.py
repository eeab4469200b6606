"""What one policy says otherwise than another, place by place."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any

from msgspec import Struct

from passdesk.domain.zone import Names, PassClass, Policy, Tick, Turn

_NOT_SAID = frozenset({"local", "id"})
"""Fields that only repeat what another place says."""


class PolicyChange(Struct, frozen=True):
    """`path`: where, from the outside in ("lanes", "F1-1", "mode"). `before`, `after`: a number, text, flag or tuple;
    None where nothing is or was said. A lane, line, class, stay … that came or went is one change, without values."""

    path: tuple[str, ...]
    before: Any = None
    after: Any = None
    came: bool = False
    went: bool = False

    @property
    def dotted(self) -> str:
        return ".".join(self.path)


def policy_changes(old: Policy, new: Policy) -> tuple[PolicyChange, ...]:
    """Every difference, in the order of the policy's own parts."""
    return tuple(_between((), old, new))


def _between(path: tuple[str, ...], old: object, new: object) -> Iterator[PolicyChange]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _among(path, _named(old), _named(new))
    elif isinstance(old, Struct) and isinstance(new, Struct):
        for name in old.__struct_fields__:
            if name not in _NOT_SAID:
                yield from _between((*path, name), getattr(old, name), getattr(new, name))
    elif old != new:
        yield _leaf(path, old, new)


def _leaf(path: tuple[str, ...], old: object, new: object) -> PolicyChange:
    """`old` or `new` None: nothing was or is said there."""
    if isinstance(old, Struct) or isinstance(new, Struct):
        return PolicyChange(path, came=old is None, went=new is None)
    return PolicyChange(path, _plain(old), _plain(new))


def _among(
    path: tuple[str, ...], old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[PolicyChange]:
    for name, value in old.items():
        if name in new:
            yield from _between((*path, name), value, new[name])
        else:
            yield _leaf((*path, name), value, None)
    yield from (_leaf((*path, name), None, value) for name, value in new.items() if name not in old)


def _named(parts: Mapping[Any, object]) -> dict[str, object]:
    """Classes stand in the policy by number, in its file by code."""
    return {part.code if isinstance(part, PassClass) else str(name): part for name, part in parts.items()}


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case frozenset():
            return tuple(sorted(str(one) for one in value))
        case (time(), time()):
            return tuple(f"{one:%H:%M}" for one in value)
        case tuple():
            return tuple(_of_many(one) for one in value)
        case Names():
            return value.en
        case _:
            return str(value)


def _of_many(value: object) -> str:
    match value:
        case Turn(since=since, course=course):
            return f"{since:%H:%M} {course}"
        case Tick(code=code, names=names):
            return f"{code} ({names.en})"
        case _:
            return str(value)
