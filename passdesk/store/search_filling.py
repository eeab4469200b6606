"""Reading what people are searched by from attachments, some people at a time so that nobody waits for it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from passdesk.store import document_ends, search
from passdesk.store.database_file import DatabaseFile
from passdesk.store.engine import Connection

K = TypeVar("K", int, bytes)
_AT_A_TIME = 500


def read_names(file: DatabaseFile, names_of: search.NamesOf, arrived: Iterable[bytes] | None) -> int:
    """Make people findable whose names are here by now: those in `arrived` attachments, or all who wait; how many."""
    if arrived is None:
        return _in_turn(file, search.waiting, lambda writer, some: search.read_names(writer, some, names_of), 0)
    with file.write() as writer:
        return search.read_names(writer, search.waiting_for(writer, arrived), names_of)


def read_ends(file: DatabaseFile, ends_of: document_ends.EndsOf, arrived: Iterable[bytes] | None) -> int:
    """The same by the last four of their documents' numbers."""
    if arrived is None:
        read = document_ends.read
        return _in_turn(file, document_ends.waiting, lambda writer, some: read(writer, some, ends_of), b"")
    with file.write() as writer:
        return document_ends.read(writer, document_ends.waiting_for(writer, arrived), ends_of)


def _in_turn(
    file: DatabaseFile, waiting: Callable[[Connection, K, int], Sequence[tuple[K, bytes]]],
    read: Callable[[Connection, Sequence[tuple[K, bytes]]], int], last: K,
) -> int:  # fmt: skip
    count = 0
    while True:
        with file.reader() as reader:
            people = waiting(reader, last, _AT_A_TIME)
        if not people:
            return count
        with file.write() as writer:
            count += read(writer, people)
        last = people[-1][0]
