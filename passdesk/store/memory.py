"""The desk's own entries above the register's mark, and what they amount to on top of it."""

from pathlib import Path
from threading import Lock

from passdesk.credential.entry_signers import signers_of
from passdesk.domain.entries import Entry
from passdesk.domain.folding import fold
from passdesk.domain.register import Draft, Ref, Row
from passdesk.store.register_snapshot import RegisterSnapshot

Changes = dict[Ref, Row | None]
"""Never written to once handed out: many views share it."""


class Memory:
    """Own entries that the register may not have yet, in order.

    Who reads takes the entries first and the register's mark after: an entry let go of in between is below it.
    """

    def __init__(self) -> None:
        self._entries: tuple[Entry, ...] = ()
        self._turn = Lock()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def add(self, entry: Entry) -> None:
        with self._turn:
            self._entries = (*self._entries, entry)

    def let_go(self, mark: int) -> None:
        """Forget entries up to `mark`; only once the register has committed them."""
        with self._turn:
            self._entries = tuple(entry for entry in self._entries if entry.content.seq > mark)


class Folds:
    """What entries above the mark change, folded once for as long as the register below stays the same."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._key: tuple[Path, int] | None = None
        self._through = 0
        self._changes: Changes = {}

    def over(self, path: Path, snapshot: RegisterSnapshot, entries: tuple[Entry, ...]) -> Changes:
        """The changes that exactly the entries above the snapshot's mark make."""
        key = (path, snapshot.marks.change)
        with self._turn:
            if key != self._key:
                self._key, self._through, self._changes = key, snapshot.marks.mark, {}
            fresh = _above(entries, self._through)
            if fresh:
                draft = Draft(snapshot)
                draft.changes.update(self._changes)
                for entry in fresh:
                    draft.changes.update(fold(entry, draft, signers=signers_of(entry, draft)).changes)
                self._through, self._changes = fresh[-1].content.seq, draft.changes
            return self._changes


def _above(entries: tuple[Entry, ...], mark: int) -> tuple[Entry, ...]:
    """Own entries are in order and without gaps, so their place follows from the newest."""
    return entries[max(0, len(entries) - (entries[-1].content.seq - mark)) :] if entries else ()
