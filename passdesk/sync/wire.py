"""What desks and the server say to each other: frozen messages, each with its one canonical form.

A message travels as the canonical array of its fields. Bytes that come in are bounded before they are read.
"""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, Self

from msgspec import Struct

from passdesk.domain import canonical
from passdesk.domain import shapes as s
from passdesk.errors import Damaged

LONGEST_REQUEST = 1 << 20
LONGEST_ANSWER = 2 << 20
LONGEST_PAGE = 256 * 1024
MOST_HASHES = 4096
_MOST = 1 << 16
_BRANCH = s.blob(0, 32)
_NUMBER = s.whole(0, (1 << 63) - 1)
_WORDS = s.text(1000)


class Message(Struct, frozen=True):
    """Base of what travels: `to_bytes` writes, `from_bytes` reads strictly or raises `Damaged`."""

    def to_bytes(self) -> bytes:
        return canonical.encode(plain(self))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        return cls.read(canonical.decode(data, limit=LONGEST_ANSWER))

    @classmethod
    @abstractmethod
    def read(cls, parts: Any) -> Self:
        """The message with these decoded fields."""


def plain(value: Any) -> Any:
    """A message as nested lists, the form it is encoded in."""
    if isinstance(value, Message):
        return [plain(getattr(value, name)) for name in value.__struct_fields__]
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def refuse(what: str) -> Damaged:
    return Damaged(f"{what} is not of the form this program knows.", kept="It was not used.")


