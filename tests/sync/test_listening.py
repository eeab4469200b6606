"""Waiting to hear of an evacuation: at once over a real line, nudged once, quiet where there is nothing, and ended."""

from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from threading import Event
from time import monotonic
from typing import NoReturn

import pytest

from passdesk.errors import Damaged, Declined, Unreachable
from passdesk.records.mustering import evacuating
from passdesk.store.desk_store import DeskStore
from passdesk.sync import known_server
from passdesk.sync.alarms import Alarm, alarm_in
from passdesk.sync.client import HttpLink
from passdesk.sync.exchange import exchange
from passdesk.sync.known_server import KnownServer
from passdesk.sync.listening import Listening
from tests.factories.clocks import FakeClock
from tests.server.served import serving
from tests.server.zones import Served, a_served_zone

SOON_S = 10.0
"""Far below the 20 s after which the server answers anyway."""


@pytest.fixture
def zone(tmp_path: Path) -> Iterator[Served]:
    served = a_served_zone(tmp_path, FakeClock())
    yield served
    served.close()


def a_desk(zone: Served, name: str, *roles: str, url: str = "") -> DeskStore:
    store = zone.desk(name, *roles)
    zone.sync(store)
    if url:
        server = known_server.required(store.journal)
        known_server.keep(store.journal, KnownServer(url, server.certificate, server.tls_certificate, server.tls_hash))
    return store


def test_what_begins_at_one_desk_is_heard_at_another_while_it_waits(zone: Served) -> None:
    with serving(zone.central) as url:
        gate, office = (a_desk(zone, name, "checkpoint", url=url) for name in ("gate", "office"))
        heard = Event()
        listening = Listening(office, lambda: closing(HttpLink.to(office.journal, zone.clock)), heard.set)
        listening.start()
        assert not heard.wait(1.0)  # nothing is going on, and the request waits
        began = monotonic()
        evacuating.start(gate, zone.clock)
        with closing(HttpLink.to(gate.journal, zone.clock)) as link:
            exchange(gate, link, zone.clock)
        assert heard.wait(SOON_S)
        assert monotonic() - began < SOON_S
        with closing(HttpLink.to(office.journal, zone.clock)) as link:
            exchange(office, link, zone.clock)
        with office.view() as view:
            assert alarm_in(view).active
        listening.stop()


def test_what_only_this_desk_knows_is_taken_to_the_server(zone: Served) -> None:
    desk, heard = a_desk(zone, "gate", "checkpoint"), Event()
    evacuating.start(desk, zone.clock)
    listening = Listening(desk, lambda: nullcontext(zone.link(desk)), heard.set)
    listening.start()
    assert heard.wait(SOON_S)
    listening.stop()


def test_a_dead_line_is_left_alone_and_nothing_is_done_after_the_end(zone: Served) -> None:
    desk, asked = a_desk(zone, "gate", "checkpoint"), list[int]()
    tried = Event()

    def dead() -> NoReturn:
        asked.append(1)
        tried.set()
        raise Unreachable("The line was cut.")

    listening = Listening(desk, dead, lambda: pytest.fail("nothing was heard"))
    listening.start()
    assert tried.wait(SOON_S)
    listening.stop()
    assert asked == [1]


def test_a_disabled_desk_hears_nothing(zone: Served) -> None:
    desk = a_desk(zone, "gate", "checkpoint")
    office = a_desk(zone, "head", "admin")
    zone.office(office).act("desk_disabled", {"desk": desk.journal.id, "reason": None}, zone.admin)
    zone.sync(office)
    with pytest.raises(Declined, match="disabled"):
        zone.link(desk).wait(Alarm(active=False, started=None))


HOSTILE = {
    "nothing": b"", "no list": b"\x01", "active without a start": b"\x82\xf5\xf6", "three": b"\x83\xf4\xf6\xf6",
    "a number for a flag": b"\x82\x00\xf6", "a mark that is none": b"\x82\xf4\x82\x41\x00\x01",
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        Alarm.from_bytes(data)


def test_a_message_reads_as_it_was_written() -> None:
    for one in (Alarm(active=False, started=None), Alarm(active=True, started=(bytes(16), 7))):
        assert Alarm.from_bytes(one.to_bytes()) == one
