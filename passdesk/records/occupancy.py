"""Who is in the park, as far as this desk has heard, and by when they have to leave."""

from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.domain.movements import Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Institution, Person
from passdesk.domain.register import View
from passdesk.domain.stays import stay_clock
from passdesk.domain.zone import Policy
from passdesk.records.numbered import is_by_pass, numbered
from passdesk.store.desk_store import DeskStore


class Inside(Struct, frozen=True):
    """A person inside since `since` (µs UTC), who came in by `lane`; `institutions` by name. Names may not be here.

    leave_by: when they have to have left, µs UTC, where a class of theirs limits stays: as seen here.
    """

    person: bytes
    names: Names | None
    institutions: tuple[Names, ...]
    since: int
    lane: str
    leave_by: int | None = None


def inside(store: DeskStore, policy: Policy | None = None) -> list[Inside]:
    """Everybody recorded as inside, longest there first. By when they have to leave is told where a policy is given."""
    with store.view() as view:
        rows = list(view.holding(Presence, "inside", value=True))
        held = [(row, view.get(Person, row.key), leave_by(view, policy, row)) for row in rows]
        named = {row.key: row.called for row in view.all(Institution)}
    found = (_inside(store, row, person, named, end) for row, person, end in held)
    return sorted(found, key=lambda one: (one.since, one.person))


def leave_by(view: View, policy: Policy | None, row: Presence) -> int | None:
    """When somebody has to have left, µs UTC: the latest that a good pass of theirs says; None where one says none."""
    if policy is None or not any(one.stay is not None for one in policy.classes.values()):
        return None
    passes = [one for one in view.find(Pass, "person", row.key) if one.state == "good"]
    classes = [held for one in passes if (held := policy.classes.get(one.class_number)) is not None]
    clocks = [stay_clock(policy, held, row, row.at) for held in classes]
    ends = [clock.until for clock in clocks if clock is not None and clock.until is not None]
    return max(ends) if len(ends) == len(classes) and ends else None


def how_many_inside(store: DeskStore) -> int:
    """As many as `inside` lists."""
    with store.view() as view:
        return sum(1 for _ in view.holding(Presence, "inside", value=True))


def _inside(
    store: DeskStore, row: Presence, person: object, named: dict[bytes, Names], end: int | None
) -> Inside:
    if not isinstance(person, Person):
        return Inside(row.key, numbered(row.key) if is_by_pass(row) else None, (), row.at, row.lane, end)
    names = store.names_of(person.names) if person.names is not None else None
    institutions = tuple(named[key] for key in person.institutions if key in named)
    return Inside(row.key, names, institutions, row.at, row.lane, end)
