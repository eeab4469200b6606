"""The central server's operations, each given a journal whose request was authenticated; no sockets here."""

from collections.abc import Mapping, Sequence
from typing import Any

from passdesk.clock import Clock
from passdesk.credential import identity
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.enrolment import EnrolmentCode
from passdesk.domain.attachments import Attachment, read_attachment
from passdesk.domain.entries import Entry
from passdesk.domain.people import Desk
from passdesk.domain.register import Row
from passdesk.domain.tables import TABLES
from passdesk.errors import Damaged, Declined, Misuse
from passdesk.server import enrolling, feed, introducing, keys_kept, own_journal
from passdesk.server.acceptance import Taken, accept, heard_at, take_up
from passdesk.server.erased_file import ErasedFile
from passdesk.server.feed_scope import scope_of
from passdesk.server.storage import Place, Reads, Storage, Writes
from passdesk.store.signing import Signer
from passdesk.sync.crossings import MOST_ROWS, Crossing, CrossingPage, CrossingQuery, NewestQuery
from passdesk.sync.entries import NOTHING_THERE, EntryGiven, EntryQuery
from passdesk.sync.joining import Enrol, Enrolled
from passdesk.sync.link import UnknownDesk
from passdesk.sync.wire import LONGEST_REQUEST, MOST_HASHES, Cursor, Given, Held, Offered, Page, PushAnswer

_OFFICE = frozenset({"records", "admin"})


