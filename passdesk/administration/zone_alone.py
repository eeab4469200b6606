"""A zone that lives on one desk: founded in that desk's own journal, until a server adopts it."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Literal

from msgspec import Struct

from passdesk.clock import Reading
from passdesk.credential import keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.founding import Founded, found, offline_file
from passdesk.domain.people import DESK_ROLES
from passdesk.domain.zone_reading import read_policy
from passdesk.store.creating import Keeping, check_free, new_desk
from passdesk.store.signing import Signer

OfflineFault = Literal["taken", "no folder", "no name", "in the desk", "not writable"]


class Alone(Struct, frozen=True):
    """What is asked of a new zone. `policy`: the zone file's bytes; `password` None makes a one-time one.

    `offline`: where the root and recovery keys are written, to be taken away from this machine.
    """

    policy: bytes
    name: str
    administrator: str
    offline: Path
    password: str | None = None


def found_alone(folder: Path, wanted: Alone, keeping: Keeping, reading: Reading) -> Founded:
    """Found a zone on a new desk in `folder`, with every role and every lane of the policy.

    `Misuse` for a policy with mistakes, `Declined` for a folder or an offline file in use, or nothing to keep the
    database key under; then nothing is left behind.
    """
    check_free(folder)
    lanes = tuple(read_policy(wanted.policy).lanes)
    private = keys.generate()
    founded = found(
        wanted.policy,
        administrator=wanted.administrator,
        desk_public=keys.public_of(private),
        rights=JournalRights(wanted.name, DESK_ROLES, lanes),
        at=reading.wall // 1_000_000,
        password=wanted.password,
        cost=keeping.cost,
    )
    root = Signer(keys.key_id(founded.offline.root_public), founded.offline.root_key)
    with (
        offline_file(wanted.offline, founded.offline),
        new_desk(
            folder,
            keeping,
            recovery_public=founded.recovery_public,
            zone=founded.zone,
            root_public=founded.offline.root_public,
            seed=keys.seed_of(private),
            name=wanted.name,
        ) as store,
    ):
        store.write(
            "zone_founded", founded.body, reading=reading, signers=(root,), attachments=(founded.administrator.wrapped,)
        )
    return founded


def offline_place(typed: str) -> Path:
    """The path somebody typed, whole: from their home where it begins with a tilde."""
    path = Path(typed.strip())
    with suppress(RuntimeError):  # there is nobody of this name
        path = path.expanduser()
    return path.absolute()


def offline_fault(place: Path, folder: Path) -> OfflineFault | None:
    """Why the zone's keys can't be written to `place` for a desk in `folder`, None where they can: it was tried, and
    the empty file taken away again. Also `found_alone` may still fail: a stick is pulled, a disk is full."""
    try:
        if place.resolve().is_relative_to(folder.resolve()):
            return "in the desk"
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        place.unlink()
    except (OSError, ValueError) as error:
        return fault_of(error)
    return None


def fault_of(error: OSError | ValueError) -> OfflineFault:
    """What a system says of a file that can't be made."""
    if isinstance(error, FileExistsError | IsADirectoryError):
        return "taken"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "no folder"
    if isinstance(error, ValueError) or error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return "no name"
    return "not writable"
