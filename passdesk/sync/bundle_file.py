"""The file on the stick: a signed head, parts in their order, a signed end. Streamed, and bounded in every length.

After the first line it is a CBOR sequence of byte strings. A part is one byte that says whether it is sealed, and its
content.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.credential.bundles import BundleCipher, BundleEnd
from passdesk.credential.identity import Statement, open_sealed, seal
from passdesk.domain import canonical
from passdesk.domain import shapes as s
from passdesk.errors import Damaged, Misuse, Trouble
from passdesk.store.whole_file import whole_file
from passdesk.sync.wire import LONGEST_ANSWER, Message, refuse

FIRST_LINE = b"PASSDESK BUNDLE 1\n"
LONGEST_FILE = (1 << 32) - 1
"""No FAT stick takes a longer one."""
_LONGEST_PART = LONGEST_ANSWER + 4096
_LONGEST_HEAD = 2048
_ANEW = "Write it anew, or copy it again."
_OPEN, _SEALED, _END = b"\x00", b"\x01", b"\x02"
_WIDTHS = {24: 1, 25: 2, 26: 4}


class Part(Message, frozen=True):
    """`kind` says what `body` is; `journal`: which it is about, or empty. `SEALED_PART`: not to be read here."""

    kind: str
    journal: bytes
    body: bytes

    @classmethod
    def read(cls, parts: object) -> Self:
        match parts:
            case [str(kind), bytes(journal), bytes(body)] if s.CODE(kind) and len(journal) in (0, 16):
                return cls(kind, journal, body)
        raise refuse("A part of a bundle")


SEALED_PART = Part("sealed", b"", b"")


class BundleWriter:
    """Writes to an open file. `size` in bytes so far; `parts` written."""

    def __init__(
        self, file: BinaryIO, head: Statement, private: Ed25519PrivateKey, cipher: BundleCipher | None
    ) -> None:
        self._file, self._private, self._cipher = file, private, cipher
        self._hash = sha256()
        self.size = self.parts = 0
        self._write(FIRST_LINE)
        self._write(canonical.encode(seal(head, private)))

    def put(self, part: Part, *, sealed: bool) -> None:
        """`Misuse` where the file would be longer than any may be."""
        content = part.to_bytes()
        if sealed:
            if self._cipher is None:
                raise Misuse("Nothing can be sealed in this bundle.")
            content = self._cipher.seal(self.parts, content)
        self._write(canonical.encode((_SEALED if sealed else _OPEN) + content))
        self.parts += 1

    def finish(self) -> None:
        end = seal(BundleEnd(self.parts, self._hash.digest()), self._private)
        self._write(canonical.encode(_END + end))

    @property
    def has_room(self) -> bool:
        """For one more part of any length, and the end."""
        return self.size + 2 * _LONGEST_PART <= LONGEST_FILE

    def _write(self, data: bytes) -> None:
        if self.size + len(data) > LONGEST_FILE:
            raise Misuse("A bundle is at most 4 GiB.", kept="No file was written.", remedy="Wait for the line.")
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)


@contextmanager
def writing(
    path: Path, head: Statement, private: Ed25519PrivateKey, cipher: BundleCipher | None
) -> Iterator[BundleWriter]:
    """A bundle that is there whole, or not at all, once the block has ended. `Trouble` for a full stick."""
    with whole_file(path) as file:
        writer = BundleWriter(file, head, private, cipher)
        yield writer
        writer.finish()


class Bundle:
    """One to be read, as often as is needed. `head` is the sealed statement as it stands: nothing is trusted yet."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = os.fstat(file.fileno()).st_size
        if self.size > LONGEST_FILE:
            raise Misuse("A bundle is at most 4 GiB, this file is longer.", kept="It was not read.")
        self.head, _ = self._rewound()

    def _rewound(self) -> tuple[bytes, bytes]:
        """The head, and all bytes up to its end: what comes next in the file is the first part."""
        self._file.seek(0)
        line = _some(self._file, len(FIRST_LINE))
        if line != FIRST_LINE:
            raise Damaged("This file is no bundle.", kept="Nothing was changed.", remedy="Choose another file.")
        raw, head = _element(self._file, _LONGEST_HEAD)
        return head, line + raw

    def parts(self, public: bytes, cipher: BundleCipher | None) -> Iterator[Part]:
        """In order; `public` raw, who signed the head. Without `cipher`, `SEALED_PART` for what is sealed.

        `Damaged` at the first part that is not as it was written, and at the end where that does not hold: read all
        once before anything is used.
        """
        hash_ = sha256(self._rewound()[1])
        number = 0
        while True:
            raw, element = _element(self._file, _LONGEST_PART)
            flag, content = element[:1], element[1:]
            if flag == _END:
                break
            hash_.update(raw)
            yield self._part(flag, content, number, cipher)
            number += 1
        end = open_sealed(content, BundleEnd, public)
        if (end.parts, end.sha256) != (number, hash_.digest()) or self._file.read(1):
            raise Damaged("The bundle is not as it was written.", kept="Nothing of it was used.", remedy=_ANEW)

    @staticmethod
    def _part(flag: bytes, content: bytes, number: int, cipher: BundleCipher | None) -> Part:
        if flag == _SEALED:
            return SEALED_PART if cipher is None else Part.from_bytes(cipher.unseal(number, content))
        if flag != _OPEN:
            raise refuse("A part of a bundle")
        return Part.from_bytes(content)


@contextmanager
def reading(path: Path) -> Iterator[Bundle]:
    """A file to read; `Trouble` where it can't be, `Damaged` for one that is no bundle."""
    try:
        file = path.open("rb")
    except OSError as error:
        words = f"{path} can't be read: {error.strerror or error}."
        raise Trouble(words, kept="Nothing was changed.", remedy="Check the name, and the stick.") from error
    with file:
        yield Bundle(file)


def _element(file: BinaryIO, most: int) -> tuple[bytes, bytes]:
    """The next byte string: its bytes with what stands before them, and alone."""
    first = _read(file, 1)
    info = first[0] & 0x1F
    width = 0 if info < 24 else _WIDTHS.get(info, -1)
    if first[0] >> 5 != 2 or width < 0:
        raise refuse("A part of a bundle")
    given = _read(file, width)
    length = int.from_bytes(given) if width else info
    if length > most or (width and length < (24 if width == 1 else 1 << (4 * width))):
        raise refuse("A part of a bundle")
    content = _read(file, length)
    return first + given + content, content


def _read(file: BinaryIO, length: int) -> bytes:
    data = _some(file, length)
    if len(data) != length:
        raise Damaged("The bundle ends too early.", kept="Nothing of it was used.", remedy=_ANEW)
    return data


def _some(file: BinaryIO, most: int) -> bytes:
    try:
        return file.read(most)
    except OSError as error:
        words = f"The bundle can't be read: {error.strerror or error}."
        raise Trouble(words, kept="What was applied before stays so.", remedy=_ANEW) from error
