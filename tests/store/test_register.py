"""Server rows, own entries over them, memory on top: what a desk knows at every moment between them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from passdesk.domain.entries import Entry
from passdesk.domain.movements import Escorted, Presence, Shown, Times, mark_key
from passdesk.domain.passes import Pass
from passdesk.domain.people import POLICY_KEY, ZONE_KEY, Filing, Institution, Person, Policy, Zone
from passdesk.domain.register import Row
from passdesk.domain.tables import STAYS_HOME, TABLES
from passdesk.errors import Declined, Misuse, NotRecorded, Trouble
from passdesk.store.database_file import DatabaseFile
from passdesk.store.desk_store import DeskStore
from passdesk.store.memory import Memory
from passdesk.store.register_file import PageRow, RegisterFile
from passdesk.store.register_snapshot import JournalMark, RegisterSnapshot, RowCache
from passdesk.store.verifying import ChainReport
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk, append_many, fill_the_disk
from tests.factories.people import Office, a_holder, shown
from tests.factories.zones import Zone as Founded
from tests.factories.zones import id_of

ZONE = Founded()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[DeskStore]:
    with a_desk(tmp_path, ZONE, clock) as store:
        yield store


@pytest.fixture
def office(store: DeskStore, clock: FakeClock) -> Office:
    return Office(store, ZONE, clock)


def page(*rows: Row) -> list[PageRow]:
    return [(row.TABLE, row.key, row.NEEDS, row.to_map()) for row in rows]


def everything(store: DeskStore) -> dict[tuple[str, bytes], Row]:
    with store.view() as view:
        kinds = (Zone, Policy, Institution, Person, Pass, Presence, Times, Shown)
        return {row.ref: row for kind in kinds for row in view.all(kind)}


def test_the_founding_entry_makes_the_zone(store: DeskStore) -> None:
    with store.view() as view:
        zone, policy = view.get(Zone, ZONE_KEY), view.get(Policy, POLICY_KEY)
        assert isinstance(zone, Zone)
        assert isinstance(policy, Policy)
        assert (zone.zone, zone.root) == (ZONE.name, ZONE.root_public)
        assert (view.seen, view.mark, view.accounted, view.journals) == (None, 0, 0, {})
        assert not view.unconfirmed(zone.ref)


def test_the_view_is_the_same_however_much_is_folded_in(office: Office) -> None:
    holder, store = a_holder(office), office.store
    store.write("shown", shown(holder), reading=office.clock.step())
    in_memory = everything(store)
    half = RegisterFile.create(store.folder / "register-9-9.db", DATABASE_KEY, store.journal.id, 9, 9)
    half.fold_own(store.journal.entries(1, 4))
    store.registers.adopt(half)
    assert everything(store) == in_memory
    assert store.catch_up() == store.journal.seq
    assert everything(store) == in_memory
    assert ("presence", holder.person) in in_memory


def test_a_register_thrown_away_comes_back_from_the_journal(office: Office) -> None:
    holder, store, folder = a_holder(office), office.store, office.store.folder
    store.write("shown", shown(holder), reading=office.clock.step())
    before = everything(store)
    for harm in ("remove", "damage", "unname"):
        store.close()
        path = store.registers.current.file.path
        match harm:
            case "remove":
                path.unlink()
            case "damage":
                path.write_bytes(b"\0" * path.stat().st_size)
            case _:
                (folder / "register.current").unlink()
        store = DeskStore.open(folder, DATABASE_KEY)
        assert store.registers.rebuilt == (harm == "damage")
        assert everything(store) == before
        assert store.find_people("chan") == [holder.person]
    store.close()


def test_another_process_reads_beside_the_holder(office: Office) -> None:
    store = office.store
    store.catch_up()
    hr = office.operator("hr", "hr")
    institution = office.institution("University", hr)
    with DeskStore.open(store.folder, DATABASE_KEY, readonly=True) as other:
        assert other.registers.current.mark < other.journal.seq
        with other.view() as view:
            assert view.get(Institution, institution) is not None
        office.institution("Museum", hr)  # written after the other opened
        with other.view() as view:
            assert view.get(Institution, id_of("Museum")) is not None
        with pytest.raises(Declined, match="reading only"):
            other.journal.set_state("a", b"b")
        with pytest.raises(Declined, match="reading only"):
            other.write("signed_in", {"operator": id_of("hr")}, reading=office.clock.step())


def test_two_cannot_hold_a_desk(store: DeskStore) -> None:
    with pytest.raises(Trouble, match="Another Passdesk holds"):
        DeskStore.open(store.folder, DATABASE_KEY)


# The feed


def desk_of_a_server(office: Office, rows: list[Row] | None = None, accounted: int | None = None) -> RegisterFile:
    """Let the register be what a server's feed would give that has accounted for everything so far."""
    store = office.store
    store.catch_up()
    with store.view() as view:
        rows = rows or [row for name, kind in TABLES.items() if name not in STAYS_HOME for row in view.all(kind)]
    register = store.registers.begin(1, 1)
    register.apply_page(
        page(*rows),
        100,
        accounted=store.journal.seq if accounted is None else accounted,
        journals={store.journal.id: JournalMark(store.journal.seq, 5)},
        own_entries=store.journal.entries,
    )
    store.adopt(register)
    return register


