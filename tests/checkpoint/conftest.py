"""A desk that is its own zone and serves lanes of the sample zone, with one holder of a pass."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec import Struct

from passdesk.checkpoint.gate import Gate
from passdesk.credential import keys
from passdesk.credential.token import text_of
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Presence
from passdesk.domain.register import Row
from passdesk.domain.tables import STAYS_HOME, TABLES
from passdesk.store.desk_store import DeskStore
from passdesk.store.register_snapshot import JournalMark
from passdesk.store.signing import Signer
from tests.factories.clocks import FakeClock
from tests.factories.desks import an_empty_desk
from tests.factories.people import Holder, Office, a_holder
from tests.factories.zones import Zone, founding

LANES = ("F1-1", "F1-2", "S1-1")


class Place(Struct):
    """What most tests here stand on. `gate` is of the automatic lane F1-1, `confirm` of F1-2."""

    store: DeskStore
    zone: Zone
    clock: FakeClock
    office: Office
    holder: Holder
    officer: Signer

    @property
    def gate(self) -> Gate:
        return Gate(self.store, "F1-1", self.clock)

    @property
    def confirm(self) -> Gate:
        return Gate(self.store, "F1-2", self.clock)

    @property
    def text(self) -> str:
        return text_of(self.holder.token)

    def last(self) -> Entry:
        """What the desk wrote last."""
        entry = self.store.journal.entry(self.store.journal.seq)
        assert entry is not None
        return entry

    def inside(self) -> bool | None:
        """Whether the holder is; None: nothing is known of it."""
        with self.store.view() as view:
            row = view.get(Presence, self.holder.person)
        return row.inside if isinstance(row, Presence) else None


def a_founded_desk(folder: Path, zone: Zone, clock: FakeClock) -> DeskStore:
    store = an_empty_desk(folder, zone)
    body, wrapped = founding(zone, keys.public_of(store.journal.identity), lanes=LANES)
    store.write("zone_founded", body, reading=clock.step(), signers=(zone.root,), attachments=(wrapped,))
    return store


def account_for_all(
    store: DeskStore, change: Callable[[Row], Row] = lambda row: row, heard: Mapping[bytes, int] | None = None
) -> None:
    """One page of the feed as of a server that holds every entry of this desk; `change` may lie about a row.

    `heard`: when it heard which journal, µs UTC.
    """
    store.catch_up()
    with store.view() as view:
        held = [row for table, kind in TABLES.items() if table not in STAYS_HOME for row in view.all(kind)]
        number = (view.marks.number or 0) + 1
    rows = [(row.TABLE, row.key, row.NEEDS, row.to_map()) for row in map(change, held)]
    journals = {journal: JournalMark(1, at) for journal, at in (heard or {}).items()}
    store.registers.current.apply_page(
        rows, number, accounted=store.journal.seq, journals=journals, own_entries=store.journal.entries
    )


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with a_place(tmp_path, Zone()) as made:
        yield made


@contextmanager
def a_place(folder: Path, zone: Zone) -> Iterator[Place]:
    clock = FakeClock()
    with a_founded_desk(folder / "desk", zone, clock) as store:
        office = Office(store, zone, clock)
        holder = a_holder(office)
        officer = office.operator("officer", "checkpoint")
        clock.step(60)
        yield Place(store, zone, clock, office, holder, officer)
