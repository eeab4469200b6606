"""A file that is there whole or not at all, wherever it is to go."""

import os
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path
from shutil import rmtree

import pytest

from passdesk.errors import Trouble
from passdesk.store.whole_file import whole_file

LONGEST = 255


def test_a_name_as_long_as_one_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("n" * LONGEST)
    with whole_file(path) as file:
        file.write(b"whole")
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["n" * 300, "n" * 5000, "no such/a.csv", "a file/a.csv", "a folder"])
def test_a_place_where_none_can_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_bytes(b"old")
    (tmp_path / "a folder").mkdir()
    with pytest.raises(Trouble, match="could not be written"), whole_file(tmp_path / name) as file:
        file.write(b"new")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a file", "a folder"]
    assert (tmp_path / "a file").read_bytes() == b"old"


def test_nothing_is_begun_where_a_folder_has_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(Trouble, match="folder of this name"), whole_file(tmp_path / "a.csv"):
        raise AssertionError("rows are read only for a file that may be there")


def written(path: Path, then: Callable[[], None]) -> None:
    with whole_file(path) as file:
        file.write(b"half")
        then()


def full() -> None:
    raise OSError(ENOSPC, os.strerror(ENOSPC))


def test_a_disk_that_is_full_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(Trouble, match=r"a\.csv could not be written: No space left"):
        written(path, full)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("instead", ["nothing", "a file"])
def test_a_folder_that_vanishes_under_way(tmp_path: Path, instead: str) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    def vanish() -> None:
        rmtree(folder)
        if instead == "a file":
            folder.write_bytes(b"")

    with pytest.raises(Trouble, match="could not be written"):
        written(folder / "a.csv", vanish)