class Central:
    """One zone's server. Its clock is the zone's time. Every operation is one transaction and may be repeated."""

    def __init__(self, storage: Storage, clock: Clock, erased: ErasedFile) -> None:
        self.storage = storage
        self.clock = clock
        self._erased = erased
        self._tries = enrolling.Tries()
        with storage.reading() as reads:
            self.keys = keys_kept.load(reads)
            founded = keys_kept.zone_of(reads)
            self.zone, self.root = founded.zone, founded.root

    def begin(self) -> None:
        """Before serving: what was erased stays erased also after a restore; what could not be read is folded now."""
        with self.storage.writing() as writes:
            forgotten = self._erased.read() - writes.erased(self._erased.read())
            writes.erase(forgotten)
            take_up(writes, heard_at(self.clock()))
        if forgotten:
            self.storage.forget_deleted()

    # What a desk asks

    def time(self, nonce: bytes) -> bytes:
        """A sealed `SignedTime`; `Misuse` for a nonce of another length than 16 to 32 bytes."""
        if not 16 <= len(nonce) <= 32:
            raise Misuse("A nonce is 16 to 32 bytes.")
        return identity.seal(identity.SignedTime(self.zone, nonce, self.clock().wall), self.keys.private)

    def held(self, journal: bytes) -> Held:
        with self.storage.reading() as reads:
            _desk(reads, journal)
            return Held(reads.generation, tuple(reads.heads(journal)))

    def introduce(self, journal: bytes, first: bytes) -> None:
        with self.storage.writing() as writes:
            erased = introducing.introduce(writes, self.keys, journal, first, self.clock())
            self._erased.append(erased)

    def push(self, journal: bytes, entries: Sequence[bytes], head: bytes) -> PushAnswer:
        """Accept entries and give a receipt; see `Link.push`. `Damaged` for a head that is not this journal's."""
        if sum(map(len, entries)) > LONGEST_REQUEST:
            raise Misuse(f"An upload is at most {LONGEST_REQUEST} bytes.")
        with self.storage.writing() as writes:
            said = identity.open_sealed(head, identity.Head, _desk(writes, journal).public_key)
            if said.journal != journal or said.zone != self.zone:
                raise Damaged("This head is of another journal.")
            now = heard_at(self.clock())
            taken = accept(writes, journal, entries, now) if entries else self._all_said(writes, said)
            if taken.newest is not None and taken.refusal is None and taken.newest.hash != said.hash:
                raise Damaged("The head is not that of the newest entry sent.", kept="Nothing was accepted.")
            enrolling.forget_codes(writes, journal)
            self._erased.append(taken.erased)
            generation = writes.generation
        if taken.erased:
            self.storage.forget_deleted()
        return self._answer(journal, taken, generation)

    def _all_said(self, writes: Writes, said: identity.Head) -> Taken:
        """The journal has no more to send than we hold: it is heard by now."""
        place = writes.place(said.journal, said.hash)
        if place is None or place.seq != said.seq:
            raise Misuse("This head is not held here.", remedy="Send the entries that lead to it.")
        if writes.head(said.journal, b"") == place:
            writes.heard(said.journal, self.clock().wall)
        return Taken(place, None, frozenset())

    def _answer(self, journal: bytes, taken: Taken, generation: int) -> PushAnswer:
        if taken.newest is None:
            return PushAnswer(b"", 0, None, taken.refusal)
        return PushAnswer(
            taken.newest.branch, taken.newest.seq, self._receipt(journal, taken.newest, generation), taken.refusal
        )

    def _receipt(self, journal: bytes, place: Place, generation: int) -> bytes:
        now = self.clock().wall
        receipt = identity.Receipt(self.zone, journal, place.branch, place.seq, place.hash, now, generation)
        return identity.seal(receipt, self.keys.private)

    def offer(self, journal: bytes, hashes: Sequence[bytes]) -> Offered:
        _bounded(hashes)
        with self.storage.reading() as reads:
            desk, erased, stored = _desk(reads, journal), reads.erased(hashes), reads.stored(hashes)
        wanted = (hash_ for hash_ in hashes if hash_ not in erased and hash_ not in stored and _may_add(desk))
        return Offered(tuple(dict.fromkeys(wanted)), tuple(sorted(erased)))

    def put_attachments(self, journal: bytes, blobs: Sequence[bytes]) -> Offered:
        """Keep attachments; an erased one is not stored again, the answer names it. `Damaged` for what is none."""
        if sum(map(len, blobs)) > LONGEST_REQUEST:
            raise Misuse(f"An upload is at most {LONGEST_REQUEST} bytes.")
        read = [(read_attachment(blob).hash, blob) for blob in blobs]
        with self.storage.writing() as writes:
            desk = _desk(writes, journal)
            for hash_, blob in read:
                if _may_add(desk):
                    writes.put_attachment(hash_, blob)
            return Offered((), tuple(sorted(writes.erased([hash_ for hash_, _ in read]))))

    def get_attachments(self, journal: bytes, hashes: Sequence[bytes]) -> Given:
        """Those that a row this desk receives names and its roles may hold, as many as fit one answer."""
        _bounded(hashes)
        blobs: list[bytes] = []
        size = 0
        with self.storage.reading() as reads:
            desk = _admitted(reads, journal)
            erased, stored = reads.erased(hashes), reads.stored(hashes)
            for hash_ in hashes:
                raw = _attachment(reads, desk, hash_) if hash_ in stored else None
                if raw is None:
                    continue
                if (size := size + len(raw)) > LONGEST_REQUEST:
                    break
                blobs.append(raw)
        return Given(tuple(blobs), tuple(sorted(erased)))

    def pull(self, journal: bytes, cursor: Cursor | None) -> Page:
        with self.storage.reading() as reads:
            return feed.page(reads, _admitted(reads, journal), cursor)

    def crossings(self, journal: bytes, query: CrossingQuery) -> CrossingPage:
        """`Declined` for a desk that is neither of records nor of administration."""
        with self.storage.reading() as reads:
            _of_the_office(reads, journal)
            found = reads.crossings(query, MOST_ROWS + 1)
        return _page(found, MOST_ROWS)

    def newest_crossings(self, journal: bytes, query: NewestQuery) -> CrossingPage:
        """The same, newest accepted first."""
        with self.storage.reading() as reads:
            _of_the_office(reads, journal)
            found = reads.newest_crossings(query, query.limit + 1)
        return _page(found, query.limit)

    def entry(self, journal: bytes, query: EntryQuery) -> EntryGiven:
        """One entry of any journal, and what was made of it; `Declined` as for crossings."""
        with self.storage.reading() as reads:
            _of_the_office(reads, journal)
            held = reads.accepted_as(query.journal, query.branch, query.seq)
        return NOTHING_THERE if held is None else EntryGiven(held.raw, held.judgement, held.cause, held.at)

    def keep_codes(self, journal: bytes, codes: Sequence[bytes]) -> None:
        """See `enrolling.keep_codes`."""
        with self.storage.writing() as writes:
            enrolling.keep_codes(writes, _admitted(writes, journal), codes)

    # What happens at the server

    def enrol(self, asked: Enrol) -> Enrolled:
        """Enrol a desk by its proof; see `enrolling.enrol`. Too many wrong codes in a minute: every one is refused."""
        reading = self.clock()
        self._tries.let(reading)
        try:
            with self.storage.writing() as writes:
                return enrolling.enrol(writes, self.keys, asked, reading)
        except Declined:
            self._tries.failed(reading)
            raise

    def open_enrolment(self, place: JournalRights, signer: Signer) -> EnrolmentCode:
        """A place for a new desk, with the code to print; `Declined` unless an administrator signs."""
        with self.storage.writing() as writes:
            return enrolling.open_place(writes, self.keys, place, signer, self.clock())

    def write(
        self,
        kind: str,
        body: Mapping[str, Any],
        *,
        signers: Sequence[Signer] = (),
        attachments: Sequence[Attachment] = (),
    ) -> Entry:
        """An entry of the server's own journal, as an administrator acts at the server. `Declined` where it does
        not count; nothing of it is kept then."""
        with self.storage.writing() as writes:
            written = own_journal.write(
                writes, self.keys.journal_id, kind, body, self.clock(), signers=signers, attachments=attachments
            )
            self._erased.append(written.erased)
        if written.erased:
            self.storage.forget_deleted()
        return written.entry

    def confirm_itself(self, signer: Signer) -> None:
        """After a restore the server's own new journal grants nothing until an administrator has looked; this says
        that one has. `Declined` without the right, or where that was said already."""
        with self.storage.reading() as reads:
            own = reads.get(Desk, self.keys.journal_id)
        if isinstance(own, Desk) and own.state == "active":
            raise Declined("This server is confirmed already.", kept="Nothing was changed.")
        self.write("desk_confirmed", {"desk": self.keys.journal_id}, signers=(signer,))

    def public_key(self, journal: bytes) -> bytes | None:
        """The key that authenticates this journal's requests; None for an unknown one."""
        with self.storage.reading() as reads:
            row = reads.get(Desk, journal)
        return row.public_key if isinstance(row, Desk) else None

    def close(self) -> None:
        self.storage.close()


