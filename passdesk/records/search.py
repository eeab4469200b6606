"""Finding people: by name, by institution, by the number on a badge or the last of one."""

from collections.abc import Iterable

from msgspec import Struct

from passdesk.credential.short_number import parse_short_number
from passdesk.domain.attachments import AUDIENCE, Names
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Filing, Institution, Person
from passdesk.store.asking import may_end
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView

MOST = 50


class Found(Struct, frozen=True):
    """A person with their filings and passes, newest last. `names` None: they have not come to this desk, or were
    erased. `institutions`: names by id. `unconfirmed`: rests on entries the server has not accounted for."""

    person: Person
    names: Names | None
    institutions: dict[bytes, Names]
    filings: tuple[Filing, ...]
    passes: tuple[Pass, ...]
    unconfirmed: bool


def find(
    store: DeskStore, text: str = "", *, institution: bytes | None = None, by_name: bool = False, limit: int = MOST
) -> list[Found]:
    """People whose names, institution, short number or document's last four `text` says, or whose id it is in hex; of
    this institution, where one is given. `by_name`: by names or a whole number alone, as who is to be acted on is
    named. Without a text: everybody of the institution, or everybody."""
    ids = _ids(store, text.strip(), institution, limit if institution is None else 20 * limit, by_name=by_name)
    with store.view() as view:
        rows = (view.get(Person, person) for person in ids)
        wanted = (row for row in rows if isinstance(row, Person))
        fitting = [row for row in wanted if institution is None or institution in _related(view, row)]
        return [_found(store, view, row) for row in fitting[:limit]]


def found(store: DeskStore, person: bytes) -> Found | None:
    """One person by id."""
    with store.view() as view:
        row = view.get(Person, person)
        return _found(store, view, row) if isinstance(row, Person) else None


def is_missed_here(store: DeskStore, text: str) -> bool:
    """Whether the last four of a document may be asked for, at a desk that is given none."""
    with store.view() as view:
        desk = view.get(Desk, store.journal.id)
    return isinstance(desk, Desk) and AUDIENCE["documents"].isdisjoint(desk.roles) and may_end(text)


def institutions_called(store: DeskStore, text: str) -> list[Institution]:
    """By either name, whole or in part, or by id in hex; exact names first."""
    wanted = text.strip().casefold()
    with store.view() as view:
        rows = list(view.all(Institution))
    hits = [row for row in rows if wanted in row.called.both.casefold() or wanted == row.key.hex()]
    exact = [row for row in hits if wanted in (row.name_latin.casefold(), row.name_chinese.casefold(), row.key.hex())]
    return exact or sorted(hits, key=lambda row: row.name_latin)


def _ids(
    store: DeskStore, text: str, institution: bytes | None, limit: int, *, by_name: bool
) -> Iterable[bytes]:
    if (number := parse_short_number(text)) is not None:
        with store.view() as view:
            return [row.person for row in view.find(Pass, "short_number", number)]
    if len(text) == 32 and all(letter in "0123456789abcdef" for letter in text.lower()):
        return [bytes.fromhex(text)]
    if text:
        return store.find_people(text, limit, by_name=by_name)
    with store.view() as view:
        if institution is not None:
            return [row.person for row in view.find(Filing, "institution", institution)]
        return [row.key for _, row in zip(range(limit), view.all(Person), strict=False)]


def _related(view: DeskView, row: Person) -> set[bytes]:
    return {*row.institutions, *(filing.institution for filing in view.find(Filing, "person", row.key))}


def _found(store: DeskStore, view: DeskView, row: Person) -> Found:
    filings = sorted(view.find(Filing, "person", row.key), key=lambda one: (one.valid_from, one.key))
    passes = sorted(view.find(Pass, "person", row.key), key=lambda one: (one.issued_at, one.key))
    institutions = {one.institution: view.get(Institution, one.institution) for one in filings}
    named = {key: held.called for key, held in institutions.items() if isinstance(held, Institution)}
    refs = [row.ref, *(one.ref for one in filings), *(one.ref for one in passes)]
    names = store.names_of(row.names) if row.names is not None else None
    return Found(row, names, named, tuple(filings), tuple(passes), any(view.unconfirmed(ref) for ref in refs))
