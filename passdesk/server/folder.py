"""A server's folder: `server.db`, its key wrapped in `keys.json`, the list of what was erased, a lock."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from passdesk.clock import Clock, Reading
from passdesk.credential.founding import Founded, Offline
from passdesk.domain.people import ZONE_KEY, Zone
from passdesk.errors import Damaged, Misuse, PassdeskError
from passdesk.server import founding
from passdesk.server.central import Central
from passdesk.server.erased_file import FILE as ERASED
from passdesk.server.erased_file import ErasedFile
from passdesk.server.founding import Adopted
from passdesk.server.sqlite_storage import FILE, SqliteStorage
from passdesk.store.creating import Keeping, check_free
from passdesk.store.database_key import create_keys_file, open_keys_file
from passdesk.store.desk_lock import DeskLock
from passdesk.store.desk_store import DeskStore
from passdesk.store.folder_kinds import refuse_desk
from passdesk.sync import known_server
from passdesk.sync.known_server import KnownServer


class Wanted(Struct, frozen=True):
    """What is asked of a new zone: the policy file's bytes, the first administrator's name and password (None makes
    a one-time one), and where to write the file that is kept offline."""

    policy: bytes
    administrator: str
    offline: Path
    password: str | None = None


def found_server(folder: Path, wanted: Wanted, keeping: Keeping, reading: Reading) -> Founded:
    """Found a zone on a new server in `folder`. `Misuse` for a policy with mistakes, `Declined` for a folder or an
    offline file in use, or nothing to keep the database key under; then nothing is left behind."""
    check_free(folder)
    with _nothing_left_of(folder):
        storage, made = founding.found(
            lambda recovery: _new_storage(folder, recovery, keeping),
            wanted.policy,
            administrator=wanted.administrator,
            password=wanted.password,
            offline=wanted.offline,
            reading=reading,
            cost=keeping.cost,
        )
        storage.close()
        return made


def adopt(
    folder: Path, desk: DeskStore, offline: Offline, url: str, keeping: Keeping, reading: Reading
) -> None:
    """Make a server in `folder` for the zone that lives on `desk`, and tell the desk where its server is.

    The desk pushes its whole journal at its next exchange. `Declined` where the root key is of another zone.
    """
    if known_server.known(desk.journal) is not None:
        raise Misuse("This desk has a server already.", kept="Nothing was changed.")
    first = _first_entry(desk)
    check_free(folder)
    with _nothing_left_of(folder):
        with desk.view() as view:
            zone = view.get(Zone, ZONE_KEY)
        if not isinstance(zone, Zone):
            raise Damaged("This desk does not know its zone.")
        storage = _new_storage(folder, zone.recovery, keeping)
        try:
            kept = founding.adopt(storage, first, offline, reading)
        finally:
            storage.close()
        known_server.keep(desk.journal, KnownServer(url, kept.certificate, kept.tls.certificate, kept.tls_hash))


def _first_entry(desk: DeskStore) -> Adopted:
    entry = desk.journal.entry(1)
    if entry is None or entry.kind != "zone_founded":
        raise Misuse("This desk did not found its zone.", remedy="Adopt the desk whose journal begins with the zone.")
    wrapped = desk.attachments.get(entry.body["wrapped"])
    return Adopted(desk.journal.id, entry.raw, () if wrapped is None else (wrapped.to_bytes(),))


def _new_storage(folder: Path, recovery_public: bytes, keeping: Keeping) -> SqliteStorage:
    key = create_keys_file(
        folder,
        passphrase=keeping.passphrase,
        keyring=keeping.key_store,
        recovery_public=recovery_public,
        cost=keeping.cost,
    )
    return SqliteStorage.create(folder / FILE, key)


@contextmanager
def _nothing_left_of(folder: Path) -> Iterator[None]:
    try:
        yield
    except (PassdeskError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        raise


def database_key(folder: Path, keeping: Keeping) -> bytes:
    """The key of a server's database, or of its backup's; `Misuse` for the folder of a desk."""
    refuse_desk(folder)
    return open_keys_file(folder, passphrase=keeping.passphrase, keyring=keeping.key_store)


def open_server(folder: Path, keeping: Keeping, clock: Clock) -> Central:
    """The server in `folder`, for one act of an administrator or for serving; also beside one that is running."""
    key = database_key(folder, keeping)
    return Central(SqliteStorage(folder / FILE, key), clock, ErasedFile(folder / ERASED))


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder for serving or restoring; `Trouble` while another process does, `Misuse` for a desk's."""
    refuse_desk(folder)
    lock = DeskLock.take(folder)
    try:
        yield
    finally:
        lock.release()
