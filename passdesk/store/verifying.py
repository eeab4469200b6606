"""Reading a whole journal again: chain, gaps, signatures, receipts."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from passdesk.credential.entry_signers import signers_of
from passdesk.credential.identity import MAIN_BRANCH, Receipt, open_sealed
from passdesk.domain.entries import Entry, first_prev, read_entry
from passdesk.domain.register import View
from passdesk.errors import Damaged

Progress = Callable[[int], None]
_MOST_FAULTS = 100


class Fault(Struct, frozen=True):
    """What is wrong at entry `seq`."""

    seq: int
    what: str


class ChainReport(Struct, frozen=True):
    """`checked`: entries read; `receipted`: the last entry a good receipt covers; no `faults`: all is well."""

    checked: int
    faults: tuple[Fault, ...]
    receipted: int = 0

    @property
    def whole(self) -> bool:
        return not self.faults


class Chain:
    """Follows one journal's entries from the first; collects what is wrong, up to a hundred faults."""

    def __init__(self, journal: bytes, root: bytes, view: View | None) -> None:
        self._journal = journal
        self._view = view
        self._hash: bytes | None = first_prev(root)
        self.hashes: dict[int, bytes] = {}
        self.checked = 0
        self.faults: list[Fault] = []

    def begin_after(self, seq: int, hash_: bytes) -> None:
        """What is followed begins after this entry, which was seen elsewhere."""
        self.checked, self._hash = seq, hash_
        self.hashes[seq] = hash_

    def fault(self, seq: int, what: str) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(seq, what))

    def follow(self, seq: int, raw: bytes, wanted: frozenset[int]) -> None:
        """Check the next stored entry; remember its hash where a receipt asks for it."""
        expected, self.checked = self.checked + 1, seq
        if seq != expected:
            self.fault(expected, f"missing: entry {seq} comes after {expected - 1}")
            self._hash = None
        try:
            entry = read_entry(raw)
        except Damaged as error:
            self.fault(seq, error.happened)
            self._hash = None
            return
        if entry.mark != (self._journal, seq):
            self.fault(seq, "it is of another journal or number")
        if self._hash is not None and entry.content.prev != self._hash:
            self.fault(seq, "it does not follow the entry before it")
        self._check_signatures(entry)
        self._hash = entry.hash
        if seq in wanted:
            self.hashes[seq] = entry.hash

    def _check_signatures(self, entry: Entry) -> None:
        """A signer this register does not know can't be judged here; one it knows must have signed."""
        if self._view is None or not entry.signatures:
            return
        missing = {who for who, _ in entry.signatures} - signers_of(entry, self._view)
        if missing:
            self.fault(entry.content.seq, "a signature under it is false, or its signer is not known here")


def verify_chain(
    journal: bytes,
    root: bytes,
    entries: Iterable[tuple[int, bytes]],
    *,
    receipts: Iterable[bytes] = (),
    server_public: bytes | None = None,
    view: View | None = None,
    progress: Progress | None = None,
) -> ChainReport:
    """Check (seq, bytes) of a journal from entry 1, and the receipts given for it."""
    chain = Chain(journal, root, view)
    held = _receipts(chain, receipts, server_public)
    wanted = frozenset(receipt.seq for receipt in held)
    for seq, raw in entries:
        chain.follow(seq, raw, wanted)
        if progress is not None and seq % 1000 == 0:
            progress(seq)
    receipted = 0
    for receipt in held:
        if chain.hashes.get(receipt.seq) == receipt.hash:
            receipted = max(receipted, receipt.seq)
        elif receipt.branch == MAIN_BRANCH:
            chain.fault(receipt.seq, "the server's receipt names another entry, or one that is not here")
    return ChainReport(chain.checked, tuple(chain.faults), receipted)


def _receipts(chain: Chain, sealed: Iterable[bytes], server_public: bytes | None) -> list[Receipt]:
    if server_public is None:
        return []
    held: list[Receipt] = []
    for data in sealed:
        try:
            held.append(open_sealed(data, Receipt, server_public))
        except Damaged as error:
            chain.fault(0, f"a receipt: {error.happened}")
    return held
