"""Finding people by name: Latin in any order, by prefix and without accents; Chinese from one character."""

import re
import unicodedata
from collections.abc import Callable, Iterable

import cbor2

from passdesk.domain.attachments import Names
from passdesk.domain.register import READER_VERSION
from passdesk.store import people_due
from passdesk.store.engine import Connection

NamesOf = Callable[[bytes], Names | None]
_WORDS = re.compile(r"[^\W_]+")
_LONGEST_QUERY = 200
_PLAIN: dict[str, str | int | None] = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"}
_TOP_ROW = "SELECT needs, body FROM rows WHERE tbl = 'person' AND key = ? ORDER BY layer LIMIT 1"
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x3007, 0x3007))


def written(names: Names) -> str:
    """What is searched: FTS5's trigram finds nothing under three characters, so each ideograph is a word."""
    return " ".join(_words(f"{names.latin} {names.chinese}"))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    spaced = "".join(f" {letter} " if _is_ideograph(letter) else letter for letter in plain)
    return _WORDS.findall(_bare(spaced))


def _bare(text: str) -> str:
    """Without accents and case; the tokenizer does the same, but not for letters such as ø or ß."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return kept.translate(str.maketrans(_PLAIN))


def _is_ideograph(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _IDEOGRAPHS)


def find(reader: Connection, query: str, limit: int) -> list[bytes]:
    """Ids of people in whose names every word of `query` begins a word; ideographs need only occur, in any order."""
    match = matching(query)
    if not match:
        return []
    rows = reader.rows(
        "SELECT named.person FROM searched JOIN named ON named.id = searched.rowid WHERE searched MATCH ? "
        "ORDER BY searched.rank, named.id LIMIT ?",
        (match, limit),
    )
    return [row[0] for row in rows]


def matching(query: str) -> str:
    """`query` as FTS5 is asked it; "" where there is no word in it."""
    words = _words(query[:_LONGEST_QUERY])
    return " AND ".join(f'"{word}"' if _is_ideograph(word[0]) else f'"{word}"*' for word in words)


def sorted_as(names: Names) -> str:
    """By the Latin name without accents and case, else by the Chinese one."""
    return _bare(unicodedata.normalize("NFKC", names.latin)).strip() or names.chinese


def matches(names: Names, query: str) -> bool:
    """The same question, asked of one person who is not in the file yet."""
    held, words = _words(f"{names.latin} {names.chinese}"), _words(query[:_LONGEST_QUERY])
    return bool(words) and all(any(one.startswith(word) for one in held) for word in words)


def follow(writer: Connection, person: bytes) -> None:
    """The person's row changed: forget what was searched of them if their names did; they are read again later."""
    wanted = _names_hash(writer, person)
    held = writer.one("SELECT id, names FROM named WHERE person = ?", (person,))
    if held is not None and held[1] == wanted:
        return
    if held is not None:
        writer.execute("DELETE FROM searched WHERE rowid = ?", (held[0],))
        writer.execute("DELETE FROM named WHERE id = ?", (held[0],))
        people_due.empty(writer, person)
    if wanted is not None:
        writer.execute("INSERT INTO named (person, names) VALUES (?, ?)", (person, wanted))


def _names_hash(writer: Connection, person: bytes) -> bytes | None:
    top = writer.one(_TOP_ROW, (person,))
    if top is None or top[1] is None or top[0] > READER_VERSION:
        return None
    names: bytes | None = cbor2.loads(top[1]).get("names")
    return names


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
        still = writer.one("SELECT person FROM named WHERE id = ? AND names = ? AND shown = 0", (number, hash_))
        if names is not None and still is not None:
            writer.execute("INSERT INTO searched (rowid, written) VALUES (?, ?)", (number, written(names)))
            writer.execute("UPDATE named SET shown = 1 WHERE id = ?", (number,))
            people_due.mark(writer, still)
            count += 1
    return count


def forget(writer: Connection, hashes: Iterable[bytes]) -> None:
    """Erased: nothing of these names is searched any more."""
    for hash_ in hashes:
        for number, person in writer.rows("SELECT id, person FROM named WHERE names = ?", (hash_,)):
            writer.execute("DELETE FROM searched WHERE rowid = ?", (number,))
            writer.execute("UPDATE named SET shown = 0 WHERE id = ?", (number,))
            people_due.empty(writer, person)
