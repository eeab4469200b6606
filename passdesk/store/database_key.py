"""The database key in keys.json: random, wrapped by a passphrase, by the system's key store, by the recovery key."""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from passdesk.credential.wrapping import (
    DEFAULT_COST,
    Cost,
    open_with_recovery,
    seal_to_recovery,
    unwrap_secret,
    wrap_secret,
)
from passdesk.errors import Damaged, Declined, Misuse, Trouble
from passdesk.store.folder_kinds import is_server

KEYS_FILE = "keys.json"
KEY_BYTES = 32
_CONTEXT = b"passdesk/database-key/1"
_CHEAP = Cost(memory=8, passes=1, lanes=1)  # what it stretches has 256 random bits already
_PASSPHRASE, _KEY_STORE, _RECOVERY, _ACCOUNT = "passphrase", "key_store", "recovery", "account"


class KeyStore(Protocol):
    """Where the account this desk runs under keeps secrets."""

    def works(self) -> bool:
        """Whether a secret put there comes back."""
        ...

    def get(self, account: str) -> str | None: ...

    def set(self, account: str, secret: str) -> None: ...


def create_keys_file(
    folder: Path,
    *,
    passphrase: str | None,
    keyring: KeyStore | None,
    recovery_public: bytes,
    cost: Cost = DEFAULT_COST,
) -> bytes:
    """Make a database key (32 bytes) and write it wrapped: by the passphrase if there is one, else by a working key
    store, and always to the zone's recovery key. `Declined` where there is neither of the first two."""
    if not passphrase and (keyring is None or not keyring.works()):
        raise Declined(
            "There is nothing to keep this desk's database key under: no passphrase, and no working key store.",
            kept="Nothing was written.",
            remedy="Set PASSDESK_PASSPHRASE or PASSDESK_PASSPHRASE_FILE, or log in where the system keeps a key store.",
        )
    if (folder / KEYS_FILE).exists():
        raise Declined("There is a desk in this folder already.", kept="It was left as it is.")
    key = secrets.token_bytes(KEY_BYTES)
    ways = {_RECOVERY: _text(seal_to_recovery(key, recovery_public))}
    if passphrase:
        ways[_PASSPHRASE] = _text(wrap_secret(key, passphrase, _CONTEXT, cost))
    elif keyring is not None:
        ways |= _in_key_store(key, keyring)
    _write(folder, ways)
    return key


def open_keys_file(
    folder: Path,
    *,
    passphrase: str | None = None,
    keyring: KeyStore | None = None,
    recovery_private: bytes | None = None,
) -> bytes:
    """The database key, by the first way that is given and there; `Declined` where none is or the secret is wrong."""
    ways = _read(folder)
    try:
        key = _opened(folder, ways, passphrase, keyring, recovery_private)
    except Damaged as error:
        raise Damaged(
            f"{KEYS_FILE} is damaged: {error.happened}",
            kept="Nothing was changed.",
            remedy="Put back a copy of this very folder's, or of the whole folder.",
        ) from error
    if key is not None:
        return key
    whose, or_else = ("server", "") if is_server(folder) else ("desk", ", or use `passdesk recover`")
    raise Declined(
        f"This {whose}'s database key cannot be opened: {_lacking(ways)}",
        kept="Nothing was changed.",
        remedy=f"Give the passphrase, or run under the {whose}'s own account{or_else}.",
    )


def ways_to_open(folder: Path) -> tuple[str, ...]:
    """How the key of this folder can be had: passphrase, key_store, recovery. `Trouble` or `Damaged` where its file
    can't be read."""
    ways = _read(folder)
    return tuple(way for way in (_PASSPHRASE, _KEY_STORE, _RECOVERY) if way in ways)


