"""Which register file serves: one is current, a new one may be filled beside it, old ones go when nobody reads them."""

import logging
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from passdesk.errors import Damaged, Trouble
from passdesk.store.database_file import remove_database
from passdesk.store.register_file import RegisterFile

log = logging.getLogger(__name__)
_NAME = re.compile(r"register-\d+-\d+(-\d+)?\.db")
_CURRENT = "register.current"


class Registers:
    """`current` serves. A register is derived: a damaged one is made anew and says so in `rebuilt`."""

    def __init__(self, folder: Path, key: bytes | None, journal: bytes, *, readonly: bool = False) -> None:
        self._folder = folder
        self._key = key
        self._journal = journal
        self._readonly = readonly
        self._turn = Lock()
        self._leases: Counter[RegisterFile] = Counter()
        self._retired: list[RegisterFile] = []
        self.rebuilt = False
        self.current = self._open_current()
        if not readonly:
            self._sweep()

    @contextmanager
    def lease(self) -> Iterator[RegisterFile]:
        """The current register, not removed while it is leased."""
        register = self.borrow()
        try:
            yield register
        finally:
            self.give_back(register)

    def borrow(self) -> RegisterFile:
        """The same for who gives it back."""
        with self._turn:
            register = self.current
            self._leases[register] += 1
        return register

    def give_back(self, register: RegisterFile) -> None:
        with self._turn:
            self._leases[register] -= 1
            self._remove_retired()

    def go_on_as(self, journal: bytes) -> None:
        """This desk opened a new journal."""
        self._journal = journal
        self.current.go_on_as(journal)

    def begin(self, generation: int, scope: int) -> RegisterFile:
        """A register to fill beside the current one; one begun before goes on where it stopped."""
        register = self._begun(generation, scope)
        register.checkpoint_rarely(rarely=True)
        return register

    def _begun(self, generation: int, scope: int) -> RegisterFile:
        path = self._folder / f"register-{generation}-{scope}.db"
        if path == self.current.file.path:
            path = self._folder / f"register-{generation}-{scope}-2.db"
        if path.exists():
            try:
                begun = RegisterFile.open(path, self._key)
            except Damaged as error:
                log.warning("a register begun before is made anew: %s", error)
            else:
                if begun.marks.journal == self._journal and not begun.marks.complete:
                    return begun
                begun.close()
            remove_database(path)
        return RegisterFile.create(path, self._key, self._journal, generation, scope)

    def adopt(self, register: RegisterFile) -> None:
        """Let `register` serve from now on; the old file goes when its last reader has."""
        if register is self.current:
            return
        register.checkpoint_rarely(rarely=False)
        register.complete()
        self._point_to(register.file.path)
        with self._turn:
            old, self.current = self.current, register
            self._retired.append(old)
            self._remove_retired()

    def make_anew(self) -> None:
        """The current register is damaged: put an empty one in its place, to be filled from the journal."""
        self.current.close()
        remove_database(self.current.file.path)
        self.current = self._create_first()
        self.rebuilt = True

    def close(self) -> None:
        for register in (self.current, *self._retired):
            register.close()

    def _remove_retired(self) -> None:
        for register in [one for one in self._retired if not self._leases[one]]:
            self._retired.remove(register)
            del self._leases[register]
            register.close()
            remove_database(register.file.path)

    def _open_current(self) -> RegisterFile:
        path = self._named()
        if path is not None and path.exists():
            try:
                return RegisterFile.open(path, self._key, readonly=self._readonly)
            except Damaged as error:
                if self._readonly:
                    raise
                log.warning("the register is made anew from the journal: %s", error)
                remove_database(path)
                self.rebuilt = True
        if self._readonly:
            raise Trouble("The register is missing.", remedy="Open the desk once for writing; it is made anew.")
        return self._create_first()

    def _create_first(self) -> RegisterFile:
        path = self._folder / "register-0-0.db"
        remove_database(path)
        register = RegisterFile.create(path, self._key, self._journal, 0, 0)
        register.complete()
        self._point_to(path)
        return register

    def _named(self) -> Path | None:
        try:
            name = (self._folder / _CURRENT).read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        return self._folder / name if _NAME.fullmatch(name) else None

    def _point_to(self, path: Path) -> None:
        fresh = self._folder / f"{_CURRENT}.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(path.name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._folder / _CURRENT)

    def _sweep(self) -> None:
        """Remove registers that have served and were superseded when the program last ended."""
        for path in self._folder.glob("register-*.db"):
            if path != self.current.file.path and _NAME.fullmatch(path.name) and self._has_served(path):
                remove_database(path)

    def _has_served(self, path: Path) -> bool:
        try:
            register = RegisterFile.open(path, self._key)
        except Trouble:
            return True
        register.close()
        return bool(register.marks.complete) or register.marks.journal != self._journal
