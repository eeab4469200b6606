"""The table of people in a register's file: one line a person, written from their rows, chosen and sorted by SQL."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, Self

import cbor2
from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.domain.passes import Pass
from passdesk.domain.people import Filing, Institution, Person
from passdesk.store import name_words
from passdesk.store.asking import Asked
from passdesk.store.engine import Connection
from passdesk.store.register_file import RegisterFile
from passdesk.store.register_schema import OWN
from passdesk.store.register_snapshot import Cached, RegisterSnapshot, read_marks
from passdesk.store.row_storage import refs
from passdesk.store.search import NamesOf, by_number, sorted_as

Sort = Literal["name", "institution", "newest"]
Printed = Callable[[bytes], bool]
"""Whether this desk has printed a badge for the pass of this id."""
Value = int | bytes

_AT_A_TIME, _AT_ONCE = 250, 1000
_NAMELESS = "\U0010ffff"
_NEVER = (1 << 62) - 1
_ENOUGH = 50
"""With fewer, names are looked for also as they may be written in more words or fewer."""
_PUT = (
    "INSERT INTO listed (person, name, institution, line) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (person) DO UPDATE "
    "SET name = excluded.name, institution = excluded.institution, line = excluded.line RETURNING id"
)
_MATCHING = (
    "SELECT named.person FROM searched JOIN named ON named.id = searched.rowid WHERE searched MATCH ?"
)
_ORDER: dict[Sort, str] = {
    "name": "listed.name, listed.id",
    "institution": "listed.institution, listed.name, listed.id",
    "newest": "listed.id DESC",
}


class FilingLine(NamedTuple):
    """A filing; times in seconds UTC."""

    state: str
    institution: bytes
    class_number: int
    valid_from: int
    valid_until: int


class PassLine(NamedTuple):
    """A pass; times in seconds UTC."""

    key: bytes
    state: str
    institution: bytes
    class_number: int
    not_before: int
    expires: int


class Line(Struct, frozen=True):
    """What a row of the table is painted from. `own`: it rests on own entries the server has not accounted for;
    `stopped`: institutions that are suspended. `photo` and `documents` are hashes of attachments."""

    person: bytes
    names: Names | None
    photo: bytes | None
    documents: bytes | None
    state: str
    institutions: tuple[bytes, ...]
    stopped: tuple[bytes, ...]
    filings: tuple[FilingLine, ...]
    passes: tuple[PassLine, ...]
    own: bool

    def to_bytes(self) -> bytes:
        names = None if self.names is None else [self.names.latin, self.names.chinese]
        return cbor2.dumps(
            [self.person, names, self.photo, self.documents, self.state, self.institutions, self.stopped,
             self.filings, self.passes, self.own]
        )  # fmt: skip

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        person, names, photo, documents, state, institutions, stopped, filings, passes, own = cbor2.loads(data)
        return cls(
            person, None if names is None else Names(*names), photo, documents, state, tuple(institutions),
            tuple(stopped), tuple(FilingLine(*one) for one in filings), tuple(PassLine(*one) for one in passes), own,
        )  # fmt: skip


# Writing


def bring_up(
    register: RegisterFile, names_of: NamesOf, printed: Printed, progress: Callable[[int], None] = lambda _: None
) -> int:
    """Write the lines that are due, some at a time so that nobody waits for them; how many that were. `progress` is
    told how many so far; what it raises ends the work, and the next call goes on."""
    count = 0
    while True:
        with register.file.reader() as reader:
            people = [row[0] for row in reader.rows(f"SELECT person FROM due ORDER BY id LIMIT {_AT_A_TIME}")]
        if not people:
            return count
        with register.file.write() as writer:
            _write(writer, people, names_of, printed)
        count += len(people)
        progress(count)


def _write(writer: Connection, people: Sequence[bytes], names_of: NamesOf, printed: Printed) -> None:
    marks = read_marks(writer)
    view = RegisterSnapshot(writer, marks, Cached())
    own = frozenset() if marks.number is None else frozenset(refs(writer, OWN))
    for person in people:
        row = view.get(Person, person)
        if isinstance(row, Person) and row.state != "erased":
            _put(writer, row, _line(view, row, names_of, own), view, printed)
        else:
            _remove(writer, person)
        writer.execute("DELETE FROM due WHERE person = ?", (person,))


def _line(view: RegisterSnapshot, row: Person, names_of: NamesOf, own: frozenset[tuple[str, bytes]]) -> Line:
    filings = sorted(view.find(Filing, "person", row.key), key=lambda one: (one.valid_from, one.key))
    passes = sorted(view.find(Pass, "person", row.key), key=lambda one: (one.issued_at, one.key))
    held = {key: view.get(Institution, key) for key in row.institutions}
    stopped = tuple(key for key, one in held.items() if isinstance(one, Institution) and one.state == "suspended")
    return Line(
        person=row.key,
        names=names_of(row.names) if row.names is not None else None,
        photo=row.gate_photo,
        documents=row.documents,
        state=row.state,
        institutions=row.institutions,
        stopped=stopped,
        filings=tuple(
            FilingLine(one.state, one.institution, one.class_number, one.valid_from, one.valid_until)
            for one in filings
        ),
        passes=tuple(
            PassLine(one.key, one.state, one.institution, one.class_number, one.not_before, one.expires)
            for one in passes
        ),
        own=bool(own) and any(one.ref in own for one in (row, *filings, *passes)),
    )


def _put(writer: Connection, row: Person, line: Line, view: RegisterSnapshot, printed: Printed) -> None:
    first = view.get(Institution, row.institutions[0]) if row.institutions else None
    institution = sorted_as(Names(first.name_latin, first.name_chinese)) if isinstance(first, Institution) else ""
    name = sorted_as(line.names) if line.names is not None else ""
    number = writer.value(_PUT, (row.key, name or _NAMELESS, institution or _NAMELESS, line.to_bytes()))
    had = set(writer.rows("SELECT facet, value FROM facets WHERE id = ?", (number,)))
    has = facets_of(line, printed)
    for facets, sql in (
        (had - has, "DELETE FROM facets WHERE facet = ? AND value = ? AND id = ?"),
        (has - had, "INSERT INTO facets (facet, value, id) VALUES (?, ?, ?)"),
    ):
        writer.executemany(sql, [(*facet, number) for facet in facets])


def _remove(writer: Connection, person: bytes) -> None:
    number = writer.value("SELECT id FROM listed WHERE person = ?", (person,))
    writer.execute("DELETE FROM facets WHERE id = ?", (number,))
    writer.execute("DELETE FROM listed WHERE id = ?", (number,))


def facets_of(line: Line, printed: Printed) -> set[tuple[str, Value]]:
    """What a person is chosen by. `ends`, `to_issue` and `to_print` are in seconds UTC, as what is soon or over
    depends on now: of each institution the last approved filing and the last good pass."""
    found: set[tuple[str, Value]] = {("institution", key) for key in line.institutions}
    live = [one for one in line.filings if one.state != "withdrawn"]
    good = [one for one in line.passes if one.state == "good"]
    found |= {("class", one.class_number) for one in live} | {("class", one.class_number) for one in good}
    found |= {("to_print", one.expires) for one in good if not printed(one.key)}
    held = {(one.institution, one.class_number) for one in line.passes if one.state in ("good", "suspended")}
    found |= {
        ("to_issue", one.valid_until)
        for one in live
        if one.state == "approved" and (one.institution, one.class_number) not in held
    }
    if any(one.state == "filed" for one in live):
        found.add(("awaiting", 0))
    if _is_stopped(line, bool(good)):
        found.add(("stopped", 0))
    approved = ((one.institution, one.valid_until) for one in live if one.state == "approved")
    for ends in (approved, ((one.institution, one.expires) for one in good)):
        found |= {("ends", at) for at in dict(sorted(ends)).values()}
    return found


def _is_stopped(line: Line, has_good: bool) -> bool:
    states = {one.state for one in line.passes}
    return line.state == "suspended" or bool(line.stopped) or "suspended" in states or (
        "revoked" in states and not has_good
    )


# Reading


def choose(
    reader: Connection, *, asked: Asked | None = None, institution: bytes | None = None,
    class_number: int | None = None, sort: Sort = "name",
) -> "array[int]":  # fmt: skip
    """Line numbers of everybody who fits, in order; without `asked` all do."""
    joins, values = [], list[Value]()
    for facet, value in (("institution", institution), ("class", class_number)):
        if value is not None:
            joins.append(f"JOIN facets AS {facet}_ ON {facet}_.facet = '{facet}' AND {facet}_.value = ? "
                         f"AND {facet}_.id = listed.id")  # fmt: skip
            values.append(value)
    sql = f"SELECT listed.id FROM listed {' '.join(joins)} {{}} ORDER BY {_ORDER[sort]}"
    if asked is None:
        return array("q", [row[0] for row in reader.rows(sql.format(""), values)])
    if not asked.words:
        return array("q")
    people = by_number(reader, asked)
    more = "".join(" UNION ALL SELECT ?" for _ in people)
    where = sql.format(f"WHERE listed.person IN ({_MATCHING}{more})")
    matches = (asked.match(each(asked.words)) for each in (name_words.begun, name_words.run_together))
    found = array("q")
    for match in matches:
        found = array("q", [row[0] for row in reader.rows(where, (*values, match, *people))])
        if len(found) >= _ENOUGH:
            break
    return found


def counted(reader: Connection, facet: str) -> dict[Value, int]:
    """How many people have each value of this facet."""
    sql = "SELECT value, COUNT(*) FROM facets WHERE facet = ? GROUP BY value"
    return {row[0]: row[1] for row in reader.rows(sql, (facet,))}


def numbers_of(reader: Connection, people: Iterable[bytes]) -> "array[int]":
    """The line numbers of these people, of those who have one."""
    found = (reader.value("SELECT id FROM listed WHERE person = ?", (person,)) for person in people)
    return array("q", [number for number in found if number is not None])


class Facet(Struct, frozen=True):
    """Those with a value of this facet beyond `after`, `until` included."""

    name: str
    after: int = -1
    until: int = _NEVER


def count(reader: Connection, facet: Facet) -> int:
    sql = "SELECT count(DISTINCT id) FROM facets WHERE facet = ? AND value > ? AND value <= ?"
    found: int = reader.value(sql, (facet.name, facet.after, facet.until))
    return found


def with_facet(reader: Connection, facet: Facet, among: Sequence[int] | None = None) -> set[int]:
    """Their line numbers; where `among` are few, maybe only those of these."""
    values: tuple[str | int, ...] = (facet.name, facet.after, facet.until)
    sql = "SELECT id FROM facets WHERE facet = ? AND value > ? AND value <= ?"
    if among is not None and len(among) <= _AT_ONCE:  # by their numbers: the plus signs keep the planner to it
        sql = f"SELECT id FROM facets WHERE +facet = ? AND +value > ? AND +value <= ? AND id IN ({_marks(among)})"
        values = (*values, *among)
    return {row[0] for row in reader.rows(sql, values)}


def lines(reader: Connection, numbers: Sequence[int]) -> dict[int, Line]:
    """Lines by number; one that is gone, or waits to be written again after an erasure, is missing."""
    found: dict[int, Line] = {}
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        sql = f"SELECT id, line FROM listed WHERE id IN ({_marks(some)})"
        found.update((number, Line.from_bytes(line)) for number, line in reader.rows(sql, some) if line)
    return found


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
