"""Making a desk's folder: the keys file, then the empty journal; what fails half-way leaves nothing behind."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.errors import Declined, PassdeskError, Trouble
from passdesk.store.database_key import KeyStore, create_keys_file
from passdesk.store.desk_store import DeskStore


class Keeping(Struct, frozen=True):
    """How a new desk keeps its database key: under a passphrase, or in the account's key store."""

    passphrase: str | None = None
    key_store: KeyStore | None = None
    cost: Cost = DEFAULT_COST


def check_free(folder: Path) -> None:
    """`Declined` unless the folder is new or empty, `Trouble` where it can't be looked into."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Declined(
                f"{folder} is not an empty folder.",
                kept="It was left as it is.",
                remedy="Name a new folder for the desk.",
            )
    except OSError as error:
        raise Trouble(f"{folder} can't be looked into: {error.strerror}.") from error


@contextmanager
def new_desk(
    folder: Path, keeping: Keeping, *, recovery_public: bytes, zone: str, root_public: bytes, seed: bytes, name: str
) -> Iterator[DeskStore]:
    """A new desk, open for its first entries. Whatever goes wrong inside takes the folder's content away again."""
    check_free(folder)
    try:
        database_key = create_keys_file(
            folder,
            passphrase=keeping.passphrase,
            keyring=keeping.key_store,
            recovery_public=recovery_public,
            cost=keeping.cost,
        )
        with DeskStore.create(
            folder, database_key=database_key, zone=zone, root_public=root_public, journal_seed=seed, name=name
        ) as store:
            yield store
            store.catch_up()
    except (PassdeskError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        raise


def set_aside(folder: Path) -> Path:
    """Rename a folder in which a desk was begun and not finished, so that another can be made there; its new place."""
    number = 1
    while (place := folder.with_name(f"{folder.name}.unfinished-{number}")).exists():
        number += 1
    try:
        return folder.rename(place)
    except OSError as error:
        raise Trouble(f"{folder} can't be moved: {error.strerror}.", kept="It was left as it is.") from error
