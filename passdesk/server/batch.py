"""One batch of entries being judged and folded, each once, in the server's order, above a writing transaction."""

from typing import ClassVar

from passdesk.credential.entry_signers import signers_of
from passdesk.domain import trails
from passdesk.domain.acts import CHANGES
from passdesk.domain.entries import Entry, read_entry
from passdesk.domain.folding import Folded, fold
from passdesk.domain.judging import Applies, Judgement, Quarantined, Unread, Waits
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Times
from passdesk.domain.people import ATTACHED, Person, attached_to
from passdesk.domain.register import Draft, Mark, View
from passdesk.domain.tables import TABLES
from passdesk.server.presentations import Presentations
from passdesk.server.storage import Accepted, Fate, Writes

_MOST_WAITING = 1000
"""Acts of one journal that may wait at a time: each is judged again whenever an act of anybody's comes in."""


def fate_of(judgement: Judgement) -> tuple[Fate, str]:
    """The word a judgement is kept under, and its cause."""
    match judgement:
        case Applies():
            return "applies", ""
        case Quarantined(cause=cause):
            return "quarantined", cause
        case Waits(cause=cause):
            return "waits", cause
        case Unread():
            return "unread", ""


class Batch:
    """`now` (µs): when it is heard; nothing in it happened later. `erased` gathers the hashes that are erased by it and
    were not before."""

    flushed_after: ClassVar[int] = 256
    """Rows that gather before they are written."""

    def __init__(self, writes: Writes, now: int | None) -> None:
        self._writes = writes
        self._now = now
        self._draft = Draft(writes)
        self._presentations = Presentations(writes)
        self._waiting = {(one.journal, one.seq) for one in writes.unsettled()}
        self._gone: set[bytes] = set()
        self.may_settle = False
        self.erased: set[bytes] = set()

    @property
    def view(self) -> View:
        return self._draft

    def is_full_for(self, entry: Entry) -> bool:
        """Whether so many acts of its journal wait that another must stay where it is."""
        if not _may_settle(entry):
            return False
        return sum(1 for journal, _ in self._waiting if journal == entry.content.journal) >= _MOST_WAITING

    def accept(self, entry: Entry, branch: bytes) -> None:
        """Give an entry the next acceptance number, judge it, and lay its changes over the register."""
        number = self._writes.acceptance + 1
        self.may_settle = self.may_settle or _may_settle(entry)
        folded = fold(
            entry,
            self._draft,
            signers=signers_of(entry, self._draft),
            branch=branch or None,
            held=self.held,
            latest=self._now,
        )
        fate, cause = fate_of(folded.judgement)
        journal, seq = entry.mark
        self._writes.accept(
            Accepted(
                number, journal, branch, seq, entry.hash, entry.kind, folded.at, fate, cause, number, entry.raw
            )
        )
        self._note_waiting(entry.mark, fate)
        self._take(entry, branch, number, folded)

    def held(self, mark: Mark) -> bool:
        """An entry that waits itself is as good as not here: what rests on it waits with it."""
        return mark not in self._waiting and self._writes.raw(mark[0], b"", mark[1]) is not None

    def _note_waiting(self, mark: Mark, fate: Fate) -> None:
        if fate == "waits":
            self._waiting.add(mark)
        else:
            self._waiting.discard(mark)

    def _take(self, entry: Entry, branch: bytes, number: int, folded: Folded) -> None:
        before = self._draft.held(Times, branch[:16] or entry.content.journal)
        self._draft.changes.update(folded.changes)
        self._presentations.note(entry, branch, number, folded, before, self._draft)
        self._erase(entry)
        if len(self._draft.changes) > self.flushed_after:
            self.flush()

    def _erase(self, entry: Entry) -> None:
        """What is known of an erased person goes; also what a desk that had not heard yet sends of them later."""
        named = entry.body.get("person")
        if not isinstance(named, bytes):
            return
        person = self._draft.held(Person, named)
        if person is not None and person.state == "erased":
            late = (entry.body.get(name) for name in ATTACHED)
            asked = {*person.past, *(hash_ for hash_ in late if isinstance(hash_, bytes) and len(hash_) == 32)}
            self._gone.update(hash_ for hash_ in asked if not self._is_held(hash_))

    def _is_held(self, hash_: bytes) -> bool:
        """Whether a row names this attachment now. An erased person's names none: it is somebody else's."""
        stored = (self._draft.held(TABLES[table], key) for table, key in self._writes.owners(hash_))
        gathered = self._draft.changes.values()
        return any(row is not None and hash_ in attached_to(row) for row in (*stored, *gathered))

    def open_branch(self, entry: Entry) -> None:
        """One case for all a branch will bring."""
        trails.open_case(self._draft, "journal_branched", (entry.mark,), entry.content.at)

    def try_again(self, waiting: list[Accepted]) -> bool:
        """Judge entries that wait (or that a newer program can read now) once more; whether any no longer does."""
        settled = False
        for one in waiting:
            entry = read_entry(one.raw)
            folded = fold(
                entry,
                self._draft,
                signers=signers_of(entry, self._draft),
                branch=one.branch or None,
                held=self.held,
                latest=self._now if entry.content.clock.anchor is None else one.at,
            )
            fate, cause = fate_of(folded.judgement)
            if fate != one.judgement:
                self._note_waiting(entry.mark, fate)
                self._writes.judge(one.acceptance, fate, cause, folded.at, self._writes.acceptance)
                self._take(entry, one.branch, one.acceptance, folded)
                settled = True
        return settled

    def flush(self) -> None:
        """Write what has gathered; the view goes on from there."""
        self._writes.put_rows(self._draft.changes)
        self._presentations.flush()
        self._draft.go_on_from_below()
        fresh = self._gone - self._writes.erased(self._gone)
        if fresh:
            self._writes.erase(fresh)
            self.erased |= fresh
        self._gone = set()


def _may_settle(entry: Entry) -> bool:
    """Whether what waits may have waited for this: for an act, or for a fact about desks."""
    kind = KINDS.get(entry.kind)
    return kind is None or kind.nature != "fact" or entry.kind in CHANGES
