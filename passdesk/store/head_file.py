"""The journal's head, kept outside the database: evidence against a database put back from an old copy."""

from collections.abc import Callable
from pathlib import Path
from zlib import crc32

from msgspec import Struct

from passdesk.errors import Trouble

_CHECK = 4
_LONG = 16 + 8 + 32 + _CHECK


class Head(Struct, frozen=True):
    """`hash`: SHA-256 of entry `seq` of `journal`; of seq 0 that of the root key."""

    journal: bytes
    seq: int
    hash: bytes

    def to_bytes(self) -> bytes:
        data = self.journal + self.seq.to_bytes(8) + self.hash
        return data + crc32(data).to_bytes(_CHECK)


class HeadFile:
    """Written in place after each commit, without fsync.

    A write lost or torn in a power cut reads as an older head or none, that is "the database is ahead": a fact,
    not a doubt. It can never be ahead itself, as the commit before it had reached the disk. Measured on ext4,
    replacing the file by rename costs nearly as much as the commit.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.touch(mode=0o600)
            self._file = path.open("r+b", buffering=0)
        except OSError as error:
            raise Trouble(f"The file {path.name} cannot be written: {error.strerror}.") from error

    def write(self, head: Head) -> None:
        """`OSError` when it can't be written: the entry is committed all the same."""
        self._file.seek(0)
        self._file.write(head.to_bytes())

    def close(self) -> None:
        self._file.close()


def read_head(path: Path) -> Head | None:
    """The head last written; None where there is no file or no whole head in it."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    if len(data) != _LONG or crc32(data[:-_CHECK]).to_bytes(_CHECK) != data[-_CHECK:]:
        return None
    return Head(data[:16], int.from_bytes(data[16:24]), data[24:-_CHECK])


class Compared(Struct, frozen=True):
    """`doubt` in words or None; `held`: the seq the head outside named; `power_cut`: it was behind, or not there."""

    doubt: str | None
    held: int
    power_cut: bool


def compare(outside: Head | None, inside: Head, hash_at: Callable[[int], bytes | None]) -> Compared:
    """Whether the database can be the one the head outside was written for; `hash_at` an entry of the database."""
    if outside is None or outside.journal != inside.journal:  # another's: cut off while it began a new journal
        return Compared(None, 0, power_cut=True)
    if outside.seq > inside.seq:
        words = f"The journal ends at entry {inside.seq}, but entry {outside.seq} had been written"
        return Compared(f"{words}: an older copy was put back.", outside.seq, power_cut=False)
    if outside.seq and hash_at(outside.seq) != outside.hash:
        words = f"Entry {outside.seq} of the journal is not the one that had been written."
        return Compared(words, outside.seq, power_cut=False)
    return Compared(None, outside.seq, power_cut=outside.seq < inside.seq)