def test_what_is_accounted_is_the_servers_and_what_is_not_is_unconfirmed(office: Office) -> None:
    store = office.store
    hr = office.operator("hr", "hr")
    known = office.institution("University", hr)
    register = desk_of_a_server(office)
    own = office.institution("Museum", hr)
    for _ in range(2):  # in memory, then folded in
        with store.view() as view:
            assert view.accounted == store.journal.seq - 1
            assert view.journals == {store.journal.id: JournalMark(store.journal.seq - 1, 5)}
            assert not view.unconfirmed(("institution", known))
            assert view.unconfirmed(("institution", own))
        store.catch_up()
    with store.view() as view:
        row = view.get(Institution, own)
    assert isinstance(row, Institution)
    register.apply_page(page(row), 101, accounted=store.journal.seq, own_entries=store.journal.entries)
    with store.view() as view:
        assert not view.unconfirmed(("institution", own))
        assert view.get(Institution, own) == row


def test_an_act_the_server_did_not_let_count_is_gone_once_accounted(office: Office) -> None:
    store = office.store
    hr = office.operator("hr", "hr")
    register = desk_of_a_server(office)
    institution = office.institution("University", hr)
    store.catch_up()
    register.apply_page([], 101, accounted=store.journal.seq, own_entries=store.journal.entries)
    with store.view() as view:
        assert view.get(Institution, institution) is None


def test_own_entries_are_folded_again_over_rows_that_changed(office: Office) -> None:
    """Suspended at the server meanwhile: the own act that rests on the older state does not count any more."""
    store, holder = office.store, a_holder(office)
    register = desk_of_a_server(office)
    other = office.filing(holder.person, office.institution("Museum", holder.hr), holder.hr)
    store.catch_up()
    with store.view() as view:
        person = view.get(Person, holder.person)
        assert isinstance(person, Person)
    changed = Person(key=person.key, last=(id_of("else"), 1), state="suspended", stopped_at=1, names=person.names)
    register.apply_page(page(changed), 101, accounted=register.accounted, own_entries=store.journal.entries)
    with store.view() as view:
        held = view.get(Person, holder.person)
        assert isinstance(held, Person)
        assert held.state == "suspended"
        assert view.get(Filing, other) is None


def test_a_presentation_that_waits_is_not_forgotten_when_accounted(office: Office) -> None:
    """The server keeps no `shown`: the desk's own must outlive the accounting of its entry."""
    store, holder = office.store, a_holder(office)
    waits = store.write("shown", shown(holder, verdict="attention", outcome=None), reading=office.clock.step())
    register = desk_of_a_server(office)
    store.write("signed_in", {"operator": ZONE.admin_id}, reading=office.clock.step())
    store.catch_up()
    for number in (101, 102):  # accounted for once, and once more with the next entry
        with store.view() as view:
            assert view.get(Shown, mark_key(waits.mark)) is not None
            assert view.get(Presence, holder.person) is None
        register.apply_page([], number, accounted=store.journal.seq, own_entries=store.journal.entries)
    body = {"shown": list(waits.mark), "outcome": "passed", "ms": None, "reason": None, "confirm": None}
    store.write("outcome", body, reading=office.clock.step())
    for folded in (False, True):
        with store.view() as view:
            assert isinstance(view.get(Presence, holder.person), Presence), folded
            assert view.get(Shown, mark_key(waits.mark)) is None
        store.catch_up()
    register.apply_page([], 103, accounted=store.journal.seq, own_entries=store.journal.entries)
    with store.view() as view:
        assert view.get(Shown, mark_key(waits.mark)) is None
        assert view.get(Presence, holder.person) is None  # the server's row comes with the feed; it sent none here


def test_times_outlive_the_accounting(office: Office) -> None:
    store = office.store
    store.journal.note_server_time(office.clock.step(), office.clock().wall)
    store.write("signed_in", {"operator": ZONE.admin_id}, reading=office.clock.step())
    before = store.journal.times()
    desk_of_a_server(office)
    with store.view() as view:
        times = view.get(Times, store.journal.id)
    assert isinstance(times, Times)
    assert times.boots == before.boots


