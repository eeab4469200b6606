"""The embedded storage keeps what every storage promises, and what only a file can break."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from passdesk.domain.people import Person
from passdesk.errors import Damaged, Misuse, Trouble
from passdesk.server.sqlite_storage import SqliteStorage
from passdesk.server.storage import Annulment, Settled, Storage
from passdesk.store.engine import connect
from passdesk.sync.crossings import CrossingQuery
from tests.domain.builders import Journal, shown
from tests.factories.desks import DATABASE_KEY
from tests.server.storages import A, B, StorageContract, a_crossing, an_entry


class TestSqliteStorage(StorageContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "server.db"

    def make(self) -> Storage:
        return SqliteStorage.create(self.path, DATABASE_KEY)

    def test_what_was_committed_is_there_after_opening_again(self) -> None:
        with self.storage.writing() as writes:
            writes.put_rows({("person", A): Person(key=A)})
        self.storage.close()
        self.storage = SqliteStorage(self.path, DATABASE_KEY)
        with self.storage.reading() as reads:
            assert (reads.get(Person, A), reads.change) == (Person(key=A), 1)

    def test_the_file_tells_nothing_without_its_key(self) -> None:
        with self.storage.writing() as writes:
            writes.set_secret("server", b"a secret in plain letters")
        assert self.storage.forget_deleted()
        assert b"plain letters" not in self.path.read_bytes()
        with pytest.raises(Damaged):
            SqliteStorage(self.path, bytes(32))

    def test_after_a_failed_write_the_next_one_is_on_a_new_connection(self) -> None:
        def twice() -> None:
            with self.storage.writing() as writes:
                writes.accept(an_entry(1, 1))
                writes.accept(an_entry(1, 2))

        with pytest.raises(Damaged):
            twice()
        with self.storage.writing() as writes:
            writes.accept(an_entry(1, 1))
        with self.storage.reading() as reads:
            assert [one.seq for one in reads.accepted(0, 9)] == [1]

    def test_a_database_of_the_first_schema_says_what_moved_whom_once_it_is_opened(self) -> None:
        along = {"outcome": "passed", "outcome_at": 100, "instruction": "pass", "verdict": "admit", "reasons": ()}
        journal = Journal("gate1")
        first = journal.write("shown", shown("lin", outcome=None))
        outcome = journal.write("outcome", {"shown": list(first.mark), "outcome": "passed"})
        with self.storage.writing() as writes:
            writes.put_crossings([a_crossing(1, journal=journal.id, seq=1), a_crossing(2, **along), a_crossing(3)])
            writes.settle([Settled(journal.id, b"", 1, "passed", 400, A, 9, outcome.mark)])
            odd = [journal.write("outcome", {"shown": what}) for what in ([journal.id, {"a": 1}], [3, -1], "ab", [])]
            for number, entry in enumerate((first, outcome, *odd), 1):
                values = {"journal": journal.id, "kind": entry.kind, "hash": entry.hash, "raw": entry.raw}
                writes.accept(replace(an_entry(number, number), **values))
            expected = [one for _, one in writes.crossings(CrossingQuery(), 9)]
        self.storage.close()
        connection = connect(self.path, DATABASE_KEY)
        for step in ("ALTER TABLE crossings DROP COLUMN movement", "DROP TABLE annulments"):
            connection.execute(step)
        connection.execute('UPDATE meta SET "schema" = 1')
        connection.close()
        self.storage = SqliteStorage(self.path, DATABASE_KEY)
        with self.storage.writing() as writes:
            assert [one for _, one in writes.crossings(CrossingQuery(), 9)] == expected
            writes.annul([Annulment(outcome.mark, B, (A, 5))])
            assert [one.annulled for _, one in writes.crossings(CrossingQuery(), 9)] == [(A, 5), None, None]
        SqliteStorage(self.path, DATABASE_KEY).close()

    def test_a_newer_schema_is_refused_with_words(self) -> None:
        connection = connect(self.path, DATABASE_KEY)
        connection.execute('UPDATE meta SET "schema" = 99')
        connection.close()
        with pytest.raises(Damaged, match="schema 99"):
            SqliteStorage(self.path, DATABASE_KEY)

    def test_a_server_is_not_made_over_another(self) -> None:
        with pytest.raises(Misuse):
            SqliteStorage.create(self.path, DATABASE_KEY)

    def test_a_missing_file_is_trouble(self, tmp_path: Path) -> None:
        with pytest.raises(Trouble):
            SqliteStorage(tmp_path / "none.db", DATABASE_KEY)
