"""Whose visitors are inside: who came in with a host is theirs until they go out, in whatever order that is heard."""

from typing import Any

from passdesk.domain.movements import Escorted, Presence
from passdesk.domain.register import Draft, Mark
from passdesk.domain.trail_steps import Trail, steps
from passdesk.errors import Damaged

Hosts = tuple[tuple[Any, ...], ...]
"""(journal, seq, host) of movements into the park, see `Presence.hosts`."""


def settle_escort(draft: Draft, where: Presence) -> None:
    """Say whose visitor this person is, if anybody's, after their movements have changed."""
    held = draft.held(Escorted, where.key)
    now = _escorted(where, held) if where.inside else None
    if now is None and held is not None:
        draft.drop(held)
    elif now is not None and now != held:
        draft.put(now)


def still_told(hosts: Hosts, trail: Trail) -> Hosts:
    """Those of movements that stand."""
    if not hosts:
        return ()
    marks = {step.mark for step in trail}
    return tuple(sorted((*mark, host) for mark, host in by_movement(hosts).items() if mark in marks))


def _escorted(where: Presence, held: Escorted | None) -> Escorted | None:
    """By the newest entry with a host of the stay under way. What came with the register stands where only the newest
    movements are known."""
    hosts = by_movement(where.hosts)
    if held is not None and held.last is not None:
        hosts.setdefault(held.last, held.host)
    for step in reversed(steps(where)):
        if not step.into:
            return None
        if (host := hosts.get(step.mark)) is not None:
            return Escorted(key=where.key, last=step.mark, host=host, at=step.at)
    return None if held is None or held.last in where.annulled else held


def by_movement(hosts: Hosts) -> dict[Mark, bytes]:
    """`Damaged` for what names no host: a row that came over the line may hold anything of the right outline."""
    found: dict[Mark, bytes] = {}
    for one in hosts:
        match one:
            case (bytes(journal), int(seq), bytes(host)):
                found[journal, seq] = host
            case _:
                raise Damaged("A row of presence has hosts this program can't read.")
    return found
