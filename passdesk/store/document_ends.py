"""The last four of each document's number, where this desk holds it: nothing more of it is kept to search by."""

from collections.abc import Callable, Iterable

from passdesk.store.engine import Connection

EndsOf = Callable[[bytes], str | None]
"""The last four of the number in the documents of this hash; None where they are not here."""


def follow(writer: Connection, person: bytes, documents: bytes | None) -> None:
    """The person's row changed: if their documents did, forget the number; it is read again later."""
    held = writer.value("SELECT documents FROM numbered WHERE person = ?", (person,))
    if held == documents:
        return
    if held is not None:
        writer.execute("DELETE FROM numbered WHERE person = ?", (person,))
    if documents is not None:
        writer.execute("INSERT INTO numbered (person, documents) VALUES (?, ?)", (person, documents))


def waiting(reader: Connection, after: bytes, limit: int) -> list[tuple[bytes, bytes]]:
    """(person, hash) of those whose documents have not been read yet, beyond the person `after`."""
    sql = "SELECT person, documents FROM numbered WHERE ends IS NULL AND person > ? ORDER BY person LIMIT ?"
    return [(row[0], row[1]) for row in reader.rows(sql, (after, limit))]


def waiting_for(reader: Connection, hashes: Iterable[bytes]) -> list[tuple[bytes, bytes]]:
    """The same, of those whose documents are among these."""
    sql = "SELECT person FROM numbered WHERE ends IS NULL AND documents = ?"
    return [(row[0], hash_) for hash_ in hashes for row in reader.rows(sql, (hash_,))]


def read(writer: Connection, people: Iterable[tuple[bytes, bytes]], ends_of: EndsOf) -> int:
    """Make these people findable by their documents, where they are here; how many that were."""
    count = 0
    for person, hash_ in people:
        ends = ends_of(hash_)
        if ends is not None:
            writer.execute("UPDATE numbered SET ends = ? WHERE person = ? AND documents = ?", (ends, person, hash_))
            count += 1
    return count


def find(reader: Connection, ends: str) -> list[bytes]:
    return [row[0] for row in reader.rows("SELECT person FROM numbered WHERE ends = ? ORDER BY person", (ends,))]


def forget(writer: Connection, hashes: Iterable[bytes]) -> None:
    """Erased: nothing of these documents is searched any more."""
    for hash_ in hashes:
        writer.execute("UPDATE numbered SET ends = NULL WHERE documents = ?", (hash_,))
