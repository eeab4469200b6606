"""Attachments in the journal's file: put, found by hash, and erased for good."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from passdesk.domain.attachments import Attachment, read_attachment
from passdesk.errors import Damaged
from passdesk.store.database_file import DatabaseFile
from passdesk.store.engine import Connection

_PUT = (
    "INSERT INTO attachments (hash, content) SELECT ?1, ?2 "
    "WHERE NOT EXISTS (SELECT 1 FROM erased WHERE hash = ?1) ON CONFLICT (hash) DO NOTHING"
)

_AT_ONCE = 500


class Attachments:
    """Erasable content by the hash that entries and rows carry."""

    def __init__(self, file: DatabaseFile) -> None:
        self._file = file

    def put(self, attachment: Attachment) -> bytes:
        """Keep it and return its hash; an erased hash is never stored again."""
        with self._file.write() as writer:
            return put_within(writer, attachment)

    def put_all(self, attachments: Iterable[Attachment]) -> list[bytes]:
        """`put` for many, in one transaction."""
        with self._file.write() as writer:
            return [put_within(writer, attachment) for attachment in attachments]

    def get(self, hash_: bytes) -> Attachment | None:
        """The attachment; `Damaged` where what is kept under the hash is something else."""
        with self._file.reader() as reader:
            content = reader.value("SELECT content FROM attachments WHERE hash = ?", (hash_,))
        return None if content is None else _checked(hash_, content)

    def get_many(self, hashes: Iterable[bytes]) -> dict[bytes, Attachment]:
        """Those of `hashes` that are here, by hash."""
        asked, found = list(dict.fromkeys(hashes)), dict[bytes, Attachment]()
        with self._file.reader() as reader:
            for at in range(0, len(asked), _AT_ONCE):
                some = asked[at : at + _AT_ONCE]
                sql = f"SELECT hash, content FROM attachments WHERE hash IN ({','.join('?' * len(some))})"
                found.update((hash_, _checked(hash_, content)) for hash_, content in reader.rows(sql, some))
        return found

    def has(self, hash_: bytes) -> bool:
        return not self.missing([hash_])

    def missing(self, hashes: Iterable[bytes]) -> list[bytes]:
        """Those of `hashes` that are not here, in their order; the erased are not missed."""
        known = "SELECT 1 FROM attachments WHERE hash = ?1 UNION ALL SELECT 1 FROM erased WHERE hash = ?1"
        with self._file.reader() as reader:
            return [hash_ for hash_ in dict.fromkeys(hashes) if reader.one(known, (hash_,)) is None]

    def hashes(self) -> Iterator[bytes]:
        """Every hash held, page by page."""
        last = b""
        page = "SELECT hash FROM attachments WHERE hash > ? ORDER BY hash LIMIT 500"
        while True:
            with self._file.reader() as reader:
                rows = reader.rows(page, (last,))
            if not rows:
                return
            yield from (row[0] for row in rows)
            last = rows[-1][0]

    def is_erased(self, hash_: bytes) -> bool:
        with self._file.reader() as reader:
            return reader.one("SELECT 1 FROM erased WHERE hash = ?", (hash_,)) is not None

    def erased(self) -> frozenset[bytes]:
        """Every hash erased here."""
        with self._file.reader() as reader:
            return frozenset(row[0] for row in reader.rows("SELECT hash FROM erased"))

    def erase(self, hashes: Iterable[bytes]) -> None:
        """Delete them, never to come back. The log may hold them still: `DeskStore.finish_erasing` empties it."""
        with self._file.write() as writer:
            erase_within(writer, hashes)

    def wal_pending(self) -> bool:
        """Whether erased content may still stand in a log, because a reader held the checkpoint back."""
        with self._file.reader() as reader:
            return bool(reader.value("SELECT value FROM state WHERE name = 'erasing'"))

    def erasing_done(self) -> None:
        """Both logs have been emptied since the last `erase`."""
        if self.wal_pending():
            with self._file.write() as writer:
                writer.execute("DELETE FROM state WHERE name = 'erasing'")


def put_within(writer: Connection, attachment: Attachment) -> bytes:
    """Inside a transaction of the caller."""
    content = read_attachment(attachment.to_bytes()).to_bytes()
    writer.execute(_PUT, (attachment.hash, content))
    return attachment.hash


def erase_within(writer: Connection, hashes: Iterable[bytes]) -> None:
    """Inside a transaction of the caller. `secure_delete` overwrites the pages; the log is emptied later."""
    each = [(hash_,) for hash_ in hashes]
    writer.executemany("DELETE FROM attachments WHERE hash = ?", each)
    writer.executemany("INSERT INTO erased (hash) VALUES (?) ON CONFLICT DO NOTHING", each)
    writer.execute("INSERT INTO state (name, value) VALUES ('erasing', x'01') ON CONFLICT (name) DO NOTHING")


def _checked(hash_: bytes, content: bytes) -> Attachment:
    attachment = read_attachment(content)
    if attachment.hash != hash_:
        raise Damaged("An attachment is not what its hash says.", remedy="Sync again to fetch it anew.")
    return attachment


def clear_away(folder: Path, files: Iterable[DatabaseFile], attachments: Attachments) -> bool:
    """What was erased goes out of copies and logs too; True once nothing of it is left."""
    for copy in folder.glob("*.before-*"):
        copy.unlink()
    emptied = [file.checkpoint() for file in files]
    if all(emptied):
        attachments.erasing_done()
    return all(emptied)
