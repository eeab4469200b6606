"""One process holds a desk."""

import os
import sys
from pathlib import Path

from passdesk.errors import Trouble


class DeskLock:
    """Held from `take` until `release`; the system lets go of it when the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, folder: Path) -> "DeskLock":
        """`Trouble` while another process, or another store of this one, holds the desk."""
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
            os.close(descriptor)
            raise Trouble(
                "Another Passdesk holds this desk.",
                kept="Nothing was recorded or changed.",
                remedy="Close its window or wait for its command to end; reading works meanwhile.",
            ) from error
        return cls(descriptor)

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
