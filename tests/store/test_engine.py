"""The engine gate, the settings, and errors in our words."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from passdesk.errors import Damaged, Trouble
from passdesk.store.engine import Connection, connect, refuse_old_engine
from tests.factories.desks import DATABASE_KEY


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.7.9"])
def test_an_old_engine_is_refused(version: str) -> None:
    with pytest.raises(Trouble, match="can lose what was committed"):
        refuse_old_engine(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.53.4", "4.0.0"])
def test_a_good_engine_is_taken(version: str) -> None:
    refuse_old_engine(version)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    connection = connect(path, DATABASE_KEY, create=True)
    connection.execute("CREATE TABLE t (a TEXT) STRICT")
    connection.execute("INSERT INTO t VALUES ('a name in the clear')")
    connection.close()
    return path


@pytest.mark.parametrize(
    ("pragma", "full", "value"),
    [
        ("journal_mode", True, "wal"), ("synchronous", True, 2), ("synchronous", False, 1), ("secure_delete", True, 1),
        ("foreign_keys", True, 1), ("recursive_triggers", True, 1), ("trusted_schema", True, 0),
        ("cell_size_check", True, 1),
    ],
)  # fmt: skip
def test_settings_hold(file: Path, pragma: str, full: bool, value: object) -> None:
    connection = connect(file, DATABASE_KEY, full=full)
    assert connection.value(f"PRAGMA {pragma}") == value
    connection.close()


def test_nothing_stands_in_the_clear(file: Path) -> None:
    assert b"SQLite format" not in file.read_bytes()
    assert b"in the clear" not in file.read_bytes()


def test_a_reader_writes_nothing(file: Path) -> None:
    connection = connect(file, DATABASE_KEY, readonly=True)
    with pytest.raises(Trouble):
        connection.execute("DELETE FROM t")
    connection.close()


def no_key(path: Path) -> bytes | None:
    del path
    return None


def another_key(path: Path) -> bytes | None:
    del path
    return bytes(32)


def torn_beginning(path: Path) -> bytes | None:
    path.write_bytes(b"torn" * 1024 + path.read_bytes()[4096:])
    return DATABASE_KEY


def cut_short(path: Path) -> bytes | None:
    path.write_bytes(path.read_bytes()[:3000])
    return DATABASE_KEY


def one_byte_off(path: Path) -> bytes | None:
    data = bytearray(path.read_bytes())
    data[4096 + 100] ^= 1
    path.write_bytes(data)
    return DATABASE_KEY


@pytest.mark.parametrize("harm", [no_key, another_key, torn_beginning, cut_short, one_byte_off])
def test_a_file_that_is_not_whole_is_damaged(file: Path, harm: Callable[[Path], bytes | None]) -> None:
    key = harm(file)
    with pytest.raises(Damaged) as caught:
        read_all(file, key)
    assert file.name in caught.value.happened
    assert caught.value.kept
    assert caught.value.remedy


def read_all(file: Path, key: bytes | None) -> None:
    connection: Connection = connect(file, key)
    try:
        connection.rows("SELECT * FROM t")
    finally:
        connection.close()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="cannot be opened"):
        connect(tmp_path / "no.db", DATABASE_KEY)
    assert list(tmp_path.iterdir()) == []


CLOSE_TO_FULL = """
import resource, sys
from pathlib import Path
from passdesk.errors import Trouble
from passdesk.store.engine import connect
from tests.factories.desks import DATABASE_KEY

file, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    connect(file, DATABASE_KEY).execute("INSERT INTO t VALUES ('more')")
except Trouble as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a thing of Unix")
@pytest.mark.parametrize("limit", [0, 4096, 16_384])
def test_no_room_for_the_log_or_its_index_is_a_full_disk(file: Path, limit: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CLOSE_TO_FULL, str(file), str(limit)], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("The disk is full: a.db could not be opened or written. What was committed before")


def test_what_is_wrong_on_a_disk_with_room_is_not_a_full_one(file: Path) -> None:
    file.with_name("a.db-wal").mkdir()
    with pytest.raises(Trouble, match="cannot be opened"):
        read_all(file, DATABASE_KEY)
