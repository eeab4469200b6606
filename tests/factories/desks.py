"""Desks in a folder of the test's own."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from passdesk.credential import keys
from passdesk.domain.entries import Content, seal
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.factories.zones import Zone, founding, seed_of

DATABASE_KEY = bytes(range(32))


def an_empty_desk(
    folder: Path, zone: Zone | None = None, name: str = "desk", key: bytes | None = DATABASE_KEY
) -> DeskStore:
    """A desk whose journal has no entry yet. `key` None: not encrypted, for proofs that look into the files."""
    zone = zone or Zone()
    return DeskStore.create(
        folder, database_key=key, zone=zone.name, root_public=zone.root_public, journal_seed=seed_of(name), name=name
    )


def a_desk(
    folder: Path,
    zone: Zone | None = None,
    clock: FakeClock | None = None,
    name: str = "desk",
    key: bytes | None = DATABASE_KEY,
) -> DeskStore:
    """A zone of one desk with every role, just founded: entry 1 is written."""
    zone = zone or Zone()
    store = an_empty_desk(folder, zone, name, key)
    body, wrapped = founding(zone, keys.public_of(store.journal.identity), desk_name=name)
    store.write(
        "zone_founded", body, reading=(clock or FakeClock()).step(), signers=(zone.root,), attachments=(wrapped,)
    )
    return store


def append_many(store: DeskStore, bodies: Iterable[Mapping[str, Any]], clock: FakeClock) -> None:
    """Put many `shown` into the journal's file in one commit, for tests of size. Open the desk again afterwards."""
    journal = store.journal
    seq, prev = journal.seq, journal.head_hash
    with journal.file.write() as writer:
        for body in bodies:
            reading, seq = clock.step(), seq + 1
            content = Content(journal.id, seq, prev, reading.wall, journal.clocked(reading), None, None, "shown", body)
            entry = seal(content.to_bytes(), ())
            writer.execute("INSERT INTO entries (seq, kind, raw) VALUES (?, ?, ?)", (seq, entry.kind, entry.raw))
            prev = entry.hash


def fill_the_disk(store: DeskStore) -> None:
    """Let the journal's file grow no further: the next commit that needs a page fails as on a full disk.

    It holds for the connection that is open now, so what is opened after a failure finds the disk with room again.
    """
    with store.journal.file.writer() as writer:
        pages = writer.value("PRAGMA page_count")
        writer.value(f"PRAGMA max_page_count = {pages}")
