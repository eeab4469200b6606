"""One connection to an encrypted SQLite file: the engine it needs, its settings, its errors in our words."""

import errno
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from passdesk.errors import Damaged, DiskFull, PassdeskError, Trouble

if TYPE_CHECKING:
    from sqlite_utils import Database

OLDEST_ENGINE = (3, 51, 3)
"""Older engines can lose commits: a reset of the WAL may race with a checkpoint (fixed in SQLite 3.51.3)."""
_BUSY_SECONDS = 10.0
_ROOM = 1 << 16
"""Bytes that opening a database wants beside it, for its log and the index of that."""


def refuse_old_engine(version: str = dbapi2.sqlite_version) -> None:
    """`Trouble` for an engine older than `OLDEST_ENGINE`."""
    if tuple(int(part) for part in version.split(".")) < OLDEST_ENGINE:
        least = ".".join(str(part) for part in OLDEST_ENGINE)
        raise Trouble(
            f"The SQLite engine is version {version}; engines before {least} can lose what was committed.",
            kept="No file was opened.",
            remedy="Install sqlcipher3 0.6.4 or newer.",
        )


def engine_version() -> str:
    """Name and version of the database engine."""
    return f"SQLCipher on SQLite {dbapi2.sqlite_version}"


class Connection:
    """A connection in autocommit; whoever writes says BEGIN IMMEDIATE. Its errors are `Trouble` or `Damaged`."""

    def __init__(self, raw: Any, path: Path) -> None:
        self.raw = raw
        self.path = path

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        try:
            return self.raw.execute(sql, values)
        except dbapi2.Error as error:
            raise translated(error, self.path) from error

    def executemany(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        try:
            self.raw.executemany(sql, values)
        except dbapi2.Error as error:
            raise translated(error, self.path) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return list(self.raw.execute(sql, values).fetchall())
        except dbapi2.Error as error:
            raise translated(error, self.path) from error

    def one(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        try:
            row: tuple[Any, ...] | None = self.raw.execute(sql, values).fetchone()
        except dbapi2.Error as error:
            raise translated(error, self.path) from error
        return row

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, values)
        return None if row is None else row[0]

    @property
    def tables(self) -> "Database":
        """The same connection for schema and migrations; never for the gate's path."""
        from sqlite_utils import Database  # it brings NumPy: half of what a start costs, for a step due once a year

        return Database(self.raw)

    def close(self) -> None:
        try:
            self.raw.close()
        except dbapi2.Error as error:
            raise translated(error, self.path) from error


def connect(
    path: Path, key: bytes | None, *, full: bool = True, readonly: bool = False, create: bool = False
) -> Connection:
    """Open `path` with its 32-byte key. `full`: every commit reaches the disk before it returns.

    `key` None opens plain SQLite with the same engine: only the proofs about erasing do that.
    """
    refuse_old_engine()
    try:
        raw = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            timeout=_BUSY_SECONDS,
        )
    except dbapi2.Error as error:
        raise translated(error, path) from error
    connection = Connection(raw, path)
    try:
        _unlock(connection, key)
        _settle(connection, full=full, readonly=readonly)
    except PassdeskError:
        raw.close()
        raise
    return connection


def _unlock(connection: Connection, key: bytes | None) -> None:
    if key is not None:
        connection.value("PRAGMA cipher_log_level = NONE")  # SQLCipher would write to the standard error beside us
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")  # a raw key: no stretching, it is random already
    connection.value("SELECT count(*) FROM sqlite_schema")


def _settle(connection: Connection, *, full: bool, readonly: bool) -> None:
    settings = {
        "trusted_schema": 0,
        "cell_size_check": 1,
        "foreign_keys": 1,
        "recursive_triggers": 1,  # without it, INSERT OR REPLACE deletes past the triggers
        "secure_delete": 1,
        "synchronous": 2 if full else 1,
    }
    if sys.platform == "darwin":
        settings |= {"fullfsync": 1, "checkpoint_fullfsync": 1}  # fsync alone stops at the drive's cache there
    if not readonly and connection.value("PRAGMA journal_mode = WAL") != "wal":
        raise Trouble(f"{connection.path.name} cannot keep a write-ahead log on this disk.", remedy="Use a local disk.")
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}")
        if connection.value(f"PRAGMA {name}") != value:
            raise Trouble(f"The engine refuses the setting {name}={value}.", kept="Nothing was written.")
    if readonly:
        connection.execute("PRAGMA query_only = 1")


def translated(error: Exception, path: Path) -> Trouble:
    """A sqlcipher3 error (it is no `sqlite3.Error`) as ours."""
    name = path.name
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == 13 or (code in (0, 10, 14) and _is_full(path.parent)):  # 0: a copy that failed names no code
        return DiskFull(
            f"The disk is full: {name} could not be opened or written.",
            kept="What was committed before is whole.",
            remedy="Free some space and try again.",
        )
    match code:
        case 26:
            return Damaged(
                f"{name} cannot be opened with this desk's key: it is of another desk, or its beginning is damaged.",
                kept="Nothing was changed.",
                remedy="Put back the file that belongs to this folder's keys.json, or recover from a copy.",
            )
        case 11:
            return Damaged(
                f"{name} is damaged: {error}.",
                kept="Nothing was changed; what the server has receipted is safe there.",
                remedy="Keep the folder as it is, check the disk, and recover from a copy.",
            )
        case 5 | 6:
            return Trouble(f"{name} is in use by another process.", kept="Nothing was changed.", remedy="Try again.")
        case 14:
            return Trouble(f"{name} cannot be opened.", remedy="Check that the folder exists and may be written.")
        case 8:
            return Trouble(f"{name} may only be read.", kept="Nothing was changed.", remedy="Check whose it is.")
        case 10:
            return Trouble(
                f"Reading or writing {name} failed: {error}.",
                kept="What was committed before is whole.",
                remedy="Check the disk.",
            )
        case 19:
            return Damaged(f"{name} refused a change that would break it: {error}.", kept="Nothing was changed.")
        case _:
            return Trouble(f"{name}: {error}.", kept="Nothing was changed.")


def _is_full(folder: Path) -> bool:
    """Whether the folder takes no more: where the log can't grow, the engine speaks of an I/O error and says no more.

    Tried and not asked: what is left may be another's, or beyond a quota.
    """
    try:
        with TemporaryFile(dir=folder, buffering=0) as file:
            return file.write(bytes(_ROOM)) < _ROOM
    except OSError as error:
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
