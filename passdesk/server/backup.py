"""A copy of a server, and a server from a copy. What a restored server has forgotten, the desks remember."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from passdesk.clock import Clock, Reading
from passdesk.credential import keys
from passdesk.credential.entry_signatures import sign_continuation
from passdesk.credential.entry_signers import continuation
from passdesk.errors import Damaged, Misuse, PassdeskError, Trouble
from passdesk.server import keys_kept, own_journal
from passdesk.server.erased_file import FILE as ERASED
from passdesk.server.erased_file import ErasedFile
from passdesk.server.folder import database_key, held, open_server
from passdesk.server.sqlite_storage import FILE, SqliteStorage
from passdesk.server.storage import Writes
from passdesk.store.creating import Keeping, check_free
from passdesk.store.database_file import remove_database
from passdesk.store.database_key import KEYS_FILE

_FRESH = "restoring.db"


def backup(folder: Path, target: Path, keeping: Keeping) -> None:
    """Copy the server in `folder` to the new folder `target`, of one moment, while it may go on serving.

    The copy is encrypted under the same key, which the copied keys.json holds wrapped. `Misuse` where there is no
    folder to put it in, `Damaged` where the server's own database is; a backup that fails leaves nothing.
    """
    key = database_key(folder, keeping)
    check_free(target)
    if not target.absolute().parent.is_dir():
        raise Misuse(
            f"There is no folder {target.absolute().parent} for the backup to be put in.",
            kept="Nothing was written.",
            remedy="Make it first, or name another place.",
        )
    storage = SqliteStorage(folder / FILE, key)
    try:
        _copy(storage, key, folder, target)
    except (PassdeskError, OSError) as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, Damaged):
            raise
        raise _unwritten(target, error) from error
    finally:
        storage.close()


def _copy(storage: SqliteStorage, key: bytes, folder: Path, target: Path) -> None:
    target.mkdir(exist_ok=True, mode=0o700)
    storage.copy_to(target / FILE, key)
    shutil.copy2(folder / KEYS_FILE, target / KEYS_FILE)
    if (folder / ERASED).exists():
        shutil.copy2(folder / ERASED, target / ERASED)


def _unwritten(target: Path, error: PassdeskError | OSError) -> Trouble:
    why = error.happened if isinstance(error, PassdeskError) else f"{error.strerror or error}."
    return Trouble(
        f"The backup {target} can't be written: {why}",
        kept="The server is as it was; no half backup is left.",
        remedy="Name another place, or free some space there.",
    )


def restore(source: Path, folder: Path, keeping: Keeping, clock: Clock) -> int:
    """Put the backup in `source` in the place of the server in `folder`; its new generation.

    The generation rises, so every desk begins its register anew and compares. What was erased since stays erased, as
    far as either folder's list knows. The server goes on in a new journal that continues the one in the backup:
    numbers it may have used since are not used again. What `folder` held is kept beside as `*.before-restore`.
    """
    if source.resolve() == folder.resolve():
        raise Misuse("A server can't be restored from itself.", kept="Nothing was changed.")
    with _backup_blamed(source):
        key = database_key(source, keeping)
    with _files():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with held(folder):
            with _backup_blamed(source):
                generation = _prepare(source, folder, key, clock())
            ErasedFile(folder / ERASED).append(ErasedFile(source / ERASED).read() - ErasedFile(folder / ERASED).read())
            _set_aside(folder)
            shutil.copy2(source / KEYS_FILE, folder / KEYS_FILE)
            (folder / _FRESH).rename(folder / FILE)
    central = open_server(folder, keeping, clock)
    central.begin()
    central.close()
    return generation


def _prepare(source: Path, folder: Path, key: bytes, reading: Reading) -> int:
    """A copy of the backup beside the server's own database, with everything done to it that a restore does."""
    fresh = folder / _FRESH
    remove_database(fresh)
    if not (source / FILE).exists():
        raise Damaged(f"{FILE} is missing.")
    try:
        backed_up = SqliteStorage(source / FILE, key)
        try:
            backed_up.copy_to(fresh, key)
        finally:
            backed_up.close()
        storage = SqliteStorage(fresh, key)
        try:
            with storage.writing() as writes:
                return _go_on(writes, reading)
        finally:
            storage.forget_deleted()
            storage.close()
    except (PassdeskError, OSError):
        remove_database(fresh)
        raise


def _go_on(writes: Writes, reading: Reading) -> int:
    kept = keys_kept.load(writes)
    # The same backup may be restored twice: the clock makes generations differ where counting alone would not.
    generation = writes.raise_generation(reading.wall // 1_000_000)
    head = writes.head(kept.journal_id, b"")
    seq, newest = (head.seq, head.hash) if head is not None else (0, bytes(32))
    new = keys.generate()
    public = keys.public_of(new)
    proof = sign_continuation(kept.journal, continuation(public, kept.journal_id, seq, newest))
    body = {
        "public_key": public,
        "continues": kept.journal_id,
        "seq": seq,
        "hash": newest,
        "proof": proof,
        "name": "server",
    }
    own_journal.write(writes, keys.key_id(public), "journal_continued", body, reading)
    own_journal.write(writes, keys.key_id(public), "server_restored", {"generation": generation}, reading)
    writes.set_secret("journal", keys.seed_of(new))
    return generation


def _set_aside(folder: Path) -> None:
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", KEYS_FILE):
        if (folder / name).exists():
            (folder / name).replace(folder / f"{name}.before-restore")


@contextmanager
def _backup_blamed(source: Path) -> Iterator[None]:
    """Both folders hold files of the same names: it is the backup's that is damaged."""
    try:
        yield
    except Damaged as error:
        raise Damaged(
            f"The backup {source} is damaged: {error.happened}",
            kept="The server in use was kept as it is.",
            remedy="Restore from another backup.",
        ) from error


@contextmanager
def _files() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Trouble(
            f"The server can't be restored: {error}.",
            kept="The server that was there is kept.",
            remedy="Check the disk.",
        ) from error