def many(kind: type[Message], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise refuse("A list")
    return tuple(kind.read(item) for item in value)


def hashes(value: Any) -> tuple[bytes, ...]:
    """A list of 32-byte hashes."""
    if not s.many(s.HASH, _MOST)(value):
        raise refuse("A list of hashes")
    return tuple(value)


class Cursor(Message, frozen=True):
    """How far a desk has read the feed. `scope` is that desk's own, `number` the last change it applied."""

    generation: int
    scope: int
    number: int

    @classmethod
    def read(cls, parts: Any) -> Self:
        if s.many(_NUMBER, 3)(parts) and len(parts) == 3:
            return cls(*parts)
        raise refuse("A cursor")


class BranchHead(Message, frozen=True):
    """The newest entry the server holds of a branch; `branch` empty is the journal itself."""

    branch: bytes
    seq: int
    hash: bytes

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [branch, seq, hash_] if _BRANCH(branch) and _NUMBER(seq) and s.HASH(hash_):
                return cls(branch, seq, hash_)
        raise refuse("A head")


class Held(Message, frozen=True):
    """What the server holds of the asking journal; no head at all where it holds nothing."""

    generation: int
    heads: tuple[BranchHead, ...]

    @property
    def main(self) -> BranchHead | None:
        return next((head for head in self.heads if not head.branch), None)

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [generation, heads] if _NUMBER(generation):
                return cls(generation, many(BranchHead, heads))
        raise refuse("What the server holds")


class Refusal(Message, frozen=True):
    """Why the server stopped: `seq` of the entry it would not take, a short `code`, and words for a person."""

    seq: int
    code: str
    words: str

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [seq, code, words] if _NUMBER(seq) and s.CODE(code) and _WORDS(words):
                return cls(seq, code, words)
        raise refuse("A refusal")


class PushAnswer(Message, frozen=True):
    """What became of an upload. `branch` is where it went, `seq` the newest the server now holds of it (0: none).

    `receipt` is a sealed `Receipt` for that head, None where nothing is held. What came before a refused entry
    is accepted and stays so.
    """

    branch: bytes
    seq: int
    receipt: bytes | None
    refusal: Refusal | None

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [branch, seq, receipt, refusal] if (
                _BRANCH(branch) and _NUMBER(seq) and s.maybe(s.blob(1, 2048))(receipt)
            ):
                return cls(branch, seq, receipt, None if refusal is None else Refusal.read(refusal))
        raise refuse("The answer to an upload")


class Offered(Message, frozen=True):
    """Of the attachments a desk has: which the server wants, and which are erased and must go here too."""

    wanted: tuple[bytes, ...]
    erased: tuple[bytes, ...]

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [wanted, erased]:
                return cls(hashes(wanted), hashes(erased))
        raise refuse("The answer to an offer")


class Given(Message, frozen=True):
    """Attachments as bytes, as many as fit one answer, and which of those asked for are erased.

    What is neither given nor erased is either not there yet, not for this desk, or did not fit.
    """

    blobs: tuple[bytes, ...]
    erased: tuple[bytes, ...]

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [blobs, erased] if s.many(s.blob(1, 1 << 16), MOST_HASHES)(blobs):
                return cls(tuple(blobs), hashes(erased))
        raise refuse("A delivery of attachments")


class PageRow(Message, frozen=True):
    """One row as this desk may see it. `body` is the canonical map of its fields; None: it left this desk's scope."""

    table: str
    key: bytes
    needs: int
    body: bytes | None

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [table, key, needs, body] if (
                s.CODE(table) and s.blob(1, 64)(key) and _NUMBER(needs) and s.maybe(s.blob(1, 1 << 18))(body)
            ):
                return cls(table, key, needs, body)
        raise refuse("A row of the feed")


class JournalMark(Message, frozen=True):
    """How far the server has accounted for a journal, and when (µs UTC) it last heard it."""

    journal: bytes
    accounted: int
    heard_at: int

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [journal, accounted, heard_at] if s.ID(journal) and _NUMBER(accounted) and _NUMBER(heard_at):
                return cls(journal, accounted, heard_at)
        raise refuse("A journal's mark")


class Page(Message, frozen=True):
    """A stretch of the feed for one desk.

    `anew`: the cursor asked with is of another generation or scope; the page holds nothing, the desk begins a new
    register with cursor (generation, scope, 0). `number` is the cursor after the page. `accounted` (of the asking
    journal) and `journals` stand only on the page that reaches the head (`more` false): rows come ordered by their
    newest change, so before the head a mark would be true of rows not sent yet. `erased`: hashes to erase.
    """

    generation: int
    scope: int
    number: int
    anew: bool = False
    more: bool = False
    rows: tuple[PageRow, ...] = ()
    erased: tuple[bytes, ...] = ()
    accounted: int | None = None
    journals: tuple[JournalMark, ...] = ()

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.generation, self.scope, self.number)

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [generation, scope, number, anew, more, rows, erased, accounted, journals] if (
                s.many(_NUMBER)([generation, scope, number])
                and s.many(s.flag)([anew, more])
                and s.maybe(_NUMBER)(accounted)
            ):
                return cls(
                    generation, scope, number, anew, more,
                    many(PageRow, rows), hashes(erased), accounted, many(JournalMark, journals),
                )  # fmt: skip
        raise refuse("A page of the feed")


def join(blobs: Iterable[bytes]) -> bytes:
    """A CBOR sequence (RFC 8742) of byte strings."""
    return b"".join(canonical.encode(blob) for blob in blobs)


def split(data: bytes) -> list[bytes]:
    """The byte strings of a CBOR sequence of at most `LONGEST_REQUEST` bytes; `Damaged` for anything else."""
    if len(data) > LONGEST_REQUEST:
        raise Damaged(f"A request of {len(data)} bytes is over the limit of {LONGEST_REQUEST}.")
    blobs, at = [], 0
    while at < len(data):
        blob, at = _byte_string(data, at)
        blobs.append(blob)
    return blobs


def _byte_string(data: bytes, at: int) -> tuple[bytes, int]:
    major, info = data[at] >> 5, data[at] & 0x1F
    width = 0 if info < 24 else {24: 1, 25: 2, 26: 4}.get(info, -1)
    start = at + 1 + width
    if major != 2 or width < 0 or start > len(data):
        raise refuse("A sequence of byte strings")
    length = info if width == 0 else int.from_bytes(data[at + 1 : start])
    if (width and length < (24 if width == 1 else 1 << (4 * width))) or length > len(data) - start:
        raise refuse("A sequence of byte strings")
    return data[start : start + length], start + length
