"""A line that fails: before the server heard, after it committed, in the middle, twice, long afterwards."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from random import Random
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct, field

from passdesk.errors import Unreachable
from passdesk.server.central import Central
from passdesk.server.storage import Storage, Writes
from passdesk.sync.alarms import Alarm
from passdesk.sync.crossings import CrossingPage, CrossingQuery, NewestQuery
from passdesk.sync.entries import EntryGiven, EntryQuery
from passdesk.sync.key_messages import KeyGiven, KeyTold
from passdesk.sync.wire import Cursor, Given, Held, Offered, Page, PushAnswer
from tests.server.in_process import InProcessLink
from tests.simulation.machines import ServerMachine

T = TypeVar("T")
Push = tuple[bytes, Sequence[bytes], bytes]


class DeskStops(Exception):
    """The desk's program is gone in the middle of a call."""


class ServerStops(Exception):
    """The server is gone before it could commit."""


class Interrupted:
    """A storage whose next writing transaction does all its work and is never committed."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.reading = storage.reading
        self.forget_deleted = storage.forget_deleted
        self.close = storage.close

    @contextmanager
    def writing(self) -> Iterator[Writes]:
        with self._storage.writing() as writes:
            yield writes
            raise ServerStops


class Line(Struct):
    """One desk's line. `faults`: how likely each call meets one. `sent`: uploads that may arrive once more."""

    server: ServerMachine
    random: Random
    faults: float
    sent: list[Push] = field(default_factory=list)
    met: list[str] = field(default_factory=list)

    def call(self, ask: Callable[[Central], T]) -> T:
        """One call to the server, with whatever goes wrong."""
        fault = self._next()
        match fault:
            case "not sent":
                raise Unreachable("The line is down.")
            case "desk stops before":
                raise DeskStops
            case "not committed":
                self._stop_within(ask)
            case "sent twice":
                ask(self.server.central)
        answer = ask(self.server.central)
        match fault:
            case "answer lost":
                raise Unreachable("The line went down.")
            case "desk stops after":
                raise DeskStops
            case "server stops after":
                self.server.crash()
                raise Unreachable("The server is gone.")
        return answer

    def _next(self) -> str:
        if self.random.random() >= self.faults:
            return ""
        kinds = ("not sent", "answer lost", "desk stops before", "desk stops after", "server stops after",
                 "not committed", "sent twice")  # fmt: skip
        fault = self.random.choice(kinds)
        self.met.append(fault)
        return fault

    def _stop_within(self, ask: Callable[[Central], object]) -> None:
        central = self.server.central
        central.storage = Interrupted(central.storage)
        with suppress(ServerStops):
            ask(central)
        self.server.crash()
        raise Unreachable("The server is gone.")


class FaultyLink:
    """A `Link` over a line that fails."""

    def __init__(self, line: Line, journal: bytes) -> None:
        self._line = line
        self._journal = journal

    def _over(self, ask: Callable[[InProcessLink], T]) -> T:
        return self._line.call(lambda central: ask(InProcessLink(central, self._journal)))

    def speaking_for(self, journal: bytes, identity: Ed25519PrivateKey) -> "FaultyLink":
        del identity
        return FaultyLink(self._line, journal)

    def time(self, nonce: bytes) -> bytes:
        return self._over(lambda link: link.time(nonce))

    def held(self) -> Held:
        return self._over(lambda link: link.held())

    def introduce(self, first: bytes) -> None:
        self._over(lambda link: link.introduce(first))

    def push(self, entries: Sequence[bytes], head: bytes) -> PushAnswer:
        if entries:
            self._line.sent.append((self._journal, entries, head))
        return self._over(lambda link: link.push(entries, head))

    def offer(self, hashes: Sequence[bytes]) -> Offered:
        return self._over(lambda link: link.offer(hashes))

    def put_attachments(self, blobs: Sequence[bytes]) -> Offered:
        return self._over(lambda link: link.put_attachments(blobs))

    def get_attachments(self, hashes: Sequence[bytes]) -> Given:
        return self._over(lambda link: link.get_attachments(hashes))

    def pull(self, cursor: Cursor | None) -> Page:
        return self._over(lambda link: link.pull(cursor))

    def crossings(self, query: CrossingQuery) -> CrossingPage:
        return self._over(lambda link: link.crossings(query))

    def keep_codes(self, codes: Sequence[bytes]) -> None:
        self._over(lambda link: link.keep_codes(codes))

    def newest_crossings(self, query: NewestQuery) -> CrossingPage:
        return self._over(lambda link: link.newest_crossings(query))

    def entry(self, query: EntryQuery) -> EntryGiven:
        return self._over(lambda link: link.entry(query))

    def bundle_key(self, told: KeyTold) -> KeyGiven:
        return self._over(lambda link: link.bundle_key(told))

    def wait(self, told: Alarm) -> Alarm:
        return self._over(lambda link: link.wait(told))
