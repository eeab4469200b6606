"""The desk's own entries above the register's mark, and what they amount to on top of it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock

from passdesk.credential.entry_signers import signers_of
from passdesk.domain.entries import Entry
from passdesk.domain.folding import fold
from passdesk.domain.register import Changes, Overlaid
from passdesk.store.register_snapshot import RegisterSnapshot


class Memory:
    """Own entries that the register may not have yet, in order.

    Who reads takes the entries first and the register's mark after: an entry let go of in between is below it.
    """

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._turn = Lock()

    @property
    def entries(self) -> Sequence[Entry]:
        """What is held now. It loses nothing while a reader has it, but what is written meanwhile is added at its end:
        a copy for each scan would touch every entry of a shift each time."""
        return self._entries

    def add(self, entry: Entry) -> None:
        with self._turn:
            self._entries.append(entry)

    def beyond(self, mark: int, read: Callable[[int], Iterable[Entry]]) -> Iterable[Entry]:
        """Those above a register's mark as they are held here, or, where the first of them is not, as they are read."""
        held = _above(self._entries, mark)
        return held if held and held[0].content.seq == mark + 1 else read(mark + 1)

    def let_go(self, mark: int) -> None:
        """Forget entries up to `mark`; only once the register has committed them."""
        with self._turn:
            self._entries = [entry for entry in self._entries if entry.content.seq > mark]


class Folds:
    """What entries above the mark change, folded once for as long as the register below stays the same."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._key: tuple[Path, int] | None = None
        self._through = 0
        self._changes: Changes = {}

    def over(self, path: Path, snapshot: RegisterSnapshot, entries: Sequence[Entry]) -> Changes:
        """The changes that exactly the entries above the snapshot's mark make; shared by many views, never changed."""
        key = (path, snapshot.marks.change)
        with self._turn:
            if key != self._key:
                self._key, self._through, self._changes = key, snapshot.marks.mark, {}
            fresh = _above(entries, self._through)
            if fresh:
                changes = self._changes.copy()
                known = Overlaid(snapshot, changes)
                for entry in fresh:
                    changes.update(fold(entry, known, signers=signers_of(entry, known)).changes)
                self._through, self._changes = fresh[-1].content.seq, changes
            return self._changes


def _above(entries: Sequence[Entry], mark: int) -> Sequence[Entry]:
    """Own entries are in order; more may come at the end meanwhile. Those above the mark are few: look from the end."""
    start = len(entries)
    while start and entries[start - 1].content.seq > mark:
        start -= 1
    return entries[start:]
