"""Entries are appended, chained and kept; nothing changes them, and whatever did is named."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from passdesk.credential import keys
from passdesk.credential.identity import MAIN_BRANCH, Receipt, seal
from passdesk.domain.entries import Entry, first_prev
from passdesk.domain.movements import Case
from passdesk.errors import Damaged, Declined, Misuse, NotRecorded, Trouble
from passdesk.store.desk_store import DeskStore
from passdesk.store.engine import Connection, connect
from passdesk.store.journal import Journal
from passdesk.store.journal_schema import JOURNAL
from passdesk.store.migrations import Schema, bring_up, copy_path
from passdesk.store.signing import Signer
from tests.factories.clocks import START, FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk, an_empty_desk, fill_the_disk
from tests.factories.people import Office, shown
from tests.factories.zones import Zone, id_of, seed_of, seeded

ZONE = Zone()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[DeskStore]:
    with a_desk(tmp_path, ZONE, clock) as store:
        yield store


def write_shown(store: DeskStore, clock: FakeClock, count: int = 1) -> Entry:
    for _ in range(count):
        entry = store.write("shown", shown(outcome=None, verdict="refuse"), reading=clock.step())
    return entry


def test_entries_are_chained_from_the_root_key(store: DeskStore, clock: FakeClock) -> None:
    write_shown(store, clock, 3)
    first, *rest = store.journal.entries()
    assert first.content.prev == first_prev(ZONE.root_public)
    for before, after in zip([first, *rest], rest, strict=False):
        assert after.content.prev == before.hash
    assert [entry.content.seq for entry in rest] == [2, 3, 4]
    assert (store.journal.seq, store.journal.head_hash) == (4, rest[-1].hash)
    assert store.journal.verify().whole


def test_entries_come_in_pages_and_by_kind(store: DeskStore, clock: FakeClock) -> None:
    write_shown(store, clock, 600)
    assert [entry.content.seq for entry in store.journal.entries(2)] == list(range(2, 602))
    assert [entry.content.seq for entry in store.journal.entries(300, 302)] == [300, 301, 302]
    assert [entry.content.seq for entry in store.journal.entries(kinds={"zone_founded"})] == [1]
    assert store.journal.entry(602) is None


def test_what_was_written_is_there_when_opened_again(tmp_path: Path, clock: FakeClock) -> None:
    with a_desk(tmp_path, ZONE, clock) as store:
        entry = write_shown(store, clock)
    with DeskStore.open(tmp_path, DATABASE_KEY) as again:
        assert again.journal.entry(2) == entry
        assert again.journal.head_hash == entry.hash
        assert (again.doubt, again.power_cut) == (None, False)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET kind = 'shown'",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE seq = 2",
        "INSERT INTO entries SELECT seq + 10, kind, raw FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries",
        "REPLACE INTO entries VALUES (2, 'shown', x'00')",
        "INSERT INTO entries SELECT 1, kind, raw FROM entries WHERE true ON CONFLICT (seq) DO UPDATE SET raw = x'00'",
    ],
)
def test_nothing_changes_an_entry(store: DeskStore, clock: FakeClock, sql: str) -> None:
    write_shown(store, clock, 2)
    before = list(store.journal.raw_entries())
    with pytest.raises(Damaged, match="refused a change"), store.journal.file.write() as writer:
        writer.execute(sql)
    assert list(store.journal.raw_entries()) == before


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER entries_stay",
        "DROP TRIGGER entries_remain",
        "DROP TRIGGER entries_follow; CREATE TRIGGER entries_follow BEFORE INSERT ON entries BEGIN SELECT 1; END",
    ],
)
def test_a_journal_without_its_triggers_is_not_opened(tmp_path: Path, sql: str) -> None:
    a_desk(tmp_path, ZONE).close()
    connection = connect(tmp_path / "journal.db", DATABASE_KEY)
    connection.raw.executescript(sql)
    connection.close()
    with pytest.raises(Damaged, match="keeps its entries from being changed"):
        DeskStore.open(tmp_path, DATABASE_KEY)


def tamper(path: Path, change: Callable[[Connection], object]) -> None:
    """As someone would who has the key: triggers off, change, triggers back."""
    connection = connect(path, None)
    triggers = connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    change(connection)
    for _, sql in triggers:
        connection.execute(sql)
    connection.close()


def flip(connection: Connection) -> None:
    raw = bytearray(connection.value("SELECT raw FROM entries WHERE seq = 3"))
    raw[-5] ^= 1
    connection.execute("UPDATE entries SET raw = ? WHERE seq = 3", (bytes(raw),))


def remove(connection: Connection) -> None:
    connection.execute("DELETE FROM entries WHERE seq = 3")


def swap(connection: Connection) -> None:
    connection.execute("UPDATE entries SET seq = -seq WHERE seq IN (3, 4)")
    connection.execute("UPDATE entries SET seq = 7 + seq WHERE seq IN (-3, -4)")


def rewrite(connection: Connection) -> None:
    """A whole entry, well formed, with another verdict."""
    raw = connection.value("SELECT raw FROM entries WHERE seq = 3")
    connection.execute("UPDATE entries SET raw = ? WHERE seq = 3", (raw.replace(b"frefuse", b"fREFUSE"),))


def garble(connection: Connection) -> None:
    connection.execute("UPDATE entries SET raw = x'ff' WHERE seq = 3")


@pytest.mark.parametrize(("change", "named"), [(flip, 4), (remove, 3), (swap, 3), (rewrite, 4), (garble, 3)])
def test_verifying_names_the_entry_that_was_tampered_with(
    tmp_path: Path, clock: FakeClock, change: Callable[[Connection], object], named: int
) -> None:
    """An entry rewritten in place shows where the next one does not follow it any more."""
    with a_desk(tmp_path, ZONE, clock, key=None) as store:
        write_shown(store, clock, 5)
    tamper(tmp_path / "journal.db", change)
    journal = Journal.open(tmp_path / "journal.db", None)
    report = journal.verify()
    journal.file.close()
    assert report.faults[0].seq == named
    assert report.checked == 6


def test_verifying_judges_signatures_and_receipts(store: DeskStore, clock: FakeClock) -> None:
    office = Office(store, ZONE, clock)
    hr = office.operator("hr", "hr")
    office.institution("University", hr)
    journal, server = store.journal, seeded("server")
    fine = Receipt(ZONE.name, journal.id, MAIN_BRANCH, 2, journal.entry(3).content.prev, START, 1)  # type: ignore[union-attr]
    journal.keep_receipt(seal(fine, server))
    public = keys.public_of(server)
    with store.view() as view:
        report = journal.verify(view=view, server_public=public)
        assert (report.faults, report.receipted) == ((), 2)
        other = Receipt(ZONE.name, journal.id, MAIN_BRANCH, 2, bytes(32), START, 1)
        journal.keep_receipt(seal(other, server))
        assert [fault.seq for fault in journal.verify(view=view, server_public=public).faults] == [2]
        assert journal.latest_receipt() == seal(other, server)
    # An act with a false signature, written unchecked as a broken program would.
    body = {"institution": id_of("x"), "name_latin": "X", "rests_on": []}
    stranger = Signer(hr.operator, seeded("stranger"))
    store.write("institution_added", body, reading=clock.step(), signers=(stranger,), check=False)
    with store.view() as view:
        assert [fault.seq for fault in journal.verify(view=view).faults] == [journal.seq]


def test_only_what_was_checked_here_goes_unchecked_later(store: DeskStore, clock: FakeClock) -> None:
    """A body is held to its shape once: when it is written, or when what was read is folded."""
    written = store.write("shown", shown(outcome=None), reading=clock.step())
    read = store.journal.entry(written.content.seq)
    assert (written.fits, read) == (True, written)
    assert read is not None
    assert not read.fits
    store.write("shown", shown(lane="x" * 1000), reading=clock.step(), check=False)
    with store.view() as view:
        assert [case.cause for case in view.all(Case)] == ["malformed"]


def test_a_journal_that_was_moved_away_takes_no_entry_until_it_is_back(
    store: DeskStore, clock: FakeClock, tmp_path: Path
) -> None:
    """An open file takes commits after it was deleted: they would be shown as recorded, and be nowhere."""
    before = write_shown(store, clock)
    path = store.journal.file.path
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(NotRecorded, match=r"NOT RECORDED.*not there any more"):
        write_shown(store, clock)
    (tmp_path / "elsewhere").rename(path)
    assert write_shown(store, clock).content.seq == before.content.seq + 1


def test_a_failed_commit_is_not_recorded_and_the_next_one_is(store: DeskStore, clock: FakeClock) -> None:
    """A real full disk: the file may not grow."""
    fill_the_disk(store)
    with pytest.raises(NotRecorded, match=r"NOT RECORDED.*full") as caught:
        write_shown(store, clock, 200)
    seq = store.journal.seq
    assert caught.value.kept == f"The journal is whole up to entry {seq}."
    assert sum(1 for _ in store.journal.entries()) == seq < 200
    with store.view() as view:
        assert view.mark <= seq
    entry = write_shown(store, clock)  # the disk has room again
    assert entry.content.seq == seq + 1
    assert store.journal.verify().whole


LIMITED = """
import resource, signal, sys
from pathlib import Path
from passdesk.errors import NotRecorded
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.people import shown

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
clock = FakeClock()
store = DeskStore.open(Path(sys.argv[1]), DATABASE_KEY)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
failed = 0
for _ in range(300):
    try:
        store.write("shown", shown(outcome=None), reading=clock.step())
    except NotRecorded as error:
        failed += 1
        if failed == 3:
            break
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
store.write("shown", shown(outcome=None), reading=clock.step())
print(failed, store.journal.seq, store.journal.verify().whole)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a thing of Unix")
def test_a_write_the_system_refuses_is_not_recorded(tmp_path: Path) -> None:
    a_desk(tmp_path, ZONE).close()
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    failed, seq, whole = run.stdout.split()
    assert (failed, whole) == ("3", "True")
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert store.journal.seq == int(seq)
        assert store.journal.verify().whole


