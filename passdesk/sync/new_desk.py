"""A new desk of a zone that has a server: enrolled by a printed code, ready when this ends."""

import os
from dataclasses import dataclass
from pathlib import Path

from passdesk.clock import Clock
from passdesk.credential import keys
from passdesk.credential.enrolment import parse_code
from passdesk.errors import Damaged, Trouble, Unreachable
from passdesk.store.creating import Keeping, new_desk
from passdesk.store.desk_store import DeskStore
from passdesk.sync import known_server
from passdesk.sync.client import HttpLink, join_at
from passdesk.sync.exchange import exchange
from passdesk.sync.joining import Joined


@dataclass(frozen=True, slots=True)
class Made:
    """A desk that is enrolled. `exchanged`: its first exchange went through; else the next one brings its register."""

    joined: Joined
    exchanged: bool


def join_zone(folder: Path, code: str, url: str, keeping: Keeping, clock: Clock) -> Made:
    """Enrol a new desk in `folder` with a printed code at a server's address, and exchange once.

    The desk's key waits beside the folder until all is done: tried again after a lost answer, the server knows the
    desk by it. `Misuse` for a mistyped code, `Declined` for a wrong one or another server, `Unreachable`.
    """
    parsed = parse_code(code)
    waiting = folder.with_name(f"{folder.name}.joining")
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
        exchanged = _first_exchange(store, clock)
    waiting.unlink(missing_ok=True)
    return Made(joined, exchanged)


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
