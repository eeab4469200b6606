"""Sending a journal: attachments first, then entries, each upload answered by a receipt that is checked and kept."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from passdesk.credential import identity
from passdesk.domain.entries import Entry
from passdesk.domain.people import ATTACHED
from passdesk.errors import Damaged
from passdesk.store.attachments import Attachments
from passdesk.store.journal import Journal
from passdesk.sync.link import Link
from passdesk.sync.wire import LONGEST_REQUEST, MOST_HASHES, BranchHead, Held, PushAnswer, Refusal

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
        known = self._known(held)
        self._branched = known is None or held.main not in (None, known)
        seq = known.seq if known is not None else self._receipted()
        while seq < self._journal.seq:
            answer = self._send(list(_batch(self._journal.entries(seq + 1))))
            if answer.refusal is not None:
                return self._result(answer.refusal)
            seq = answer.seq
        if self._journal.seq:
            self._all_said()
        return self._result(None)

    def _result(self, refusal: Refusal | None) -> Pushed:
        return Pushed(self._entries, self._sent_attachments, self._branched, refusal, frozenset(self._erased))

    def _known(self, held: Held) -> BranchHead | None:
        """The newest head of the server's that is an entry of ours: from there on it lacks the rest. A journal it
        does not hold at all is known up to nothing; None where its entries are not ours."""
        ours = [head for head in held.heads if self._hash_at(head.seq) == head.hash]
        nothing = BranchHead(b"", 0, bytes(32))
        return max(ours, key=lambda head: head.seq, default=None if held.heads else nothing)

    def _hash_at(self, seq: int) -> bytes | None:
        if seq == self._journal.seq:
            return self._journal.head_hash
        entry = self._journal.entry(seq)
        return entry.hash if entry is not None else None

    def _receipted(self) -> int:
        """The newest entry of ours the server once receipted on the journal's own line."""
        receipts = self._journal.receipts()
        held = (identity.open_sealed(sealed, identity.Receipt, self._server_public) for sealed in receipts)
        ours = (one.seq for one in held if not one.branch and self._hash_at(one.seq) == one.hash)
        return max(ours, default=0)

    def _send(self, entries: list[Entry]) -> PushAnswer:
        self._send_attachments(entries)
        newest = entries[-1]
        answer = self._link.push([entry.raw for entry in entries], self._head(newest.content.seq, newest.hash))
        self._keep_receipt(answer)
        if answer.refusal is None and answer.seq != newest.content.seq:
            raise Damaged("The server's answer to an upload does not fit it.", kept="The entries stay here.")
        self._entries += sum(1 for entry in entries if entry.content.seq <= answer.seq)
        self._branched = self._branched or bool(answer.branch)
        return answer

    def _all_said(self) -> None:
        self._keep_receipt(self._link.push([], self._head(self._journal.seq, self._journal.head_hash)))

    def _head(self, seq: int, hash_: bytes) -> bytes:
        head = identity.Head(self._journal.zone, self._journal.id, identity.MAIN_BRANCH, seq, hash_)
        return identity.seal(head, self._journal.identity)

    def _keep_receipt(self, answer: PushAnswer) -> None:
        """Keep a receipt that says more than the last one; one for entries that are not ours is `Damaged`."""
        if answer.receipt is None:
            return
        receipt = identity.open_sealed(answer.receipt, identity.Receipt, self._server_public)
        place = (receipt.zone, receipt.journal, receipt.hash)
        if place != (self._journal.zone, self._journal.id, self._hash_at(receipt.seq)):
            raise Damaged("The server gave a receipt for entries that are not this desk's.", kept="It was not kept.")
        if not _says_less(receipt, self._journal.latest_receipt(), self._server_public):
            self._journal.keep_receipt(answer.receipt)

    def _send_attachments(self, entries: Sequence[Entry]) -> None:
        named = list(dict.fromkeys(hash_ for entry in entries for hash_ in named_by(entry)))
        for at in range(0, len(named), MOST_HASHES):
            offered = self._link.offer(named[at : at + MOST_HASHES])
            self._erased.update(offered.erased)
            self._put(offered.wanted)

    def _put(self, wanted: Iterable[bytes]) -> None:
        held = (self._attachments.get(hash_) for hash_ in wanted)
        for blobs in _packed(one.to_bytes() for one in held if one is not None):
            self._erased.update(self._link.put_attachments(blobs).erased)
            self._sent_attachments += len(blobs)


def named_by(entry: Entry) -> Iterator[bytes]:
    """The attachments an entry names."""
    for name in _NAMING:
        value = entry.body.get(name)
        if isinstance(value, bytes) and len(value) == 32:
            yield value


def _says_less(receipt: identity.Receipt, kept: bytes | None, server_public: bytes) -> bool:
    if kept is None:
        return False
    last = identity.open_sealed(kept, identity.Receipt, server_public)
    same = (last.generation, last.journal, last.branch) == (receipt.generation, receipt.journal, receipt.branch)
    return same and receipt.seq <= last.seq


def _batch(entries: Iterable[Entry]) -> Iterator[Entry]:
    """As many entries as one request takes."""
    size = 0
    for count, entry in enumerate(entries):
        size += len(entry.raw) + 5
        if size > _ROOM or count == _MOST_ENTRIES:
            return
        yield entry


def _packed(blobs: Iterable[bytes]) -> Iterator[list[bytes]]:
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
