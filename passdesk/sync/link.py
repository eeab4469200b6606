"""The way to a server, whatever lies between: everything a desk asks of it once it is enrolled."""

from collections.abc import Sequence
from typing import Protocol, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.errors import Declined
from passdesk.sync.alarms import Alarm
from passdesk.sync.crossings import CrossingPage, CrossingQuery, NewestQuery
from passdesk.sync.entries import EntryGiven, EntryQuery
from passdesk.sync.key_messages import KeyGiven, KeyTold
from passdesk.sync.wire import Cursor, Given, Held, Offered, Page, PushAnswer


class UnknownDesk(Declined):
    """The server does not know this journal: it is new, or the server was restored from before it was enrolled."""


class Feed(Protocol):
    """Where a register's pages come from: a line, or a file."""

    def pull(self, cursor: Cursor | None) -> Page:
        """The next page of the feed; None asks where to begin."""
        ...


class Link(Feed, Protocol):
    """One desk's line to its server. Every call may be repeated; a lost answer is harmless.

    `Unreachable`: no server there, or not ours. `Declined`, `Damaged`, `Misuse`: what the server said against it.
    """

    def speaking_for(self, journal: bytes, identity: Ed25519PrivateKey) -> Self:
        """The same line for another journal of this desk."""
        ...

    def time(self, nonce: bytes) -> bytes:
        """A sealed `SignedTime` for this nonce (16 to 32 bytes)."""
        ...

    def held(self) -> Held:
        """What the server holds of this desk's journal and its branches."""
        ...

    def introduce(self, first: bytes) -> None:
        """Show entry 1, when the server says `UnknownDesk`: it carries the desk's certificate or what it continues."""
        ...

    def push(self, entries: Sequence[bytes], head: bytes) -> PushAnswer:
        """Raw entries in order, and the journal's sealed `Head` of the last of them.

        Where a number is taken by another hash, the server opens a branch and answers with its name. No entries
        and the head of the last one held say "that is all": the server counts the journal as heard by now.
        """
        ...

    def offer(self, hashes: Sequence[bytes]) -> Offered:
        """Ask which of these attachments the server wants."""
        ...

    def put_attachments(self, blobs: Sequence[bytes]) -> Offered:
        """Attachments as bytes; answers with those that are erased (`wanted` is empty)."""
        ...

    def get_attachments(self, hashes: Sequence[bytes]) -> Given:
        """Attachments this desk may have."""
        ...

    def crossings(self, query: CrossingQuery) -> CrossingPage:
        """Crossings of the whole zone; for records and admin desks alone."""
        ...

    def keep_codes(self, codes: Sequence[bytes]) -> None:
        """Hand over the 26-byte codes of places about to be opened, at most 256; for admin desks alone."""
        ...

    def newest_crossings(self, query: NewestQuery) -> CrossingPage:
        """The same, the newest first."""
        ...

    def entry(self, query: EntryQuery) -> EntryGiven:
        """One entry of any journal; for records and admin desks alone."""
        ...

    def bundle_key(self, told: KeyTold) -> KeyGiven:
        """Tell the key that bundles for this desk are sealed to, and hear the server's."""
        ...

    def wait(self, told: Alarm) -> Alarm:
        """Say whether the area is being emptied as this desk knows it, and hear it as the server does: at once where
        that is another, else after 20 s or so."""
        ...
