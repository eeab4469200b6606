"""Desks that are broken, foreign, newer, or someone else's: what each command says, and that nothing is lost by it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from passdesk.store.engine import connect
from tests.cli.shell import Shell, database_key, password_of
from tests.cli.town import ZONE_FILE, Town

SCAN = ("scan", "123456789012", "--lane", "F1-1", "--direction", "entry")
READING = ("journal", "list")
ACTING = ("institution", "add", "Delta")


def three(shell: Shell) -> list[tuple[int, str]]:
    """Scanning, reading and acting: status and words of each."""
    every = (shell(*SCAN), shell(*READING), shell.by("hanna", *ACTING))
    assert all("ADMIT" not in ran.out for ran in every)
    return [(ran.status, ran.err) for ran in every]


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


HARM: dict[str, Callable[[Path], None]] = {
    "first page": lambda folder: overwrite(folder / "journal.db", 0, bytes(4096)),
    "no database": lambda folder: overwrite(folder / "journal.db", 0, b"hello " * 30_000),
    "emptied": lambda folder: cut(folder / "journal.db", 0),
    "cut in a page": lambda folder: cut(folder / "journal.db", 5000),
    "cut to a page": lambda folder: cut(folder / "journal.db", 4096),
    "missing": lambda folder: (folder / "journal.db").unlink(),
    "a folder": lambda folder: become_a_folder(folder / "journal.db"),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_journal_that_is_damaged_is_said_and_left_as_it_is(town: Town, harm: str) -> None:
    folder = town.shell.data
    HARM[harm](folder)
    path = folder / "journal.db"
    before = path.read_bytes() if path.is_file() else None
    for status, words in three(town.shell):
        assert status == 3
        assert "journal.db" in words
        assert len(words.splitlines()) >= 2, "what happened, and what was kept or what to do"
    assert (path.read_bytes() if path.is_file() else None) == before


def test_damage_in_the_middle_is_found_where_it_is_read(town: Town) -> None:
    path = town.shell.data / "journal.db"
    overwrite(path, 8192, bytes(path.stat().st_size - 8192))
    ran = town.shell("journal", "verify")
    assert ran.status == 3
    assert "journal.db" in ran.err


def test_a_journal_of_a_newer_program_is_refused(town: Town) -> None:
    shell = town.shell
    writer = connect(shell.data / "journal.db", database_key(shell), full=True)
    writer.execute("PRAGMA user_version = 99")
    writer.close()
    said = three(shell)
    assert [status for status, _ in said] == [3, 1, 1]
    for _, words in said:
        assert "newer Passdesk" in words
        assert "Install the newer version again." in words


def another(folder: Path) -> Shell:
    other = Shell(folder)
    other("init", "--zone", ZONE_FILE, "--alone", PASSDESK_PASSWORD=password_of("admin")).done()
    return other


def test_a_journal_of_another_desk_is_not_opened_as_this_ones(town: Town, tmp_path: Path) -> None:
    other = another(tmp_path / "other")
    shutil.copy(other.data / "journal.db", town.shell.data / "journal.db")
    for status, words in three(town.shell):
        assert status == 3
        assert "journal.db" in words


def test_keys_of_another_desk_open_nothing(town: Town, tmp_path: Path) -> None:
    other = another(tmp_path / "other")
    shutil.copy(other.data / "keys.json", town.shell.data / "keys.json")
    for status, words in three(town.shell):
        assert status == 3
        assert words


def test_a_journal_copied_from_a_desk_with_the_same_key_is_doubted(town: Town, tmp_path: Path) -> None:
    """Yesterday's disk: the head beside it knows better, and the desk goes on in a new journal."""
    shell = town.shell
    kept = shutil.copy(shell.data / "journal.db", tmp_path / "yesterday.db")
    shell.by("hanna", *ACTING).done()
    shutil.copy(kept, shell.data / "journal.db")
    before = shell("journal", "verify")
    assert before.status in (0, 1)
    assert shell(*SCAN, "--json").object["recorded"] is True
    assert shell("journal", "list", "--json").objects[0]["kind"] == "journal_continued"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"9" * 5000, b"[" * 100_000, b'{"format": 2}', b'{"format": 1}',
        b'{"format": 1, "recovery": 7}', b'{"format": 1, "recovery": "!", "passphrase": "?"}',
        b'{"format": 1, "recovery": "", "passphrase": ""}',
    ],
)  # fmt: skip
def test_a_keys_file_that_is_damaged(town: Town, content: bytes) -> None:
    kept = (town.shell.data / "keys.json").read_bytes()
    (town.shell.data / "keys.json").write_bytes(content)
    for status, words in three(town.shell):
        assert status == 3
        assert "keys.json" in words
    (town.shell.data / "keys.json").write_bytes(kept)
    assert town.shell("journal", "verify").status == 0


