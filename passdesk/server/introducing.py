"""A journal unknown here shows its first entry: it was certified before a restore, or continues another."""

from passdesk.clock import Reading
from passdesk.credential import keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.certificates import Certificate, check, open_certificate
from passdesk.domain.entries import Entry, read_entry
from passdesk.domain.people import Desk
from passdesk.errors import Damaged, Declined
from passdesk.server import own_journal
from passdesk.server.acceptance import accept
from passdesk.server.keys_kept import ServerKeys, zone_of
from passdesk.server.storage import Writes

_NO_PLACE = bytes(16)


def public_key_of(first: bytes, zone: str) -> bytes:
    """The key a first entry claims to be written under; whoever signs with it is that journal, whatever it may do.

    `Damaged` where the entry is none to be introduced by.
    """
    entry = read_entry(first)
    public = _claimed(entry, zone)
    if entry.content.seq != 1 or keys.key_id(public) != entry.content.journal:
        raise Damaged("This is not the first entry of a journal that could be introduced by it.")
    return public


def _claimed(entry: Entry, zone: str) -> bytes:
    match entry.kind, entry.body:
        case "journal_opened", {"certificate": bytes(certificate)}:
            return open_certificate(certificate, zone).subject
        case "journal_continued", {"public_key": bytes(public)}:
            return public
    raise Damaged("This is not the first entry of a journal that could be introduced by it.")


def introduce(writes: Writes, kept: ServerKeys, journal: bytes, first: bytes, reading: Reading) -> frozenset[bytes]:
    """Know a journal from now on; what is known already stays as it is. Returns hashes to erase (none as a rule).

    `Declined` for a certificate this server did not sign, or a continuation the old key did not sign.
    """
    if isinstance(writes.get(Desk, journal), Desk):
        return frozenset()
    entry = read_entry(first)
    if entry.content.journal != journal:
        raise Damaged("This is the first entry of another journal.")
    if entry.kind == "journal_opened":
        _enrol_again(writes, kept, open_certificate(entry.body["certificate"], zone_of(writes).zone), reading)
        return frozenset()
    taken = accept(writes, journal, [first])
    if not isinstance(writes.get(Desk, journal), Desk):
        raise Declined("This journal continues none that is known here.", remedy="Enrol the desk with a new code.")
    return taken.erased


def _enrol_again(writes: Writes, kept: ServerKeys, certificate: Certificate, reading: Reading) -> None:
    check(certificate, kept.public, "journal", reading.wall // 1_000_000)
    rights = certificate.body
    assert isinstance(rights, JournalRights)
    body = {
        "enrolment": _NO_PLACE,
        "desk": certificate.id,
        "public_key": certificate.subject,
        "certificate": certificate.encoded,
        "name": rights.name,
        "roles": list(rights.roles),
        "lanes": list(rights.lanes),
        "institutions": list(rights.institutions),
    }
    own_journal.write(writes, kept.journal_id, "desk_enrolled", body, reading)
