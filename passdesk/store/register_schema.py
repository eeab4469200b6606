"""What a register file holds: rows in layers, where to find them, and the names people are searched by."""

from typing import TYPE_CHECKING, Any

import cbor2

from passdesk.store.migrations import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def _found_by_more(tables: "Database") -> None:
    """Names with every form of a character folded into one, and where people are filed; the ends of their documents'
    numbers and of short numbers. What is searched is read anew from the attachments."""
    tables.execute("DROP TABLE searched")
    tables.execute(
        "CREATE VIRTUAL TABLE searched USING "
        "fts5(written, tokenize = \"unicode61 remove_diacritics 2 tokenchars '_'\", prefix = '1 2 3')"
    )
    tables.execute("INSERT INTO searched (searched, rank) VALUES ('secure-delete', 1)")
    tables.execute("ALTER TABLE named ADD COLUMN institutions BLOB NOT NULL DEFAULT x''")
    tables.execute("UPDATE named SET shown = 0")
    tables.execute(
        "CREATE TABLE numbered (person BLOB PRIMARY KEY, documents BLOB NOT NULL, ends TEXT) STRICT, WITHOUT ROWID"
    )
    tables.execute("CREATE INDEX numbered_waiting ON numbered (person) WHERE ends IS NULL")
    tables.execute("CREATE INDEX numbered_by_documents ON numbered (documents)")
    tables.execute("CREATE INDEX numbered_by_ends ON numbered (ends)")
    tables.execute(
        "CREATE INDEX short_ends ON idx (substr(value, -4), value) WHERE tbl = 'pass' AND field = 'short_number'"
    )
    for person, body in _people(tables):
        where = b"".join(body.get("institutions", ()))
        tables.execute("UPDATE named SET institutions = ? WHERE person = ?", (where, person))
        if body.get("documents") is not None:
            tables.execute("INSERT INTO numbered (person, documents) VALUES (?, ?)", (person, body["documents"]))


def _people(tables: "Database") -> "Iterator[tuple[bytes, dict[str, Any]]]":
    """Of each person the row that counts, where version 2 could read it."""
    last = None
    rows = tables.execute("SELECT key, needs, body FROM rows WHERE tbl = 'person' ORDER BY key, layer").fetchall()
    for key, needs, body in rows:
        if key != last and body is not None and needs <= 1:
            yield key, cbor2.loads(body)
        last = key


REGISTER = Schema("register", 0x50445231, (_first, _people_table, _found_by_more))
