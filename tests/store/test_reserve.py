"""Room kept on the disk for exits: taken once, given up piece by piece, and never the disk's last."""

from pathlib import Path

import pytest

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
