"""Founding a zone: the root, the recovery key, the first administrator, and the file that is kept offline.

One founding serves a server and a zone of one desk; what differs is whose journal carries it.
"""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from passdesk.credential import keys, sign_in
from passdesk.credential.certificate_bodies import JournalRights, OperatorRights, ServerName
from passdesk.credential.certificates import certify
from passdesk.credential.entry_signatures import sign_entry
from passdesk.credential.signed_policy import FIRST, sign_policy
from passdesk.credential.trust import ADMINISTRATOR
from passdesk.credential.wrapping import DEFAULT_COST, Cost, new_recovery_key
from passdesk.domain import canonical
from passdesk.domain.attachments import Attachment
from passdesk.domain.entries import Signature
from passdesk.domain.zone_reading import read_policy
from passdesk.errors import Damaged, Declined, PassdeskError, Trouble

_OFFLINE = "passdesk/offline/1"
_LONGEST_OFFLINE = 4096


class Offline(Struct, frozen=True):
    """What is kept offline and nowhere else: the root's 32-byte seed and the recovery private key."""

    zone: str
    root: bytes
    recovery: bytes

    @property
    def root_key(self) -> Ed25519PrivateKey:
        return keys.from_seed(self.root)

    @property
    def root_public(self) -> bytes:
        return keys.public_of(self.root_key)


class FirstAdministrator(Struct, frozen=True):
    """The operator a zone begins with. `name` to sign in under, `password` given or one-time."""

    id: bytes
    name: str
    private: Ed25519PrivateKey
    password: str
    certificate: bytes
    wrapped: Attachment


class Founded(Struct, frozen=True):
    """A zone about to begin: `body` of its `zone_founded`, to be written with `wrapped` and signed by the root."""

    zone: str
    offline: Offline
    administrator: FirstAdministrator
    recovery_public: bytes
    body: dict[str, Any]

    def sign(self, content: bytes) -> tuple[Signature, ...]:
        return root_signature(self.offline.root_key, content)


def found(
    policy: bytes,
    *,
    administrator: str,
    desk_public: bytes,
    rights: JournalRights,
    at: int,
    password: str | None = None,
    server_public: bytes | None = None,
    cost: Cost = DEFAULT_COST,
) -> Founded:
    """Make a zone's keys and the body of its founding entry, written into the journal of `desk_public`.

    `policy`: the zone file's bytes; `at`: seconds UTC, from which certificates count; `password`: of the first
    administrator, None makes a one-time one; `server_public`: the server's key, where there is a server.
    `Misuse` (PolicyMistakes) for a policy with mistakes.
    """
    zone = read_policy(policy).zone
    root = keys.generate()
    recovery_private, recovery_public = new_recovery_key()
    first = _administrator(root, zone, administrator, password or sign_in.one_time_password(), at, cost)
    server = None if server_public is None else certify_server(root, zone, server_public, at)
    body = {
        "zone": zone,
        "root": keys.public_of(root),
        "recovery": recovery_public,
        "policy": sign_policy(policy, FIRST, root),
        "operator": first.id,
        "operator_name": first.name,
        "operator_key": keys.public_of(first.private),
        "operator_certificate": first.certificate,
        "wrapped": first.wrapped.hash,
        "server_certificate": server,
        **desk_fields(root, zone, desk_public, rights, at),
    }
    return Founded(zone, Offline(zone, keys.seed_of(root), recovery_private), first, recovery_public, body)


def _administrator(
    root: Ed25519PrivateKey, zone: str, name: str, password: str, at: int, cost: Cost
) -> FirstAdministrator:
    private, identifier = keys.generate(), secrets.token_bytes(16)
    rights = OperatorRights(identifier, (ADMINISTRATOR,))
    certificate = certify(root, zone=zone, subject=keys.public_of(private), body=rights, not_before=at)
    blob = sign_in.wrap(keys.seed_of(private), password, identifier, cost)
    wrapped = Attachment("wrapped", secrets.token_bytes(16), blob)
    return FirstAdministrator(identifier, name, private, password, certificate, wrapped)


def certify_server(root: Ed25519PrivateKey, zone: str, server_public: bytes, at: int) -> bytes:
    """The root's certificate for a server key, from `at` (seconds UTC) on."""
    return certify(root, zone=zone, subject=server_public, body=ServerName("server"), not_before=at)


def desk_fields(issuer: Ed25519PrivateKey, zone: str, public: bytes, rights: JournalRights, at: int) -> dict[str, Any]:
    """The fields an entry names a desk by, its journal certified by `issuer`: the root, or the server."""
    return {
        "desk": keys.key_id(public),
        "public_key": public,
        "certificate": certify(issuer, zone=zone, subject=public, body=rights, not_before=at),
        "name": rights.name,
        "roles": list(rights.roles),
        "lanes": list(rights.lanes),
        "institutions": list(rights.institutions),
    }


def root_signature(root: Ed25519PrivateKey, content: bytes) -> tuple[Signature, ...]:
    """The root's signature under a founding entry, by the root's key id."""
    return ((keys.key_id(keys.public_of(root)), sign_entry(root, content)),)


@contextmanager
def offline_file(path: Path, offline: Offline) -> Iterator[None]:
    """The file to be kept offline, written before the zone is. Where that fails the file goes again: it opens nothing.

    `Declined` where there is a file already, `Trouble` where it can't be written.
    """
    _write_offline(path, offline)
    try:
        yield
    except (PassdeskError, OSError):
        _take_away(path)
        raise


def _write_offline(path: Path, offline: Offline) -> None:
    text = canonical.encode([_OFFLINE, offline.zone, offline.root, offline.recovery]).hex()
    lines = (
        f"# Passdesk zone {offline.zone}: the root key and the recovery key.",
        "# Keep this file offline, in two places, and nowhere else. Whoever has it owns the zone.",
        *_rows(text, 64),
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Declined(
            f"There is a file {path} already; it may be the root key of another zone.",
            kept="It was left as it is, and no zone was founded.",
            remedy="Name another file for it, or move that one to where it is kept.",
        ) from error
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        _take_away(path)
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> Trouble:
    return Trouble(
        f"The file with the zone's root key can't be written: {path}: {error.strerror or error}.",
        kept="No zone was founded.",
        remedy="Name another place for it, or free some space.",
    )


def _take_away(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _rows(text: str, width: int) -> Sequence[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def read_offline(path: Path) -> Offline:
    """Read what `offline_file` wrote; `Trouble` where it can't be read, `Damaged` where it is no such file."""
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_OFFLINE)
    except OSError as error:
        raise Trouble(
            f"The file with the zone's root key can't be read: {path}: {error.strerror or error}.",
            kept="Nothing was changed.",
            remedy="Name the file that was written when the zone was founded, or its second copy.",
        ) from error
    try:
        lines = data.decode("ascii").splitlines()
        return _offline("".join(line.strip() for line in lines if not line.startswith("#")))
    except (ValueError, Damaged) as error:
        raise Damaged(
            f"{path} is damaged, or no file with a zone's root key.",
            kept="Nothing was changed.",
            remedy="Give the file that was written when the zone was founded, or its second copy.",
        ) from error


def _offline(text: str) -> Offline:
    match canonical.decode(bytes.fromhex(text)):
        case [name, str(zone), bytes(root), bytes(recovery)] if (
            name == _OFFLINE and len(root) == keys.KEY_BYTES and len(recovery) == keys.KEY_BYTES
        ):
            return Offline(zone, root, recovery)
    raise Damaged("It holds something else.")
