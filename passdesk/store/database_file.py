"""One database file: a single writer, and readers that are borrowed and given back."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import Any

from msgspec import Struct

from passdesk.errors import Declined, PassdeskError, Trouble
from passdesk.store.engine import Connection, connect


class Reading(Struct):
    """A read transaction: everything read in it is of one moment. `noted` is its user's, for what is read once.

    `since`: how often the file had been written to when it began.
    """

    connection: Connection
    since: int
    noted: Any = None


class DatabaseFile:
    """`full`: commits reach the disk before they return. Opened `readonly`, it has readers alone."""

    def __init__(self, path: Path, key: bytes | None, *, full: bool, readonly: bool = False) -> None:
        self.path = path
        self._where = str(path)  # asked of before each commit
        self._key = key
        self._full = full
        self._readonly = readonly
        self._turn = RLock()
        self._idle: list[Connection] = []
        self._kept: list[Reading] = []
        self._written = self._writing = 0
        self._lending = Lock()
        self._closed = False
        self._writer: Connection | None = None
        self._renew()

    def _renew(self) -> None:
        """After an I/O error nothing the old connection says counts: close it, open another."""
        if self._writer is not None:
            self._drop(self._writer)
            self._writer = None
        if not self._readonly:
            self._writer = connect(self.path, self._key, full=self._full)

    @staticmethod
    def _drop(connection: Connection) -> None:
        try:
            connection.close()
        except Trouble:
            connection.raw = None  # it could not even be closed; letting go of it ends it

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """The one writing connection, for one thread at a time, outside a transaction."""
        if self._readonly:
            raise Declined(
                f"{self.path.name} is open for reading only.",
                kept="Nothing was changed.",
                remedy="Close the Passdesk window that holds this desk, then try again.",
            )
        with self._turn:
            if self._closed:
                raise Trouble(f"{self.path.name} is closed.")
            if self._writer is None:
                self._renew()
            if (writer := self._writer) is not None:
                try:
                    self._begin_writing()
                    yield writer
                finally:
                    self._end_writing()

    def assert_there(self) -> None:
        """`Trouble` where the file was deleted or moved: an open one takes commits that nobody finds again."""
        if not os.access(self._where, os.F_OK):
            raise Trouble(
                f"{self.path} is not there any more: the folder was deleted or moved, or its disk unplugged.",
                kept="What was recorded before is in the file, wherever it is now.",
                remedy="Close this desk, and put its folder back.",
            )

    def write_at_once(self, sql: str, values: Sequence[Any]) -> None:
        """One statement that is a transaction of its own; a failure leaves nothing of it."""
        with self.writer() as writer:
            try:
                writer.execute(sql, values)
            except Trouble:
                self._renew_quietly()
                raise

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, begun at once for writing, committed at the end; any failure leaves nothing of it."""
        with self.writer() as writer:
            try:
                writer.execute("BEGIN IMMEDIATE")
                yield writer
                writer.execute("COMMIT")
            except Trouble:
                self._renew_quietly()
                raise
            except BaseException:
                if writer.raw.in_transaction:  # an interrupt may come when the commit is through already
                    writer.execute("ROLLBACK")
                raise

    def _renew_quietly(self) -> None:
        try:
            self._renew()
        except PassdeskError:
            self._writer = None  # the next writer tries again, and says what it meets

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """A reading connection; give it back soon, an open read holds up the checkpoint."""
        connection = self._borrow()
        try:
            yield connection
        finally:
            self._give_back(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: everything read in it is of one moment."""
        connection = self._borrow()
        try:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("COMMIT")
        finally:
            self._give_back(connection)

    def go_on_reading(self) -> Reading:
        """A read transaction, for `let_go`. It may have begun earlier: nothing was written to the file since.

        Who reads again what stands as it stood spares the beginning and the end, and the locks of both.
        """
        with self._lending:
            if self._kept:
                return self._kept.pop()
            since = self._written
        connection = self._borrow()
        try:
            connection.execute("BEGIN")
        except BaseException:
            self._give_back(connection)
            raise
        return Reading(connection, since)

    def let_go(self, reading: Reading, *, sound: bool) -> None:
        """Keep it for the next reader, or end it. `sound`: nothing went wrong in it.

        Where another process writes the file nobody would tell when the moment is past.
        """
        with self._lending:
            current = reading.since == self._written and not self._writing
            if sound and current and not (self._closed or self._readonly):
                self._kept.append(reading)
                return
        self._end(reading)

    def _begin_writing(self) -> None:
        """What was read by now is soon no longer all there is, and must hold up no checkpoint."""
        with self._lending:
            self._writing += 1
            ended, self._kept = self._kept, []
        for reading in ended:
            self._end(reading)

    def _end_writing(self) -> None:
        """Who began to read meanwhile may have seen the moment before."""
        with self._lending:
            self._writing -= 1
            self._written += 1

    def _end(self, reading: Reading) -> None:
        try:
            reading.connection.execute("COMMIT")
        finally:
            self._give_back(reading.connection)

    def _borrow(self) -> Connection:
        with self._lending:
            if self._closed:
                raise Trouble(f"{self.path.name} is closed.")
            connection = self._idle.pop() if self._idle else None
        return connect(self.path, self._key, readonly=True) if connection is None else connection

    def _give_back(self, connection: Connection) -> None:
        with self._lending:
            if not self._closed:
                self._idle.append(connection)
                return
        self._drop(connection)

    def checkpoint(self) -> bool:
        """Bring the write-ahead log into the file and empty it; False while a reader holds it back."""
        with self.writer() as writer:
            timeout = writer.value("PRAGMA busy_timeout")
            writer.execute("PRAGMA busy_timeout = 0")
            try:
                busy: int = writer.value("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                writer.execute(f"PRAGMA busy_timeout = {timeout}")
        return busy == 0

    def close(self) -> None:
        """Close every connection; one that is borrowed now closes when it is given back."""
        with self._turn, self._lending:
            kept = [reading.connection for reading in self._kept]
            for connection in (*self._idle, *kept, *([self._writer] if self._writer else [])):
                self._drop(connection)
            self._idle, self._kept, self._writer, self._closed = [], [], None, True


def remove_database(path: Path) -> None:
    """Remove a database file with its log."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
