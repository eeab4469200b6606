"""Taking journals in: each entry once, in order, on the line or the branch its `prev` names."""

from collections.abc import Sequence

from msgspec import Struct

from passdesk.clock import Reading
from passdesk.domain.entries import Entry, first_prev, read_entry
from passdesk.domain.people import ZONE_KEY, Zone
from passdesk.domain.timekeeping import BUILD_DATE
from passdesk.errors import PassdeskError
from passdesk.server.batch import Batch
from passdesk.server.storage import Place, Writes
from passdesk.sync.wire import Refusal


class Taken(Struct, frozen=True):
    """What became of an upload: where its newest entry stands, and why it stopped, if it did."""

    newest: Place | None
    refusal: Refusal | None
    erased: frozenset[bytes]


def accept(writes: Writes, journal: bytes, raws: Sequence[bytes], now: int | None = None) -> Taken:
    """Accept a journal's entries in the order given, within one transaction, heard at `now` (µs UTC).

    What is held already is a replay and harmless. A number taken by another hash opens a branch named by the new
    hash. At the first entry that can't be read or does not follow, this stops: what came before stays accepted.
    """
    batch = Batch(writes, now)
    newest, refusal = None, None
    for raw in raws:
        entry = _read(raw, journal)
        if isinstance(entry, Refusal):
            refusal = entry
            break
        place = _take(writes, batch, entry, newest)
        if isinstance(place, Refusal):
            refusal = place
            break
        newest = place
    settle(writes, batch)
    return Taken(newest, refusal, frozenset(batch.erased))


def heard_at(reading: Reading) -> int | None:
    """The time, µs UTC, for `accept`; None by a clock that is plainly wrong, which must not date what others say."""
    return reading.wall if reading.wall >= BUILD_DATE else None


def settle(writes: Writes, batch: Batch) -> None:
    """Judge what waits, again and again until nothing changes, and write it all. Nothing waits for what happened at a
    gate: however much waits, people pass on."""
    if batch.may_settle:
        while batch.try_again(writes.unsettled()):
            pass
    batch.flush()


def _read(raw: bytes, journal: bytes) -> Entry | Refusal:
    try:
        entry = read_entry(raw)
    except PassdeskError as error:
        return Refusal(0, "unreadable", error.happened[:1000])
    if entry.content.journal != journal:
        return Refusal(entry.content.seq, "other_journal", "The entry is of another journal.")
    return entry


def _take(writes: Writes, batch: Batch, entry: Entry, before: Place | None) -> Place | Refusal:
    """Where the entry stands, once it is held; or why it can't be."""
    journal, seq = entry.mark
    if (known := writes.place(journal, entry.hash)) is not None:
        return known
    parent = before if before is not None and before.hash == entry.content.prev else _parent(writes, entry)
    if parent is None or parent.seq + 1 != seq:
        return Refusal(seq, "gap", "The entry before it is not held here.")
    if batch.is_full_for(entry):
        words = "Too many acts of this desk wait for what other desks have yet to send."
        return Refusal(seq, "too_many_waiting", words)
    head = writes.head(journal, parent.branch)
    branch = parent.branch
    if head is not None and head != parent:
        branch = entry.hash
        batch.open_branch(entry)
    batch.accept(entry, branch)
    return Place(branch, seq, entry.hash)


def _parent(writes: Writes, entry: Entry) -> Place | None:
    content = entry.content
    if content.seq > 1:
        return writes.place(content.journal, content.prev)
    zone = writes.get(Zone, ZONE_KEY)
    root = zone.root if isinstance(zone, Zone) else entry.body.get("root")
    return Place(b"", 0, content.prev) if isinstance(root, bytes) and first_prev(root) == content.prev else None


def take_up(writes: Writes, now: int | None = None) -> None:
    """After an upgrade: fold what an older program could not read."""
    batch = Batch(writes, now)
    batch.may_settle = True
    batch.try_again(writes.unread())
    settle(writes, batch)
