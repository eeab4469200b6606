"""Whose signatures under an entry hold, by the keys a register knows."""

from hashlib import sha256

from passdesk.credential import entry_signatures, keys
from passdesk.domain import canonical
from passdesk.domain.entries import Entry, Signature
from passdesk.domain.movements import Times
from passdesk.domain.people import ZONE_KEY, Desk, Operator, Zone
from passdesk.domain.register import View
from passdesk.domain.timekeeping import corrected

_NOBODY: frozenset[bytes] = frozenset()


def signers_of(entry: Entry, view: View) -> frozenset[bytes]:
    """The operators whose signatures verify; of a founding entry the root's key id; of a continued journal the old.

    An unsigned fact costs nothing.
    """
    match entry.kind:
        case "journal_continued":
            return _continued(entry, view)
        case "zone_founded":
            return _by_root(entry, entry.body.get("root"))
        case "server_adopted":
            zone = view.get(Zone, ZONE_KEY)
            return _by_root(entry, zone.root if isinstance(zone, Zone) else None)
    if not entry.signatures:
        return _NOBODY
    return frozenset(signature[0] for signature in entry.signatures if _holds(signature, entry, view))


def _holds(signature: Signature, entry: Entry, view: View) -> bool:
    """By the operator's key; one they had before signs what was written before it ended."""
    row, content = view.get(Operator, signature[0]), entry.signed_bytes
    if not isinstance(row, Operator):
        return False
    if entry_signatures.verify_entry(row.public_key, content, signature[1]):
        return True
    return any(
        entry_signatures.verify_entry(public, content, signature[1]) and _written_at(entry, view) < until
        for public, _, until in row.former
    )


def _written_at(entry: Entry, view: View) -> int:
    """The corrected time, µs UTC, as `fold` tells it."""
    content = entry.content
    times = view.get(Times, content.journal)
    known = times if isinstance(times, Times) else Times(key=content.journal)
    return corrected(content.at, content.clock, known).at


def _by_root(entry: Entry, root: object) -> frozenset[bytes]:
    if not isinstance(root, bytes):
        return _NOBODY
    name = keys.key_id(root)
    signed = any(
        who == name and entry_signatures.verify_entry(root, entry.signed_bytes, made) for who, made in entry.signatures
    )
    return frozenset({name}) if signed else _NOBODY


def _continued(entry: Entry, view: View) -> frozenset[bytes]:
    match entry.body:
        case {"continues": bytes(old), "proof": bytes(proof), "public_key": bytes(public)} as body:
            row = view.get(Desk, old)
            new = sha256(public).digest()[:16] == entry.content.journal
            said = continuation(public, old, body.get("seq"), body.get("hash"))
            if new and isinstance(row, Desk) and entry_signatures.verify_continuation(row.public_key, said, proof):
                return frozenset({old})
    return _NOBODY


def continuation(public: bytes, continues: bytes, seq: object, hash_: object) -> bytes:
    """What the old journal's key signs: the new public key, and the old journal with the head it ended at."""
    return canonical.encode([public, continues, seq, hash_])
