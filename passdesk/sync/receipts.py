"""How far the server has a journal: by what it says it holds, and by the receipts it gave."""

from passdesk.credential import identity
from passdesk.errors import Damaged
from passdesk.store.journal import Journal
from passdesk.sync.wire import BranchHead, Held, PushAnswer

_OWED = "attachments_owed"


def hash_at(journal: Journal, seq: int) -> bytes | None:
    if seq == journal.seq:
        return journal.head_hash
    entry = journal.entry(seq)
    return entry.hash if entry is not None else None


def signed_head(journal: Journal, seq: int, hash_: bytes) -> bytes:
    """The journal's sealed `Head` of its entry `seq`."""
    head = identity.Head(journal.zone, journal.id, identity.MAIN_BRANCH, seq, hash_)
    return identity.seal(head, journal.identity)


def known(journal: Journal, held: Held) -> BranchHead | None:
    """The newest head of the server's that is an entry of ours: from there on it lacks the rest. A journal it
    does not hold at all is known up to nothing; None where its entries are not ours."""
    ours = [head for head in held.heads if hash_at(journal, head.seq) == head.hash]
    nothing = BranchHead(b"", 0, bytes(32))
    return max(ours, key=lambda head: head.seq, default=None if held.heads else nothing)


def newest(journal: Journal, server_public: bytes) -> int:
    """The newest entry of ours the server once receipted on the journal's own line."""
    held = (identity.open_sealed(sealed, identity.Receipt, server_public) for sealed in journal.receipts())
    ours = (one.seq for one in held if not one.branch and hash_at(journal, one.seq) == one.hash)
    return max(ours, default=0)


def latest(journal: Journal, server_public: bytes) -> int:
    """The same by the last receipt alone, where that is for entries of ours."""
    kept = journal.latest_receipt()
    if kept is None:
        return 0
    last = identity.open_sealed(kept, identity.Receipt, server_public)
    ours = not last.branch and hash_at(journal, last.seq) == last.hash
    return last.seq if ours else newest(journal, server_public)


def keep(journal: Journal, answer: PushAnswer, server_public: bytes) -> bool:
    """Keep a receipt that says more than the last one, and say whether it did; one for entries that are not ours is
    `Damaged`."""
    if answer.receipt is None:
        return False
    receipt = identity.open_sealed(answer.receipt, identity.Receipt, server_public)
    place = (receipt.zone, receipt.journal, receipt.hash)
    if place != (journal.zone, journal.id, hash_at(journal, receipt.seq)):
        raise Damaged("The server gave a receipt for entries that are not this desk's.", kept="It was not kept.")
    if _says_less(receipt, journal.latest_receipt(), server_public):
        return False
    journal.keep_receipt(answer.receipt)
    return True


def _says_less(receipt: identity.Receipt, kept: bytes | None, server_public: bytes) -> bool:
    if kept is None:
        return False
    last = identity.open_sealed(kept, identity.Receipt, server_public)
    same = (last.generation, last.journal, last.branch) == (receipt.generation, receipt.journal, receipt.branch)
    return same and receipt.seq <= last.seq


def owed(journal: Journal) -> int:
    """The first entry that went to the server without the attachments it names; 0 where all went."""
    return int.from_bytes(journal.get_state(_OWED) or b"")


def note_owed(journal: Journal, seq: int) -> None:
    if seq != owed(journal):
        journal.set_state(_OWED, seq.to_bytes(8))