def test_a_first_sync_goes_on_where_it_stopped_and_the_old_one_serves(office: Office) -> None:
    store = office.store
    old = store.registers.current
    begun = store.registers.begin(2, 1)
    begun.apply_page(page(Institution(key=id_of("a"), tag=b"aaaa", name_latin="A")), 5)
    begun.close()
    folder = store.folder
    store.close()
    with DeskStore.open(folder, DATABASE_KEY) as store:
        assert store.registers.current.file.path == old.file.path
        again = store.registers.begin(2, 1)
        assert again.number == 5
        with store.view() as reading:
            store.adopt(again)
            assert reading.get(Zone, ZONE_KEY) is not None  # the old file still answers its reader
            assert old.file.path.exists()
        assert not old.file.path.exists()
        assert (folder / "register.current").read_text() == "register-2-1.db"
        with store.view() as view:
            assert view.get(Institution, id_of("a")) is not None
    with DeskStore.open(folder, DATABASE_KEY) as store:
        assert store.registers.current.number == 5


def test_thrown_away_while_it_serves_the_register_keeps_own_entries(office: Office) -> None:
    holder, store = a_holder(office), office.store
    desk_of_a_server(office)
    office.act("pass_revoked", {"pass": holder.pass_id}, holder.hr)
    fresh = store.registers.begin(1, 1)
    assert fresh.number is None
    store.adopt(fresh)
    with store.view() as view:
        a_pass = view.get(Pass, holder.pass_id)
        assert isinstance(a_pass, Pass)
        assert a_pass.state == "revoked"
        assert view.seen is None


def test_entries_must_follow(store: DeskStore, tmp_path: Path, clock: FakeClock) -> None:
    store.write("signed_in", {"operator": ZONE.admin_id}, reading=clock.step())
    register = RegisterFile.create(tmp_path / "register-7-7.db", DATABASE_KEY, store.journal.id, 7, 7)
    with pytest.raises(Misuse):
        register.fold_own(store.journal.entries(2))
    assert (register.mark, register.marks.change) == (0, 1)
    with pytest.raises(Misuse, match="never travel"):
        register.apply_page(page(Times(key=store.journal.id)), 1)
    register.close()


# Memory


def test_rows_read_at_one_change_are_not_served_at_another(office: Office) -> None:
    store = office.store
    hr = office.operator("hr", "hr")
    store.catch_up()
    with store.view() as old:
        assert old.get(Institution, id_of("University")) is None
        office.institution("University", hr)
        store.catch_up()
        with store.view() as new:
            assert new.get(Institution, id_of("University")) is not None
        assert old.get(Institution, id_of("University")) is None  # one moment is one moment
    with store.view() as view:
        assert view.get(Institution, id_of("University")) is not None


def test_a_reader_of_an_older_moment_shares_no_rows_with_a_newer() -> None:
    cache, ref = RowCache(), ("person", id_of("p"))
    cache.at(2).rows[ref] = Person(key=id_of("p"))
    cache.at(2).has_any["person"] = True
    assert ref in cache.at(2).rows
    assert (cache.at(1).rows, cache.at(1).has_any) == ({}, {})
    cache.at(1).rows[ref] = None
    cache.at(1).has_any["person"] = False
    assert (cache.at(2).rows[ref] is not None, cache.at(2).has_any) == (True, {"person": True})
    assert (cache.at(3).rows, cache.at(2).rows, cache.at(3).has_any) == ({}, {}, {})


def test_what_was_found_nowhere_is_found_once_it_is_there(office: Office) -> None:
    """In the file, in memory, and in the file again: a moment that had none says nothing of the next."""
    store, holder = office.store, a_holder(office)
    store.catch_up()

    def found() -> list[bytes]:
        with store.view() as view:
            return [row.key for row in view.find(Escorted, "host", id_of("host"))]

    assert found() == found() == []
    entry = shown(holder, host=id_of("host"))
    store.write("shown", entry, reading=office.clock.step())
    assert found() == [holder.person]
    store.catch_up()
    assert found() == found() == [holder.person]
    store.write("shown", {**entry, "direction": "exit", "host": None}, reading=office.clock.step())
    store.catch_up()
    assert found() == []


def count_seen(store: DeskStore) -> int:
    with store.view() as view:
        return len(list(view.all(Shown)))


def test_memory_is_let_go_of_only_after_the_register_has_it(office: Office) -> None:
    """Each step between writing and letting go, and the same with the order turned: that loses the entry."""
    store, holder = office.store, a_holder(office)
    store.catch_up()
    memory, register = store.memory, store.registers.current

    store.write("shown", shown(holder, outcome=None), reading=office.clock.step())
    assert count_seen(store) == 1
    register.fold_own(store.journal.entries(register.mark + 1))
    assert count_seen(store) == 1
    memory.let_go(register.mark)
    assert count_seen(store) == 1

    store.write("shown", shown(holder, outcome=None), reading=office.clock.step())
    memory.let_go(store.journal.seq)
    assert count_seen(store) == 1, "the control: dropped before the register has it, the entry is not seen"
    register.fold_own(store.journal.entries(register.mark + 1))
    assert count_seen(store) == 2


