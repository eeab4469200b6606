"""A desk's bundle taken in at the server: read whole first, then accepted as over the line, by the same operations."""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from passdesk.credential import bundles, identity, keys
from passdesk.credential.bundles import BundleCipher, RequestHead
from passdesk.credential.identity import open_sealed
from passdesk.domain import canonical
from passdesk.domain.attachments import read_attachment
from passdesk.domain.entries import read_entry
from passdesk.errors import Damaged, Declined
from passdesk.server import bundle_keys, introducing
from passdesk.server.central import Central
from passdesk.sync.bundle_file import Bundle, Part, reading
from passdesk.sync.wire import LONGEST_ANSWER, LONGEST_REQUEST, Held, PushAnswer, hashes, split

Progress = Callable[[int], None]
"""Called with the bytes read so far, of both readings."""


class Outcome(Struct, frozen=True):
    """What became of one journal of the bundle: the last answer to an upload, and what the server now holds."""

    journal: bytes
    answer: PushAnswer
    held: Held


class Request(Struct, frozen=True):
    """A bundle taken in. `entries`: newly held; `attachments`: newly kept; `wanted`: those the desk asks for; `erased`:
    those it sent, or has, that must go."""

    head: RequestHead
    entries: int
    attachments: int
    outcomes: tuple[Outcome, ...]
    wanted: tuple[bytes, ...]
    erased: tuple[bytes, ...]


def take_request(central: Central, path: Path, progress: Progress = lambda _: None) -> Request:
    """Take in a desk's bundle; again it changes nothing. `Damaged` or `Declined` for one that is not whole, not for
    this zone, or not signed by a desk of it: then nothing of it is accepted."""
    with reading(path) as bundle:
        taking = _Taking(central, bundle, progress)
        taking.check()
        return taking.take()


