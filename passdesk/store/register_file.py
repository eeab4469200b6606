"""One register file: pages of server rows go in, own entries are folded over them, snapshots come out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Any

from passdesk.credential.entry_signers import signers_of
from passdesk.domain.entries import Entry
from passdesk.domain.folding import fold
from passdesk.domain.passes import Pass
from passdesk.domain.register import Draft, Ref, Row
from passdesk.domain.tables import STAYS_HOME
from passdesk.errors import Misuse, PassdeskError
from passdesk.store import migrations, people_due, row_storage, search, search_filling
from passdesk.store.asking import Asked
from passdesk.store.database_file import DatabaseFile
from passdesk.store.document_ends import EndsOf
from passdesk.store.engine import Connection
from passdesk.store.register_schema import OWN, REGISTER, SERVER
from passdesk.store.register_snapshot import Cached, JournalMark, Marks, RegisterSnapshot, RowCache, read_marks

PageRow = tuple[str, bytes, int, Mapping[str, Any] | None]
"""(table, key, needs, body); body None is a tombstone."""
OwnEntries = Callable[[int], Iterable[Entry]]
"""Own entries from a seq onward, in order."""

_PAGES_FILLING, _PAGES_SERVING = 30_000, 1_000
_CACHE_FILLING, _CACHE_SERVING = -65_536, -2_000
_HEARD = (
    "INSERT INTO journals (journal, accounted, heard_at) VALUES (?, ?, ?) "
    "ON CONFLICT (journal) DO UPDATE SET accounted = excluded.accounted, heard_at = excluded.heard_at"
)


class RegisterFile:
    """A register of one generation and scope. One writer; snapshots are of one moment each."""

    def __init__(self, file: DatabaseFile) -> None:
        self.file = file
        self._cache = RowCache()
        with file.reader() as reader:
            self._marks = read_marks(reader)

    @classmethod
    def create(cls, path: Path, key: bytes | None, journal: bytes, generation: int, scope: int) -> "RegisterFile":
        migrations.create(path, key, REGISTER)
        file = DatabaseFile(path, key, full=False)
        with file.write() as writer:
            writer.execute("INSERT INTO marks VALUES (1, ?, ?, ?, NULL, 0, 0, 0, 1)", (journal, generation, scope))
        return cls(file)

    @classmethod
    def open(cls, path: Path, key: bytes | None, *, readonly: bool = False) -> "RegisterFile":
        file = migrations.open_file(path, key, REGISTER, full=False, readonly=readonly)
        try:
            return cls(file)
        except PassdeskError:
            file.close()
            raise

    # What it is of, and how far it is: as of the last transaction this process wrote or read.

    @property
    def marks(self) -> Marks:
        return self._marks

    @property
    def generation(self) -> int:
        return self._marks.generation

    @property
    def scope(self) -> int:
        return self._marks.scope

    @property
    def number(self) -> int | None:
        return self._marks.number

    @property
    def mark(self) -> int:
        return self._marks.mark

    @property
    def accounted(self) -> int:
        return self._marks.accounted

    @property
    def seen(self) -> tuple[int, int] | None:
        """(generation, change number) applied, as an entry carries it."""
        return None if self._marks.number is None else (self._marks.generation, self._marks.number)

    @contextmanager
    def snapshot(self) -> Iterator[RegisterSnapshot]:
        """Everything read inside is of one moment, marks included."""
        reading, sound = self.file.go_on_reading(), False
        try:
            reading.noted = marks = reading.noted or read_marks(reading.connection)
            yield RegisterSnapshot(reading.connection, marks, self._cache.at(marks.change))
            sound = True
        finally:
            self.file.let_go(reading, sound=sound)

    def server_rows(self) -> Iterator[tuple[str, bytes, int, bytes]]:
        """(table, key, needs, canonical body) of every row as the server sent it."""
        with self.file.reading() as reader:
            sql = "SELECT tbl, key, needs, body FROM rows WHERE layer = ? ORDER BY tbl, key"
            for row in reader.execute(sql, (SERVER,)):
                if row[0] not in STAYS_HOME:
                    yield row

    # Writing

    @contextmanager
    def change(self) -> Iterator["RegisterChange"]:
        """One transaction; the marks it leaves are this register's marks afterwards."""
        with self.file.write() as writer:
            change = RegisterChange(writer)
            yield change
            marks = change.finish()
        self._marks = marks

    def apply_page(
        self,
        rows: Iterable[PageRow],
        number: int,
        *,
        accounted: int | None = None,
        journals: Mapping[bytes, JournalMark] | None = None,
        own_entries: OwnEntries | None = None,
    ) -> None:
        """Apply one page of the feed, in one transaction.

        At the head of the feed `accounted` says how many of this desk's entries the rows account for; those beyond
        are folded over the new rows again, from `own_entries`.
        """
        with self.change() as change:
            touched = change.put_rows(rows)
            change.set(number=number)
            if journals is not None:
                change.writer.executemany(_HEARD, [(key, m.accounted, m.heard_at) for key, m in journals.items()])
            if own_entries is not None and (touched or accounted is not None):
                change.refold(own_entries, change.marks.accounted if accounted is None else accounted)

    def fold_own(self, entries: Iterable[Entry]) -> int:
        """Fold own entries beyond the mark, in order and without gaps; the new mark."""
        with self.change() as change:
            change.fold_own(entries)
        return self.mark

    def go_on_as(self, journal: bytes) -> None:
        """This desk opened a new journal: fold its entries from the first."""
        with self.change() as change:
            change.sink(journal)

    def checkpoint_rarely(self, *, rarely: bool) -> None:
        """While a first sync fills this file: every checkpoint's fsync holds up the journal's commits on one disk.

        Measured: the slowest of a hundred scans beside it takes a third of the time.
        """
        with self.file.writer() as writer:
            writer.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_FILLING if rarely else _PAGES_SERVING}")
            writer.execute(f"PRAGMA cache_size = {_CACHE_FILLING if rarely else _CACHE_SERVING}")

    def complete(self) -> None:
        """Say that this file has served: a later start removes it once another is in use."""
        with self.change() as change:
            change.set(complete=1)

    # Search

    def find_people(self, asked: Asked, limit: int = 50) -> list[bytes]:
        """Ids of the people who fit, best first."""
        with self.file.reader() as reader:
            return search.find(reader, asked, limit)

    def read_names(self, names_of: search.NamesOf, arrived: Iterable[bytes] | None = None) -> int:
        """Make people findable whose names are here by now: those in `arrived` attachments, or all who wait."""
        return search_filling.read_names(self.file, names_of, arrived)

    def read_ends(self, ends_of: EndsOf, arrived: Iterable[bytes] | None = None) -> int:
        """The same by the last four of their documents' numbers."""
        return search_filling.read_ends(self.file, ends_of, arrived)

    def forget_names(self, hashes: Iterable[bytes]) -> None:
        """Erased: nobody is found by names or documents of these hashes any more."""
        with self.file.write() as writer:
            search.forget(writer, hashes)

    def close(self) -> None:
        self.file.close()


