"""How a server begins: with a zone of its own, or taking over the zone of one desk."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from passdesk.clock import Reading
from passdesk.credential import founding, keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.founding import Founded, Offline
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.domain.attachments import read_attachment
from passdesk.errors import Declined
from passdesk.server import keys_kept, own_journal, tls
from passdesk.server.acceptance import accept
from passdesk.server.keys_kept import ServerKeys
from passdesk.server.storage import Storage, Writes
from passdesk.store.signing import Signer

RIGHTS = JournalRights("server", ("server",))


class Adopted(Struct, frozen=True):
    """What an adopted zone begins with: the desk's journal id, its `zone_founded`, the attachments that names."""

    journal: bytes
    founding: bytes
    attachments: tuple[bytes, ...]


def found(
    make_storage: Callable[[bytes], Storage],
    policy: bytes,
    *,
    administrator: str,
    password: str | None,
    offline: Path,
    reading: Reading,
    cost: Cost = DEFAULT_COST,
) -> tuple[Storage, Founded]:
    """Found a zone. `make_storage` makes the empty database, given the zone's public recovery key.

    The root and recovery keys go to the file `offline`, and nowhere else. It is written first: a zone whose root key
    is lost can never certify a server again. Where the founding fails it goes again.
    """
    at = reading.wall // 1_000_000
    private, journal = keys.generate(), keys.generate()
    made = founding.found(
        policy,
        administrator=administrator,
        desk_public=keys.public_of(journal),
        rights=RIGHTS,
        at=at,
        password=password,
        server_public=keys.public_of(private),
        cost=cost,
    )
    certificate: bytes = made.body["server_certificate"]
    kept = keys_kept.make(made.zone, private, journal, certificate, tls.new_identity(made.zone, at))
    with founding.offline_file(offline, made.offline):
        storage = make_storage(made.recovery_public)
        _write_first(storage, kept, made, reading)
    return storage, made


def _write_first(storage: Storage, kept: ServerKeys, made: Founded, reading: Reading) -> None:
    root = Signer(keys.key_id(made.offline.root_public), made.offline.root_key)
    with storage.writing() as writes:
        keys_kept.keep(writes, kept)
        wrapped = (made.administrator.wrapped,)
        own_journal.write(
            writes, kept.journal_id, "zone_founded", made.body, reading, signers=(root,), attachments=wrapped
        )


def adopt(storage: Storage, first: Adopted, offline: Offline, reading: Reading) -> ServerKeys:
    """Take over the zone of one desk: the root certifies this server, no second one is made.

    The desk's founding entry is taken in, so that the desk can push from entry 1. `Declined` where the file with
    the root key is of another zone.
    """
    at = reading.wall // 1_000_000
    private, journal = keys.generate(), keys.generate()
    certificate = founding.certify_server(offline.root_key, offline.zone, keys.public_of(private), at)
    kept = keys_kept.make(offline.zone, private, journal, certificate, tls.new_identity(offline.zone, at))
    with storage.writing() as writes:
        keys_kept.keep(writes, kept)
        _take_in(writes, first, offline)
        fields = founding.desk_fields(offline.root_key, offline.zone, kept.journal_public, RIGHTS, at)
        body = {"zone": offline.zone, "server_certificate": certificate, **fields}
        root = Signer(keys.key_id(offline.root_public), offline.root_key)
        own_journal.write(writes, kept.journal_id, "server_adopted", body, reading, signers=(root,))
    return kept


def _take_in(writes: Writes, first: Adopted, offline: Offline) -> None:
    for blob in first.attachments:
        writes.put_attachment(read_attachment(blob).hash, blob)
    accept(writes, first.journal, [first.founding])
    zone = keys_kept.zone_of(writes)
    if zone.root != offline.root_public:
        raise Declined(
            "The file with the root key is of another zone than the desk.",
            kept="Nothing was adopted.",
            remedy="Use the file that was written when this desk's zone was founded.",
        )
