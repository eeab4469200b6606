"""Room kept on the disk: when it is full, exits are still recorded in what is given up of it.

A file of real bytes beside the journal, not a hole. Given up piece by piece, so that what another program takes of it
is little, and filled again when there is room. What is given up is for exits alone: see `spare`.
"""

import errno
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Literal

from passdesk.errors import DiskFull, NotRecorded

log = logging.getLogger(__name__)
SIZE = 64 * 1024 * 1024
PIECE = 4 * 1024 * 1024
LEAVES = 256 * 1024 * 1024
"""The disk has to have so much beside it before any more is taken for it."""

Room = Literal["", "exits", "none"]
"""What is still recorded on this disk: everything; those who leave; nothing."""


def free_on_disk(folder: Path) -> int:
    """Bytes; 0 where nobody can say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


class Reserve:
    """The file in a desk's folder. `size` bytes are wanted, `leaves` is what has to stay free beside them.

    `fill` and `fill_again` may be called on any thread, everything else is the writer's. `room`: by the newest writes.
    """

    def __init__(
        self, folder: Path, *, size: int = SIZE, leaves: int = LEAVES, free: Callable[[Path], int] = free_on_disk
    ) -> None:
        self._path, self._size, self._leaves, self._free = folder / "reserve", size, leaves, free
        self._held = _size_of(self._path)
        self._wanting = self._given_up = self._full = False
        self._filling, self._turn = Lock(), Lock()

    @property
    def held(self) -> int:
        """Bytes that are kept now."""
        return self._held

    @property
    def room(self) -> Room:
        if not self._full:
            return ""
        return "exits" if self._held else "none"

    # Keeping it

    def fill_again(self) -> None:
        """`fill`, where it was filled before and is not whole any more, or could not be made whole."""
        if self._wanting:
            self.fill()

    def fill(self) -> None:
        """Keep as much as is wanted, where the disk has room; a disk that has none is left alone."""
        if not self._filling.acquire(blocking=False):
            return
        try:
            if self._held < self._size and self._free(self._path.parent) >= self._size - self._held + self._leaves:
                self._fill()
        finally:
            self._filling.release()
        self._wanting = self._held < self._size
        if not self._wanting:
            self._given_up = self._full = False

    def _fill(self) -> None:
        try:
            with self._path.open("ab") as file:
                while self._held < self._size:
                    with self._turn:
                        self._add_to(file)
                os.fsync(file.fileno())
        except OSError as error:
            log.warning("no room could be kept on the disk: %s", errno.errorcode.get(error.errno or 0, "?"))
        self._held = _size_of(self._path)

    def _add_to(self, file: BinaryIO) -> None:
        piece = bytes(min(PIECE, self._size - self._held))
        file.write(piece)
        file.flush()
        self._held += len(piece)

    # Spending it

    def give_up(self) -> bool:
        """Let go of a piece; False where nothing is left."""
        with self._turn:
            return self._held > 0 and self._truncate(max(0, self._held - PIECE))

    def _truncate(self, left: int) -> bool:
        try:
            os.truncate(self._path, left)
        except OSError as error:
            log.warning("the room that is kept could not be given up: %s", errno.errorcode.get(error.errno or 0, "?"))
            return False
        self._held, self._given_up, self._wanting = left, True, True
        log.warning("the disk is full: of the room kept for exits %d KiB are left", left // 1024)
        return True

    def spend_on(self, write: Callable[[], None], undone: Callable[[], bool]) -> None:
        """`write`, and again for as long as it is `undone` because the disk is full and some of this is left."""
        while True:
            try:
                return write()
            except NotRecorded as error:
                self._hear(error)
                if not (undone() and isinstance(error.__cause__, DiskFull) and self.give_up()):
                    raise

    def spare(self, write: Callable[[], None]) -> None:
        """`write`, taking nothing of this. `NotRecorded` also while what is free on the disk is no more than was given
        up: that is for those who leave."""
        if self._given_up and self._free(self._path.parent) < self._size - self._held + PIECE:
            self._full = True
            raise NotRecorded(
                "NOT RECORDED. The disk is full: the room that is left is for those who leave.",
                kept="What was committed before is whole.",
                remedy="Free some space and try again.",
            )
        try:
            write()
        except NotRecorded as error:
            self._hear(error)
            raise
        self._full = False

    def _hear(self, error: NotRecorded) -> None:
        self._full = self._full or isinstance(error.__cause__, DiskFull)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
