"""Cases: disagreements found, in words; closed by a supervisor."""

from collections.abc import Mapping

from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Case
from passdesk.domain.passes import Pass
from passdesk.domain.people import Filing, Person
from passdesk.domain.register import Mark, TooNew, View
from passdesk.domain.tables import TABLES
from passdesk.errors import Misuse
from passdesk.store import about
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore

_WORDS: Mapping[str, str] = {
    "two_lanes_apart": "Two lanes let one person in, neither knowing of the other.",
    "admitted_after": "Somebody was let in after the pass, person, filing, institution or key had been stopped.",
    "stale_grant": "An act does not count. What it was to change is as it was; it can be written anew.",
    "journal_branched": "A journal goes on in two ways: a disk was put back, or copied.",
    "unsigned_outcome": "An outcome lacks the signature of checkpoint staff. It counts all the same.",
    "desk_not_entitled": "A desk that is disabled, or no checkpoint, recorded a movement. It counts all the same.",
    "settled_twice": "Two desks said different things of somebody who was set aside.",
    "unread": "An entry could not be read.",
}


class Listed(Struct, frozen=True):
    """A case with its words. `person` is whom it is about, as far as known, and their names; `kinds` are those of the
    entries it is about that stand in this desk's journal; `printed`: passes whose badges this desk printed on an act
    that does not count."""

    case: Case
    words: str
    person: bytes | None
    names: Names | None
    kinds: tuple[str, ...]
    printed: tuple[bytes, ...]


def cases(store: DeskStore, state: str | None = "open") -> list[Listed]:
    """Cases in this state (open, explained, closed; None: every one), newest first."""
    with store.view() as view:
        rows = [row for row in view.all(Case) if state is None or row.state == state]
        whom = {row.key: _person_of(view, row) for row in rows}
        people = {key: view.get(Person, key) for key in whom.values() if key is not None}
    newest = sorted(rows, key=lambda row: (-row.at, row.key))
    return [_listed(store, row, whom[row.key], people) for row in newest]


def how_many_open(store: DeskStore) -> int:
    """As many as `cases` lists."""
    with store.view() as view:
        return sum(row.state == "open" for row in view.all(Case))


def _listed(
    store: DeskStore,
    row: Case,
    person: bytes | None,
    people: Mapping[bytes, Person | TooNew | None],
) -> Listed:
    own = [entry for mark in row.entries if (entry := _own(store, mark)) is not None]
    names = _names(store, people[person]) if person is not None else None
    return Listed(row, _words(row), person, names, tuple(entry.kind for entry in own), _badges_of(store, row, own))


def _person_of(view: View, row: Case) -> bytes | None:
    """The person a case names, or the one behind a row it is about."""
    if row.person is not None:
        return row.person
    for table, key in row.refs:
        if table == Person.TABLE:
            return key
        behind = view.get(TABLES[table], key) if table in (Filing.TABLE, Pass.TABLE) else None
        if isinstance(behind, (Filing, Pass)):
            return behind.person
    return None


def close(acting: Acting, case: bytes, reason: str | None = None) -> Entry:
    """Close a case, as a supervisor; `Misuse` where there is no such case here."""
    with acting.store.view() as view:
        row = view.get(Case, case)
    if not isinstance(row, Case):
        raise Misuse("No such case is known here.", kept="Nothing was changed.", remedy="See: case list.")
    return acting.act("case_closed", {"case": case, "reason": reason})


def _words(row: Case) -> str:
    words = _WORDS.get(row.kind, row.kind.replace("_", " "))
    return f"{words} ({row.cause.replace('_', ' ')})" if row.cause else words


def _names(store: DeskStore, person: object) -> Names | None:
    return store.names_of(person.names) if isinstance(person, Person) and person.names is not None else None


def _badges_of(store: DeskStore, row: Case, own: list[Entry]) -> tuple[bytes, ...]:
    issued = [entry.body["pass"] for entry in own if entry.kind == "pass_issued"] if row.kind == "stale_grant" else []
    return tuple(pass_id for pass_id in issued if about.was_printed(store.journal.file, pass_id))


def _own(store: DeskStore, mark: Mark) -> Entry | None:
    return store.journal.entry(mark[1]) if mark[0] == store.journal.id else None
