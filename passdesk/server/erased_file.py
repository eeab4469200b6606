"""Hashes of what was erased, kept beside the database: a restored database must not bring it back."""

import os
from collections.abc import Collection
from pathlib import Path

from passdesk.errors import Trouble

FILE = "erased"
_HASH = 32


class ErasedFile:
    """Appended to before the erasure is committed, never shortened."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, hashes: Collection[bytes]) -> None:
        """Durable when this returns; `Trouble` where it can't be written, and then nothing is erased yet."""
        if not hashes:
            return
        try:
            with self._path.open("ab") as file:
                if odd := file.tell() % _HASH:
                    file.truncate(file.tell() - odd)  # a power cut tore the last write
                file.write(b"".join(sorted(hashes)))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            words = f"The list of what was erased can't be written: {error}."
            raise Trouble(words, kept="Nothing was erased.") from error

    def read(self) -> set[bytes]:
        if not self._path.exists():
            return set()
        data = self._path.read_bytes()
        return {data[at : at + _HASH] for at in range(0, len(data) - _HASH + 1, _HASH)}
