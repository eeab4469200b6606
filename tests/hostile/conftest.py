"""A zone with a server, an office and somebody with a pass: what a rogue desk or a false server goes for."""


import pytest
from msgspec import Struct

from passdesk.store.desk_store import DeskStore
from tests.factories.people import Holder, Office, a_holder
from tests.server.journals import HandJournal
from tests.server.zones import Served


class Place(Struct):
    """`office` does everything, and has sent it; `rogue` is the journal of an enrolled gate whose key was stolen."""

    served: Served
    office: DeskStore
    acts: Office
    holder: Holder
    rogue: HandJournal


@pytest.fixture
def place(served: Served) -> Place:
    office = served.desk("office", "issuing", "records", "admin")
    served.sync(office)
    acts = served.office(office)
    holder = a_holder(acts)
    served.sync(office)
    rogue = served.hand_journal("rogue", "checkpoint")
    rogue.push(served.central)
    return Place(served, office, acts, holder, rogue)
