"""Taking in what changed: page by page into the current register, or into a new one beside it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from passdesk.domain import canonical
from passdesk.domain.people import ATTACHED
from passdesk.domain.people import Policy as PolicyRow
from passdesk.domain.register import READER_VERSION
from passdesk.errors import Damaged
from passdesk.store import exchanged
from passdesk.store.desk_store import DeskStore
from passdesk.store.register_file import PageRow as StoredRow
from passdesk.store.register_file import RegisterFile
from passdesk.store.register_snapshot import JournalMark
from passdesk.sync import after_restore, former_keys
from passdesk.sync.link import Feed
from passdesk.sync.wire import LONGEST_PAGE, Cursor, Page, PageRow

_MOST_BEGINNINGS = 8
"""A desk's scope or the server's generation may change while it pulls, but not for ever."""
_NAMING = {"person": ATTACHED, "operator": ("wrapped", "card"), "note": ("note",)}


class Pulled(Struct, frozen=True):
    """`rows` applied; `erased` attachments; `named` those the rows name; `anew` a new register was filled and serves;
    `carried` stops held that a restored server has forgotten."""

    rows: int
    erased: int
    named: frozenset[bytes]
    anew: bool
    carried: int


class Puller:
    """One pull, to the head of the feed."""

    def __init__(self, store: DeskStore, link: Feed) -> None:
        self._store = store
        self._link = link
        self._named: set[bytes] = set()
        self._rows = self._erased = self._begun = 0

    def pull(self) -> Pulled:
        """Every page is one transaction; cut off anywhere, the next pull goes on where this one stopped."""
        register = self._begin()
        while True:
            page = self._link.pull(Cursor(register.generation, register.scope, register.number or 0))
            if page.anew:
                register = self._renew(register, page)
                continue
            if not self._follows(register, page):
                raise Damaged("The server's answer does not follow what this desk has.", kept="It was not applied.")
            self._apply(register, page)
            if not page.more:
                break
        return self._finish(register, {mark.journal: mark.accounted for mark in page.journals})

    def _begin(self) -> RegisterFile:
        """The register that serves; before the first pull, a new one of the generation and scope we are told."""
        current = self._store.registers.current
        if current.number is not None:
            return current
        told = self._link.pull(None)
        return self._store.registers.begin(told.generation, told.scope)

    def _renew(self, register: RegisterFile, page: Page) -> RegisterFile:
        if page.generation < self._store.registers.current.generation:
            words = "The server says that it was restored to before what it has served already."
            raise Damaged(words, kept="The register that serves stays.")
        self._begun += 1
        if self._begun > _MOST_BEGINNINGS:
            words = "The server has this desk begin anew again and again."
            raise Damaged(words, kept="The register that serves stays.")
        if register is not self._store.registers.current:
            register.close()
        return self._store.registers.begin(page.generation, page.scope)

    @staticmethod
    def _follows(register: RegisterFile, page: Page) -> bool:
        same, held = (page.generation, page.scope) == (register.generation, register.scope), register.number or 0
        return same and (page.number > held if page.more else page.number >= held and page.accounted is not None)

    def _apply(self, register: RegisterFile, page: Page) -> None:
        rows = [(row.table, row.key, row.needs, opened(row)) for row in page.rows]
        marks = {mark.journal: JournalMark(mark.accounted, mark.heard_at) for mark in page.journals}
        self._refuse_older_policy(page.generation, rows)
        former_keys.refuse(self._store.journal, page.generation, rows)
        register.apply_page(
            rows,
            page.number,
            # What this desk has yet to write is accounted for by nobody, whatever the server says.
            accounted=None if page.accounted is None else min(page.accounted, self._store.journal.seq),
            journals=None if page.more else marks,
            own_entries=self._store.journal.entries,
        )
        self._rows += len(rows)
        self._named.update(hash_ for table, _, _, body in rows for _, hash_ in named_in(table, body or {}))
        self._erase(register, page.erased)

    def _refuse_older_policy(self, generation: int, rows: Iterable[StoredRow]) -> None:
        """`Damaged` where a policy is older than the newest that held here, or than one before it on the page.

        Its number is signed. Only a server that was restored, and says so by its generation, may know less.
        """
        newest = exchanged.newest_policy(self._store.journal, generation)
        for number in _policy_numbers(rows):
            if number < newest:
                raise Damaged(
                    "The server gives out an older policy than it gave before.",
                    kept="The policy in force stays.",
                    remedy="Ask an administrator to look at the server.",
                )
            newest = number

    def _erase(self, register: RegisterFile, hashes: tuple[bytes, ...]) -> None:
        if hashes:
            self._store.attachments.erase(hashes)
            for one in {register, self._store.registers.current}:
                one.forget_names(hashes)
            self._erased += len(hashes)

    def _finish(self, register: RegisterFile, marks: Mapping[bytes, int]) -> Pulled:
        current = self._store.registers.current
        anew = register is not current
        if anew and current.number is not None and current.generation != register.generation:
            carried = after_restore.carry_over(self._store.journal, current, register, marks)
        else:
            carried = after_restore.review(self._store.journal, register, marks)
        if anew:
            self._store.adopt(register)
        self._store.catch_up()
        if self._erased:
            self._store.finish_erasing()
        return Pulled(self._rows, self._erased, frozenset(self._named), anew, carried)


def opened(row: PageRow) -> dict[str, Any] | None:
    """The fields of a row; None for a tombstone."""
    if row.body is None:
        return None
    body = canonical.decode(row.body, limit=LONGEST_PAGE)
    if not isinstance(body, dict):
        raise Damaged(f"A row of {row.table} is not of the form this program knows.", kept="It was not applied.")
    return body


def _policy_numbers(rows: Iterable[StoredRow]) -> Iterator[int]:
    """Of the policies this program can read."""
    for table, _, needs, body in rows:
        if table == PolicyRow.TABLE and body is not None and needs <= READER_VERSION:
            yield PolicyRow.from_map(body).number


def named_in(table: str, body: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The attachments a row names, by the field that does."""
    for name in _NAMING.get(table, ()):
        hash_ = body.get(name)
        if isinstance(hash_, bytes) and len(hash_) == 32:
            yield name, hash_