@pytest.mark.parametrize(("memory_first", "lost"), [(True, 0), (False, 1)])
def test_memory_is_taken_before_the_mark_is_read(office: Office, memory_first: bool, lost: int) -> None:
    """A catch-up between the two readings. Mark first is the control: it loses what was folded in between."""
    store, holder = office.store, a_holder(office)
    store.catch_up()
    store.write("shown", shown(holder, outcome=None), reading=office.clock.step())

    def take() -> int:
        """Like `view`, with a catch-up in the middle; how many presentations are seen."""
        if memory_first:
            mine = store.memory.entries
            store.catch_up()
            with store.registers.current.snapshot() as snapshot:
                return seen(snapshot, mine)
        with store.registers.current.snapshot() as snapshot:
            store.catch_up()
            return seen(snapshot, store.memory.entries)

    def seen(snapshot: RegisterSnapshot, mine: Sequence[Entry]) -> int:
        changes = store.folds.over(Path("here"), snapshot, mine)
        return len({row.ref for row in (*snapshot.all(Shown), *changes.values()) if isinstance(row, Shown)})

    assert take() == 1 - lost


class RestlessMemory(Memory):
    """Lets a catch-up happen at the worst moment: just before what is held is looked at."""

    def __init__(self, store: DeskStore) -> None:
        super().__init__()
        self._store = store

    @property
    def entries(self) -> Sequence[Entry]:
        self._store.catch_up()
        return super().entries


def test_the_view_takes_them_in_that_order(office: Office) -> None:
    store, holder = office.store, a_holder(office)
    store.catch_up()
    store.memory = RestlessMemory(store)
    for count in (1, 2, 3):
        store.write("shown", shown(holder, outcome=None), reading=office.clock.step())
        assert count_seen(store) == count


def test_every_recorded_entry_is_seen_while_another_thread_catches_up(office: Office) -> None:
    store, holder = office.store, a_holder(office)
    going = True

    def catch_up() -> None:
        while going:
            store.catch_up()

    thread = Thread(target=catch_up)
    thread.start()
    try:
        for count in range(1, 101):
            store.write("shown", shown(holder, outcome=None), reading=office.clock.step())
            assert count_seen(store) == count
    finally:
        going = False
        thread.join()


def test_what_was_not_recorded_is_not_seen(office: Office) -> None:
    store, holder = office.store, a_holder(office)
    before = store.journal.seq

    def write_until_full() -> None:
        for _ in range(300):
            store.write("shown", shown(holder, outcome=None), reading=office.clock.step())

    fill_the_disk(store)
    with pytest.raises(NotRecorded):
        write_until_full()
    assert count_seen(store) == store.journal.seq - before


def test_what_was_said_to_fail_and_stands_is_seen_and_so_is_what_follows(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk reports an error for a commit that had reached it: no view may have a gap afterwards."""
    store, holder = office.store, a_holder(office)
    store.catch_up()
    store.write("shown", shown(holder, outcome=None), reading=office.clock.step())
    assert count_seen(store) == 1

    def said_to_fail(sql: str, values: Sequence[Any]) -> None:
        DatabaseFile.write_at_once(store.journal.file, sql, values)
        raise Trouble("Reading or writing journal.db failed.")

    with monkeypatch.context() as broken:
        broken.setattr(store.journal.file, "write_at_once", said_to_fail)
        with pytest.raises(NotRecorded) as told:
            store.write("shown", shown(holder, outcome=None), reading=office.clock.step())
    assert "stands in the journal all the same" in told.value.kept
    assert count_seen(store) == 2
    office.act("pass_revoked", {"pass": holder.pass_id, "reason": None}, holder.hr)
    store.write("shown", shown(holder, outcome=None), reading=office.clock.step())
    assert count_seen(store) == 3
    with store.view() as view:
        row = view.get(Pass, holder.pass_id)
    assert isinstance(row, Pass)
    assert row.state == "revoked"


def test_ten_thousand_entries_are_verified_and_folded(office: Office) -> None:
    holder, folder = a_holder(office), office.store.folder
    append_many(office.store, [shown(holder, direction=("entry", "exit")[n % 2]) for n in range(10_000)], office.clock)
    office.store.close()
    with DeskStore.open(folder, DATABASE_KEY) as store:
        assert store.registers.current.mark == store.journal.seq > 10_000
        assert store.journal.verify() == ChainReport(store.journal.seq, ())
        with store.view() as view:
            presence = view.get(Presence, holder.person)
        assert isinstance(presence, Presence)
        assert (presence.inside, presence.movement) == (False, (store.journal.id, store.journal.seq))
