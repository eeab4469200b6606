"""Room kept on the disk for exits: taken once, given up piece by piece, and never the disk's last."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec import Struct

from passdesk.errors import NotRecorded
from passdesk.store.desk_store import DeskStore
from passdesk.store.reserve import PIECE, Reserve
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk, fill_the_disk


def test_it_is_filled_once_and_given_up_piece_by_piece(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, size=PIECE + 1000, leaves=0)
    reserve.fill()
    file = tmp_path / "reserve"
    assert (reserve.held, file.stat().st_size) == (PIECE + 1000, PIECE + 1000)
    assert file.stat().st_blocks * 512 >= PIECE
    assert Reserve(tmp_path).held == PIECE + 1000
    assert [reserve.give_up() for _ in range(3)] == [True, True, False]
    assert (reserve.held, file.stat().st_size) == (0, 0)
    reserve.fill()
    assert reserve.held == PIECE + 1000


def test_a_disk_without_room_beside_it_is_left_alone(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, size=PIECE, leaves=1 << 60)
    reserve.fill()
    assert (reserve.held, (tmp_path / "reserve").exists()) == (0, False)


def test_where_the_file_can_t_be_written_the_desk_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "reserve").mkdir()
    reserve = Reserve(tmp_path, size=1 << 20, leaves=0)
    reserve.fill()
    assert not reserve.give_up() or reserve.held == 0


def test_a_folder_that_is_gone_gives_nothing(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "gone", size=PIECE, leaves=0)
    reserve.fill()
    assert (reserve.held, reserve.give_up()) == (0, False)


def write_many(store: DeskStore, clock: FakeClock, *, leaving: bool) -> None:
    for _ in range(50):
        store.write("sign_in_failed", {"operator": None}, reading=clock.step(), leaving=leaving)


@pytest.mark.parametrize("leaving", [True, False])
def test_on_a_full_disk_only_who_leaves_is_recorded(tmp_path: Path, leaving: bool) -> None:
    clock = FakeClock()
    with a_desk(tmp_path / "desk", clock=clock) as store:
        store.reserve = Reserve(store.folder, size=PIECE, leaves=0)
        store.reserve.fill()
        fill_the_disk(store)
        before = store.journal.seq
        if leaving:
            write_many(store, clock, leaving=True)
            assert (store.journal.seq, store.reserve.held) == (before + 50, 0)
            assert store.journal.verify().whole
            return
        with pytest.raises(NotRecorded):
            write_many(store, clock, leaving=False)
        assert store.reserve.held == PIECE


def test_without_room_kept_not_even_an_exit_is_claimed(tmp_path: Path) -> None:
    clock = FakeClock()
    with a_desk(tmp_path / "desk", clock=clock) as store:
        fill_the_disk(store)
        with pytest.raises(NotRecorded):
            write_many(store, clock, leaving=True)
        assert not (store.folder / "reserve").exists()


class Disk(Struct):
    """As full as a test says."""

    free: int = 1 << 40

    def __call__(self, folder: Path) -> int:
        del folder
        return self.free


def test_it_is_filled_again_where_some_was_given_up_and_there_is_room(tmp_path: Path) -> None:
    disk = Disk()
    reserve = Reserve(tmp_path, size=2 * PIECE, leaves=PIECE, free=disk)
    reserve.fill_again()
    assert reserve.held == 0  # nobody asked for it yet
    reserve.fill()
    reserve.give_up()
    disk.free = 2 * PIECE - 1
    reserve.fill_again()
    assert reserve.held == PIECE
    disk.free = 2 * PIECE
    reserve.fill_again()
    assert reserve.held == 2 * PIECE


def test_a_disk_that_had_no_room_at_first_is_asked_again(tmp_path: Path) -> None:
    disk = Disk(free=0)
    reserve = Reserve(tmp_path, size=PIECE, leaves=0, free=disk)
    reserve.fill()
    disk.free = PIECE
    reserve.fill_again()
    assert reserve.held == PIECE


def test_what_was_given_up_is_for_those_who_leave_until_there_is_room_again(tmp_path: Path) -> None:
    clock, disk = FakeClock(), Disk()
    with a_desk(tmp_path / "desk", clock=clock) as store:
        store.reserve = reserve = Reserve(store.folder, size=2 * PIECE, leaves=0, free=disk)
        reserve.fill()
        fill_the_disk(store)
        write_many(store, clock, leaving=True)
        disk.free = PIECE // 2
        assert (reserve.held, reserve.room) == (PIECE, "exits")
        before = store.journal.seq
        with pytest.raises(NotRecorded, match="for those who leave"):
            write_many(store, clock, leaving=False)
        write_many(store, clock, leaving=True)
        assert store.journal.seq == before + 50
        disk.free = 3 * PIECE
        write_many(store, clock, leaving=False)
        assert reserve.room == ""
        reserve.fill_again()
        assert reserve.held == 2 * PIECE


def test_where_all_is_spent_nothing_is_said_to_be_recorded(tmp_path: Path) -> None:
    clock, disk = FakeClock(), Disk()
    with a_desk(tmp_path / "desk", clock=clock) as store:
        store.reserve = Reserve(store.folder, size=PIECE, leaves=1 << 60, free=disk)
        store.reserve.fill()
        fill_the_disk(store)
        with pytest.raises(NotRecorded):
            write_many(store, clock, leaving=True)
        assert store.reserve.room == "none"


def test_many_may_fill_it_at_once(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, size=2 * PIECE, leaves=0)
    with ThreadPoolExecutor(4) as pool:
        for _ in range(20):
            pool.submit(reserve.fill)
    assert (reserve.held, (tmp_path / "reserve").stat().st_size) == (2 * PIECE, 2 * PIECE)