# The head outside


def test_a_database_ahead_of_the_head_is_a_power_cut(tmp_path: Path, clock: FakeClock) -> None:
    with a_desk(tmp_path, ZONE, clock) as store:
        head = (tmp_path / "head").read_bytes()
        write_shown(store, clock)
    (tmp_path / "head").write_bytes(head)
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert (store.doubt, store.power_cut, store.head_held) == (None, True, 1)
        store.write("power_cut", {"held": store.head_held, "head": store.journal.seq}, reading=clock.step())
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert (store.doubt, store.power_cut) == (None, False)


@pytest.mark.parametrize("torn", [None, b"", b"torn", bytes(64)])
def test_no_head_outside_is_a_power_cut(tmp_path: Path, torn: bytes | None) -> None:
    a_desk(tmp_path, ZONE).close()
    (tmp_path / "head").unlink()
    if torn is not None:
        (tmp_path / "head").write_bytes(torn)
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert (store.doubt, store.power_cut) == (None, True)


def test_a_database_behind_the_head_is_in_doubt_and_writes_nothing(tmp_path: Path, clock: FakeClock) -> None:
    a_desk(tmp_path, ZONE, clock).close()
    yesterday = (tmp_path / "journal.db").read_bytes()
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        write_shown(store, clock)
    (tmp_path / "journal.db").write_bytes(yesterday)
    for _ in range(2):  # opening again does not lay the doubt to rest
        with DeskStore.open(tmp_path, DATABASE_KEY) as store:
            assert "older copy" in str(store.doubt)
            with pytest.raises(Declined, match="older copy"):
                write_shown(store, clock)