def _opened(
    folder: Path,
    ways: Mapping[str, str],
    passphrase: str | None,
    keyring: KeyStore | None,
    recovery_private: bytes | None,
) -> bytes | None:
    if recovery_private is not None:
        return _whole(open_with_recovery(_blob(ways, _RECOVERY), recovery_private))
    if passphrase and _PASSPHRASE in ways:
        return _whole(_with_passphrase(folder, _blob(ways, _PASSPHRASE), passphrase))
    secret = keyring.get(ways.get(_ACCOUNT, "")) if keyring is not None and _KEY_STORE in ways else None
    return None if secret is None else _whole(unwrap_secret(_blob(ways, _KEY_STORE), secret, _CONTEXT))


def _with_passphrase(folder: Path, blob: bytes, passphrase: str) -> bytes:
    try:
        return unwrap_secret(blob, passphrase, _CONTEXT)
    except Declined as error:
        or_else = ": nothing else opens it or a backup of it" if is_server(folder) else ", or use `passdesk recover`"
        raise Declined(
            f"The passphrase does not open what is kept here, or {KEYS_FILE} was changed.",
            kept="Nothing was changed.",
            remedy=f"Give the passphrase this folder was made with{or_else}.",
        ) from error


def kept_under_passphrase(folder: Path) -> bool:
    """Whether a passphrase opens this folder; `Trouble` or `Damaged` where there is no keys file to be read."""
    return _PASSPHRASE in _read(folder)


def set_passphrase(folder: Path, key: bytes, passphrase: str, *, cost: Cost = DEFAULT_COST) -> None:
    """Wrap the key under another passphrase; the old one, or the key store, opens it no more."""
    ways = _read(folder)
    if not passphrase:
        raise Misuse("An empty passphrase protects nothing.", kept="The old one still holds.")
    _write(folder, {_RECOVERY: ways[_RECOVERY], _PASSPHRASE: _text(wrap_secret(key, passphrase, _CONTEXT, cost))})


def _in_key_store(key: bytes, keyring: KeyStore) -> dict[str, str]:
    account, secret = secrets.token_hex(8), secrets.token_hex(32)
    keyring.set(account, secret)
    return {_ACCOUNT: account, _KEY_STORE: _text(wrap_secret(key, secret, _CONTEXT, _CHEAP))}


def _lacking(ways: Mapping[str, str]) -> str:
    if _PASSPHRASE in ways:
        return "it is kept under a passphrase, and none was given."
    return "it is in the key store of the account it was set up under, which does not answer here."


def _write(folder: Path, ways: Mapping[str, str]) -> None:
    fresh = folder / f"{KEYS_FILE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            json.dump({"format": 1, **ways}, file, indent=2, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / KEYS_FILE)
    except OSError as error:
        raise Trouble(f"{KEYS_FILE} cannot be written: {error.strerror}.", remedy="Check the folder.") from error


def _read(folder: Path) -> dict[str, str]:
    try:
        value = json.loads((folder / KEYS_FILE).read_text(encoding="ascii"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Trouble(
            f"There is no desk and no server in {folder}.", remedy="Name its folder, or make one with `init`."
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise Damaged(f"{KEYS_FILE} cannot be read: {error}.", remedy="Put back a copy of this very desk's.") from error
    if not isinstance(value, dict) or value.pop("format", None) != 1 or _RECOVERY not in value:
        raise Damaged(f"{KEYS_FILE} is not of the form this program knows.", remedy="Put back a copy of it.")
    if not all(isinstance(way, str) for way in value.values()):
        raise Damaged(f"{KEYS_FILE} is not of the form this program knows.", remedy="Put back a copy of it.")
    return value


def _blob(ways: Mapping[str, str], name: str) -> bytes:
    try:
        return base64.b64decode(ways[name], validate=True)
    except binascii.Error as error:
        raise Damaged(f"what {name} opens is no base64.") from error


def _text(blob: bytes) -> str:
    return base64.b64encode(blob).decode()


def _whole(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise Damaged(f"The key in {KEYS_FILE} is not {KEY_BYTES} bytes.")
    return key
