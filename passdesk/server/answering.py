"""The server's bundle for one desk: receipts, rows from its cursor on, what they name; sealed to that desk alone."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from passdesk.credential.bundles import AnswerHead, BundleKey, cipher_to
from passdesk.credential.identity import open_sealed
from passdesk.domain import canonical
from passdesk.domain.attachments import read_attachment
from passdesk.domain.people import Desk
from passdesk.errors import Declined, Misuse, Trouble
from passdesk.server import bundle_keys
from passdesk.server.central import Central
from passdesk.server.taking_bundles import Request
from passdesk.sync.bundle_file import BundleWriter, Part, writing
from passdesk.sync.bundling import in_lots
from passdesk.sync.errors_said import say
from passdesk.sync.pulling import named_in, opened
from passdesk.sync.wire import Cursor, Page

Progress = Callable[[int], None]
"""Called with the bytes written so far."""
_LOT = 256
_FIRST = ("names", "wrapped", "card")


class Answered(Struct, frozen=True):
    """What stands in the file, of `size` bytes. `declined`: why the desk receives no rows; `complete`: every
    attachment found room."""

    rows: int
    attachments: int
    declined: str
    complete: bool
    size: int


def write_answer(central: Central, request: Request, path: Path, progress: Progress = lambda _: None) -> Answered:
    """The answer to a bundle that was taken in. `Trouble` where the file can't be written: take the bundle again."""
    head = request.head
    cursor = Cursor.from_bytes(head.cursor) if head.cursor else None
    to = _Recipient(head.journal, head.id, head.key, cursor)
    return _written(central, to, request, path, progress)


def write_unasked(central: Central, name: str, path: Path, progress: Progress = lambda _: None) -> Answered:
    """A bundle for the desk of this name that asked for none, from where it last told to have read.

    `Misuse` for a name no active desk has, or a desk that never told a key.
    """
    with central.storage.reading() as reads:
        every = list(reads.all(Desk))
        before = {row.continues for row in every}
        desks = [row for row in every if row.name == name and row.state != "disabled" and row.key not in before]
        told = {row.key: bundle_keys.told_by(reads, row.key) for row in desks}
    if not desks:
        raise Misuse(f"No desk that may receive anything is called {name}.", kept="No file was written.")
    known = [(row, key) for row in desks if (key := told[row.key]) is not None]
    if not known:
        raise Misuse(
            f"Desk {name} has never told this server what to seal a bundle to.",
            kept="No file was written.",
            remedy="On the desk: passdesk journal bundle FILE. Then here: passdesk server take FILE --out ANSWER.",
        )
    desk, last = known[-1]
    public = open_sealed(last.key, BundleKey, desk.public_key).public
    return _written(central, _Recipient(desk.key, b"", public, last.cursor), None, path, progress)


class _Recipient(Struct, frozen=True):
    journal: bytes
    answers: bytes
    public: bytes
    cursor: Cursor | None


def _written(central: Central, to: _Recipient, request: Request | None, path: Path, progress: Progress) -> Answered:
    ephemeral, cipher = cipher_to(to.public)
    head = AnswerHead(central.zone, to.journal, to.answers, central.clock().wall, to.public, ephemeral)
    with writing(path, head, central.keys.private, cipher) as writer:
        answered = _Answer(central, to, writer, progress).write(request)
    counts = {"entries": 0 if request is None else request.entries, "rows": answered.rows}
    counts["attachments"] = answered.attachments
    central.write("bundle_written", {"desk": to.journal, "to": "desk", **counts})
    return answered


class _Answer:
    def __init__(self, central: Central, to: _Recipient, writer: BundleWriter, progress: Progress) -> None:
        self._central, self._to, self._writer, self._progress = central, to, writer, progress
        self._rows = self._attachments = 0
        self._first: dict[bytes, None] = {}
        self._later: dict[bytes, None] = {}

    def write(self, request: Request | None) -> Answered:
        self._put("key", bundle_keys.own(self._central))
        if request is not None:
            for outcome in request.outcomes:
                self._put("answer", outcome.answer.to_bytes(), outcome.journal)
                self._put("held", outcome.held.to_bytes(), outcome.journal)
            for lot in in_lots(request.erased, _LOT):
                self._put("erased", canonical.encode(list(lot)))
            self._first = dict.fromkeys(request.wanted)
        try:
            self._pages()
            complete = self._given([*self._first, *self._later])
            if not complete:
                self._put("more", b"")
        except Declined as error:
            self._put("declined", say(error)[1].to_bytes())
            return self._answered(error.happened, complete=True)
        return self._answered("", complete=complete)

    def _answered(self, declined: str, *, complete: bool) -> Answered:
        return Answered(self._rows, self._attachments, declined, complete, self._writer.size)

    def _pages(self) -> None:
        cursor = self._to.cursor
        begun = False
        while True:
            page = self._central.pull(self._to.journal, cursor)
            if page.anew:
                if begun:
                    words = "What this desk may see changed while its bundle was written."
                    raise Trouble(words, kept="No file was written.", remedy="Do it again.")
                cursor = page.cursor
                continue
            number, begun = 0 if cursor is None else cursor.number, True
            self._put("page", canonical.encode([number, page.to_bytes()]), self._to.journal)
            self._note(page)
            if not page.more:
                return
            cursor = page.cursor

    def _note(self, page: Page) -> None:
        self._rows += len(page.rows)
        for row in page.rows:
            body = opened(row)
            for name, hash_ in named_in(row.table, body or {}):
                (self._first if name in _FIRST else self._later)[hash_] = None

    def _given(self, hashes: Sequence[bytes]) -> bool:
        """What this desk may have of these, names first; whether there was room."""
        for lot in in_lots(hashes, _LOT):
            left = list(lot)
            while left:
                if not self._writer.has_room:
                    return False
                given = self._central.get_attachments(self._to.journal, left)
                if not given.blobs:
                    break
                self._put("given", given.to_bytes())
                self._attachments += len(given.blobs)
                got = {read_attachment(blob).hash for blob in given.blobs}
                left = [hash_ for hash_ in left if hash_ not in got]
        return True

    def _put(self, kind: str, body: bytes, journal: bytes = b"") -> None:
        self._writer.put(Part(kind, journal, body), sealed=True)
        self._progress(self._writer.size)
