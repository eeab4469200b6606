"""One process holds a desk."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from passdesk.errors import Trouble


class Held(Trouble):
    """Another process has the desk: `pid`, where it said which one it is."""

    def __init__(self, pid: int | None) -> None:
        self.pid = pid
        super().__init__(
            "Another Passdesk holds this desk.",
            kept="Nothing was recorded or changed.",
            remedy="Close its window or wait for its command to end; reading works meanwhile.",
        )


class DeskLock:
    """Held from `take` until `release`; the system lets go of it when the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, folder: Path) -> "DeskLock":
        """`Held` while another process, or another store of this one, holds the desk."""
        try:
            descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Trouble(
                f"This program may not write in {folder}: {error.strerror}.",
                kept="Nothing was changed.",
                remedy="Run it under the account this folder belongs to, or check the disk.",
            ) from error
        try:
            _lock(descriptor)
        except OSError as error:
            pid = _said(descriptor)
            os.close(descriptor)
            raise Held(pid) from error
        _say(descriptor)
        return cls(descriptor)

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _say(descriptor: int) -> None:
    """Leave this process's number behind the byte that Windows locks. A disk that takes nothing costs only that."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 1, os.SEEK_SET)
        os.write(descriptor, b"%d\n" % os.getpid())


def _said(descriptor: int) -> int | None:
    with suppress(OSError, ValueError):
        os.lseek(descriptor, 1, os.SEEK_SET)
        return int(os.read(descriptor, 20))
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