def test_a_wrapped_key_that_was_changed_opens_nothing(town: Town) -> None:
    path = town.shell.data / "keys.json"
    held = json.loads(path.read_text())
    held["passphrase"] = held["passphrase"][:-8] + "AAAAAA=="
    path.write_text(json.dumps(held))
    for status, words in three(town.shell):
        assert status in (1, 3)
        assert "keys.json" in words


@pytest.mark.parametrize("passphrase", ["wrong", "é" * 200, "\udc80", "x" * 100_000])
def test_a_wrong_passphrase_opens_nothing(town: Town, passphrase: str) -> None:
    for words in (SCAN, READING):
        ran = town.shell(*words, PASSDESK_PASSPHRASE=passphrase)
        if passphrase == "\udc80":  # it is no text
            assert (ran.status, ran.err != "") == (2, True)
            continue
        assert ran.status == (3 if words == SCAN else 1)
        assert ran.err.startswith("NOT RECORDED. ") == (words == SCAN)


def test_no_passphrase_at_all_says_where_it_is_looked_for(town: Town, tmp_path: Path) -> None:
    shell = Shell(town.shell.data, town.shell.clock, {})
    ran = shell(*SCAN)
    assert ran.status == 3
    assert ran.err.startswith("NOT RECORDED. ")
    assert "none was given" in ran.err
    file = tmp_path / "passphrase"
    file.write_text(town.shell.environ["PASSDESK_PASSPHRASE"] + "\n")
    file.chmod(0o644)
    assert shell(*READING, PASSDESK_PASSPHRASE_FILE=str(file)).status == 2
    file.chmod(0o600)
    shell(*READING, PASSDESK_PASSPHRASE_FILE=str(file)).done()
    assert shell(*READING, PASSDESK_PASSPHRASE_FILE=str(tmp_path / "none")).status == 3


@pytest.mark.parametrize("kind", ["missing", "file", "below a file", "empty", "not to be written in"])
def test_a_folder_that_is_no_desk(town: Town, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "folder"
    match kind:
        case "file":
            folder.write_text("x")
        case "below a file":
            folder.write_text("x")
            folder = folder / "desk"
        case "empty":
            folder.mkdir()
        case "not to be written in":
            folder = town.shell.data
            (folder / "lock").unlink()
            (folder / "lock").mkdir()
    ran = town.shell.at(folder)(*SCAN)
    assert ran.status == 3
    assert str(folder) in ran.err


def test_a_register_that_is_damaged_is_made_anew_from_the_journal(town: Town) -> None:
    for path in town.shell.data.glob("register-*.db"):
        overwrite(path, 0, b"x" * 8192)
    shown = town.shell("scan", town.text, "--lane", "F1-1", "--direction", "entry", "--json").done()
    assert shown.object["person"] == town.chan
    assert town.shell("person", "find", "陳", "--json").object["person"] == town.chan


def test_without_a_register_and_its_pointer_nothing_is_lost(town: Town) -> None:
    for path in town.shell.data.glob("register*"):
        path.unlink()
    assert town.shell("scan", town.text, "--lane", "F1-1", "--direction", "entry").status == 0
    assert town.shell("pass", "list", "--json").object["pass"] == town.pass_id


def test_a_head_file_that_is_gone_or_rubbish_loses_nothing(town: Town) -> None:
    (town.shell.data / "head").write_bytes(b"rubbish")
    assert town.shell(*SCAN, "--json").object["recorded"] is True
    (town.shell.data / "head").unlink()
    assert town.shell(*SCAN, "--json").object["recorded"] is True
    assert town.shell("journal", "verify").status == 0


def test_a_wrong_password_is_recorded_and_each_more_waits_longer(town: Town) -> None:
    desk = town.shell
    waits = []
    for _ in range(6):
        ran = desk("--operator", "hanna", *ACTING, PASSDESK_PASSWORD="wrong one")
        assert ran.status == 1
        assert "do not fit" in ran.err or "not looked at yet" in ran.err
        waits.append("Wait" in ran.err)
    assert waits[:2] == [False, False]
    assert waits[-1]
    assert desk.by("hanna", *ACTING).status == 1, "too early, even if it is right"
    assert "not looked at yet" in desk.by("hanna", *ACTING).err
    desk.clock.step(600)
    desk.by("hanna", *ACTING).done()
    assert len(desk("journal", "list", "--kind", "sign_in_failed", "--json").objects) >= 3
    assert desk("journal", "verify").status == 0


@pytest.mark.parametrize("name", ["nobody", "", "HANNA", "\udc80", "x" * 5000])
def test_a_name_nobody_has_is_no_better_told_than_a_wrong_password(town: Town, name: str) -> None:
    ran = town.shell("--operator", name, *ACTING, PASSDESK_PASSWORD=password_of("hanna"))
    assert ran.status in (1, 2)
    assert ran.err


def test_a_short_password_founds_no_zone(tmp_path: Path) -> None:
    ran = Shell(tmp_path / "desk")("init", "--zone", ZONE_FILE, "--alone", PASSDESK_PASSWORD="short")
    assert ran.status == 2
    assert "at least 8" in ran.err
    assert list(tmp_path.iterdir()) == []
