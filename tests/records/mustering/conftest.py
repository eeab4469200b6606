"""A desk with people inside, and what the muster makes of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from passdesk.credential.token import text_of
from passdesk.domain.entries import Entry
from passdesk.records.mustering.counting import Muster
from passdesk.records.mustering.reading import muster
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from tests.checkpoint.conftest import a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.people import Holder, Office, a_holder, shown
from tests.factories.zones import Zone


class Place(Struct):
    """`holder` has a pass; others have only names."""

    store: DeskStore
    zone: Zone
    clock: FakeClock
    office: Office
    holder: Holder
    officer: Signer
    chief: Acting

    @property
    def text(self) -> str:
        return text_of(self.holder.token)

    def count(self) -> Muster:
        return muster(self.store, self.clock)

    def known(self, name: str) -> bytes:
        return self.office.person(name, self.holder.hr)

    def show(self, person: bytes | None = None, *, lane: str = "F1-1", **more: object) -> Entry:
        """Somebody crosses, into the park unless said otherwise."""
        body = shown(self.holder, person=person or self.holder.person, lane=lane, **more)
        return self.store.write("shown", body, reading=self.clock.step())

    def last(self, kind: str) -> Entry:
        return list(self.store.journal.entries(kinds=(kind,)))[-1]


def a_place(store: DeskStore, zone: Zone, clock: FakeClock) -> Place:
    office = Office(store, zone, clock)
    holder = a_holder(office)
    officer, chief = office.operator("officer", "checkpoint"), office.operator("chief", "supervisor")
    return Place(store, zone, clock, office, holder, officer, Acting(store, chief, clock))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    zone, clock = Zone(), FakeClock()
    with a_founded_desk(tmp_path / "desk", zone, clock) as store:
        yield a_place(store, zone, clock)
