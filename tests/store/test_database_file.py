"""A read transaction goes on while nothing is written, and never longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.errors import Trouble
from passdesk.store.database_file import DatabaseFile, Reading
from passdesk.store.engine import connect
from tests.factories.desks import DATABASE_KEY

COUNT = "SELECT count(*) FROM t"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    connection = connect(path, DATABASE_KEY, create=True)
    connection.execute("CREATE TABLE t (a TEXT) STRICT")
    connection.close()
    return path


@pytest.fixture
def file(path: Path) -> Iterator[DatabaseFile]:
    file = DatabaseFile(path, DATABASE_KEY, full=True)
    yield file
    file.close()


def add_a_row(file: DatabaseFile) -> None:
    with file.write() as writer:
        writer.execute("INSERT INTO t VALUES ('a')")


def rows_seen(file: DatabaseFile) -> int:
    reading = file.go_on_reading()
    count: int = reading.connection.value(COUNT)
    file.let_go(reading, sound=True)
    return count


def begun(file: DatabaseFile) -> Reading:
    reading = file.go_on_reading()
    reading.connection.value(COUNT)
    return reading


def test_it_goes_on_while_nothing_is_written(file: DatabaseFile) -> None:
    add_a_row(file)
    first = begun(file)
    first.noted = "read once"
    file.let_go(first, sound=True)
    again = file.go_on_reading()
    assert again is first
    assert again.noted == "read once"
    assert again.connection.raw.in_transaction
    file.let_go(again, sound=True)


def test_what_is_written_is_seen_by_the_next_reader(file: DatabaseFile) -> None:
    for count in range(3):
        assert rows_seen(file) == count
        assert rows_seen(file) == count
        add_a_row(file)


def test_at_once_is_a_write_too(file: DatabaseFile) -> None:
    assert rows_seen(file) == 0
    file.write_at_once("INSERT INTO t VALUES ('a')", ())
    assert rows_seen(file) == 1


def test_one_begun_while_another_writes_sees_the_moment_before_and_is_not_kept(file: DatabaseFile) -> None:
    with file.write() as writer:
        writer.execute("INSERT INTO t VALUES ('a')")
        early = begun(file)
        file.let_go(early, sound=True)
        assert rows_seen(file) == 0
    assert rows_seen(file) == 1


def test_one_that_was_open_through_a_write_keeps_its_moment_and_is_not_kept(file: DatabaseFile) -> None:
    open_through = begun(file)
    add_a_row(file)
    assert open_through.connection.value(COUNT) == 0
    file.let_go(open_through, sound=True)
    assert rows_seen(file) == 1


def test_one_in_which_something_went_wrong_is_ended(file: DatabaseFile) -> None:
    broken = begun(file)
    file.let_go(broken, sound=False)
    assert not broken.connection.raw.in_transaction
    assert file.go_on_reading() is not broken


def test_it_holds_up_no_checkpoint(file: DatabaseFile) -> None:
    add_a_row(file)
    assert rows_seen(file) == 1
    assert file.checkpoint()
    held = begun(file)
    add_a_row(file)
    assert not file.checkpoint(), "the control: one that is being read does"
    file.let_go(held, sound=True)
    assert file.checkpoint()


def test_nor_does_one_begun_and_let_go_while_somebody_writes(file: DatabaseFile) -> None:
    add_a_row(file)
    with file.writer() as writer:
        assert rows_seen(file) == 1
        assert writer.value("PRAGMA wal_checkpoint(TRUNCATE)") == 0


def test_where_another_process_writes_nothing_is_kept(file: DatabaseFile, path: Path) -> None:
    other = DatabaseFile(path, DATABASE_KEY, full=True, readonly=True)
    assert rows_seen(other) == 0
    add_a_row(file)
    assert rows_seen(other) == 1
    other.close()


def test_a_closed_file_lets_go_of_all(file: DatabaseFile) -> None:
    held = begun(file)
    assert rows_seen(file) == 0
    file.close()
    file.let_go(held, sound=True)
    with pytest.raises(Trouble, match="closed"):
        file.go_on_reading()
    with pytest.raises(Trouble):
        held.connection.value(COUNT)
