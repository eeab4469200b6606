"""What the strip may say: counts, ages and reasons, by what the desk has, without asking anybody."""

from pathlib import Path

from passdesk.sync.status import ServerClock, status
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.people import YEAR, a_holder, shown
from tests.server.zones import Served

HOUR = 3600


def test_a_zone_of_one_desk_has_nothing_to_send(tmp_path: Path) -> None:
    with a_desk(tmp_path) as store:
        found = status(store, FakeClock())
    assert (found.alone, found.unsent, found.unsent_since, found.clock, found.exchanged_at) == (
        True, 0, None, None, None
    )  # fmt: skip
    assert (found.others, found.not_counting, found.generation, found.doubt) == ((), (), None, None)


def test_before_the_first_exchange_everything_is_unsent(served: Served) -> None:
    store = served.desk("gate", "checkpoint")
    written = served.clock().wall
    served.clock.step(HOUR)
    found = status(store, served.clock)
    assert (found.exchanged_at, found.age_s, found.unsent, found.unsent_since) == (None, None, 1, written)
    assert (found.receipt, found.clock) == (None, None)


def test_what_was_written_since_is_unsent_and_the_oldest_says_how_long(served: Served) -> None:
    store = served.desk("gate", "checkpoint")
    served.sync(store)
    found = status(store, served.clock)
    assert (found.unsent, found.unsent_since, found.age_s, found.accounted) == (0, None, 0, 2)
    assert found.receipt is not None
    assert (found.receipt.seq, found.receipt.at, found.receipt.generation) == (2, served.clock().wall, found.generation)
    served.clock.step(HOUR)
    oldest = store.write("shown", shown(), reading=served.clock()).content.at
    served.clock.step(HOUR)
    store.write("shown", shown(), reading=served.clock())
    found = status(store, served.clock)
    assert (found.unsent, found.unsent_since, found.age_s) == (2, oldest, 2 * HOUR)


def test_the_servers_clock_is_compared_with_the_wall(served: Served) -> None:
    own = FakeClock(wall=served.clock().wall - 90_000_000)
    store = served.desk("gate", "checkpoint", clock=own)
    served.sync(store, own)
    behind = served.clock().wall - own().wall
    assert behind > 80_000_000
    assert status(store, own).clock == ServerClock(behind, anchored=True, moved=0)
    own.set_wall(own().wall + 30_000_000)
    assert status(store, own).clock == ServerClock(behind - 30_000_000, anchored=True, moved=-30_000_000)
    own.reboot()
    assert status(store, own).clock == ServerClock(behind, anchored=False, moved=0)


def test_acts_that_do_not_count_are_there_with_their_reasons(served: Served) -> None:
    first, second = served.desk("first", "issuing", "admin"), served.desk("second", "issuing", "records")
    served.sync(first)
    office = served.office(first)
    holder = a_holder(office)
    served.sync(first)
    served.sync(second)
    served.office(first).act("person_suspended", {"person": holder.person}, holder.hr)
    served.sync(first)
    other = served.office(second)
    now = served.clock().wall // 1_000_000
    entry = other.act(
        "filing_filed",
        {"filing": b"f" * 16, "person": holder.person, "institution": holder.institution, "class_number": 1, "lines": 3,
         "valid_from": now, "valid_until": now + YEAR},
        holder.hr,
    )  # fmt: skip
    served.sync(second)
    found = status(second, served.clock)
    assert [(one.mark, one.kind) for one in found.not_counting] == [(entry.mark, "filing_filed")]
    (one,) = found.not_counting
    assert one.words
    assert one.words != one.cause
    assert status(first, served.clock).not_counting == ()


def test_other_desks_are_there_with_when_they_were_heard(served: Served) -> None:
    gate, office = served.desk("gate", "checkpoint", lanes=("F1-1",)), served.desk("office", "records")
    served.sync(gate)
    heard = served.clock().wall
    served.clock.step(HOUR)
    served.sync(office)
    found = {one.name: one for one in status(office, served.clock).others}
    assert (found["gate"].lanes, found["gate"].accounted, found["gate"].heard_at) == (("F1-1",), 2, heard)
    assert "office" not in found


def test_a_former_journal_that_was_not_sent_is_told_of(served: Served) -> None:
    store = served.desk("gate", "checkpoint")
    served.sync(store)
    assert not status(store, served.clock).former_unsent
    store.write("shown", shown(), reading=served.clock.step())
    store.begin_anew(b"n" * 32, served.clock.step())
    found = status(store, served.clock)
    assert (found.former_unsent, found.unsent, found.receipt) == (True, 1, None)
    served.sync(store)
    assert not status(store, served.clock).former_unsent
