"""A journal written by hand, entry by entry, to send the server what a desk would and what none should."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from passdesk.clock import Reading
from passdesk.credential import identity, keys
from passdesk.domain.entries import Clocked, Content, Entry, first_prev, seal
from passdesk.server.central import Central
from passdesk.store.signing import Signer, signed_by
from passdesk.sync.wire import PushAnswer
from tests.factories.zones import seeded


class HandJournal(Struct):
    """Entries under the key that belongs to `name`; none is kept anywhere."""

    name: str
    zone: str
    root: bytes
    entries: list[Entry] = field(default_factory=list)

    @property
    def id(self) -> bytes:
        return keys.key_id(keys.public_of(seeded(self.name)))

    def write(
        self, kind: str, body: Mapping[str, Any], reading: Reading, *, signers: Sequence[Signer] = (),
        anchor: int | None = None,
    ) -> Entry:  # fmt: skip
        last = self.entries[-1] if self.entries else None
        content = Content(
            self.id, 1 if last is None else last.content.seq + 1, first_prev(self.root) if last is None else last.hash,
            reading.wall, Clocked(reading.boot, anchor, reading.boot_id), None,
            signers[0].operator if signers else None, kind, body,
        ).to_bytes()  # fmt: skip
        self.entries.append(seal(content, signed_by(signers, content)))
        return self.entries[-1]

    def cut(self, seq: int) -> "HandJournal":
        """A copy of this journal as it was at `seq`."""
        return HandJournal(self.name, self.zone, self.root, self.entries[:seq])

    def head(self, entry: Entry | None = None) -> bytes:
        newest = entry or self.entries[-1]
        said = identity.Head(self.zone, self.id, b"", newest.content.seq, newest.hash)
        return identity.seal(said, seeded(self.name))

    def push(self, central: Central, first: int = 1) -> PushAnswer:
        return central.push(self.id, [entry.raw for entry in self.entries[first - 1 :]], self.head())
