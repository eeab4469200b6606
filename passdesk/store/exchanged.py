"""What a desk remembers of its exchanges: when the last one succeeded, whether the server was put back since, the
newest policy it was given and could trust, and which operators' keys have ended."""

from collections.abc import Iterable

from passdesk.store.journal import Journal

EXCHANGED_AT = "exchanged_at"
RESTORED = "server_restored"
NEWEST_POLICY = "newest_policy"
ENDED_KEYS = "ended_keys"
_KEY = 32


def exchanged_at(journal: Journal) -> int | None:
    """When the last exchange succeeded, corrected µs UTC; None: never."""
    kept = journal.get_state(EXCHANGED_AT)
    return None if not kept else int.from_bytes(kept)


def note_exchange(journal: Journal, at: int) -> None:
    journal.set_state(EXCHANGED_AT, at.to_bytes(8))


def was_restored(journal: Journal) -> bool:
    """Whether the server was put back from a copy and this desk knows rows that it forgot."""
    return bool(journal.get_state(RESTORED))


def note_restored(journal: Journal, *, restored: bool) -> None:
    journal.set_state(RESTORED, b"\x01" if restored else b"")


def newest_policy(journal: Journal, generation: int) -> int:
    """The highest number of a policy of this generation whose signature held here; 0 for none."""
    kept = journal.get_state(NEWEST_POLICY) or bytes(16)
    return int.from_bytes(kept[8:]) if int.from_bytes(kept[:8]) == generation else 0


def note_policy(journal: Journal, generation: int, number: int) -> None:
    journal.set_state(NEWEST_POLICY, generation.to_bytes(8) + number.to_bytes(8))


def ended_keys(journal: Journal, generation: int) -> frozenset[bytes]:
    """Operators' public keys that this desk was told have ended, by a server of this generation and a certificate
    that held."""
    kept = journal.get_state(ENDED_KEYS) or bytes(8)
    each = (kept[at : at + _KEY] for at in range(8, len(kept), _KEY))
    return frozenset(each) if int.from_bytes(kept[:8]) == generation else frozenset()


def note_ended_keys(journal: Journal, generation: int, ended: Iterable[bytes]) -> None:
    journal.set_state(ENDED_KEYS, generation.to_bytes(8) + b"".join(sorted(ended)))
