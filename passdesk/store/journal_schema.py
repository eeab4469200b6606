"""What journal.db holds, and the triggers that keep it append-only."""

from typing import TYPE_CHECKING

from passdesk.domain.entries import read_entry
from passdesk.errors import Damaged
from passdesk.store import about
from passdesk.store.engine import Connection
from passdesk.store.migrations import Schema

if TYPE_CHECKING:
    from sqlite_utils import Database

TRIGGERS = {
    "entries_stay": "BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END",
    "entries_remain": "BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END",
    "entries_follow": (
        "BEFORE INSERT ON entries WHEN NEW.seq <> coalesce((SELECT max(seq) FROM entries), 0) + 1 "
        "BEGIN SELECT RAISE(ABORT, 'entries have no gaps'); END"
    ),
}


def _first(tables: "Database") -> None:
    tables.execute(
        "CREATE TABLE desk (id INTEGER PRIMARY KEY CHECK (id = 1), journal BLOB NOT NULL, zone TEXT NOT NULL, "
        "root BLOB NOT NULL, name TEXT NOT NULL) STRICT"
    )
    tables.execute("CREATE TABLE entries (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, raw BLOB NOT NULL) STRICT")
    for name, body in TRIGGERS.items():
        tables.execute(f"CREATE TRIGGER {name} {body}")
    tables.execute("CREATE TABLE attachments (hash BLOB NOT NULL UNIQUE, content BLOB NOT NULL) STRICT")
    tables.execute("CREATE TABLE erased (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID")
    tables.execute("CREATE TABLE receipts (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL UNIQUE) STRICT")
    tables.execute("CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID")
    tables.execute("CREATE TABLE keys (name TEXT PRIMARY KEY, seed BLOB NOT NULL) STRICT, WITHOUT ROWID")


def _what_is_about_whom(tables: "Database") -> None:
    """Which entries are about a row, and for which passes badges were printed; see `about`."""
    tables.execute(
        "CREATE TABLE about (key BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)) STRICT, WITHOUT ROWID"
    )
    tables.execute("CREATE TABLE badges (pass BLOB PRIMARY KEY) STRICT, WITHOUT ROWID")
    kinds = "', '".join(about.GATE)
    written = tables.execute(f"SELECT raw FROM entries WHERE kind NOT IN ('{kinds}')").fetchall()
    for (raw,) in written:
        for sql, values in about.statements(read_entry(raw)):
            tables.execute(sql, values)


JOURNAL = Schema("journal", 0x50444A31, (_first, _what_is_about_whom))


def assert_append_only(connection: Connection) -> None:
    """`Damaged` where a trigger is missing or says something else: then entries could have been rewritten."""
    found = dict(connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entries'"))
    if found != {name: f"CREATE TRIGGER {name} {body}" for name, body in TRIGGERS.items()}:
        raise Damaged(
            f"{connection.path.name} has lost what keeps its entries from being changed.",
            kept="Nothing was changed.",
            remedy="Recover this desk from a copy, and look into who touched the file.",
        )