def _desk(reads: Reads, journal: bytes) -> Desk:
    """The journal's desk, also a disabled one: it may still hand in what happened."""
    row = reads.get(Desk, journal)
    if not isinstance(row, Desk):
        raise UnknownDesk(
            "The server does not know this desk.", kept="Nothing was sent.", remedy="Ask an administrator to enrol it."
        )
    return row


def _may_add(desk: Desk) -> bool:
    """No act of a disabled desk counts, so nothing it could attach is of use: it is to fill no disk."""
    return desk.state != "disabled"


def _admitted(reads: Reads, journal: bytes) -> Desk:
    desk = _desk(reads, journal)
    if desk.state == "disabled":
        raise Declined(
            "This desk has been disabled: it receives nothing more.",
            kept="What it recorded is safe, and may still be sent.",
            remedy="Ask an administrator.",
        )
    return desk


def _of_the_office(reads: Reads, journal: bytes) -> None:
    """What the whole zone recorded is for active desks of records and administration."""
    desk = _admitted(reads, journal)
    if desk.state != "active" or not _OFFICE & set(desk.roles):
        raise Declined("What the whole zone recorded is for records and administration desks.")


def _page(found: Sequence[tuple[int, Crossing]], most: int) -> CrossingPage:
    """Of rows asked for up to one more than `most`."""
    rows = found[:most]
    return CrossingPage(tuple(row for _, row in rows), rows[-1][0] if len(found) > most else None)


def _attachment(reads: Reads, desk: Desk, hash_: bytes) -> bytes | None:
    raw = reads.attachment(hash_)
    if raw is None:
        return None
    attachment, scope = read_attachment(raw), scope_of(desk)
    owners = [reads.get(TABLES[table], key) for table, key in reads.owners(hash_)]
    # Every row that names it must be one this desk may have it by: another's hash in one's own row opens nothing.
    allowed = [isinstance(row, Row) and scope.may_have(attachment, row) for row in owners]
    return raw if allowed and all(allowed) else None


def _bounded(hashes: Sequence[bytes]) -> None:
    if len(hashes) > MOST_HASHES or any(len(hash_) != 32 for hash_ in hashes):
        raise Misuse(f"At most {MOST_HASHES} hashes of 32 bytes can be asked for at once.")
