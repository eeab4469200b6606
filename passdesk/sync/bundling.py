"""What a desk would send over the line, into a file for a stick, with the question for what is new."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.credential.bundles import RequestHead, cipher_to
from passdesk.domain import canonical
from passdesk.domain.entries import Entry
from passdesk.store.desk_store import DeskStore
from passdesk.store.journal import Journal
from passdesk.store.told import told
from passdesk.sync import bundle_keys, known_server, receipts
from passdesk.sync.bundle_file import BundleWriter, Part, writing
from passdesk.sync.fetching import in_order
from passdesk.sync.former_journals import was_sent
from passdesk.sync.pushing import batch, named_by, packed
from passdesk.sync.wire import MOST_HASHES
from passdesk.sync.wire import join as joined

FROM, ANSWERED_BY = "bundle_from", "bundle_owed_in"
Progress = Callable[[int], None]
"""Called with the bytes written, or read, so far."""


class Bundled(Struct, frozen=True):
    """What stands in the file, of `size` bytes. `left_out`: attachments that wait for the server's key; `more`:
    entries that did not fit, and come with the next."""

    entries: int
    attachments: int
    left_out: int
    more: int
    size: int


def write_request(store: DeskStore, path: Path, clock: Clock, progress: Progress = lambda _: None) -> Bundled:
    """Write the file `path` for the server. Everything stays here as it is: without an answer it is all sent again.

    `Misuse` in a zone of one desk; `Trouble` where the file can't be written: then there is none.
    """
    server_public = known_server.public_key(store.journal)
    sealed_to = bundle_keys.servers_key(store.journal, server_public)
    ephemeral, cipher = (b"", None) if sealed_to is None else cipher_to(sealed_to)
    cursor = bundle_keys.cursor_of(store)
    head = RequestHead(
        store.journal.zone, store.journal.id, secrets.token_bytes(16), told(store, clock()).at,
        bundle_keys.new_key(store.journal), b"" if cursor is None else cursor.to_bytes(), sealed_to or b"", ephemeral,
    )  # fmt: skip
    with writing(path, head, store.journal.identity, cipher) as writer:
        request = _Request(store, writer, server_public, seals=cipher is not None, progress=progress)
        done = request.write()
    request.note(head.id)
    if store.doubt is None:
        counts = {"entries": done.entries, "rows": 0, "attachments": done.attachments}
        store.write("bundle_written", {"desk": store.journal.id, "to": "server", **counts}, reading=clock())
    return done


class _Request:
    def __init__(
        self, store: DeskStore, writer: BundleWriter, server_public: bytes, *, seals: bool, progress: Progress
    ) -> None:
        self._store, self._writer, self._server_public = store, writer, server_public
        self._seals, self._progress = seals, progress
        self._entries = self._attachments = self._left_out = self._more = 0
        self._owed: dict[bytes, int] = {}

    def write(self) -> Bundled:
        own = self._store.journal
        self._introduce(own)
        if (receipt := own.latest_receipt()) is not None:
            self._put("receipt", own, receipt)
        for former in self._store.former():
            try:
                if not was_sent(own, former.id):
                    self._introduce(former)
                    self._send(former)
            finally:
                former.file.close()
        self._send(own)
        self._ask()
        return Bundled(self._entries, self._attachments, self._left_out, self._more, self._writer.size)

    def note(self, id_: bytes) -> None:
        """What went without its attachments is owed them; what was owed and went now, until this is answered."""
        own = self._store.journal
        if self._seals and receipts.owed(own):
            own.set_state(ANSWERED_BY, id_)
        for former in self._store.former() if self._owed else ():
            self._owe(former)
            former.file.close()
        self._owe(own)

    def _owe(self, journal: Journal) -> None:
        if first := self._owed.get(journal.id):
            receipts.note_owed(journal, min(first, receipts.owed(journal) or first))

    def _introduce(self, journal: Journal) -> None:
        first = journal.entry(1)
        if first is not None:
            self._put("introduce", journal, first.raw)

    def _send(self, journal: Journal) -> None:
        seq = self._start(journal)
        while seq < journal.seq:
            if not self._writer.has_room:
                self._more += journal.seq - seq
                return
            entries = list(batch(journal.entries(seq + 1)))
            self._attach(journal, entries)
            newest = entries[-1]
            seq = newest.content.seq
            signed = receipts.signed_head(journal, seq, newest.hash)
            self._put("push", journal, canonical.encode([signed, joined(entry.raw for entry in entries)]))
            self._entries += len(entries)

    def _start(self, journal: Journal) -> int:
        """The entry after which the file begins: receipted, unless the server has said since that it holds less."""
        held = receipts.latest(journal, self._server_public)
        if (less := journal.get_state(FROM)) and journal.id == less[8:]:
            held = min(held, int.from_bytes(less[:8]))
        owed = receipts.owed(journal) if self._seals else 0
        return min(held, owed - 1) if owed else held

    def _attach(self, journal: Journal, entries: Sequence[Entry]) -> None:
        if not self._seals:
            self._leave_out(journal, entries)
            return
        held = self._store.attachments.get_many(hash_ for entry in entries for hash_ in named_by(entry))
        for blobs in packed(one.to_bytes() for one in held.values()):
            self._put("attachments", journal, joined(blobs), sealed=True)
            self._attachments += len(blobs)

    def _leave_out(self, journal: Journal, entries: Sequence[Entry]) -> None:
        """They are personal, and there is no key yet to seal them to."""
        for entry in entries:
            if named := self._store.attachments.get_many(named_by(entry)):
                self._left_out += len(named)
                self._owed.setdefault(journal.id, entry.content.seq)

    def _ask(self) -> None:
        """For what the register names and is not here; what new rows name comes by itself."""
        for hashes in in_lots(self._store.attachments.missing(in_order(self._store)), MOST_HASHES):
            self._put("wanted", self._store.journal, canonical.encode(hashes))

    def _put(self, kind: str, journal: Journal, body: bytes, *, sealed: bool = False) -> None:
        self._writer.put(Part(kind, journal.id, body), sealed=sealed)
        self._progress(self._writer.size)


def in_lots(hashes: Sequence[bytes], most: int) -> Iterator[list[bytes]]:
    """A few at a time."""
    for at in range(0, len(hashes), most):
        yield list(hashes[at : at + most])
