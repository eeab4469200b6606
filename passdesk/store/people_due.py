"""Which people's lines in the table of people have to be written again: noted with the change itself, written later."""

from collections.abc import Iterable

from passdesk.store.engine import Connection

_MARK = "INSERT INTO due (person) VALUES (?) ON CONFLICT DO NOTHING"
_OF_INSTITUTION = (
    "INSERT INTO due (person) SELECT key FROM idx WHERE tbl = 'person' AND field = 'institutions' AND value = ? "
    "ON CONFLICT DO NOTHING"
)


def follow(writer: Connection, ref: tuple[str, bytes], values: Iterable[tuple[str, bytes]]) -> None:
    """A row changed that was or is found under these values."""
    match ref[0]:
        case "person":
            mark(writer, (ref[1],))
        case "filing" | "pass":
            mark(writer, {value for field, value in values if field == "person"})
        case "institution":
            writer.execute(_OF_INSTITUTION, (ref[1],))


def mark(writer: Connection, people: Iterable[bytes]) -> None:
    writer.executemany(_MARK, ((person,) for person in people))


def empty(writer: Connection, person: bytes) -> None:
    """Their names changed or were erased: the line holds nothing of them until it is written again."""
    mark(writer, (person,))
    writer.execute("UPDATE listed SET name = '', line = x'' WHERE person = ?", (person,))
