"""Enrolment from the server's side: a printed code, used once. A new desk never sends it; an admin desk that opens a
place hands it over beforehand."""

from collections.abc import Sequence

from msgspec import Struct

from passdesk.clock import Reading
from passdesk.credential import enrolment, keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.enrolment import EnrolmentCode
from passdesk.credential.founding import desk_fields
from passdesk.domain.people import TAKEN_BACK, Desk, Enrolment
from passdesk.errors import Declined
from passdesk.server import own_journal
from passdesk.server.keys_kept import ServerKeys, zone_of
from passdesk.server.storage import Reads, Writes
from passdesk.store.signing import Signer
from passdesk.sync.joining import Enrol, Enrolled

_CODE = "code:"
_MINUTE = 60 * 1_000_000
_TRIES_A_MINUTE = 10
_MOST_WAITING = 1024
"""Codes of one admin desk whose places nobody has opened yet."""


class Tries:
    """Wrong codes in the last minute, by the boot clock. Nothing sleeps: beyond the limit every code is refused."""

    def __init__(self) -> None:
        self._failed: list[int] = []

    def let(self, reading: Reading) -> None:
        """`Declined` while there were too many."""
        self._failed = [at for at in self._failed if 0 <= reading.boot - at < _MINUTE]
        if len(self._failed) >= _TRIES_A_MINUTE:
            raise Declined("Too many wrong enrolment codes.", kept="None was tried.", remedy="Wait a minute.")

    def failed(self, reading: Reading) -> None:
        self._failed.append(reading.boot)


class _Open(Struct, frozen=True):
    """`handed_by`: the journal of the admin desk the code came from, empty where it was made here."""

    enrolment: bytes
    code: EnrolmentCode
    handed_by: bytes


def open_place(
    writes: Writes, kept: ServerKeys, place: JournalRights, signer: Signer, reading: Reading
) -> EnrolmentCode:
    """Open a place for a desk, signed by an administrator. The code stays in this database until it is used:
    without it the server could neither check a desk's proof nor give its own. `Declined` without the right, and for
    the name of another desk."""
    _refuse_taken(writes, place.name)
    zone = zone_of(writes)
    code = enrolment.new_code(zone.root)
    body = {
        "enrolment": code.enrolment,
        "name": place.name,
        "roles": list(place.roles),
        "lanes": list(place.lanes),
        "institutions": list(place.institutions),
    }
    own_journal.write(writes, kept.journal_id, "enrolment_opened", body, reading, signers=(signer,))
    writes.set_secret(_CODE + code.enrolment.hex(), code.to_bytes())
    return code


def keep_codes(writes: Writes, desk: Desk, codes: Sequence[bytes]) -> None:
    """Hold the codes of places that an admin desk is about to open: each is good once an administrator's
    `enrolment_opened` with its name counts. Repeating it is harmless.

    `Declined` for a desk without that role, for codes of another zone, and where too many were left unopened.
    """
    if desk.state != "active" or "admin" not in desk.roles:
        raise Declined("Places for desks are opened at admin desks.", kept="No code was kept.")
    each, root = [enrolment.code_of(code) for code in codes], zone_of(writes).root
    if not all(code.names_root(root) for code in each):
        raise Declined("These codes are of another zone.", kept="No code was kept.")
    new = [code for code in each if writes.secret(_CODE + code.enrolment.hex()) is None]
    if len(new) + _left_unopened(writes, desk.key) > _MOST_WAITING:
        raise Declined(
            f"More than {_MOST_WAITING} codes of this desk wait for their places to be opened.",
            kept="No code was kept.",
            remedy="Exchange first, then open the places again.",
        )
    for code in new:
        writes.set_secret(_CODE + code.enrolment.hex(), code.to_bytes() + desk.key)


def _left_unopened(reads: Reads, desk: bytes) -> int:
    handed = (place for place in _open_places(reads) if place.handed_by == desk)
    return sum(1 for place in handed if reads.get(Enrolment, place.enrolment) is None)


def _refuse_taken(reads: Reads, name: str) -> None:
    """Commands name a desk by its name; one that was disabled needs it no more."""
    if any(row.name == name and row.state != "disabled" for row in reads.all(Desk)):
        raise Declined(
            f"There is a desk {name} in this zone already.",
            kept="No place was opened.",
            remedy="Choose another name, or first say at an admin desk: passdesk desk disable.",
        )


def enrol(writes: Writes, kept: ServerKeys, asked: Enrol, reading: Reading) -> Enrolled:
    """Take a desk in under the open place whose code it proves to know. Asked again by the same desk, the answer is
    the same, until the desk has been heard. `Declined` for a wrong or used code, and for one that was taken back."""
    place = next((one for one in _open_places(writes) if _proves(one, asked)), None)
    row = None if place is None else writes.get(Enrolment, place.enrolment)
    desk_id = keys.key_id(asked.public_key)
    if place is None or not isinstance(row, Enrolment) or row.used_by not in (None, desk_id):
        raise Declined(
            "This enrolment code is wrong or has been used, or was taken back.",
            kept="The desk is not enrolled.",
            remedy="Compare it with the print, or have an administrator print a new one.",
        )
    if row.used_by is None:
        _admit(writes, kept, row, asked.public_key, reading)
    return _answer(writes, kept, place.code, asked.public_key)


def _open_places(reads: Reads) -> list[_Open]:
    held = reads.secrets(_CODE).items()
    return [
        _Open(bytes.fromhex(name[len(_CODE) :]), enrolment.code_of(value), value[enrolment.CODE_BYTES :])
        for name, value in held
    ]


def _proves(place: _Open, asked: Enrol) -> bool:
    return enrolment.same_proof(enrolment.desk_proof(place.code, asked.public_key), asked.proof)


def _admit(writes: Writes, kept: ServerKeys, row: Enrolment, public: bytes, reading: Reading) -> None:
    keys.load_public(public)
    rights = JournalRights(row.name, row.roles, row.lanes, row.institutions)
    fields = desk_fields(kept.private, zone_of(writes).zone, public, rights, reading.wall // 1_000_000)
    own_journal.write(writes, kept.journal_id, "desk_enrolled", {"enrolment": row.key, **fields}, reading)


def _answer(reads: Reads, kept: ServerKeys, code: EnrolmentCode, public: bytes) -> Enrolled:
    desk = reads.get(Desk, keys.key_id(public))
    founding = reads.founding()
    if not isinstance(desk, Desk) or founding is None:
        raise Declined("This server can't answer for the desk.", remedy="Print a new code.")
    proof = enrolment.server_proof(code, public, kept.public, kept.tls.spki_sha256)
    return Enrolled(founding, kept.certificate, desk.certificate, kept.tls_hash, proof)


def forget_codes(writes: Writes, desk: bytes) -> None:
    """The desk has been heard: the code it came by is of no more use, as are those of places that were taken back."""
    for place in _open_places(writes):
        row = writes.get(Enrolment, place.enrolment)
        if isinstance(row, Enrolment) and row.used_by in (desk, TAKEN_BACK):
            writes.set_secret(_CODE + place.enrolment.hex(), None)
