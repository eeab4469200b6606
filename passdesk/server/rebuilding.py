"""The register folded anew from the accepted entries alone; the kept one must equal it."""

from passdesk.credential.entry_signers import signers_of
from passdesk.domain import trails
from passdesk.domain.entries import read_entry
from passdesk.domain.folding import Folded, fold
from passdesk.domain.judging import Unread, Waits
from passdesk.domain.register import Draft, Mark, MemoryView
from passdesk.server.storage import Accepted, Reads

_PAGE = 500


def rebuild(reads: Reads) -> MemoryView:
    """Fold every accepted entry in the server's order; entries that waited, again when they were judged again."""
    entries: list[Accepted] = []
    while page := reads.accepted(entries[-1].acceptance if entries else 0, _PAGE):
        entries += page
    rebuilt = _Rebuilt({one.judged for one in entries if one.judged != one.acceptance})
    for one in entries:
        rebuilt.take(one)
    return rebuilt.register


class _Rebuilt:
    def __init__(self, retried_after: set[int]) -> None:
        self.register = MemoryView()
        self._retried_after = retried_after
        self._waiting: dict[int, Accepted] = {}
        self._held: set[Mark] = set()

    def take(self, one: Accepted) -> None:
        if one.branch and one.branch == one.hash:
            self._open_branch(one)
        folded = self._fold(one)
        waits = isinstance(folded.judgement, Waits | Unread)
        unread_then = not waits and one.judged != one.acceptance  # by an older program, which went on without it
        if not unread_then:
            self.register.apply(folded.changes)
        if waits or unread_then:
            self._waiting[one.acceptance] = one
        self._note_held(one, folded)
        if one.acceptance in self._retried_after:
            while self._try_again(one.acceptance):
                pass

    def _open_branch(self, one: Accepted) -> None:
        draft = Draft(self.register)
        trails.open_case(draft, "journal_branched", ((one.journal, one.seq),), read_entry(one.raw).content.at)
        self.register.apply(draft.changes)

    def _try_again(self, now: int) -> bool:
        """Those that were judged for good once entry `now` was in."""
        settled = False
        for number, one in [held for held in sorted(self._waiting.items()) if held[1].judged == now]:
            folded = self._fold(one)
            if not isinstance(folded.judgement, Waits | Unread):
                del self._waiting[number]
                self.register.apply(folded.changes)
                self._note_held(one, folded)
                settled = True
        return settled

    def _note_held(self, one: Accepted, folded: Folded) -> None:
        """An entry that waits is as good as not here."""
        if not one.branch and not isinstance(folded.judgement, Waits):
            self._held.add((one.journal, one.seq))

    def _fold(self, one: Accepted) -> Folded:
        entry = read_entry(one.raw)
        signers = signers_of(entry, self.register)
        held, branch = self._held.__contains__, one.branch or None
        return fold(entry, self.register, signers=signers, branch=branch, held=held, latest=one.at)
