"""The embedded database: SQLCipher through SQLAlchemy, one writer, readers of one moment beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool
from sqlcipher3 import dbapi2

from passdesk.errors import Damaged, Misuse
from passdesk.server import migrating, schema
from passdesk.server.sql_reading import SqlReads
from passdesk.server.sql_writing import SqlWrites
from passdesk.store.engine import connect, translated
from passdesk.store.folder_kinds import SERVER_FILE

FILE = SERVER_FILE


class SqliteStorage:
    """A `Storage`. One process holds it; within it one thread writes at a time."""

    def __init__(self, path: Path, key: bytes | None) -> None:
        """Open the database at `path`; `key` 32 bytes, or None for the proofs about erasing."""
        self._path = path
        self._turn = Lock()
        self._writer = _engine(lambda: connect(path, key).raw, "BEGIN IMMEDIATE", poolclass=StaticPool)
        self._readers = _engine(
            lambda: connect(path, key, readonly=True).raw, "BEGIN", poolclass=QueuePool, pool_size=4, max_overflow=12
        )
        self._bring_up_to_date()

    @classmethod
    def create(cls, path: Path, key: bytes | None) -> "SqliteStorage":
        """An empty database, of generation 1; `Misuse` where there is a file already."""
        if path.exists():
            raise Misuse(f"There is a server in {path.parent} already.", kept="Nothing was changed.")
        connect(path, key, create=True).close()
        engine = _engine(lambda: connect(path, key).raw, "BEGIN IMMEDIATE", poolclass=StaticPool)
        try:
            with _translating(path), engine.begin() as connection:
                schema.metadata.create_all(connection)
                numbers = {"one": 1, "schema": schema.NUMBER, "generation": 1, "change": 0, "acceptance": 0}
                connection.execute(insert(schema.meta), numbers)
        finally:
            engine.dispose()
        return cls(path, key)

    def _bring_up_to_date(self) -> None:
        """Migrate what an older program wrote; `Damaged` for what a newer one did."""
        with _translating(self._path), self._readers.begin() as connection:
            number = migrating.schema_of(connection)
        if number == schema.NUMBER:
            return
        if number is None or not 0 < number < schema.NUMBER:
            raise Damaged(
                f"The server's database has schema {number}; this program reads {schema.NUMBER}.",
                kept="Nothing was changed.",
                remedy="Run the version of Passdesk that wrote it, or a newer one.",
            )
        with _translating(self._path), self._writer.begin() as connection:
            migrating.migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[SqlReads]:
        with _translating(self._path), self._readers.begin() as connection:
            yield SqlReads(connection)

    @contextmanager
    def writing(self) -> Iterator[SqlWrites]:
        with self._turn, _translating(self._path):
            try:
                with self._writer.begin() as connection:
                    writes = SqlWrites(connection)
                    yield writes
                    writes.finish()
            except DBAPIError:
                self._writer.dispose()  # what a connection says after an I/O error proves nothing
                raise

    def forget_deleted(self) -> bool:
        with self._turn, _translating(self._path), self._writer.connect() as connection:
            busy: Any = connection.connection.driver_connection
            busy.execute("PRAGMA busy_timeout = 0")
            row = busy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            busy.execute("PRAGMA busy_timeout = 10000")
        return row is not None and row[0] == 0

    def copy_to(self, target: Path, key: bytes | None) -> None:
        """A whole copy of this moment at `target`, under the same key; `Damaged` where this database is."""
        with _translating(self._path), self._readers.connect() as connection:
            driver: Any = connection.connection.driver_connection
            self._refuse_damaged(driver)
            connect(target, key, create=True).close()
            copy = connect(target, key)
            try:
                driver.backup(copy.raw)
            except dbapi2.Error as error:
                raise translated(error, target) from error
            finally:
                copy.close()

    def _refuse_damaged(self, driver: Any) -> None:
        """The engine copies a page it can't read as an empty one, without a word."""
        found = driver.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise Damaged(
                f"{self._path.name} is damaged.",
                kept="Nothing was changed.",
                remedy="Keep the folder as it is, check the disk, and restore the last backup.",
            )

    def close(self) -> None:
        self._writer.dispose()
        self._readers.dispose()


@contextmanager
def _translating(path: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise translated(error.orig if isinstance(error.orig, Exception) else error, path) from error
    except dbapi2.Error as error:  # of the driver itself, where it was asked past SQLAlchemy
        raise translated(error, path) from error


def _engine(creator: Any, begin: str, **pool: Any) -> Engine:
    """SQLAlchemy says BEGIN itself, in the words given; the driver stays in autocommit."""
    engine = create_engine("sqlite://", creator=creator, module=dbapi2, **pool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.execute(text(begin))

    return engine
