"""A disk without room: what a command says of it, and that it leaves nothing that stands in the way of the next try."""

from pathlib import Path

import pytest

from tests.cli import processes
from tests.cli.shell import Shell, password_of
from tests.cli.town import ZONE_FILE

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
    assert "--offline" in said.complaint["remedy"]
    assert key.read_text() == "of another zone"
    assert list(tmp_path.iterdir()) == [key]
