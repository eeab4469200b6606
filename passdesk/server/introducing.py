"""A journal unknown here shows its first entry: it was certified before a restore, or continues another."""

from collections.abc import Mapping

from passdesk.clock import Reading
from passdesk.credential import keys
from passdesk.credential.certificate_bodies import Body, JournalRights
from passdesk.credential.certificates import Certificate, check, open_certificate
from passdesk.domain.entries import Entry, read_entry
from passdesk.domain.people import Desk, Enrolment
from passdesk.errors import Damaged, Declined
from passdesk.server import own_journal
from passdesk.server.acceptance import accept, heard_at
from passdesk.server.keys_kept import ServerKeys, zone_of
from passdesk.server.storage import Reads, Writes

_MOST_CONTINUED = 16


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
    _bound_continuing(writes, entry)
    taken = accept(writes, journal, [first], heard_at(reading))
    if not isinstance(writes.get(Desk, journal), Desk):
        raise Declined("This journal continues none that is known here.", remedy="Enrol the desk with a new code.")
    return taken.erased


def _bound_continuing(reads: Reads, entry: Entry) -> None:
    """One key that got loose makes no desks without end: every desk hears of every journal."""
    desks, since = {row.key: row for row in reads.all(Desk)}, entry.body.get("continues")
    if not isinstance(since, bytes):
        return  # no continuation of anything; judging says so
    unseen = [row for row in desks.values() if row.continues is not None and row.state != "active"]
    if sum(1 for row in unseen if _origin(row.key, desks) == _origin(since, desks)) >= _MOST_CONTINUED:
        raise Declined(
            "This desk has gone on in new journals too often without an administrator looking.",
            kept="What it recorded is kept on the desk.",
            remedy="An administrator looks at the desk, and enrols it anew.",
        )


def _origin(journal: bytes, desks: Mapping[bytes, Desk]) -> bytes:
    """The journal that a chain of continued ones began with."""
    while (row := desks.get(journal)) is not None and row.continues is not None:
        journal = row.continues
    return journal


def _is_for(place: Enrolment, rights: Body) -> bool:
    wanted = JournalRights(place.name, place.roles, place.lanes, place.institutions)
    return wanted == rights


def _enrol_again(writes: Writes, kept: ServerKeys, certificate: Certificate, reading: Reading) -> None:
    """A restored server may have forgotten a desk; an administrator, not the server alone, lets it in again."""
    check(certificate, kept.public, "journal", reading.wall // 1_000_000)
    rights = certificate.body
    place = next((row for row in writes.all(Enrolment) if row.is_open and _is_for(row, rights)), None)
    if place is None or not isinstance(rights, JournalRights):
        raise Declined(
            "This server was restored from before the desk was enrolled.",
            kept="The desk goes on by itself; what it records is sent once it is known again.",
            remedy="An administrator opens a place with this desk's name, roles, lanes and institutions; then sync.",
        )
    body = {
        "enrolment": place.key,
        "desk": certificate.id,
        "public_key": certificate.subject,
        "certificate": certificate.encoded,
        "name": rights.name,
        "roles": list(rights.roles),
        "lanes": list(rights.lanes),
        "institutions": list(rights.institutions),
    }
    own_journal.write(writes, kept.journal_id, "desk_enrolled", body, reading)
