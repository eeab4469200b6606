"""The keys of the zone as an administrator looks at them: with the scope of those that sign passes."""

from hashlib import sha256

from msgspec import Struct

from passdesk.administration.keys import KeyLine, list_keys
from passdesk.clock import Clock
from passdesk.credential.certificates import open_certificate
from passdesk.domain.attachments import Names
from passdesk.domain.passes import IssuingScope
from passdesk.domain.people import Desk, Institution, IssuingKey
from passdesk.domain.zone import Policy
from passdesk.errors import Damaged
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force


class ScopedKey(Struct, frozen=True):
    """`issuing`: the 16-byte id and `scope` of a key that signs passes, None of any other; `classes` its pass classes'
    codes and `institutions` their names where it is kept to some; `desk` whose it is, `here` whether this desk's."""

    line: KeyLine
    issuing: bytes | None = None
    scope: IssuingScope | None = None
    classes: tuple[str, ...] = ()
    institutions: tuple[Names, ...] = ()
    desk: str = ""
    here: bool = False

    @property
    def key(self) -> bytes:
        return sha256(self.line.purpose.encode() + self.line.public).digest()[:16]


class KeyOverview(Struct, frozen=True):
    """`policy`: the one in force, whose classes a new key may be kept to."""

    lines: tuple[ScopedKey, ...] = ()
    policy: Policy | None = None


def key_overview(store: DeskStore, clock: Clock) -> KeyOverview:
    """Every key this desk knows; those that sign passes first, then as `list_keys` has them."""
    policy = in_force(store, clock).policy
    with store.view() as view:
        rows = {row.public_key: row for row in view.all(IssuingKey)}
        desks = {row.key: row.name for row in view.all(Desk)}
        known = {row.key: row.called for row in view.all(Institution)}
    made = []
    for line in list_keys(store, clock):
        row, scope = rows.get(line.public), _scope(line, store.journal.zone)
        if line.purpose != "issuing" or row is None:
            made.append(ScopedKey(line))
            continue
        institutions = () if scope is None else tuple(known.get(key, Names(key.hex())) for key in scope.institutions)
        desk, here = desks.get(row.desk, ""), row.desk == store.journal.id
        made.append(ScopedKey(line, row.key, scope, _classes(scope, policy), institutions, desk, here))
    return KeyOverview(tuple(sorted(made, key=lambda one: one.issuing is None)), policy)


def _scope(line: KeyLine, zone: str) -> IssuingScope | None:
    if line.certificate is None:
        return None
    try:
        body = open_certificate(line.certificate, zone).body
    except Damaged:
        return None
    return body if isinstance(body, IssuingScope) else None


def _classes(scope: IssuingScope | None, policy: Policy | None) -> tuple[str, ...]:
    numbers = () if scope is None else scope.classes
    known = {} if policy is None else policy.classes
    return tuple(known[number].code if number in known else str(number) for number in numbers)
