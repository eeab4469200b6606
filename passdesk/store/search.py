"""What people are found by, kept in the register's file: names, institutions, the ends of numbers."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import cbor2
from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.domain.register import READER_VERSION
from passdesk.store import document_ends, name_words, people_due
from passdesk.store.asking import LAST, Asked, of_institution
from passdesk.store.engine import Connection

NamesOf = Callable[[bytes], Names | None]
_TOP_ROW = "SELECT needs, body FROM rows WHERE tbl = ? AND key = ? ORDER BY layer LIMIT 1"
_MATCHING = (
    "SELECT named.person FROM searched CROSS JOIN named ON named.id = searched.rowid WHERE searched MATCH ? LIMIT ?"
)
_SHORT = "WHERE tbl = 'pass' AND field = 'short_number' AND"
_BEGUN = f"SELECT DISTINCT key FROM idx {_SHORT} value >= ? AND value < ?"
_ENDED = f"SELECT DISTINCT key FROM idx INDEXED BY short_ends {_SHORT} substr(value, -{LAST}) = ?"
_KEY = 16


def written(names: Names, institutions: bytes = b"") -> str:
    """What is searched: the words of the names, and one for each of the institutions (their ids in a row)."""
    return " ".join((*name_words.words(f"{names.latin} {names.chinese}"), *_where(institutions)))


def _where(institutions: bytes) -> Iterator[str]:
    return (of_institution(institutions[at : at + _KEY]) for at in range(0, len(institutions), _KEY))


def find(reader: Connection, asked: Asked, limit: int) -> list[bytes]:
    """Ids of people by number, then those in whose names every word is whole, begins one, or stands in another
    manner or in the name of their institution."""
    found = dict.fromkeys(by_number(reader, asked))
    for match in asked.matches():
        if len(found) >= limit:
            break
        found.update((row[0], None) for row in reader.rows(_MATCHING, (match, limit)))
    return list(found)[:limit]


def by_number(reader: Connection, asked: Asked) -> list[bytes]:
    """Those of whose short number this is a part, or of whose document the last four; other words must fit too."""
    found = dict.fromkeys(_of_passes(reader, _begun(reader, asked.digits) if asked.digits else ()))
    for one in asked.ended:
        passes = reader.rows(_ENDED, (one.last.encode(),))
        ended = dict.fromkeys((*_of_passes(reader, (row[0] for row in passes)), *document_ends.find(reader, one.last)))
        found.update((person, None) for person in ended if not one.words or _says(reader, person, one.words))
    return list(found)


def _begun(reader: Connection, digits: str) -> Iterator[bytes]:
    """Passes by the first digits of the short number, or by five and more of the last."""
    value = digits.encode()
    yield from (row[0] for row in reader.rows(_BEGUN, (value, value + b":")))
    if len(value) > LAST:
        sql = f"{_ENDED} AND substr(value, -{len(value)}) = ?"
        yield from (row[0] for row in reader.rows(sql, (value[-LAST:], value)))


def _of_passes(reader: Connection, passes: Iterable[bytes]) -> Iterator[bytes]:
    for key in passes:
        top = _top(reader, "pass", key)
        if top is not None:
            yield top["person"]


def _says(reader: Connection, person: bytes, words: name_words.Words) -> bool:
    sql = "SELECT searched.written FROM named CROSS JOIN searched ON searched.rowid = named.id WHERE named.person = ?"
    held = reader.value(sql, (person,))
    return held is not None and name_words.fit(held.split(), words)


def sorted_as(names: Names) -> str:
    """By the Latin name without accents and case, else by the Chinese one."""
    return name_words.sortable(names.latin) or names.chinese


class _Searched(Struct, frozen=True):
    """What of a person's row is searched; `institutions` are their ids in a row."""

    names: bytes | None = None
    institutions: bytes = b""
    documents: bytes | None = None