class RegisterChange:
    """Changes to a register inside one transaction."""

    def __init__(self, writer: Connection) -> None:
        self.writer = writer
        self.marks = read_marks(writer)

    def set(self, **marks: Any) -> None:
        self.marks = self.marks._replace(**marks)

    def finish(self) -> Marks:
        self.set(change=self.marks.change + 1)
        self.writer.execute(
            "UPDATE marks SET number = ?, mark = ?, accounted = ?, complete = ?, change = ?",
            (self.marks.number, self.marks.mark, self.marks.accounted, self.marks.complete, self.marks.change),
        )
        return self.marks

    def put_rows(self, rows: Iterable[PageRow]) -> bool:
        """Put the server's rows; whether one of them stands under a row of this desk's own."""
        touched = False
        own = row_storage.refs(self.writer, OWN)
        for table, key, needs, body in rows:
            if table in STAYS_HOME:
                raise Misuse(f"Rows of {table} never travel.")
            if body is None:
                row_storage.drop(self.writer, SERVER, (table, key))
            else:
                row_storage.put_map(self.writer, SERVER, (table, key), needs, body)
            touched = touched or (table, key) in own
        return touched

    def fold_own(self, entries: Iterable[Entry]) -> None:
        draft = Draft(self._snapshot())
        mark = self.marks.mark
        for entry in entries:
            if entry.content.seq <= mark:
                continue
            if entry.mark != (self.marks.journal, mark + 1):
                raise Misuse(f"Entry {entry.content.seq} does not follow entry {mark} of this desk's journal.")
            draft.changes.update(fold(entry, draft, signers=signers_of(entry, draft)).changes)
            if entry.kind == "badge_printed" and (printed := draft.held(Pass, entry.body["pass_id"])) is not None:
                people_due.mark(self.writer, (printed.person,))
            mark += 1
        for ref, row in draft.changes.items():
            self._put(OWN, ref, row)
        self.set(mark=mark)

    def refold(self, own_entries: OwnEntries, accounted: int) -> None:
        """Start the own layer anew over the rows as they are now.

        The server keeps neither `times` nor `shown`, so what the newly accounted entries made of those moves down.
        """
        if self.marks.mark == self.marks.accounted == accounted:
            return
        row_storage.clear(self.writer, OWN)
        before, through = min(self.marks.accounted, accounted), max(self.marks.mark, accounted)
        home, own = Draft(self._snapshot()), Draft(self._snapshot())
        last = before
        for entry in takewhile(lambda entry: entry.content.seq <= through, own_entries(before + 1)):
            last = entry.content.seq
            if last <= accounted:
                changes = fold(entry, home, signers=signers_of(entry, home)).changes
                at_home = {ref: row for ref, row in changes.items() if ref[0] in STAYS_HOME}
                home.changes.update(at_home)
                own.changes.update(at_home)
            else:
                own.changes.update(fold(entry, own, signers=signers_of(entry, own)).changes)
        self._keep(home.changes, own.changes)
        self.set(mark=last, accounted=accounted)

    def _keep(self, home: Mapping[Ref, Row | None], own: Mapping[Ref, Row | None]) -> None:
        for ref, row in home.items():
            if row is None:
                row_storage.drop(self.writer, SERVER, ref)
            else:
                row_storage.put(self.writer, SERVER, row)
        for ref, row in own.items():
            if ref not in home or row != home[ref]:
                self._put(OWN, ref, row)

    def sink(self, journal: bytes) -> None:
        """This desk goes on under another journal: what the old one made of the rows is what it starts from."""
        for ref in row_storage.refs(self.writer, OWN):
            row_storage.sink(self.writer, ref, OWN, SERVER)
        self.writer.execute("UPDATE marks SET journal = ?", (journal,))
        self.marks = self.marks._replace(journal=journal, mark=0, accounted=0)

    def _put(self, layer: int, ref: Ref, row: Row | None) -> None:
        if row is None:
            row_storage.hide(self.writer, layer, ref)
        else:
            row_storage.put(self.writer, layer, row)

    def _snapshot(self) -> RegisterSnapshot:
        return RegisterSnapshot(self.writer, self.marks, Cached())
