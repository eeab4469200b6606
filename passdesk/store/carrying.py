"""Stops a restored server has forgotten: carried in a layer of their own until it knows of them again."""

from collections.abc import Iterable

from passdesk.domain.register import READER_VERSION, Mark, Ref, Row
from passdesk.store import row_storage
from passdesk.store.register_file import RegisterFile
from passdesk.store.register_schema import CARRIED, SERVER


def carry(register: RegisterFile, rows: Iterable[Row]) -> None:
    """Let these rows stand over the server's."""
    with register.change() as change:
        for row in rows:
            row_storage.put(change.writer, CARRIED, row)


def carried(register: RegisterFile) -> list[Row]:
    """The rows carried here."""
    with register.file.reading() as reader:
        sql = "SELECT tbl, body FROM rows WHERE layer < 2 AND layer = ? ORDER BY tbl, key"
        return [row_storage.read_row(table, body) for table, body in reader.rows(sql, (CARRIED,))]


def let_go(register: RegisterFile, refs: Iterable[Ref]) -> None:
    """The server's rows stand again."""
    with register.change() as change:
        for ref in refs:
            row_storage.drop(change.writer, CARRIED, ref)


def servers_last(register: RegisterFile, ref: Ref) -> Mark | None:
    """The newest act the server itself knows to have changed this row's state."""
    row = servers_row(register, ref)
    return None if row is None else row.last


def servers_row(register: RegisterFile, ref: Ref) -> Row | None:
    """The row as the server sent it; None where it sent none that this program can read."""
    with register.file.reading() as reader:
        sql = "SELECT body FROM rows WHERE tbl = ? AND key = ? AND layer = ? AND needs <= ?"
        body = reader.value(sql, (*ref, SERVER, READER_VERSION))
    return None if body is None else row_storage.read_row(ref[0], body)
