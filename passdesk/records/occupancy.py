"""Who is in the park, as far as this desk has heard."""


from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.domain.movements import Presence
from passdesk.domain.people import Institution, Person
from passdesk.store.desk_store import DeskStore


class Inside(Struct, frozen=True):
    """A person inside since `since` (µs UTC), who came in by `lane`; `institutions` by name. Names may not be here."""

    person: bytes
    names: Names | None
    institutions: tuple[Names, ...]
    since: int
    lane: str


def inside(store: DeskStore) -> list[Inside]:
    """Everybody recorded as inside, longest there first."""
    with store.view() as view:
        held = [(row, view.get(Person, row.key)) for row in view.holding(Presence, "inside", value=True)]
        named = {row.key: row.called for row in view.all(Institution)}
    return sorted((_inside(store, row, person, named) for row, person in held), key=lambda one: (one.since, one.person))


def how_many_inside(store: DeskStore) -> int:
    """As many as `inside` lists."""
    with store.view() as view:
        return sum(1 for _ in view.holding(Presence, "inside", value=True))


def _inside(store: DeskStore, row: Presence, person: object, named: dict[bytes, Names]) -> Inside:
    if not isinstance(person, Person):
        return Inside(row.key, None, (), row.at, row.lane)
    names = store.names_of(person.names) if person.names is not None else None
    institutions = tuple(named[key] for key in person.institutions if key in named)
    return Inside(row.key, names, institutions, row.at, row.lane)