def test_another_entry_under_the_head_is_in_doubt(tmp_path: Path, clock: FakeClock) -> None:
    a_desk(tmp_path, ZONE, clock).close()
    yesterday = (tmp_path / "journal.db").read_bytes()
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        write_shown(store, clock)
    head = (tmp_path / "head").read_bytes()
    (tmp_path / "journal.db").write_bytes(yesterday)
    (tmp_path / "head").unlink()
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        write_shown(store, FakeClock(START + 5), 3)
    (tmp_path / "head").write_bytes(head)
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert "not the one" in str(store.doubt)


# What may be written


@pytest.mark.parametrize(
    ("kind", "body"), [("shown", {"lane": "x"}), ("power_cut", {"held": -1, "head": 0}), ("invented", {})]
)
def test_a_fact_of_no_known_shape_is_misuse(
    store: DeskStore, clock: FakeClock, kind: str, body: dict[str, object]
) -> None:
    with pytest.raises(Misuse):
        store.write(kind, body, reading=clock.step())
    assert store.journal.seq == 1


def test_an_act_that_would_not_count_is_declined_in_words(store: DeskStore, clock: FakeClock) -> None:
    office = Office(store, ZONE, clock)
    gate = office.operator("gate", "checkpoint")
    with pytest.raises(Declined, match="role"):
        office.institution("University", gate)
    with pytest.raises(Declined, match="signature"):
        store.write("person_suspended", {"person": id_of("x")}, reading=clock.step())
    with pytest.raises(Declined, match="not known here yet"):
        office.act("person_suspended", {"person": id_of("x")})
    assert store.journal.seq == 2


