"""Finding people at a desk: in the register's file, and what own entries in memory make of it."""

from collections.abc import Iterator
from typing import Protocol

from passdesk.domain.attachments import Names
from passdesk.domain.passes import Pass
from passdesk.domain.people import Institution, Person
from passdesk.store import name_words
from passdesk.store.asking import Asked, asked
from passdesk.store.desk_view import DeskView
from passdesk.store.register_file import RegisterFile


def asked_of(view: DeskView, query: str, *, by_name: bool = False) -> Asked:
    """What `query` may mean among the institutions this desk knows; with `by_name` as a name alone."""
    return asked(query, None if by_name else {row.key: row.called for row in view.all(Institution)})


class Attached(Protocol):
    """What stands in attachments, where they are here."""

    def names_of(self, hash_: bytes) -> Names | None: ...

    def ends_of(self, hash_: bytes) -> str | None: ...


def find_people(register: RegisterFile, view: DeskView, attached: Attached, wanted: Asked, limit: int) -> list[bytes]:
    """Ids of the people who fit, best first."""
    found = dict.fromkeys(register.find_people(wanted, limit))
    for row in view.changed_in_memory(Person):
        found.pop(row.key, None)
        names = attached.names_of(row.names) if row.names is not None else None
        held = name_words.words(f"{names.latin} {names.chinese}") if names is not None else []
        end = attached.ends_of(row.documents) if row.documents is not None else None
        if wanted.fits(held, row.institutions, (end,) if end else ()):
            found[row.key] = None
    found.update((person, None) for person in _by_passes(view, wanted))
    return list(found)[:limit]


def _by_passes(view: DeskView, wanted: Asked) -> Iterator[bytes]:
    """Those whose passes are only in memory, by what was typed of the number alone."""
    ends = tuple(one.last for one in wanted.ended if not one.words)
    for row in view.changed_in_memory(Pass):
        number = row.short_number
        if (ends and number.endswith(ends)) or (wanted.digits and number.startswith(wanted.digits)):
            yield row.person
