"""A desk's line to a server in the same process: no socket, the same bytes both ways."""

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.credential import keys
from passdesk.server import bundle_keys
from passdesk.server.central import Central
from passdesk.server.waiting import Waiting
from passdesk.sync.alarms import Alarm
from passdesk.sync.codes import Codes
from passdesk.sync.crossings import CrossingPage, CrossingQuery, NewestQuery
from passdesk.sync.entries import EntryGiven, EntryQuery
from passdesk.sync.key_messages import KeyGiven, KeyTold
from passdesk.sync.wire import Cursor, Given, Held, Offered, Page, PushAnswer


class InProcessLink:
    """A `Link`. Every message is written and read again, as on a real line."""

    def __init__(self, central: Central, journal: bytes) -> None:
        self.central = central
        self.journal = journal

    def speaking_for(self, journal: bytes, identity: Ed25519PrivateKey) -> "InProcessLink":
        assert keys.key_id(keys.public_of(identity)) == journal
        return InProcessLink(self.central, journal)

    def time(self, nonce: bytes) -> bytes:
        return self.central.time(nonce)

    def held(self) -> Held:
        return Held.from_bytes(self.central.held(self.journal).to_bytes())

    def introduce(self, first: bytes) -> None:
        self.central.introduce(self.journal, first)

    def push(self, entries: Sequence[bytes], head: bytes) -> PushAnswer:
        return PushAnswer.from_bytes(self.central.push(self.journal, entries, head).to_bytes())

    def offer(self, hashes: Sequence[bytes]) -> Offered:
        return Offered.from_bytes(self.central.offer(self.journal, hashes).to_bytes())

    def put_attachments(self, blobs: Sequence[bytes]) -> Offered:
        return Offered.from_bytes(self.central.put_attachments(self.journal, blobs).to_bytes())

    def get_attachments(self, hashes: Sequence[bytes]) -> Given:
        return Given.from_bytes(self.central.get_attachments(self.journal, hashes).to_bytes())

    def pull(self, cursor: Cursor | None) -> Page:
        return Page.from_bytes(self.central.pull(self.journal, cursor).to_bytes())

    def crossings(self, query: CrossingQuery) -> CrossingPage:
        asked = CrossingQuery.from_bytes(query.to_bytes())
        return CrossingPage.from_bytes(self.central.crossings(self.journal, asked).to_bytes())

    def keep_codes(self, codes: Sequence[bytes]) -> None:
        self.central.keep_codes(self.journal, Codes.from_bytes(Codes(tuple(codes)).to_bytes()).codes)

    def newest_crossings(self, query: NewestQuery) -> CrossingPage:
        asked = NewestQuery.from_bytes(query.to_bytes())
        return CrossingPage.from_bytes(self.central.newest_crossings(self.journal, asked).to_bytes())

    def entry(self, query: EntryQuery) -> EntryGiven:
        asked = EntryQuery.from_bytes(query.to_bytes())
        return EntryGiven.from_bytes(self.central.entry(self.journal, asked).to_bytes())

    def bundle_key(self, told: KeyTold) -> KeyGiven:
        asked = KeyTold.from_bytes(told.to_bytes())
        return KeyGiven.from_bytes(bundle_keys.take_over(self.central, self.journal, asked).to_bytes())

    def wait(self, told: Alarm) -> Alarm:
        """Never longer than it takes to look."""
        Alarm.from_bytes(told.to_bytes())
        return Alarm.from_bytes(Waiting(self.central).known(self.journal).to_bytes())
