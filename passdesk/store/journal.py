"""The journal: this desk's own entries, its keys, its receipts, and small named values."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Reading
from passdesk.credential import keys
from passdesk.domain.attachments import Attachment
from passdesk.domain.entries import Clocked, Entry, first_prev, journal_id, read_entry
from passdesk.domain.movements import Times
from passdesk.domain.register import View
from passdesk.domain.timekeeping import learnt, vouched_for
from passdesk.errors import Damaged, NotRecorded, PassdeskError, Trouble
from passdesk.store import about, migrations
from passdesk.store import attachments as attached
from passdesk.store.database_file import DatabaseFile
from passdesk.store.head_file import Head, HeadFile
from passdesk.store.journal_schema import JOURNAL, assert_append_only
from passdesk.store.verifying import ChainReport, Progress, verify_chain

log = logging.getLogger(__name__)
_PAGE = 256
_INSERT = "INSERT INTO entries (seq, kind, raw) VALUES (?, ?, ?)"
_SET_STATE = "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
JOURNAL_KEY = "journal"


class Along(Struct, frozen=True):
    """What goes into the same commit as an entry: attachments, named values, hashes erased."""

    attachments: Sequence[Attachment] = ()
    state: Mapping[str, bytes] | None = None
    erased: Sequence[bytes] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.attachments or self.state or self.erased)


NOTHING = Along()


class Journal:
    """One journal file. `seq` and `head_hash` are of the newest entry; of an empty journal 0 and `first_prev`."""

    def __init__(self, file: DatabaseFile) -> None:
        self.file = file
        self._notes = Lock()
        self._state: dict[str, bytes] = {}
        self.head_file: HeadFile | None = None
        with file.reader() as reader:
            assert_append_only(reader)
            row = reader.one("SELECT journal, zone, root, name FROM desk")
            seed = reader.value("SELECT seed FROM keys WHERE name = ?", (JOURNAL_KEY,))
            self._state = dict(reader.rows("SELECT name, value FROM state"))
        if row is None or seed is None:
            raise Damaged(f"{file.path.name} does not say whose journal it is.", kept="Nothing was changed.")
        self.id: bytes = row[0]
        self.zone: str = row[1]
        self.root: bytes = row[2]
        self.name: str = row[3]
        self.identity: Ed25519PrivateKey = keys.from_seed(seed)
        if keys.key_id(keys.public_of(self.identity)) != self.id:
            raise Damaged(f"The key in {file.path.name} is not this journal's.", kept="Nothing was changed.")
        self.seq, self.head_hash = self._read_head()
        self._times = self._heard(Times(key=self.id))

    @classmethod
    def create(
        cls, path: Path, key: bytes | None, *, zone: str, root: bytes, seed: bytes, name: str
    ) -> "Journal":
        """Make an empty journal whose id follows from the 32-byte `seed` of its key."""
        migrations.create(path, key, JOURNAL)
        journal = journal_id(keys.public_of(keys.from_seed(seed)))
        file = DatabaseFile(path, key, full=True)
        with file.write() as writer:
            writer.execute("INSERT INTO desk VALUES (1, ?, ?, ?, ?)", (journal, zone, root, name))
            writer.execute("INSERT INTO keys VALUES (?, ?)", (JOURNAL_KEY, seed))
        return cls(file)

    @classmethod
    def open(cls, path: Path, key: bytes | None, *, readonly: bool = False) -> "Journal":
        file = migrations.open_file(path, key, JOURNAL, full=True, readonly=readonly)
        try:
            return cls(file)
        except PassdeskError:
            file.close()
            raise

    def _read_head(self) -> tuple[int, bytes]:
        with self.file.reader() as reader:
            row = reader.one("SELECT seq, raw FROM entries ORDER BY seq DESC LIMIT 1")
        if row is None:
            return 0, first_prev(self.root)
        newest = read_entry(row[1])
        if newest.mark != (self.id, row[0]):
            raise Damaged(f"The newest entry in {self.file.path.name} is not this journal's.")
        return row[0], newest.hash

    @property
    def head(self) -> Head:
        return Head(self.id, self.seq, self.head_hash)

    def append(self, entry: Entry, along: Along = NOTHING) -> None:
        """Commit the next entry with what goes along; `NotRecorded` when the commit fails."""
        row = (entry.content.seq, entry.kind, entry.raw)
        noted = about.statements(entry)
        try:
            self.file.assert_there()
            if along.is_nothing and not noted:
                self.file.write_at_once(_INSERT, row)
            else:
                self._append_along(row, along, noted)
        except Trouble as error:
            raise self._not_recorded(entry, error) from error
        self._advance(entry)
        if along.state:
            self._state.update(along.state)

    def _append_along(self, row: tuple[int, str, bytes], along: Along, noted: Sequence[about.Statement]) -> None:
        with self.file.write() as writer:
            for attachment in along.attachments:
                attached.put_within(writer, attachment)
            if along.erased:
                attached.erase_within(writer, along.erased)
            if along.state:
                writer.executemany(_SET_STATE, along.state.items())
            writer.execute(_INSERT, row)
            for sql, values in noted:
                writer.execute(sql, values)

    def _advance(self, entry: Entry) -> None:
        self.seq, self.head_hash = entry.content.seq, entry.hash
        self._times = learnt(entry.content.at, entry.content.clock, _said(entry, self._times))
        if self.head_file is not None:
            try:
                self.head_file.write(self.head)
            except OSError as error:  # the entry stands; the next start takes this for a power cut
                log.warning("the head of the journal could not be kept outside it: %s", error)

    def _not_recorded(self, entry: Entry, error: Trouble) -> NotRecorded:
        """The broken connection is closed by now; a new one says what really stands on the disk."""
        kept = f"The journal is whole up to entry {self.seq}."
        try:
            seq, head = self._read_head()
            if (seq, head) == (entry.content.seq, entry.hash):
                self._advance(entry)
                kept = f"Entry {seq} stands in the journal all the same; nobody was admitted by it."
            elif (seq, head) != (self.seq, self.head_hash):
                kept = "The journal does not end where it did: close this desk and verify it."
        except Trouble as still:
            kept = f"The journal cannot be read now: {still.happened}"
        return NotRecorded(f"NOT RECORDED. {error.happened}", kept=kept, remedy=error.remedy or "Try again.")

    # Reading

    def entry(self, seq: int) -> Entry | None:
        with self.file.reader() as reader:
            raw = reader.value("SELECT raw FROM entries WHERE seq = ?", (seq,))
        return None if raw is None else read_entry(raw)

    def entries(self, first: int = 1, last: int | None = None, *, kinds: Collection[str] = ()) -> Iterator[Entry]:
        """Entries in order, `last` included; read in pages, and no reader is held between them."""
        for _, raw in self.raw_entries(first, last, kinds=kinds):
            yield read_entry(raw)

    def raw_entries(
        self, first: int = 1, last: int | None = None, *, kinds: Collection[str] = ()
    ) -> Iterator[tuple[int, bytes]]:
        """(seq, bytes) as stored, unread."""
        wanted = f"AND kind IN ({','.join('?' * len(kinds))})" if kinds else ""
        page = f"SELECT seq, raw FROM entries WHERE seq BETWEEN ? AND ? {wanted} ORDER BY seq LIMIT {_PAGE}"
        end = (1 << 62) if last is None else last
        while True:
            with self.file.reader() as reader:
                rows = reader.rows(page, (first, end, *kinds))
            yield from rows
            if len(rows) < _PAGE:
                return
            first = rows[-1][0] + 1

    def raw_before(self, seq: int, limit: int) -> list[tuple[int, bytes]]:
        """(seq, bytes) of entries below `seq`, newest first."""
        with self.file.reader() as reader:
            return reader.rows("SELECT seq, raw FROM entries WHERE seq < ? ORDER BY seq DESC LIMIT ?", (seq, limit))

    def verify(
        self, progress: Progress | None = None, *, view: View | None = None, server_public: bytes | None = None
    ) -> ChainReport:
        """Read every entry again: chain and gaps; signatures where `view` knows the signers; receipts by the server's
        raw public key."""
        receipts = self.receipts() if server_public is not None else ()
        return verify_chain(
            self.id, self.root, self.raw_entries(), receipts=receipts, server_public=server_public, view=view,
            progress=progress,
        )  # fmt: skip

    # Named values, keys, receipts

    def get_state(self, name: str) -> bytes | None:
        return self._state.get(name)

    def set_state(self, name: str, value: bytes) -> None:
        self.set_states({name: value})

    def set_states(self, values: Mapping[str, bytes]) -> None:
        """Keep several named values in one commit."""
        with self._notes, self.file.write() as writer:
            writer.executemany(_SET_STATE, values.items())
        self._state.update(values)

    def put_key(self, name: str, seed: bytes) -> None:
        """Keep a private key's 32-byte seed; a name taken by another is `Damaged`."""
        with self.file.write() as writer:
            writer.execute("INSERT INTO keys (name, seed) VALUES (?, ?)", (name, seed))

    def key(self, name: str) -> bytes | None:
        """The seed kept under `name`: "journal", or "issuing:" and the key id in hex."""
        with self.file.reader() as reader:
            seed: bytes | None = reader.value("SELECT seed FROM keys WHERE name = ?", (name,))
        return seed

    def key_names(self) -> list[str]:
        with self.file.reader() as reader:
            return [row[0] for row in reader.rows("SELECT name FROM keys ORDER BY name")]

    def keep_receipt(self, sealed: bytes) -> None:
        """Keep a receipt as the server sealed it; the caller has checked it."""
        with self.file.write() as writer:
            writer.execute("INSERT INTO receipts (sealed) VALUES (?) ON CONFLICT DO NOTHING", (sealed,))

    def receipts(self) -> Iterable[bytes]:
        """Every receipt, oldest first, as the server sealed it."""
        with self.file.reader() as reader:
            return [row[0] for row in reader.rows("SELECT sealed FROM receipts ORDER BY id")]

    def latest_receipt(self) -> bytes | None:
        with self.file.reader() as reader:
            sealed: bytes | None = reader.value("SELECT sealed FROM receipts ORDER BY id DESC LIMIT 1")
        return sealed

    # Time

    def note_server_time(self, reading: Reading, server_time: int) -> None:
        """Keep an anchor for this boot: `server_time` µs UTC, signed, heard at `reading`."""
        anchor = server_time - reading.boot
        self.set_states({"anchor": reading.boot_id + anchor.to_bytes(8, signed=True), "time": server_time.to_bytes(8)})
        self._times = self._heard(learnt(reading.wall, self.clocked(reading), self._times))

    def note_signed_time(self, server_time: int) -> None:
        """A time the server signed, heard nobody knows how much later: it is not earlier than that, and no anchor."""
        if server_time > (self.last_server_time or 0):
            self.set_state("time", server_time.to_bytes(8))
            self._times = self._heard(self._times)

    def times(self) -> Times:
        """What is known of this journal's clock: by its entries, and by the server's last signed time."""
        return self._times

    def take_times(self, times: Times) -> None:
        """What folding this journal has shown about its clock, as the register keeps it."""
        newest = self.entry(self.seq) if times.latest == 0 else None  # a register of a program that kept none
        if newest is not None:
            times = learnt(newest.content.at, newest.content.clock, times)
        self._times = self._heard(times)

    def _heard(self, times: Times) -> Times:
        heard = self.last_server_time
        return times if heard is None or heard <= times.floor else replace(times, floor=heard)

    def anchor(self, boot_id: bytes) -> int | None:
        """The newest anchor of this boot: signed server time minus boot clock, µs."""
        kept = self._state.get("anchor", b"")
        return int.from_bytes(kept[16:], signed=True) if kept[:16] == boot_id and len(kept) == 24 else None

    def clocked(self, reading: Reading) -> Clocked:
        """The clock as an entry written at `reading` carries it."""
        return Clocked(reading.boot, self.anchor(reading.boot_id), reading.boot_id)

    @property
    def last_server_time(self) -> int | None:
        """µs UTC, as last signed by the server."""
        kept = self._state.get("time")
        return None if kept is None else int.from_bytes(kept)


def _said(entry: Entry, times: Times) -> Times:
    """What people vouch for in an entry dates it, too."""
    if entry.kind != "time_vouched":
        return times
    return vouched_for(times, entry.content.clock, entry.body["boot"], entry.body["anchor"])