def follow(writer: Connection, person: bytes) -> None:
    """The person's row changed: forget what was searched of them if that did; it is read again later."""
    wanted = _searched(writer, person)
    document_ends.follow(writer, person, wanted.documents)
    held = writer.one("SELECT id, names, institutions, shown FROM named WHERE person = ?", (person,))
    if held is not None and held[1] == wanted.names:
        if held[2] != wanted.institutions:
            _move(writer, held[0], wanted.institutions)
        return
    if held is not None:
        writer.execute("DELETE FROM searched WHERE rowid = ?", (held[0],))
        writer.execute("DELETE FROM named WHERE id = ?", (held[0],))
        people_due.empty(writer, person)
    if wanted.names is not None:
        sql = "INSERT INTO named (person, names, institutions) VALUES (?, ?, ?)"
        writer.execute(sql, (person, wanted.names, wanted.institutions))


def _move(writer: Connection, number: int, institutions: bytes) -> None:
    writer.execute("UPDATE named SET institutions = ? WHERE id = ?", (institutions, number))
    held = writer.value("SELECT written FROM searched WHERE rowid = ?", (number,))
    if held is not None:
        words = (word for word in held.split() if not word.startswith("_"))
        changed = " ".join((*words, *_where(institutions)))
        writer.execute("UPDATE searched SET written = ? WHERE rowid = ?", (changed, number))


def _searched(writer: Connection, person: bytes) -> _Searched:
    top = _top(writer, "person", person)
    if top is None:
        return _Searched()
    where = b"".join(key for key in top.get("institutions", ()) if isinstance(key, bytes) and len(key) == _KEY)
    return _Searched(top.get("names"), where, top.get("documents"))


def _top(reader: Connection, table: str, key: bytes) -> dict[str, Any] | None:
    top = reader.one(_TOP_ROW, (table, key))
    if top is None or top[1] is None or top[0] > READER_VERSION:
        return None
    body: dict[str, Any] = cbor2.loads(top[1])
    return body


def waiting(reader: Connection, after: int, limit: int) -> list[tuple[int, bytes]]:
    """(id, hash) of people whose names have not been read yet, beyond the id `after`."""
    sql = "SELECT id, names FROM named WHERE shown = 0 AND id > ? ORDER BY id LIMIT ?"
    return [(row[0], row[1]) for row in reader.rows(sql, (after, limit))]


def waiting_for(reader: Connection, hashes: Iterable[bytes]) -> list[tuple[int, bytes]]:
    """The same, of those whose names stand in one of these attachments."""
    sql = "SELECT id FROM named WHERE shown = 0 AND names = ?"
    return [(row[0], hash_) for hash_ in hashes for row in reader.rows(sql, (hash_,))]


def read_names(writer: Connection, people: Iterable[tuple[int, bytes]], names_of: NamesOf) -> int:
    """Make these people findable, where their names are here; how many that were."""
    count = 0
    for number, hash_ in people:
        names = names_of(hash_)
        sql = "SELECT person, institutions FROM named WHERE id = ? AND names = ? AND shown = 0"
        still = writer.one(sql, (number, hash_))
        if names is not None and still is not None:
            line = (number, written(names, still[1]))
            writer.execute("INSERT INTO searched (rowid, written) VALUES (?, ?)", line)
            writer.execute("UPDATE named SET shown = 1 WHERE id = ?", (number,))
            people_due.mark(writer, still[:1])
            count += 1
    return count


def forget(writer: Connection, hashes: Iterable[bytes]) -> None:
    """Erased: nothing of these names or documents is searched any more."""
    for hash_ in hashes:
        for number, person in writer.rows("SELECT id, person FROM named WHERE names = ?", (hash_,)):
            writer.execute("DELETE FROM searched WHERE rowid = ?", (number,))
            writer.execute("UPDATE named SET shown = 0 WHERE id = ?", (number,))
            people_due.empty(writer, person)
        document_ends.forget(writer, (hash_,))
