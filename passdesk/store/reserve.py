"""Room kept on the disk: when it is full, exits are still recorded in what is given up of it.

A file of real bytes beside the journal, not a hole. Given up piece by piece, so that what another program takes of it
is little, and filled again when there is room.
"""

import errno
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from passdesk.errors import DiskFull, NotRecorded

log = logging.getLogger(__name__)
SIZE = 64 * 1024 * 1024
PIECE = 4 * 1024 * 1024
LEAVES = 256 * 1024 * 1024
"""The disk has to have so much beside it before any more is taken for it."""


class Reserve:
    """The file in a desk's folder. `size` bytes are wanted, `leaves` is what has to stay free beside them."""

    def __init__(self, folder: Path, *, size: int = SIZE, leaves: int = LEAVES) -> None:
        self._path, self._size, self._leaves = folder / "reserve", size, leaves
        self._held = _size_of(self._path)

    @property
    def held(self) -> int:
        """Bytes that are kept now."""
        return self._held

    def fill(self) -> None:
        """Keep as much as is wanted, where the disk has room; a disk that has none is left alone."""
        if self._held >= self._size or not self._has_room(self._size - self._held):
            return
        try:
            with self._path.open("ab") as file:
                while self._held < self._size:
                    piece = bytes(min(PIECE, self._size - self._held))
                    file.write(piece)
                    self._held += len(piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            log.warning("no room could be kept on the disk: %s", errno.errorcode.get(error.errno or 0, "?"))
        self._held = _size_of(self._path)

    def give_up(self) -> bool:
        """Let go of a piece; False where nothing is left."""
        if self._held == 0:
            return False
        try:
            left = max(0, self._held - PIECE)
            os.truncate(self._path, left)
        except OSError as error:
            log.warning("the room that is kept could not be given up: %s", errno.errorcode.get(error.errno or 0, "?"))
            return False
        self._held = left
        log.warning("the disk is full: of the room kept for exits %d KiB are left", left // 1024)
        return True

    def spend_on(self, write: Callable[[], None], undone: Callable[[], bool]) -> None:
        """`write`, and again for as long as it is `undone` because the disk is full and some of this is left."""
        while True:
            try:
                return write()
            except NotRecorded as error:
                if not (undone() and isinstance(error.__cause__, DiskFull) and self.give_up()):
                    raise

    def _has_room(self, more: int) -> bool:
        try:
            return shutil.disk_usage(self._path.parent).free >= more + self._leaves
        except OSError:
            return False


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
