"""What a register file holds: rows in layers, where to find them, and the names people are searched by."""

from typing import TYPE_CHECKING

from passdesk.store.migrations import Schema

if TYPE_CHECKING:
    from sqlite_utils import Database

OWN, CARRIED, SERVER = 0, 1, 2
"""Layers of a row, the lowest wins: this desk's own entries beyond the accounted mark; stops a restored server
has forgotten; the server's rows (with them `times` and `shown` of this desk's accounted entries)."""


def _first(tables: "Database") -> None:
    tables.execute(
        "CREATE TABLE marks (id INTEGER PRIMARY KEY CHECK (id = 1), journal BLOB NOT NULL, "
        "generation INTEGER NOT NULL, scope INTEGER NOT NULL, number INTEGER, mark INTEGER NOT NULL, "
        "accounted INTEGER NOT NULL, complete INTEGER NOT NULL, change INTEGER NOT NULL) STRICT"
    )
    tables.execute(
        "CREATE TABLE rows (tbl TEXT NOT NULL, key BLOB NOT NULL, layer INTEGER NOT NULL, needs INTEGER NOT NULL, "
        "body BLOB, PRIMARY KEY (tbl, key, layer)) STRICT, WITHOUT ROWID"
    )
    tables.execute("CREATE INDEX layers ON rows (layer, tbl, key) WHERE layer < 2")
    tables.execute(
        "CREATE TABLE idx (tbl TEXT NOT NULL, field TEXT NOT NULL, value BLOB NOT NULL, key BLOB NOT NULL, "
        "layer INTEGER NOT NULL, PRIMARY KEY (tbl, field, value, key, layer)) STRICT, WITHOUT ROWID"
    )
    tables.execute(
        "CREATE TABLE journals (journal BLOB PRIMARY KEY, accounted INTEGER NOT NULL, heard_at INTEGER NOT NULL) "
        "STRICT, WITHOUT ROWID"
    )
    tables.execute(
        "CREATE TABLE named (id INTEGER PRIMARY KEY, person BLOB NOT NULL UNIQUE, names BLOB NOT NULL, "
        "shown INTEGER NOT NULL DEFAULT 0) STRICT"
    )
    tables.execute("CREATE INDEX named_by ON named (names)")
    tables.execute(
        "CREATE VIRTUAL TABLE searched USING "
        "fts5(written, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
    )
    tables.execute("INSERT INTO searched (searched, rank) VALUES ('secure-delete', 1)")


def _people_table(tables: "Database") -> None:
    """One line a person as the table of people shows them, with what it is sorted and chosen by. `due` are the people
    whose line has yet to be written: see `people_list`."""
    tables.execute(
        "CREATE TABLE listed (id INTEGER PRIMARY KEY, person BLOB NOT NULL UNIQUE, name TEXT NOT NULL, "
        "institution TEXT NOT NULL, line BLOB NOT NULL) STRICT"
    )
    tables.execute("CREATE INDEX named_waiting ON named (id) WHERE shown = 0")
    tables.execute("CREATE INDEX listed_by_name ON listed (name)")
    tables.execute("CREATE INDEX listed_by_institution ON listed (institution, name)")
    tables.execute(
        "CREATE TABLE facets (facet TEXT NOT NULL, value ANY NOT NULL, id INTEGER NOT NULL, "
        "PRIMARY KEY (facet, value, id)) STRICT, WITHOUT ROWID"
    )
    tables.execute("CREATE INDEX facets_of ON facets (id)")
    tables.execute("CREATE TABLE due (id INTEGER PRIMARY KEY, person BLOB NOT NULL UNIQUE) STRICT")
    tables.execute("INSERT INTO due (person) SELECT DISTINCT key FROM rows WHERE tbl = 'person'")


REGISTER = Schema("register", 0x50445231, (_first, _people_table))
