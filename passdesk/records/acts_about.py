"""Acts about some rows: those this desk's journals hold, and single ones the server is asked for."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from passdesk.credential.entry_signers import signers_of
from passdesk.domain import shapes
from passdesk.domain.entries import Entry, read_entry
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Times
from passdesk.domain.people import ATTACHED
from passdesk.domain.register import Mark, Ref
from passdesk.domain.timekeeping import corrected
from passdesk.errors import Damaged
from passdesk.records.story import AskEntry
from passdesk.store.about import entries_about
from passdesk.store.desk_store import DeskStore

_ROW_OF = {
    "person": ("person",),
    "watch": ("person",),
    "filing": ("filing",),
    "pass": ("pass",),
    "badge": ("pass_id",),
    "institution": ("institution",),
    "annulled": ("person",),
    "returned": ("person",),
    "note": ("person",),
}
"""By the first word of a kind: which field names the row it happened to."""
_TABLE = {"watch": "person", "badge": "pass", "annulled": "person", "returned": "person", "note": "person"}
_MOST_ASKED = 50


class Act(Struct, frozen=True):
    """An entry as a history needs it. `at` corrected µs UTC; `officer`: who signed or did it; `changed`: the groups of
    a person's fields it put."""

    mark: Mark
    at: int
    kind: str
    row: Ref
    officer: bytes | None
    body: Mapping[str, Any]
    changed: tuple[str, ...]
    source: Literal["own", "server"]


def acts_here(store: DeskStore, keys: Iterable[bytes]) -> list[Act]:
    """Acts about any of these rows in this desk's journal and those it continues; a few hundred of each at most."""
    asked = list(keys)
    former = store.former()
    times = store.journal.times()
    try:
        found = [_act(read_entry(raw), "own", times, asked) for raw in entries_about(store.journal.file, asked)]
        for journal in former:
            found += [
                _act(read_entry(raw), "own", journal.times(), asked) for raw in entries_about(journal.file, asked)
            ]
    finally:
        for journal in former:
            journal.file.close()
    return [act for act in found if act is not None]


def acts_of_server(
    store: DeskStore, ask: AskEntry, marks: Iterable[Mark], keys: Collection[bytes] = ()
) -> list[Act]:
    """Single entries the server is asked for, about `keys` where they name a list; one it does not hold is left out.
    `Damaged` for another than asked for, or one that has not the shape of its kind. Whose signature does not hold by
    this register is not named."""
    found: list[Act] = []
    for mark in list(dict.fromkeys(marks))[:_MOST_ASKED]:
        given = ask(mark, b"")
        if given.raw is None:
            continue
        entry = read_entry(given.raw)
        kind = KINDS.get(entry.kind)
        if entry.mark != mark or (kind is not None and shapes.faults(entry.body, kind.body) is not None):
            raise Damaged("The server gave another entry than the one asked for.", kept="It was not used.")
        act = _act(entry, "server", Times(key=mark[0]), keys)
        if act is not None and kind is not None:
            with store.view() as view:
                holds = act.officer in signers_of(entry, view)
            at = act.at if given.at is None else given.at
            found.append(replace(act, at=at, officer=act.officer if holds else None))
    return found


def _act(entry: Entry, source: Literal["own", "server"], times: Times, asked: Collection[bytes]) -> Act | None:
    """`asked`: whom a list of people is looked through for."""
    row = _row_of(entry, asked)
    if row is None:
        return None
    changed = tuple(group for group in ATTACHED if entry.body.get(group) is not None)
    return Act(
        mark=entry.mark,
        at=corrected(entry.content.at, entry.content.clock, times).at,
        kind=entry.kind,
        row=row,
        officer=entry.content.actor,
        body=entry.body,
        changed=changed,
        source=source,
    )


def _row_of(entry: Entry, asked: Collection[bytes]) -> Ref | None:
    if entry.kind == "put_right":
        person = next((one for one in entry.body["people"] if one in asked), None)
        return None if person is None else ("person", person)
    word = entry.kind.split("_", 1)[0]
    key = next((key for name in _ROW_OF.get(word, ()) if isinstance(key := entry.body.get(name), bytes)), None)
    return None if key is None else (_TABLE.get(word, word), key)
