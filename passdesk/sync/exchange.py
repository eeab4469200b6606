"""One exchange with the server: time, push, pull, attachments. No timers; every step may be cut off and repeated."""

import secrets
from collections.abc import Callable

from msgspec import Struct

from passdesk.clock import Clock, Reading
from passdesk.credential import identity
from passdesk.domain.movements import Case
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import STEP_US
from passdesk.errors import Damaged
from passdesk.store import exchanged
from passdesk.store.desk_store import DeskStore
from passdesk.store.journal import Journal
from passdesk.store.told import told
from passdesk.sync import bundle_keys, known_server, trusting
from passdesk.sync.fetching import Fetcher
from passdesk.sync.former_journals import former_ids, note_sent, was_sent
from passdesk.sync.link import Link, UnknownDesk
from passdesk.sync.pulling import Puller
from passdesk.sync.pushing import Pushed, Pusher
from passdesk.sync.wire import Held, Refusal

_LONGEST_ROUND_TRIP = 20_000_000


class ExchangeReport(Struct, frozen=True):
    """What an exchange did.

    `sent`, `received`: entries and rows; `attachments_sent`, `attachments_fetched`, `erased` likewise.
    `went_on`: the desk's journal was in doubt, its old one was pushed and it goes on in a new one.
    `forgot`: the server held less of this journal than it had given a receipt for.
    `carried`: stops this desk holds that a restored server has forgotten.
    `quarantined`: entries of this desk that the server has since said do not count, each with a case.
    `refusal`: why the server did not take an entry; it is kept here. `complete`: no attachment is left to fetch.
    """

    sent: int
    received: int
    attachments_sent: int
    attachments_fetched: int
    erased: int
    anew: bool
    went_on: bool
    forgot: bool
    carried: int
    quarantined: int
    refusal: Refusal | None
    complete: bool


def exchange(
    store: DeskStore,
    link: Link,
    clock: Clock,
    *,
    new_seed: Callable[[], bytes] = lambda: secrets.token_bytes(32),
    most_attachments: int | None = None,
) -> ExchangeReport:
    """Push, then pull. `new_seed` makes the 32-byte seed of a new journal's key where the old one is in doubt;
    `most_attachments` bounds how many are fetched now, the next exchange goes on.

    `Unreachable` where there is no server, or not ours; then what was done so far stays done.
    """
    return _Exchange(store, link, clock, known_server.public_key(store.journal)).run(new_seed, most_attachments)


