"""A desk in doubt goes on in a new journal; nothing of the old one is lost."""

from pathlib import Path

from passdesk.credential.entry_signers import signers_of
from passdesk.domain.movements import Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk
from passdesk.store.continuing import JOURNAL_FILE, former_path
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk
from tests.factories.people import Holder, Office, a_holder, shown
from tests.factories.zones import Zone, seed_of

ZONE = Zone()


def a_desk_put_back(folder: Path, clock: FakeClock, key: bytes | None = DATABASE_KEY) -> tuple[DeskStore, Holder]:
    """A desk whose database is yesterday's: a crossing was recorded that it does not know."""
    with a_desk(folder, ZONE, clock, key=key) as store:
        holder = a_holder(Office(store, ZONE, clock))
        store.write("shown", shown(holder), reading=clock.step())
    yesterday = (folder / JOURNAL_FILE).read_bytes()
    with DeskStore.open(folder, key) as store:
        store.write("shown", shown(holder, direction="exit"), reading=clock.step())
    (folder / JOURNAL_FILE).write_bytes(yesterday)
    return DeskStore.open(folder, key), holder


def test_it_names_the_old_journal_and_is_signed_by_its_key(tmp_path: Path) -> None:
    clock = FakeClock()
    store, _ = a_desk_put_back(tmp_path, clock)
    old = (store.journal.id, store.journal.seq, store.journal.head_hash)
    assert store.doubt is not None
    first = store.begin_anew(seed_of("new journal"), clock.step())
    assert (first.body["continues"], first.body["seq"], first.body["hash"]) == old
    assert (store.journal.seq, store.journal.id) == (1, first.content.journal)
    store.write("signed_in", {"operator": ZONE.admin_id}, reading=clock.step())  # no doubt stands against it
    with store.view() as view:
        assert signers_of(first, view) == {old[0]}
        desk = view.get(Desk, store.journal.id)
        assert isinstance(desk, Desk)
        assert (desk.continues, desk.state) == (old[0], "unconfirmed")
    store.close()


def test_the_lane_goes_on_with_all_it_knew(tmp_path: Path) -> None:
    clock = FakeClock()
    store, holder = a_desk_put_back(tmp_path, clock)
    old, held = store.journal.id, set(store.attachments.hashes())
    issuing = [name for name in store.journal.key_names() if name != "journal"]
    store.journal.set_state("server", b"there")
    store.begin_anew(seed_of("new journal"), clock.step())
    store.write("shown", shown(holder), reading=clock.step())
    for _ in range(2):
        with store.view() as view:
            assert isinstance(view.get(Pass, holder.pass_id), Pass)
            presence = view.get(Presence, holder.person)
            assert isinstance(presence, Presence)
            assert presence.movement == (store.journal.id, 2)
        assert store.find_people("chan") == [holder.person]
        assert set(store.attachments.hashes()) == held
        assert [name for name in store.journal.key_names() if name != "journal"] == issuing
        assert store.journal.get_state("server") == b"there"
        former = store.former()
        assert [journal.id for journal in former] == [old]
        assert former[0].verify().whole
        assert list(former[0].entries())[-1].content.seq == former[0].seq
        former[0].file.close()
        store.close()
        store = DeskStore.open(tmp_path, DATABASE_KEY)
        assert (store.doubt, store.power_cut) == (None, False)
    store.close()


def test_a_register_made_anew_begins_with_the_old_journal(tmp_path: Path) -> None:
    clock = FakeClock()
    store, holder = a_desk_put_back(tmp_path, clock)
    store.begin_anew(seed_of("second"), clock.step())
    store.begin_anew(seed_of("third"), clock.step())
    assert [journal.seq for journal in closed(store.former())] == [10, 1]
    path = store.registers.current.file.path
    store.close()
    path.write_bytes(b"\0" * path.stat().st_size)
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert store.registers.rebuilt
        with store.view() as view:
            assert isinstance(view.get(Pass, holder.pass_id), Pass)
            assert isinstance(view.get(Presence, holder.person), Presence)
            assert view.marks.journal == store.journal.id


def closed(journals: list) -> list:  # type: ignore[type-arg]  # of journals, both
    for journal in journals:
        journal.file.close()
    return journals


def test_cut_off_between_the_two_names_it_is_finished_at_the_next_start(tmp_path: Path) -> None:
    clock = FakeClock()
    store, _ = a_desk_put_back(tmp_path, clock)
    old = store.journal.id
    head = (tmp_path / "head").read_bytes()
    store.begin_anew(seed_of("new journal"), clock.step())
    store.close()
    (tmp_path / JOURNAL_FILE).rename(tmp_path / "journal-next.db")
    (tmp_path / "head").write_bytes(head)
    with DeskStore.open(tmp_path, DATABASE_KEY) as store:
        assert (store.doubt, store.journal.seq) == (None, 1)
        assert former_path(tmp_path, old).exists()


def test_what_can_be_erased_stands_in_one_file_alone(tmp_path: Path) -> None:
    clock = FakeClock()
    store, _ = a_desk_put_back(tmp_path, clock, key=None)
    old = store.journal.id
    name = "陳小明".encode()
    store.begin_anew(seed_of("new journal"), clock.step())
    store.close()
    assert name in (tmp_path / JOURNAL_FILE).read_bytes()
    assert name not in former_path(tmp_path, old).read_bytes()
