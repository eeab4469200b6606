"""A disk without room: what a command says of it, and that it leaves nothing that stands in the way of the next try."""

from pathlib import Path

import pytest

from tests.cli import processes
from tests.cli.shell import Shell, password_of
from tests.cli.town import ZONE_FILE, Town

ADMIN = {"PASSDESK_PASSWORD": password_of("admin")}
FOUNDING: dict[str, tuple[str | Path, ...]] = {
    "desk": ("init", "--zone", ZONE_FILE, "--alone"),
    "server": ("server", "init", "--zone", ZONE_FILE),
}


@pytest.mark.parametrize("limit", [0, 2_000, 20_000])
@pytest.mark.parametrize("what", FOUNDING)
def test_a_founding_that_fails_leaves_no_key_file_and_can_be_tried_again(tmp_path: Path, what: str, limit: int) -> None:
    words = (*FOUNDING[what], "--offline", tmp_path / "key.txt")
    failed = processes.ran(tmp_path / "zone", *words, limit=limit, **ADMIN)
    assert failed.returncode == 3, failed
    assert len(failed.stderr.splitlines()) >= 2
    assert list(tmp_path.iterdir()) == []
    Shell(tmp_path / "zone")(*words, **ADMIN).done()
    assert (tmp_path / "key.txt").stat().st_size > 100


@pytest.mark.parametrize("what", FOUNDING)
def test_a_key_file_that_is_there_already_is_kept_and_named(tmp_path: Path, what: str) -> None:
    key = tmp_path / "key.txt"
    key.write_text("of another zone")
    said = Shell(tmp_path / "zone")(*FOUNDING[what], "--offline", key, "--json", **ADMIN)
    assert said.status == 1
    assert said.complaint["error"].startswith(f"There is a file {key} already")
    assert "another file" in said.complaint["remedy"]
    assert key.read_text() == "of another zone"
    assert list(tmp_path.iterdir()) == [key]


SCAN = ("scan", "123456789012", "--lane", "F1-1", "--direction", "entry")
FULL = (
    "The disk is full: journal.db could not be opened or written.\n"
    "What was committed before is whole.\n"
    "Free some space and try again.\n"
)


@pytest.mark.parametrize("words", [("pass", "list"), ("journal", "verify"), ("sync",)])
def test_a_desk_that_finds_no_room_to_be_opened_says_that_the_disk_is_full(town: Town, words: tuple[str, ...]) -> None:
    """The engine itself speaks of an I/O error: what it could not make is the index of its log."""
    said = processes.ran(town.shell.data, *words, limit=0)
    assert (said.returncode, said.stdout, said.stderr) == (3, "", FULL)


@pytest.mark.parametrize("limit", [0, 8_192])
def test_a_scan_that_finds_no_room_says_first_that_nothing_was_recorded(town: Town, limit: int) -> None:
    before = town.shell("journal", "list", "--json").out
    said = processes.ran(town.shell.data, *SCAN, limit=limit)
    assert (said.returncode, said.stdout, said.stderr) == (3, "", "NOT RECORDED. " + FULL)
    assert town.shell("journal", "list", "--json").out == before
    assert town.shell(*SCAN, "--json").object["recorded"] is True


def test_a_backup_that_finds_no_room_leaves_nothing_and_speaks_of_the_backup(tmp_path: Path) -> None:
    server, target = Shell(tmp_path / "server"), tmp_path / "backup"
    server(*FOUNDING["server"], **ADMIN).done()
    said = processes.ran(server.data, "server", "backup", target, limit=40_000)
    assert said.returncode == 3
    assert said.stderr.startswith(f"The backup {target} can't be written: The disk is full")
    assert "The server is as it was" in said.stderr
    assert not target.exists()
    server("server", "backup", target).done()
