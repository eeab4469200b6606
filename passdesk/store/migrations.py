"""Schemas that only ever grow: one numbered list a file, a copy before each move, newer files refused."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from passdesk.errors import Damaged, Declined
from passdesk.store.database_file import DatabaseFile
from passdesk.store.engine import Connection, connect

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = Callable[["Database"], None]


class Schema(Struct, frozen=True):
    """`application` is SQLite's application_id; step n makes version n + 1 of version n. Steps are only added."""

    what: str
    application: int
    steps: Sequence[Step]


def create(path: Path, key: bytes | None, schema: Schema) -> None:
    """Make a new, empty file; `Declined` where one stands already."""
    if path.exists():
        raise Declined(f"{path.name} is there already.", kept="It was left as it is.", remedy="Choose another folder.")
    connection = connect(path, key, create=True)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id = {schema.application}")
        _step(connection, schema, 0)
        connection.execute("COMMIT")
    finally:
        connection.close()


def bring_up(path: Path, key: bytes | None, schema: Schema) -> None:
    """Check that the file is ours and bring it to this program's version; one of a newer program is `Declined`."""
    _refuse_empty(path)
    connection = connect(path, key)
    try:
        version = check(connection, schema)
        if version < len(schema.steps):
            _copy(connection, version)
            connection.execute("BEGIN IMMEDIATE")
            _step(connection, schema, version)
            connection.execute("COMMIT")
    finally:
        connection.close()


def _refuse_empty(path: Path) -> None:
    """An empty file would be taken for a new database, and written to."""
    if path.is_file() and path.stat().st_size == 0:
        raise Damaged(f"{path.name} is empty.", kept="It was left as it is.", remedy="Put back a copy of it.")


def check(connection: Connection, schema: Schema) -> int:
    """The file's version, once it is known to be of this kind and not of a newer program."""
    name = connection.path.name
    if connection.value("PRAGMA application_id") != schema.application:
        raise Damaged(f"{name} is not a {schema.what} of Passdesk.", kept="Nothing was changed.")
    version = int(connection.value("PRAGMA user_version"))
    if version > len(schema.steps):
        raise Declined(
            f"{name} was written by a newer Passdesk (schema {version}, this program knows {len(schema.steps)}).",
            kept="Nothing was changed.",
            remedy="Install the newer version again.",
        )
    return version


def _step(connection: Connection, schema: Schema, version: int) -> None:
    for step in schema.steps[version:]:
        step(connection.tables)
    connection.execute(f"PRAGMA user_version = {len(schema.steps)}")


def _copy(connection: Connection, version: int) -> None:
    """The file as it was, beside it. Only the holder of the desk's lock gets here, so nothing else writes."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = copy_path(connection.path, version)
    shutil.copyfile(connection.path, copy)
    with copy.open("rb") as file:
        os.fsync(file.fileno())


def copy_path(path: Path, version: int) -> Path:
    return path.with_name(f"{path.name}.before-{version + 1}")


def open_file(path: Path, key: bytes | None, schema: Schema, *, full: bool, readonly: bool = False) -> DatabaseFile:
    """Open a file of this schema; read-only, an older one is `Declined`, as only its holder may bring it up."""
    if not path.exists():
        raise Damaged(f"{path.name} is missing.", kept="Nothing was made in its place.", remedy="Look for a copy.")
    if not readonly:
        bring_up(path, key, schema)
    file = DatabaseFile(path, key, full=full, readonly=readonly)
    with file.reader() as connection:
        if check(connection, schema) < len(schema.steps):
            raise Declined(f"{path.name} is of an older Passdesk.", remedy="Open the desk once with this program.")
    return file
