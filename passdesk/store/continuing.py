"""One journal, one key, for life: a desk in doubt goes on in a new journal that names the old one."""

from pathlib import Path

from passdesk.clock import Reading
from passdesk.credential import keys
from passdesk.credential.entry_signatures import sign_continuation
from passdesk.credential.entry_signers import continuation
from passdesk.domain.entries import Content, seal
from passdesk.store.database_file import remove_database
from passdesk.store.engine import connect
from passdesk.store.journal import Journal

JOURNAL_FILE = "journal.db"
_NEXT = "journal-next.db"


def former_path(folder: Path, journal: bytes) -> Path:
    """Where a journal lies once another has taken its place."""
    return folder / f"journal-{journal.hex()}.db"


def begin(folder: Path, key: bytes | None, old: Journal, seed: bytes, reading: Reading) -> None:
    """Put a new journal of the key `seed` in the old one's place; the old file is closed and kept beside it.

    Its first entry names the old journal and head and is signed by the old key; attachments, other keys and named
    values move over.
    """
    path = folder / _NEXT
    remove_database(path)
    new = Journal.create(path, key, zone=old.zone, root=old.root, seed=seed, name=old.name)
    _move_over(path, key, old.file.path)
    _write_first(new, old, reading)
    for journal in (new, old):
        journal.file.checkpoint()
        journal.file.close()
    finish(folder, old.id)
    _scrub(former_path(folder, old.id), key)


def finish(folder: Path, old: bytes | None = None) -> None:
    """Bring the files to their names; also at a start after this was interrupted."""
    current, fresh = folder / JOURNAL_FILE, folder / _NEXT
    if old is not None:
        current.rename(former_path(folder, old))
    if fresh.exists() and not current.exists():
        fresh.rename(current)


def _write_first(new: Journal, old: Journal, reading: Reading) -> None:
    public = keys.public_of(new.identity)
    proof = sign_continuation(old.identity, continuation(public, old.id, old.seq, old.head_hash))
    body = {
        "public_key": public, "continues": old.id, "seq": old.seq, "hash": old.head_hash, "proof": proof,
        "name": old.name[:64],
    }  # fmt: skip
    content = Content(
        new.id, 1, new.head_hash, reading.wall, new.clocked(reading), None, None, "journal_continued", body
    )
    new.append(seal(content.to_bytes(), ()))


def _move_over(path: Path, key: bytes | None, old: Path) -> None:
    connection = connect(path, key)
    try:
        under = "''" if key is None else f"\"x'{key.hex()}'\""
        connection.execute(f"ATTACH DATABASE ? AS old KEY {under}", (str(old),))
        connection.execute("BEGIN IMMEDIATE")
        for table in ("attachments", "erased", "badges"):
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM old.{table}")
        connection.execute("INSERT INTO main.state SELECT * FROM old.state WHERE name <> 'erasing'")
        connection.execute("INSERT INTO main.keys SELECT * FROM old.keys WHERE name <> 'journal'")
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE old")
    finally:
        connection.close()


def _scrub(path: Path, key: bytes | None) -> None:
    """What can be erased lives in one file alone."""
    connection = connect(path, key)
    try:
        connection.execute("DELETE FROM attachments")
        connection.value("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