class _Exchange:
    def __init__(self, store: DeskStore, link: Link, clock: Clock, server_public: bytes) -> None:
        self._store = store
        self._line = link
        self._clock = clock
        self._server_public = server_public
        self._forgot = False

    @property
    def _link(self) -> Link:
        return self._speaking_for(self._store.journal)

    def _speaking_for(self, journal: Journal) -> Link:
        return self._line.speaking_for(journal.id, journal.identity)

    def run(self, new_seed: Callable[[], bytes], most_attachments: int | None) -> ExchangeReport:
        before = self._not_counting()
        self._take_time()
        self._push_former()
        pushed = self._push(self._store.journal)
        went_on = (pushed.branched or self._store.doubt is not None) and pushed.refusal is None
        if went_on:
            self._store.begin_anew(new_seed(), self._clock())
            self._note_sent()
            pushed = _sum(pushed, self._push(self._store.journal))
        self._erase(pushed.erased)
        pulled = Puller(self._store, self._link).pull()
        trusting.note(self._store, told(self._store, self._clock()).at // 1_000_000)
        fetcher = Fetcher(self._store, self._link)
        complete = fetcher.fetch(pulled.named, most_attachments)
        at = told(self._store, self._clock()).at
        exchanged.note_exchange(self._store.journal, at)
        bundle_keys.hand_over(self._store, self._link, self._server_public, at)
        return ExchangeReport(
            pushed.entries, pulled.rows, pushed.attachments, fetcher.fetched,
            pulled.erased + len(pushed.erased | fetcher.erased), pulled.anew, went_on, self._forgot,
            pulled.carried, len(self._not_counting() - before), pushed.refusal, complete,
        )  # fmt: skip

    def _not_counting(self) -> frozenset[Mark]:
        """This desk's entries of which an open case says that they do not count, or could not be read; those of the
        journal this one continues too."""
        own = {self._store.journal.id, *former_ids(self._store.journal)}
        with self._store.view() as view:
            cases = [row for row in view.all(Case) if row.state == "open" and row.kind in ("stale_grant", "unread")]
        return frozenset(mark for row in cases for mark in row.entries if mark[0] in own)

    def _take_time(self) -> None:
        """The signed time becomes this boot's anchor, unless the answer took so long that it says little."""
        nonce = secrets.token_bytes(16)
        before = self._clock()
        signed = identity.open_sealed(self._line.time(nonce), identity.SignedTime, self._server_public)
        after = self._clock()
        if signed.nonce != nonce or signed.zone != self._store.journal.zone:
            raise Damaged("The server's time was signed for somebody else.", kept="The clock was not corrected.")
        if before.boot_id == after.boot_id and after.boot - before.boot <= _LONGEST_ROUND_TRIP:
            middle = (before.boot + after.boot) // 2
            wall = before.wall + (after.wall - before.wall) // 2
            ahead = self._store.journal.times().latest > signed.time + STEP_US
            self._store.journal.note_server_time(Reading(wall, middle, after.boot_id), signed.time)
            self._say_time_heard(after, ahead=ahead)

    def _say_time_heard(self, reading: Reading, *, ahead: bool) -> None:
        """What this boot recorded without a time is put right for everybody by the first entry that has one; also what
        an earlier one recorded with a clock that was `ahead`."""
        journal = self._store.journal
        newest = journal.entry(journal.seq)
        clock = newest.content.clock if newest is not None and self._store.doubt is None else None
        if clock is not None and clock.anchor is None and (ahead or clock.boot_id == reading.boot_id):
            self._store.write("time_heard", {}, reading=reading)

    def _held(self, journal: Journal) -> Held:
        link = self._speaking_for(journal)
        try:
            return link.held()
        except UnknownDesk:
            first = journal.entry(1)
            if first is None:
                raise
            link.introduce(first.raw)
            return link.held()

    def _push(self, journal: Journal) -> Pushed:
        held = self._held(journal)
        self._forgot = self._forgot or self._holds_less(journal, held)
        return Pusher(journal, self._store.attachments, self._speaking_for(journal), self._server_public).push(held)

    def _holds_less(self, journal: Journal, held: Held) -> bool:
        kept = journal.latest_receipt()
        if kept is None:
            return False
        receipt = identity.open_sealed(kept, identity.Receipt, self._server_public)
        head = next((head for head in held.heads if head.branch == receipt.branch), None)
        return head is None or head.seq < receipt.seq

    def _push_former(self) -> None:
        """Journals this desk went on from while it had no line: what they hold goes first."""
        own = self._store.journal
        if all(was_sent(own, journal) for journal in former_ids(own)):
            return
        for former in self._store.former():
            try:
                if not was_sent(own, former.id) and self._push(former).refusal is None:
                    note_sent(self._store.journal, former.id)
            finally:
                former.file.close()

    def _note_sent(self) -> None:
        for former in former_ids(self._store.journal):
            note_sent(self._store.journal, former)

    def _erase(self, hashes: frozenset[bytes]) -> None:
        if hashes:
            self._store.attachments.erase(hashes)
            self._store.registers.current.forget_names(hashes)


def _sum(one: Pushed, two: Pushed) -> Pushed:
    return Pushed(
        one.entries + two.entries, one.attachments + two.attachments, two.branched, two.refusal, one.erased | two.erased
    )
