"""A desk's folder opened: journal, attachments, registers and the memory of what is not folded in yet."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Self

from passdesk.clock import Reading
from passdesk.domain.attachments import Attachment, Names, read_documents, read_names
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Times
from passdesk.domain.register import Draft
from passdesk.errors import Damaged, Declined, PassdeskError
from passdesk.store import composing, continuing, finding, head_file
from passdesk.store.asking import last_four
from passdesk.store.attachments import Attachments, clear_away
from passdesk.store.desk_lock import DeskLock
from passdesk.store.desk_view import DeskView
from passdesk.store.head_file import HeadFile
from passdesk.store.journal import NOTHING, Along, Journal
from passdesk.store.memory import Folds, Memory
from passdesk.store.register_file import RegisterFile
from passdesk.store.registers import Registers
from passdesk.store.reserve import Reserve
from passdesk.store.signing import Signer

log = logging.getLogger(__name__)


class DeskStore:
    """One process holds a desk; others open it `readonly`. `reserve`: room on the disk for exits.

    `doubt` says why the journal cannot be the one this folder last held, or None, and `went_on` the same of the one
    before; `power_cut` whether the head outside was behind it, and `head_held` what it said.
    """

    def __init__(
        self, folder: Path, key: bytes | None, journal: Journal, registers: Registers, lock: DeskLock | None
    ) -> None:
        self.folder = folder
        self._key = key
        self.journal = journal
        self.registers = registers
        self.attachments = Attachments(journal.file)
        self._lock, self._turn = lock, RLock()
        self.memory, self.folds, self.reserve = Memory(), Folds(), Reserve(folder)
        self.went_on: str | None = None
        self._look_at_head()
        if lock is not None:
            self._keep_head()

    @classmethod
    def create(
        cls, folder: Path, *, database_key: bytes | None, zone: str, root_public: bytes, journal_seed: bytes, name: str
    ) -> "DeskStore":
        """Make a desk's files in `folder`: an empty journal of `journal_seed`, whose first entry the caller writes."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = DeskLock.take(folder)
        try:
            path = folder / continuing.JOURNAL_FILE
            journal = Journal.create(path, database_key, zone=zone, root=root_public, seed=journal_seed, name=name)
            head = HeadFile(folder / "head")
            head.write(journal.head)
            head.close()
            return cls(folder, database_key, journal, Registers(folder, database_key, journal.id), lock)
        except PassdeskError:
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, database_key: bytes | None, *, readonly: bool = False) -> "DeskStore":
        """Open a desk and bring its register up to its journal; `Declined` while another process holds it."""
        lock = None if readonly else DeskLock.take(folder)
        try:
            if not readonly:
                continuing.finish(folder)
            journal = Journal.open(folder / continuing.JOURNAL_FILE, database_key, readonly=readonly)
            registers = Registers(folder, database_key, journal.id, readonly=readonly)
            store = cls(folder, database_key, journal, registers, lock)
            store._settle_again_if_damaged()
        except PassdeskError:
            if lock is not None:
                lock.release()
            raise
        return store

    def _keep_head(self) -> None:
        self.journal.head_file = HeadFile(self.folder / "head")
        if self.doubt is None:
            self.journal.head_file.write(self.journal.head)

    def _look_at_head(self) -> None:
        found = head_file.compare(head_file.read_head(self.folder / "head"), self.journal.head, self._hash_at)
        self.doubt, self.head_held, self.power_cut = found.doubt, found.held, found.power_cut

    def _hash_at(self, seq: int) -> bytes | None:
        entry = self.journal.entry(seq)
        return None if entry is None else entry.hash

    def _settle_again_if_damaged(self) -> None:
        """A register may open and be damaged further in: it is derived, so another is made and no lane stays shut. What
        is wrong with the journal is met again."""
        try:
            self._settle()
        except Damaged as error:
            if self._lock is None:
                raise
            log.warning("the register is made anew from the journal: %s", error)
            self.registers.make_anew()
            self._settle()

    def _settle(self) -> None:
        """Bring the register up to the journal, and the journal's clock up to the register."""
        register = self.registers.current
        if self._lock is not None:
            if self.registers.rebuilt or register.marks.journal != self.journal.id:
                self._fold_former(register)
            self.catch_up()
        with self.view() as view:
            self.journal.take_times(Draft(view).held(Times, self.journal.id) or Times(key=self.journal.id))

    # Going on in a new journal

    def begin_anew(self, journal_seed: bytes, reading: Reading) -> Entry:
        """Go on in a new journal with a key of its own, which names the old one; its first entry.

        The old file stays beside it and can still be pushed: see `former`.
        """
        with self._turn:
            self.catch_up()
            continuing.begin(self.folder, self._key, self.journal, journal_seed, reading)
            if self.journal.head_file is not None:
                self.journal.head_file.close()
            self.journal = Journal.open(self.folder / continuing.JOURNAL_FILE, self._key)
            self.attachments = Attachments(self.journal.file)
            self.went_on, self.doubt = self.doubt, None
            self._keep_head()
            self.registers.go_on_as(self.journal.id)
            self.memory.let_go(1 << 62)
            self._settle()
            return next(self.journal.entries(1, 1))

    def former(self) -> list[Journal]:
        """The journals this one continues, oldest first, opened; the caller closes their files."""
        found: list[Journal] = []
        first = self.journal.entry(1)
        while first is not None and first.kind == "journal_continued":
            path = continuing.former_path(self.folder, first.body["continues"])
            found.insert(0, Journal.open(path, self._key, readonly=self._lock is None))
            first = found[0].entry(1)
        return found

    def _fold_former(self, register: RegisterFile) -> None:
        """A register made from nothing starts with the journals before this one."""
        for journal in self.former() if register.mark == 0 else ():
            register.go_on_as(journal.id)
            register.fold_own(journal.entries())
            journal.file.close()
        self.registers.go_on_as(self.journal.id)

    # Writing

    def write(
        self,
        kind: str,
        body: Mapping[str, Any],
        *,
        reading: Reading,
        actor: bytes | None = None,
        signers: Sequence[Signer] = (),
        attachments: Sequence[Attachment] = (),
        check: bool = True,
        leaving: bool = False,
    ) -> Entry:
        """Append one entry in one commit that reaches the disk, with the attachments it names.

        With `check` an act or founding that would not count is `Declined` with words and not written; a fact must
        have its kind's shape. `leaving`: it is an exit, or what one needs, and on a full disk takes of the room kept
        for them. `NotRecorded` when the commit fails.
        """
        with self._turn:
            self._refuse_doubt()
            written = composing.Written(kind, body, reading, actor, signers)
            if check:
                composing.check_shape(written)
            entry = composing.sealed(self.journal, self.registers.current.seen, written, vouched=check)
            erased = composing.checked(entry, self.view) if check else ()
            along = Along(attachments, erased=erased) if attachments or erased else NOTHING
            if leaving:
                self.reserve.spend_on(lambda: self._append(entry, along), lambda: self.journal.seq < entry.content.seq)
            else:
                self.reserve.spare(lambda: self._append(entry, along))
            if erased:
                self.finish_erasing()
            return entry

    def _append(self, entry: Entry, along: Along) -> None:
        """An entry whose commit was said to fail may stand all the same: then it counts for what comes after."""
        try:
            self.journal.append(entry, along)
        finally:
            if self.journal.seq == entry.content.seq:
                self.memory.add(entry)

    def _refuse_doubt(self) -> None:
        if self.doubt is not None:
            raise Declined(
                self.doubt, kept="The journal was left as it is.", remedy="This desk goes on in a new journal."
            )

    # Reading

    @contextmanager
    def view(self) -> Iterator[DeskView]:
        """What this desk knows now: one read transaction, and exactly the own entries above its mark on top."""
        mine = self.memory.entries  # before the mark is read: see Memory
        register = self.registers.borrow()
        try:
            with register.snapshot() as snapshot:
                if self._lock is None:
                    mine = tuple(self.journal.entries(snapshot.marks.mark + 1))
                changes = self.folds.over(register.file.path, snapshot, mine)
                yield DeskView(snapshot, changes, self.journal.times())
        finally:
            self.registers.give_back(register)

    # Keeping the register up

    def catch_up(self) -> int:
        """Fold own entries into the register's file and let go of them in memory; the new mark."""
        with self.registers.lease() as register:
            if register.mark < self.journal.seq:
                register.fold_own(self.memory.beyond(register.mark, self.journal.entries))
            with self._turn:  # not sooner: the gate writes while this folds
                if register is self.registers.current:
                    self.memory.let_go(register.mark)
            register.read_names(self.names_of)
            register.read_ends(self.ends_of)
            return register.mark

    def adopt(self, register: RegisterFile) -> None:
        """Let a register that was filled beside the current one serve, once own entries are folded into it."""
        register.fold_own(self.journal.entries(register.mark + 1))
        register.read_names(self.names_of)
        register.read_ends(self.ends_of)
        with self._turn:
            register.fold_own(self.journal.entries(register.mark + 1))
            self.registers.adopt(register)
            self.memory.let_go(register.mark)

    def names_of(self, hash_: bytes) -> Names | None:
        """A person's names by the hash of their attachment, where it is here."""
        attachment = self.attachments.get(hash_)
        return read_names(attachment.content) if attachment is not None and attachment.group == "names" else None

    def ends_of(self, hash_: bytes) -> str | None:
        """The last four of a document's number by the hash of the attachment, where it is here."""
        held = self.attachments.get(hash_)
        is_here = held is not None and held.group == "documents"
        return last_four(read_documents(held.content).number) if held is not None and is_here else None

    def find_people(self, query: str, limit: int = 50, *, by_name: bool = False) -> list[bytes]:
        """Ids of the people who fit `query`, those only in memory included; with `by_name` by their names alone."""
        with self.registers.lease() as register, self.view() as view:
            return finding.find_people(register, view, self, finding.asked_of(view, query, by_name=by_name), limit)

    # Erasing

    def erase(self, hashes: Iterable[bytes]) -> bool:
        """Delete attachments for good, never to come back; False while a log still holds them ("WAL pending")."""
        each = list(hashes)
        self.attachments.erase(each)
        self.registers.current.forget_names(each)
        return self.finish_erasing()

    def erasing_pending(self) -> bool:
        """Whether erased content may still stand in a log, because a reader holds it back."""
        return self.attachments.wal_pending()

    def finish_erasing(self) -> bool:
        """Clear what was erased out of search, logs and copies; True once nothing of it is left."""
        self.catch_up()
        return clear_away(self.folder, (self.registers.current.file, self.journal.file), self.attachments)

    def close(self) -> None:
        """Let go of files and lock."""
        if self.journal.head_file is not None:
            self.journal.head_file.close()
        self.registers.close()
        self.journal.file.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
