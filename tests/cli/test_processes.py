"""`passdesk` as a process: interrupted, piped, short of disk, beside another, asked for a password."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from passdesk.clock import system_clock
from passdesk.store.desk_store import DeskStore
from tests.cli import processes
from tests.cli import town as towns
from tests.cli.processes import ROOT, command, environ
from tests.cli.shell import Shell, database_key, password_of
from tests.cli.town import Town
from tests.factories.clocks import FakeClock

SCAN = ("scan", "--lane", "F1-1", "--direction", "entry")
ACTING = ("--operator", "hanna", "institution", "add", "Delta")


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The same zone, founded a minute ago by the machine's own clock."""
    return towns.found(tmp_path_factory.mktemp("today"), FakeClock(wall=system_clock().wall - 60_000_000))


@pytest.fixture
def town(today: Town, tmp_path: Path) -> Town:
    return today.copied(tmp_path)


def ran(town: Town, *words: str | Path, limit: int | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    return processes.ran(town.shell.data, *words, limit=limit, **more)


def written(town: Town) -> int:
    """How many presentations the log holds; it must be whole."""
    assert town.shell("journal", "verify").status == 0
    return len(town.shell("journal", "list", "--kind", "shown", "--json").objects)


def test_a_pass_is_admitted_by_a_process_as_in_the_tests(town: Town) -> None:
    done = ran(town, *SCAN, town.badge)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ADMIT")
    assert written(town) == 1


@pytest.mark.parametrize("limit", [0, 16_384, 40_000])
def test_on_a_full_disk_nobody_is_admitted_who_is_not_recorded(town: Town, limit: int) -> None:
    done = ran(town, *SCAN, town.badge, limit=limit)
    admitted = done.stdout.startswith("ADMIT")
    assert written(town) == admitted
    if not admitted:
        assert done.returncode == 3
        assert (done.stdout + done.stderr).startswith("NOT RECORDED")
    assert ran(town, *SCAN, town.text).returncode in (0, 1)


def test_of_a_damaged_disk_only_our_own_words_are_shown(town: Town) -> None:
    with (town.shell.data / "journal.db").open("r+b") as file:
        file.write(bytes(4096))
    done = ran(town, *SCAN, town.text)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "NOT RECORDED. " + town.shell("journal", "verify").err


@contextmanager
def a_long_log(town: Town) -> Iterator[int]:
    """A reader keeps the write-ahead log from being emptied, and it is past what opening a desk needs; its size."""
    log = town.shell.data / "journal.db-wal"
    store = DeskStore.open(town.shell.data, database_key(town.shell), readonly=True)
    with store, store.journal.file.reading() as held:
        held.value("SELECT count(*) FROM entries")
        while not log.exists() or log.stat().st_size < 40_000:
            town.shell("scan", "1234567890123", *SCAN[1:])
        yield log.stat().st_size


@pytest.mark.parametrize("as_json", [False, True])
def test_not_recorded_is_said_to_people_and_to_programs(town: Town, as_json: bool) -> None:
    with a_long_log(town) as size:
        before = written(town)
        done = ran(town, *SCAN, town.text, *(["--json"] if as_json else []), limit=size)
        assert done.returncode == 3
        if as_json:
            assert '"verdict": null' in done.stdout
            assert '"recorded": false' in done.stdout
        else:
            assert done.stdout.startswith("NOT RECORDED")
        assert written(town) == before
    assert ran(town, *SCAN, town.text).returncode == 0
    assert written(town) == before + 1


def test_while_another_program_holds_the_desk_only_reading_works(town: Town) -> None:
    with DeskStore.open(town.shell.data, database_key(town.shell)):
        done = ran(town, *SCAN, town.text)
        assert done.returncode == 3
        held = done.stderr.removeprefix("NOT RECORDED. ")
        assert done.stderr != held
        assert held.startswith("Another Passdesk holds this desk.")
        assert "Close its window" in held
        assert ran(town, "pass", "list").returncode == 0
        for refused in (town.shell("sync"), town.shell.by("hanna", "institution", "add", "Delta")):
            assert (refused.status, refused.err) == (3, held)
        for reading in (("pass", "read", town.badge), ("journal", "verify"), ("inside",)):
            town.shell(*reading).done()
    assert written(town) == 0


def test_nobody_reading_the_output_is_no_disaster(town: Town) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(town.shell.data, *SCAN, town.text), cwd=ROOT, env=environ(), stdout=writing, stderr=subprocess.PIPE,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (3, "")
    assert written(town) == 1


def test_an_output_that_can_not_be_written_is_said(town: Town) -> None:
    for words in (("journal", "list"), ("--help",)):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                command(town.shell.data, *words), cwd=ROOT, env=environ(), stdout=full, stderr=subprocess.PIPE,
                text=True, check=False, timeout=60,
            )  # fmt: skip
        assert done.returncode == 3
        assert done.stderr.startswith("Could not read or write: ")


