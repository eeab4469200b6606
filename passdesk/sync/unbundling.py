"""The server's bundle taken in at the desk: read whole first, then applied as if it had come over the line."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Clock
from passdesk.credential.bundles import AnswerHead, BundleCipher, RequestHead, cipher_from, read_head
from passdesk.credential.identity import open_sealed
from passdesk.domain import canonical
from passdesk.domain.attachments import read_attachment
from passdesk.errors import Damaged, Declined
from passdesk.store import exchanged
from passdesk.store.desk_store import DeskStore
from passdesk.store.journal import Journal
from passdesk.store.told import told
from passdesk.sync import bundle_keys, known_server, receipts, trusting
from passdesk.sync.bundle_file import Part, reading
from passdesk.sync.bundling import ANSWERED_BY, FROM, Progress
from passdesk.sync.errors_said import Said
from passdesk.sync.fetching import BEHIND, in_order, keep
from passdesk.sync.file_pages import Extent, FilePages, follow, is_older, read_page
from passdesk.sync.former_journals import note_sent
from passdesk.sync.pulling import Puller
from passdesk.sync.wire import LONGEST_ANSWER, Given, Held, PushAnswer, Refusal, hashes


class Unbundled(Struct, frozen=True):
    """What a bundle brought. `written`: when the server wrote it, µs UTC; `older`: nothing in it is new here.

    `receipted`: own entries the server now holds; `rows`, `attachments`, `erased` as in an exchange; `went_on`: this
    desk's journal was in doubt and it goes on in a new one; `declined`: why the server gives it no rows.
    """

    written: int
    older: bool
    receipted: int
    rows: int
    attachments: int
    erased: int
    anew: bool
    went_on: bool
    refusal: Refusal | None
    declined: str


def take_answer(
    store: DeskStore,
    path: Path,
    clock: Clock,
    *,
    new_seed: Callable[[], bytes] = lambda: secrets.token_bytes(32),
    progress: Progress = lambda _: None,
) -> Unbundled:
    """Take in the server's bundle for this desk; again it changes nothing, and one cut off goes on.

    `Declined` for another desk's or zone's, or one sealed to a key that is gone; `Damaged` for one that is not whole
    as the server wrote it: then nothing of it is used.
    """
    server_public = known_server.public_key(store.journal)
    with reading(path) as bundle:
        head = _checked(store, read_head(bundle.head))
        open_sealed(bundle.head, AnswerHead, server_public)
        cipher = _cipher(store, head)
        taking = _Taking(store, head, server_public, clock)
        taking.check(_told(bundle.parts(server_public, cipher), progress))
        done = taking.take(_told(bundle.parts(server_public, cipher), progress))
    done = taking.go_on(done, new_seed)
    if store.doubt is None and (done.receipted or done.rows or done.attachments or done.erased):
        counts = {"entries": done.receipted, "rows": done.rows, "attachments": done.attachments}
        store.write("bundle_taken", {"desk": store.journal.id, "to": "desk", **counts}, reading=clock())
    return done


def _checked(store: DeskStore, head: RequestHead | AnswerHead) -> AnswerHead:
    """Said before the signature is looked at: whose bundle it is says more than that its key is another."""
    if head.zone != store.journal.zone:
        raise Declined(f"This bundle is of zone {head.zone}, not of {store.journal.zone}.", kept=_NOTHING)
    if not isinstance(head, AnswerHead):
        raise Declined(
            "This file is no answer: a desk wrote it for the server.",
            kept=_NOTHING,
            remedy="Take it to the server, and come back with its answer.",
        )
    if head.journal != store.journal.id:
        raise Declined("This bundle is for another desk.", kept=_NOTHING, remedy="Take it to that desk.")
    return head


def _cipher(store: DeskStore, head: AnswerHead) -> BundleCipher:
    private = bundle_keys.private_half(store.journal, head.sealed_to)
    if private is None:
        raise Declined(
            "This bundle answers one that this desk wrote long ago: its key is gone.",
            kept=_NOTHING,
            remedy="Write a new bundle here, and take the answer to that one.",
        )
    return cipher_from(private, head.ephemeral)


def _told(parts: Iterator[Part], progress: Progress) -> Iterator[Part]:
    read = 0
    for part in parts:
        read += len(part.body)
        progress(read)
        yield part


class _Taking:
    def __init__(self, store: DeskStore, head: AnswerHead, server_public: bytes, clock: Clock) -> None:
        self._store, self._head, self._server_public, self._clock = store, head, server_public, clock
        self._extent: Extent | None = None
        self._complete = self._whole = True
        self._erased: set[bytes] = set()
        self._wanted: set[bytes] | None = None
        self._answers: dict[bytes, PushAnswer] = {}
        self._branched = False
        self._done = Unbundled(head.written, False, 0, 0, 0, 0, False, False, None, "")

    def check(self, parts: Iterator[Part]) -> None:
        """Nothing is used before all of it was read and holds."""
        for part in parts:
            match part.kind:
                case "page":
                    start, page = read_page(part)
                    self._extent, self._complete = follow(self._extent, start, page), not page.more
                case "given":
                    for blob in Given.from_bytes(part.body).blobs:
                        read_attachment(blob)
                case "answer":
                    PushAnswer.from_bytes(part.body)
                case "held":
                    Held.from_bytes(part.body)
                case "erased":
                    _hashes(part)
                case _:
                    pass
        if self._extent is not None and not self._complete:
            raise Damaged("The bundle ends before its last page.", kept=_NOTHING)

    def take(self, parts: Iterator[Part]) -> Unbundled:
        store, extent = self._store, self._extent
        older = extent is not None and is_older(store, extent, self._head.written)
        behind = store.journal.get_state(BEHIND) or b""
        before = receipts.latest(store.journal, self._server_public)
        if extent is not None and not older:
            store.journal.set_state(BEHIND, b"\x01")
        for part in parts:
            if part.kind == "page":
                if extent is not None and not older:
                    self._pull(FilePages(chain([part], parts), extent))
                    extent = None
            else:
                self._use(part)
        self._settle(behind if self._whole else b"\x01", older=older)
        receipted = receipts.latest(store.journal, self._server_public) - before
        erased = self._done.erased + len(self._erased)
        return replace(self._done, older=older, receipted=max(0, receipted), erased=erased)

    def _use(self, part: Part) -> None:
        match part.kind:
            case "key":
                bundle_keys.keep_servers_key(self._store.journal, part.body, self._server_public)
            case "answer":
                self._answer(part.journal, PushAnswer.from_bytes(part.body))
            case "held":
                self._held(part.journal, Held.from_bytes(part.body))
            case "erased":
                self._erase(_hashes(part))
            case "declined":
                self._done = replace(self._done, declined=str(Said.from_bytes(part.body).error()))
            case "given":
                self._keep(Given.from_bytes(part.body))
            case "more":
                self._whole = False

    def _pull(self, pages: FilePages) -> None:
        pulled = Puller(self._store, pages).pull()
        self._done = replace(self._done, rows=pulled.rows, erased=pulled.erased, anew=pulled.anew)
        trusting.note(self._store, told(self._store, self._clock()).at // 1_000_000)

    def _answer(self, journal: bytes, answer: PushAnswer) -> None:
        with self._journal(journal) as one:
            if one is None:
                return
            receipts.keep(one, answer, self._server_public)
            self._answers[journal] = answer
            if answer.refusal is not None:
                self._done = replace(self._done, refusal=answer.refusal)
            elif one is not self._store.journal and answer.seq == one.seq:
                note_sent(self._store.journal, journal)

    def _held(self, journal: bytes, held: Held) -> None:
        with self._journal(journal) as one:
            if one is None:
                return
            known = receipts.known(one, held)
            less = known is not None and known.seq < receipts.latest(one, self._server_public)
            kept = known.seq.to_bytes(8) + one.id if known is not None and less else b""
            if (one.get_state(FROM) or b"") != kept:
                one.set_state(FROM, kept)
            if one is self._store.journal:
                self._branched = known is None or held.main not in (None, known)

    @contextmanager
    def _journal(self, key: bytes) -> Iterator[Journal | None]:
        """This desk's journal of this id, or one that it continues; None where it has none."""
        if key == self._store.journal.id:
            yield self._store.journal
            return
        former = self._store.former()
        try:
            yield next((one for one in former if one.id == key), None)
        finally:
            for one in former:
                one.file.close()

    def _erase(self, gone: Sequence[bytes]) -> None:
        fresh = [hash_ for hash_ in gone if not self._store.attachments.is_erased(hash_)]
        if fresh:
            self._erased.update(fresh)
            self._store.attachments.erase(fresh)
            self._store.registers.current.forget_names(fresh)
            self._store.finish_erasing()

    def _keep(self, given: Given) -> None:
        """What this desk's rows name and is not here; the rest has been erased, or is of rows it does not have."""
        if self._wanted is None:
            self._wanted = set(self._store.attachments.missing(in_order(self._store)))
        arrived = [one for blob in given.blobs if (one := read_attachment(blob)).hash in self._wanted]
        keep(self._store, arrived)
        self._wanted -= {one.hash for one in arrived}
        self._done = replace(self._done, attachments=self._done.attachments + len(arrived))

    def _settle(self, behind: bytes, *, older: bool) -> None:
        """What this desk knows is as old as the bundle, not as its arrival here; a stick is no clock."""
        journal = self._store.journal
        if (journal.get_state(BEHIND) or b"") != behind:
            journal.set_state(BEHIND, behind)
        if self._head.answers and self._head.answers == journal.get_state(ANSWERED_BY):
            receipts.note_owed(journal, 0)
            journal.set_state(ANSWERED_BY, b"")
        if not older and self._extent is not None and self._head.written > (exchanged.exchanged_at(journal) or 0):
            exchanged.note_exchange(journal, self._head.written)
        journal.note_signed_time(self._head.written)

    def go_on(self, done: Unbundled, new_seed: Callable[[], bytes]) -> Unbundled:
        """As after an exchange: a journal of which the server keeps a branch goes on in a new one."""
        store, answer = self._store, self._answers.get(self._store.journal.id)
        in_doubt = self._branched or store.doubt is not None
        if not in_doubt or answer is None or answer.refusal is not None:
            return done
        sent = answer.seq == store.journal.seq
        store.begin_anew(new_seed(), self._clock())
        if sent:
            note_sent(store.journal, self._head.journal)
        return replace(done, went_on=True)


_NOTHING = "Nothing of it was used."


def _hashes(part: Part) -> tuple[bytes, ...]:
    return hashes(canonical.decode(part.body, limit=LONGEST_ANSWER))