def test_what_goes_along_is_in_the_same_commit_or_not_at_all(store: DeskStore, clock: FakeClock) -> None:
    office = Office(store, ZONE, clock)
    hr = office.operator("hr", "hr")

    def add_until_full() -> None:
        for number in range(400):
            office.person(f"Person {number}", hr)

    fill_the_disk(store)
    with pytest.raises(NotRecorded):
        add_until_full()
    held = {entry.body["names"] for entry in store.journal.entries(kinds={"person_added"})}
    assert held | {entry.body["wrapped"] for entry in store.journal.entries(1, 2)} == set(store.attachments.hashes())


# State, keys, clock


def test_named_values_and_keys_are_kept(tmp_path: Path) -> None:
    with a_desk(tmp_path, ZONE) as store:
        store.journal.set_state("server", b"https://there")
        store.journal.put_key("issuing:00", seed_of("issuing"))
        with pytest.raises(Damaged):
            store.journal.put_key("issuing:00", seed_of("other"))
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert store.journal.get_state("server") == b"https://there"
        assert store.journal.get_state("other") is None
        assert store.journal.key("issuing:00") == seed_of("issuing")
        assert store.journal.key_names() == ["issuing:00", "journal"]


def test_an_anchor_is_of_its_boot_alone_and_the_server_time_a_floor(tmp_path: Path, clock: FakeClock) -> None:
    true_time = START + 3_600_000_000  # the wall clock is an hour behind
    with a_desk(tmp_path, ZONE, clock) as store:
        store.journal.note_server_time(clock.step(), true_time)
        entry = write_shown(store, clock)
        assert entry.content.clock.anchor == true_time + 1_000_000 - clock.boot
        assert store.journal.times().floor == true_time + 1_000_000
    clock.reboot()
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert store.journal.anchor(clock().boot_id) is None
        assert store.journal.last_server_time == true_time
        with store.view() as view:
            times = view.times
        assert times == store.journal.times()
        assert times.floor == true_time + 1_000_000
        assert times.difference == true_time + 1_000_000 - START - 3_000_000
        assert write_shown(store, clock).content.clock.anchor is None


# Migrations


