"""Sending a journal: attachments first, then entries, each upload answered by a receipt that is checked and kept."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from passdesk.domain.entries import Entry
from passdesk.domain.people import ATTACHED
from passdesk.errors import Damaged
from passdesk.store.attachments import Attachments
from passdesk.store.journal import Journal
from passdesk.sync import receipts
from passdesk.sync.link import Link
from passdesk.sync.receipts import signed_head
from passdesk.sync.wire import LONGEST_REQUEST, MOST_HASHES, Held, PushAnswer, Refusal

_ROOM = LONGEST_REQUEST - 64 * 1024
_MOST_ENTRIES = 2000
_NAMING = (*ATTACHED, "wrapped", "card")


class Pushed(Struct, frozen=True):
    """`entries` and `attachments` sent now; `branched`: the server keeps this journal's newest entries as a branch,
    or holds entries this journal no longer has; `erased`: hashes that must go here too."""

    entries: int = 0
    attachments: int = 0
    branched: bool = False
    refusal: Refusal | None = None
    erased: frozenset[bytes] = frozenset()


class Pusher:
    """Sends one journal over a link that speaks for it."""

    def __init__(self, journal: Journal, attachments: Attachments, link: Link, server_public: bytes) -> None:
        self._journal = journal
        self._attachments = attachments
        self._link = link
        self._server_public = server_public
        self._erased: set[bytes] = set()
        self._entries = self._sent_attachments = 0
        self._branched = False

    def push(self, held: Held) -> Pushed:
        """Send what the server lacks, and say at the end that this is all."""
        known = receipts.known(self._journal, held)
        self._branched = known is None or held.main not in (None, known)
        seq = known.seq if known is not None else receipts.newest(self._journal, self._server_public)
        self._send_owed(seq)
        while seq < self._journal.seq:
            answer = self._send(list(batch(self._journal.entries(seq + 1))))
            if answer.refusal is not None:
                return self._result(answer.refusal)
            seq = answer.seq
        if self._journal.seq:
            self._all_said()
        return self._result(None)

    def _send_owed(self, held: int) -> None:
        """Attachments of entries that the server holds already, but came to it without them."""
        first = receipts.owed(self._journal)
        while 0 < first <= held:
            entries = list(batch(self._journal.entries(first, held)))
            self._send_attachments(entries)
            first = entries[-1].content.seq + 1 if entries else 0
        receipts.note_owed(self._journal, 0)

    def _result(self, refusal: Refusal | None) -> Pushed:
        return Pushed(self._entries, self._sent_attachments, self._branched, refusal, frozenset(self._erased))

    def _send(self, entries: list[Entry]) -> PushAnswer:
        self._send_attachments(entries)
        newest = entries[-1]
        answer = self._link.push(
            [entry.raw for entry in entries], signed_head(self._journal, newest.content.seq, newest.hash)
        )
        self._keep(answer)
        if answer.refusal is None and answer.seq != newest.content.seq:
            raise Damaged("The server's answer to an upload does not fit it.", kept="The entries stay here.")
        self._entries += sum(1 for entry in entries if entry.content.seq <= answer.seq)
        self._branched = self._branched or bool(answer.branch)
        return answer

    def _all_said(self) -> None:
        self._keep(self._link.push([], signed_head(self._journal, self._journal.seq, self._journal.head_hash)))

    def _keep(self, answer: PushAnswer) -> None:
        receipts.keep(self._journal, answer, self._server_public)

    def _send_attachments(self, entries: Sequence[Entry]) -> None:
        named = list(dict.fromkeys(hash_ for entry in entries for hash_ in named_by(entry)))
        for at in range(0, len(named), MOST_HASHES):
            offered = self._link.offer(named[at : at + MOST_HASHES])
            self._erased.update(offered.erased)
            self._put(offered.wanted)

    def _put(self, wanted: Iterable[bytes]) -> None:
        held = (self._attachments.get(hash_) for hash_ in wanted)
        for blobs in packed(one.to_bytes() for one in held if one is not None):
            self._erased.update(self._link.put_attachments(blobs).erased)
            self._sent_attachments += len(blobs)


def named_by(entry: Entry) -> Iterator[bytes]:
    """The attachments an entry names."""
    for name in _NAMING:
        value = entry.body.get(name)
        if isinstance(value, bytes) and len(value) == 32:
            yield value


def batch(entries: Iterable[Entry]) -> Iterator[Entry]:
    """As many entries as one request takes."""
    size = 0
    for count, entry in enumerate(entries):
        size += len(entry.raw) + 5
        if size > _ROOM or count == _MOST_ENTRIES:
            return
        yield entry


def packed(blobs: Iterable[bytes]) -> Iterator[list[bytes]]:
    packed: list[bytes] = []
    size = 0
    for blob in blobs:
        if packed and size + len(blob) + 5 > _ROOM:
            yield packed
            packed, size = [], 0
        packed.append(blob)
        size += len(blob) + 5
    if packed:
        yield packed
