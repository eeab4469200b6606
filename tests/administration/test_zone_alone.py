"""Where the keys of a new zone can be written, and what a system says where they can't."""

import errno
from pathlib import Path

import pytest

from passdesk.administration.zone_alone import OfflineFault, fault_of, offline_fault, offline_place


def system_says(number: int) -> OSError:
    return OSError(number, "as the system says it")


@pytest.mark.parametrize(
    ("error", "fault"),
    [(system_says(errno.EEXIST), "taken"), (system_says(errno.EISDIR), "taken"),
     (system_says(errno.ENOENT), "no folder"), (system_says(errno.ENOTDIR), "no folder"),
     (system_says(errno.ENAMETOOLONG), "no name"), (ValueError("embedded null byte"), "no name"),
     (system_says(errno.EACCES), "not writable"), (system_says(errno.EROFS), "not writable"),
     (system_says(errno.ENOSPC), "not writable"), (system_says(errno.EIO), "not writable")],
)  # fmt: skip
def test_what_a_system_says(error: OSError | ValueError, fault: OfflineFault) -> None:
    assert fault_of(error) == fault


def test_a_place_is_tried_and_left_as_it_was(tmp_path: Path) -> None:
    desk, free, taken = tmp_path / "desk", tmp_path / "key.txt", tmp_path / "other.txt"
    taken.write_text("the key of another zone")
    desk.mkdir()
    (tmp_path / "way").symlink_to(desk)
    assert offline_fault(free, desk) is None
    assert offline_fault(taken, desk) == "taken"
    assert offline_fault(tmp_path, desk) == "taken"
    assert offline_fault(desk / "key.txt", desk) == "in the desk"
    assert offline_fault(tmp_path / "way" / "key.txt", desk) == "in the desk"
    assert (free.exists(), taken.read_text(), list(desk.iterdir())) == (False, "the key of another zone", [])


def test_a_place_begins_at_home_where_a_tilde_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert offline_place(" ~/key.txt ") == tmp_path / "key.txt"
    assert offline_place("key.txt") == tmp_path / "key.txt"
    assert offline_place("~no-such-account/key.txt") == tmp_path / "~no-such-account" / "key.txt"
