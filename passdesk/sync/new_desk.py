"""A new desk of a zone that has a server: enrolled by a printed code, ready when this ends."""

import os
from pathlib import Path

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.credential import keys
from passdesk.credential.enrolment import parse_code
from passdesk.errors import Damaged, Declined, Trouble, Unreachable
from passdesk.store.continuing import JOURNAL_FILE
from passdesk.store.creating import Keeping, check_free, new_desk
from passdesk.store.database_key import KEYS_FILE, open_keys_file
from passdesk.store.desk_store import DeskStore
from passdesk.store.folder_kinds import is_desk, is_server
from passdesk.store.journal import Journal
from passdesk.sync import known_server
from passdesk.sync.client import HttpLink, join_at
from passdesk.sync.exchange import exchange
from passdesk.sync.joining import Joined


class Made(Struct, frozen=True):
    """A desk that is enrolled. `exchanged`: its first exchange went through; else the next one brings its register."""

    joined: Joined
    exchanged: bool


def join_zone(folder: Path, code: str, url: str, keeping: Keeping, clock: Clock) -> Made:
    """Enrol a new desk in `folder` with a printed code at a server's address, and exchange once.

    The desk's key waits beside the folder until the desk is ready: tried again after a lost answer, the server knows it
    by that. From the first exchange on the server takes the code no more, so the desk is ready before. `Misuse` for a
    mistyped code, `Declined` for a folder in use, a wrong code or another server, `Unreachable`.
    """
    parsed = parse_code(code)
    waiting = _waiting_at(folder)
    _refuse_used(folder, waiting, keeping)
    seed = _waiting_seed(waiting)
    joined, server = join_at(url, parsed, keys.public_of(keys.from_seed(seed)), clock)
    with new_desk(
        folder,
        keeping,
        recovery_public=joined.recovery,
        zone=joined.zone,
        root_public=joined.root,
        seed=seed,
        name=joined.rights.name,
    ) as store:
        store.write("journal_opened", {"certificate": joined.certificate}, reading=clock())
        known_server.keep(store.journal, server)
    waiting.unlink(missing_ok=True)
    with DeskStore.open(folder, _database_key(folder, keeping)) as store:
        return Made(joined, _first_exchange(store, clock))


def was_begun(folder: Path) -> bool:
    """Whether an enrolment of a desk for `folder` was cut off: the same code goes on with it."""
    return _waiting_at(folder).exists()


def _waiting_at(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.joining")


def _refuse_used(folder: Path, waiting: Path, keeping: Keeping) -> None:
    """Before anything is sent: a code that is spent opens nothing again."""
    try:
        check_free(folder)
    except Declined:
        begun = is_desk(folder) or (folder / KEYS_FILE).exists()
        waits = waiting.exists() and begun and not is_server(folder)
        if waits and not _is_ready(folder, waiting, keeping):
            raise Declined(
                f"The enrolment of the desk in {folder} was cut off. Its key waits in {waiting}.",
                kept="Both were left as they are, and the code was not sent.",
                remedy=f"Move {folder} away, leave {waiting.name} where it is, and give the same code again.",
            ) from None
        if not is_desk(folder):
            raise
        if waits and _is_of(folder, waiting, keeping):
            waiting.unlink()
        raise Declined(
            f"This folder holds a desk already: {folder}.",
            kept="It was left as it is, and the code was not sent.",
            remedy="Bring it up to date with `passdesk sync`, or name a new folder for another desk.",
        ) from None


def _is_ready(folder: Path, waiting: Path, keeping: Keeping) -> bool:
    """Whether the desk can work: it knows its server, or it is another than the one whose key waits."""
    try:
        journal = Journal.open(folder / JOURNAL_FILE, _database_key(folder, keeping), readonly=True)
    except Trouble:
        return False
    try:
        return known_server.known(journal) is not None or not _is_key_of(journal, waiting)
    finally:
        journal.file.close()


def _is_of(folder: Path, waiting: Path, keeping: Keeping) -> bool:
    """Whether the key that waits is this desk's; another's may be of an enrolment whose answer was lost."""
    journal = Journal.open(folder / JOURNAL_FILE, _database_key(folder, keeping), readonly=True)
    try:
        return _is_key_of(journal, waiting)
    finally:
        journal.file.close()


def _is_key_of(journal: Journal, waiting: Path) -> bool:
    return journal.id == keys.key_id(keys.public_of(keys.from_seed(_waiting_seed(waiting))))


def _database_key(folder: Path, keeping: Keeping) -> bytes:
    return open_keys_file(folder, passphrase=keeping.passphrase, keyring=keeping.key_store)


def _first_exchange(store: DeskStore, clock: Clock) -> bool:
    link = HttpLink.to(store.journal, clock)
    try:
        exchange(store, link, clock)
    except Unreachable:
        return False
    finally:
        link.close()
    return True


def _waiting_seed(path: Path) -> bytes:
    try:
        if path.exists():
            seed = bytes.fromhex(path.read_text(encoding="ascii"))
            keys.from_seed(seed)
            return seed
        seed = keys.seed_of(keys.generate())
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(seed.hex())
    except OSError as error:
        raise Trouble(f"{path} can't be written: {error.strerror}.", remedy="Name another folder.") from error
    except ValueError as error:
        raise Damaged(f"{path} is no key of a desk that was being enrolled.", remedy="Remove it.") from error
    return seed