def test_a_terminal_without_chinese_shows_something_else_instead(town: Town) -> None:
    done = ran(town, "person", "find", "chan", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "CHAN Tai Man" in done.stdout


def test_without_a_password_and_nobody_to_ask_it_says_which_variable(town: Town) -> None:
    done = ran(town, *ACTING)
    assert done.returncode == 2
    assert "PASSDESK_PASSWORD is not set, and there is nobody to ask." in done.stderr


def prompt(process: subprocess.Popen[bytes]) -> bytes:
    """What is asked next. To answer sooner is of no use: what was typed before a prompt is thrown away."""
    assert process.stderr is not None
    said = b""
    while b": " not in said:
        letter = os.read(process.stderr.fileno(), 1)
        assert letter, said
        said += letter
    return said


@contextmanager
def asking(town: Town, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process at a terminal, at its prompt; the terminal's other end."""
    terminal, end = pty.openpty()
    # A shell starts what runs in its background deaf to Ctrl-C, and a child inherits that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            command(town.shell.data, *words), cwd=ROOT, env=environ(), stdin=end, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, before)
    os.close(end)
    try:
        assert b"assword of hanna" in prompt(process)
        yield process, terminal
    finally:
        process.kill()
        process.communicate()
        os.close(terminal)


def test_a_password_is_asked_for_at_a_terminal_and_not_shown(town: Town) -> None:
    with asking(town, *ACTING) as (process, terminal):
        os.write(terminal, password_of("hanna").encode() + b"\n")
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert b"Institution Delta" in out
    assert password_of("hanna").encode() not in out + err


@pytest.mark.parametrize("how", ["interrupt", "end of input"])
def test_whoever_leaves_at_the_prompt_has_changed_nothing(town: Town, how: str) -> None:
    with asking(town, *ACTING) as (process, terminal):
        if how == "interrupt":
            process.send_signal(signal.SIGINT)
        else:
            os.write(terminal, b"\x04")
        _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert b"Stopped." in err
    assert b"Traceback" not in err
    assert town.shell("institution", "list", "--json").object["name"] == "Loop Biotech"


def test_two_passwords_that_differ_change_nothing(town: Town) -> None:
    words = ("--operator", "hanna", "operator", "password")
    with asking(town, *words) as (process, terminal):
        os.write(terminal, password_of("hanna").encode() + b"\n")
        assert b"New password" in prompt(process)
        os.write(terminal, b"another long one\n")
        assert b"again" in prompt(process)
        os.write(terminal, b"another long two\n")
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"The two are not the same." in err
    town.shell.by("hanna", "institution", "add", "Delta").done()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_serves_until_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    shell = Shell(tmp_path / "server", FakeClock(wall=system_clock().wall - 60_000_000))
    shell("server", "init", "--zone", towns.ZONE_FILE, PASSDESK_PASSWORD=password_of("admin")).done()
    words = [sys.executable, "-m", "passdesk", "--data", str(shell.data), "server", "run", "--port", "0", "--json"]
    process = subprocess.Popen(
        words, cwd=ROOT, env=environ(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith('{"ready": "https://127.0.0.1:')
    assert shell("server", "run").status == 3
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
