"""How a desk stands with its server, by what it has: nothing is sent to find out."""

from msgspec import Struct

from passdesk.clock import Clock, Reading
from passdesk.credential import identity
from passdesk.domain.movements import Case, Times
from passdesk.domain.people import Desk
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import corrected
from passdesk.store import exchanged
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.journal import Journal
from passdesk.store.refusals import in_words
from passdesk.store.reserve import Room
from passdesk.store.told import told
from passdesk.sync import known_server
from passdesk.sync.former_journals import former_ids, was_sent


class NotCounting(Struct, frozen=True):
    """An entry of this desk that the server says does not count, or could not be read. `cause` is its short code,
    `words` what that means, to stand after "because"; `case` the key of the open case about it; `kind` "" where the
    entry stands in a journal that this one continues."""

    mark: Mark
    kind: str
    cause: str
    words: str
    case: bytes


class Heard(Struct, frozen=True):
    """Another desk's journal: how far the server has accounted for it, and when it last said that is all; None for
    never. µs UTC by the server's clock."""

    journal: bytes
    name: str
    lanes: tuple[str, ...]
    accounted: int
    heard_at: int | None


class ServerClock(Struct, frozen=True):
    """`offset`: the server's time minus this machine's wall clock, µs; `anchored`: heard in this boot, else as last
    known; `moved`: by how much `offset` is another than at the last entry that knew the time, µs."""

    offset: int
    anchored: bool
    moved: int


class Receipted(Struct, frozen=True):
    """What the server last gave a receipt for: entries up to `seq`, at `at` (µs UTC by its clock), in `generation`."""

    seq: int
    at: int
    generation: int


class DeskStatus(Struct, frozen=True):
    """Times in corrected µs UTC. `alone`: a zone of one desk; then there is nothing to send and nobody to hear.

    exchanged_at: the last good exchange, None for never; `age_s` since then. unsent: entries without a receipt, the
    oldest written at `unsent_since`; former_unsent: a journal this one continues has yet to be sent to its end.
    restored: the server was put back from a copy. doubt: why this journal cannot be what this folder last held.
    room: what is still recorded on a disk that is full.
    """

    alone: bool
    exchanged_at: int | None
    age_s: int | None
    unsent: int
    unsent_since: int | None
    former_unsent: bool
    accounted: int
    receipt: Receipted | None
    not_counting: tuple[NotCounting, ...]
    clock: ServerClock | None
    generation: int | None
    restored: bool
    doubt: str | None
    others: tuple[Heard, ...]
    room: Room = ""


def status(store: DeskStore, clock: Clock) -> DeskStatus:
    """The status now. It reads the last receipt, one entry, and the rows of desks and cases."""
    journal, reading = store.journal, clock()
    at = told(store, reading).at
    alone = known_server.known(journal) is None
    receipt = None if alone else _receipt(journal)
    sent = receipt.seq if receipt is not None else 0
    when = exchanged.exchanged_at(journal)
    with store.view() as view:
        seen, accounted, times = view.seen, view.accounted, view.times
        not_counting, others = _not_counting(journal, view), _others(journal.id, view)
    return DeskStatus(
        alone=alone,
        exchanged_at=when,
        age_s=None if when is None else max(0, at - when) // 1_000_000,
        unsent=0 if alone else journal.seq - sent,
        unsent_since=None if alone else _written_at(journal, sent + 1, times),
        former_unsent=not alone and not all(was_sent(journal, former) for former in former_ids(journal)),
        accounted=accounted,
        receipt=receipt,
        not_counting=not_counting,
        clock=None if alone else _server_clock(journal, reading, times),
        generation=None if seen is None else seen[0],
        restored=exchanged.was_restored(journal),
        doubt=store.doubt,
        others=others,
        room=store.reserve.room,
    )


def _receipt(journal: Journal) -> Receipted | None:
    """The last one, for entries of this journal's own line; one that does not hold is none."""
    sealed = journal.latest_receipt()
    if sealed is None:
        return None
    receipt = identity.open_sealed(sealed, identity.Receipt, known_server.public_key(journal))
    if receipt.journal != journal.id or receipt.branch or receipt.seq > journal.seq:
        return None
    return Receipted(receipt.seq, receipt.server_time, receipt.generation)


def _written_at(journal: Journal, seq: int, times: Times) -> int | None:
    entry = journal.entry(seq)
    return None if entry is None else corrected(entry.content.at, entry.content.clock, times).at


def _not_counting(journal: Journal, view: DeskView) -> tuple[NotCounting, ...]:
    own = {journal.id, *former_ids(journal)}
    cases = [row for row in view.all(Case) if row.state == "open" and row.kind in ("stale_grant", "unread")]
    found = [(row, mark) for row in sorted(cases, key=lambda one: one.at) for mark in row.entries if mark[0] in own]
    kinds = {mark: _kind(journal, mark) for _, mark in found}
    return tuple(NotCounting(mark, kinds[mark], row.cause, in_words(row.cause), row.key) for row, mark in found)


def _kind(journal: Journal, mark: Mark) -> str:
    entry = journal.entry(mark[1]) if mark[0] == journal.id else None
    return "" if entry is None else entry.kind


def _others(own: bytes, view: DeskView) -> tuple[Heard, ...]:
    marks = view.journals
    desks = [row for row in view.all(Desk) if row.key != own and row.key in marks and row.state != "disabled"]
    return tuple(
        Heard(row.key, row.name, row.lanes, marks[row.key].accounted, marks[row.key].heard_at or None)
        for row in sorted(desks, key=lambda one: (one.name, one.key))
    )


def _server_clock(journal: Journal, reading: Reading, times: Times) -> ServerClock | None:
    """None before any time was heard."""
    if journal.last_server_time is None:
        return None
    anchor = journal.anchor(reading.boot_id)
    if anchor is None:
        return ServerClock(times.difference, anchored=False, moved=0)
    offset = reading.boot + anchor - reading.wall
    return ServerClock(offset, anchored=True, moved=offset - times.difference)