class _Taking:
    def __init__(self, central: Central, bundle: Bundle, progress: Progress) -> None:
        self._central, self._bundle, self._progress = central, bundle, progress
        self.head = _unsealed(bundle.head)
        if self.head.zone != central.zone:
            raise Declined(f"This bundle is of zone {self.head.zone}, not of {central.zone}.", kept=_NOTHING)
        self._cipher = self._opened()
        self._public = central.public_key(self.head.journal) or self._introduced()
        open_sealed(bundle.head, RequestHead, self._public)
        self._firsts: dict[bytes, bytes] = {}
        self._answers: dict[bytes, PushAnswer] = {}
        self._erased: set[bytes] = set()
        self._wanted: dict[bytes, None] = {}
        self._attachments = 0

    def _opened(self) -> BundleCipher | None:
        if not self.head.sealed_to:
            return None
        private = bundle_keys.private_half(self._central)
        if bundles.public_half(private) != self.head.sealed_to:
            raise Declined(
                "This bundle is sealed to a key this server does not have.",
                kept=_NOTHING,
                remedy="Write a bundle for the desk (passdesk server bundle), take it there, and have it write anew.",
            )
        return bundles.cipher_from(private, self.head.ephemeral)

    def _introduced(self) -> bytes:
        """The key of a journal not known here: it shows its first entry, and is judged by it when that is taken."""
        for number, one in enumerate(self._bundle.parts(bytes(32), self._cipher)):
            if one.kind == "introduce" and one.journal == self.head.journal:
                public = introducing.public_key_of(one.body, self._central.zone)
                if keys.key_id(public) == self.head.journal:
                    return public
            if number:
                break
        raise Declined("This bundle is of a desk the server does not know.", kept=_NOTHING)

    def _parts(self) -> Iterator[Part]:
        return self._bundle.parts(self._public, self._cipher)

    def check(self) -> None:
        """Nothing is done before all of it was read and holds."""
        read = 0
        for part in self._parts():
            read += len(part.body)
            self._progress(read)
            match part.kind:
                case "push":
                    self._vouched(part)
                case "attachments":
                    for blob in split(part.body):
                        read_attachment(blob)
                case "wanted":
                    self._wanted.update(dict.fromkeys(_hashes(part)))
                case "introduce":
                    self._firsts[part.journal] = part.body
                case _:
                    pass
            if len(self._firsts) > _MOST_JOURNALS or len(self._wanted) > _MOST_WANTED:
                raise Damaged("The bundle asks for more than any desk does.", kept=_NOTHING)

    def take(self) -> Request:
        self._know(self.head.journal)
        before = {journal: self._newest(journal) for journal in self._firsts}
        read = self._bundle.size
        for part in self._parts():
            read += len(part.body)
            self._progress(read)
            match part.kind:
                case "push":
                    self._push(part)
                case "attachments":
                    self._keep(part)
                case _:
                    pass
        entries = sum(max(0, self._newest(journal) - before.get(journal, 0)) for journal in self._firsts)
        outcomes = tuple(Outcome(one, said, self._central.held(one)) for one, said in self._answers.items())
        return Request(
            self.head, entries, self._attachments, outcomes, tuple(self._wanted), tuple(sorted(self._erased))
        )

    def _vouched(self, part: Part) -> tuple[bytes, list[bytes]]:
        """Head and entries of an upload, the head signed for exactly these entries by their own journal: nobody's
        are taken on another desk's word."""
        head, entries = _upload(part)
        public = self._central.public_key(part.journal)
        if public is None and part.journal in self._firsts:
            public = introducing.public_key_of(self._firsts[part.journal], self._central.zone)
        said = None if public is None else open_sealed(head, identity.Head, public)
        if said is None or (said.journal, said.hash) != (part.journal, _linked(entries)):
            raise Damaged("A journal's head in the bundle is not that of the entries it stands with.", kept=_NOTHING)
        return head, entries

    def _push(self, part: Part) -> None:
        """An upload, unless one before it was refused."""
        said = self._answers.get(part.journal)
        if said is None or said.refusal is None:
            head, entries = self._vouched(part)
            self._know(part.journal)
            self._answers[part.journal] = self._central.push(part.journal, entries, head)

    def _know(self, journal: bytes) -> None:
        """Introduce a journal that is not known here, and before it the one that it continues."""
        first = self._firsts.get(journal)
        if first is None or self._central.public_key(journal) is not None:
            return
        since = read_entry(first).body.get("continues")
        if isinstance(since, bytes) and since != journal:
            self._know(since)
        self._central.introduce(journal, first)

    def _keep(self, part: Part) -> None:
        blobs = {read_attachment(blob).hash: blob for blob in split(part.body)}
        offered = self._central.offer(self.head.journal, tuple(blobs))
        self._erased.update(offered.erased)
        if offered.wanted:
            self._central.put_attachments(self.head.journal, [blobs[one] for one in offered.wanted])
            self._attachments += len(offered.wanted)

    def _newest(self, journal: bytes) -> int:
        if self._central.public_key(journal) is None:
            return 0
        main = self._central.held(journal).main
        return 0 if main is None else main.seq


_NOTHING = "Nothing of it was accepted."
_MOST_JOURNALS = 64
_MOST_WANTED = 1 << 21


def _unsealed(sealed: bytes) -> RequestHead:
    """What the head says, of whoever it is: whose key to ask for."""
    head = bundles.read_head(sealed)
    if isinstance(head, RequestHead):
        return head
    raise Declined(
        "This file is an answer, which a server wrote for a desk.", kept=_NOTHING, remedy="Take it in on that desk."
    )


def _upload(part: Part) -> tuple[bytes, list[bytes]]:
    """The sealed head and the entries of an upload."""
    match canonical.decode(part.body, limit=LONGEST_ANSWER):
        case [bytes(head), bytes(entries)] if len(entries) <= LONGEST_REQUEST:
            return head, split(entries)
    raise Damaged("An upload in the bundle does not read.", kept=_NOTHING)


def _linked(entries: list[bytes]) -> bytes:
    """The hash of the last of them, where each follows from the one before; then its head vouches for them all."""
    before: bytes | None = None
    for raw in entries:
        entry = read_entry(raw)
        if before is not None and entry.content.prev != before:
            raise Damaged("Entries in the bundle do not follow one another.", kept=_NOTHING)
        before = entry.hash
    if before is None:
        raise Damaged("An upload in the bundle is empty.", kept=_NOTHING)
    return before


def _hashes(part: Part) -> tuple[bytes, ...]:
    return hashes(canonical.decode(part.body, limit=LONGEST_ANSWER))