def test_a_newer_schema_is_declined(tmp_path: Path) -> None:
    a_desk(tmp_path, ZONE).close()
    connection = connect(tmp_path / "journal.db", DATABASE_KEY)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    with pytest.raises(Declined, match="newer Passdesk"):
        DeskStore.open(tmp_path, DATABASE_KEY)


def test_an_older_file_is_copied_and_brought_up(tmp_path: Path) -> None:
    a_desk(tmp_path, ZONE).close()
    path = tmp_path / "journal.db"

    def second(tables: Database) -> None:
        tables.execute("CREATE TABLE more (a)")

    bring_up(path, DATABASE_KEY, Schema("journal", JOURNAL.application, (*JOURNAL.steps, second)))
    now = len(JOURNAL.steps)
    for file, version in ((path, now + 1), (copy_path(path, now), now)):
        connection = connect(file, DATABASE_KEY)
        assert connection.value("PRAGMA user_version") == version
        assert connection.value("SELECT count(*) FROM entries") == 1
        connection.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    a_desk(tmp_path, ZONE).close()
    path = tmp_path / "journal.db"

    def half(tables: Database) -> None:
        tables.execute("CREATE TABLE more (a)")
        raise Trouble("cut off")

    with pytest.raises(Trouble, match="cut off"):
        bring_up(path, DATABASE_KEY, Schema("journal", JOURNAL.application, (*JOURNAL.steps, half)))
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert store.journal.seq == 1


@pytest.mark.parametrize("data", [b"", b"not a database at all" * 300])
def test_a_file_that_is_no_journal_is_damaged(tmp_path: Path, data: bytes) -> None:
    a_desk(tmp_path, ZONE).close()
    (tmp_path / "journal.db").write_bytes(data)
    with pytest.raises(Damaged, match=r"journal\.db"):
        DeskStore.open(tmp_path, DATABASE_KEY)


def test_a_journal_of_another_desk_is_damaged(tmp_path: Path) -> None:
    a_desk(tmp_path / "a", ZONE).close()
    an_empty_desk(tmp_path / "b", ZONE, "other", key=bytes(32)).close()
    (tmp_path / "a" / "journal.db").write_bytes((tmp_path / "b" / "journal.db").read_bytes())
    with pytest.raises(Damaged, match="another desk"):
        DeskStore.open(tmp_path / "a", DATABASE_KEY)


def test_a_missing_journal_is_said_and_not_made(tmp_path: Path) -> None:
    a_desk(tmp_path, ZONE).close()
    (tmp_path / "journal.db").unlink()
    with pytest.raises(Damaged, match="missing"):
        DeskStore.open(tmp_path, DATABASE_KEY)
    assert not (tmp_path / "journal.db").exists()


OTHER_PROCESS = """
import sys
from pathlib import Path
from passdesk.errors import Trouble
from passdesk.store.desk_store import DeskStore
from tests.factories.desks import DATABASE_KEY

try:
    DeskStore.open(Path(sys.argv[1]), DATABASE_KEY)
except Trouble as error:
    print(error.happened)
with DeskStore.open(Path(sys.argv[1]), DATABASE_KEY, readonly=True) as store:
    print(store.journal.seq)
"""


def test_another_process_may_read_but_not_hold_the_desk(store: DeskStore) -> None:
    run = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS, str(store.folder)], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == ["Another Passdesk holds this desk.", "1"]


@pytest.mark.parametrize("committed", [False, True])
def test_an_interrupt_comes_through_wherever_a_transaction_is(tmp_path: Path, committed: bool) -> None:
    """Also when the commit is through already: it must not turn into "could not be written"."""

    def interrupted(store: DeskStore) -> None:
        with store.journal.file.write() as writer:
            if committed:
                writer.execute("COMMIT")
            raise KeyboardInterrupt

    with a_desk(tmp_path, ZONE) as store:
        with pytest.raises(KeyboardInterrupt):
            interrupted(store)
        assert store.journal.verify().whole
