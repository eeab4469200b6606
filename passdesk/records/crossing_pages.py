"""Crossings newest first, a page at a time over any number: the whole zone's from the server, or this desk's own."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Literal, Protocol

from msgspec import Struct

from passdesk.domain.crossings import CrossingFilter, CrossingRecord
from passdesk.domain.zone import Policy
from passdesk.errors import Misuse
from passdesk.records.crossings import Crossing, Joining
from passdesk.records.newest_first import Backwards, Place
from passdesk.store.desk_store import DeskStore
from passdesk.store.journal import Journal

Source = Literal["server", "own"]
Ask = Callable[[CrossingFilter, int | None, int], tuple[Sequence[CrossingRecord], int | None]]
"""Asks the server: (filter, what came with the page before, most rows) -> rows newest first, and what goes with the
next page, None at the end."""
Cursor = Place | int
"""Where a page goes on; only for the pages that gave it."""
MOST = 500
_LOOKED_AT = 20_000


class CrossingPage(Struct, frozen=True):
    """Some crossings, newest first. `next` None: these were the last. A page may be short, or empty, and not the last:
    where few fit, the search stops from time to time so that it can be given up."""

    rows: tuple[Crossing, ...]
    next: Cursor | None


class CrossingPages(Protocol):
    """`source`: whether these are the zone's, as the server has them, or this desk's own."""

    @property
    def source(self) -> Source: ...

    def page(self, asked: CrossingFilter, after: Cursor | None = None, limit: int = 100) -> CrossingPage:
        """Up to `limit` (500 at most) crossings that fit, from the newest on, or from where `after` left off."""
        ...


class ServerPages:
    """The whole zone's, in the order the server accepted them, with names from this desk. Errors are those of `ask`:
    `Unreachable` where there is no server, `Declined` for a desk that may not."""

    source: Source = "server"

    def __init__(self, store: DeskStore, policy: Policy | None, ask: Ask) -> None:
        self._store, self._policy, self._ask = store, policy, ask

    def page(self, asked: CrossingFilter, after: Cursor | None = None, limit: int = 100) -> CrossingPage:
        """See `CrossingPages`; one request. The server has filtered: what it says of lane and pass is of that time."""
        records, following = self._ask(asked, after if isinstance(after, int) else None, _bounded(limit))
        joining = Joining(self._store, self._policy)
        rows = (joining.fitting(CrossingFilter(), record) for record in records)
        return CrossingPage(tuple(one for one in rows if one is not None), following)


class OwnPages:
    """This desk's own, and those of the journals it continues. An entry is read once for a page, none is held."""

    source: Source = "own"

    def __init__(self, store: DeskStore, policy: Policy | None) -> None:
        self._store, self._policy = store, policy

    def page(self, asked: CrossingFilter, after: Cursor | None = None, limit: int = 100) -> CrossingPage:
        """See `CrossingPages`. `Misuse` for a cursor into a journal that is not here."""
        joining, rows, most = Joining(self._store, self._policy), list[Crossing](), _bounded(limit)
        looked = 0
        with closing(self._walks(after if isinstance(after, Place) else None)) as walks:
            for walk in walks:
                for record in walk.steps():
                    looked += 1
                    crossing = joining.fitting(asked, record) if record is not None else None
                    if crossing is not None:
                        rows.append(crossing)
                    if len(rows) == most or looked == _LOOKED_AT:
                        return CrossingPage(tuple(rows), walk.place)
                    if walk.is_before(asked.since):
                        return CrossingPage(tuple(rows), None)
        return CrossingPage(tuple(rows), None)

    def _walks(self, place: Place | None) -> Generator[Backwards]:
        """Each journal backwards, newest first; the former ones are opened only when they are come to."""
        own = self._store.journal
        if place is None or place.journal == own.id:
            yield Backwards(own, place)
            place = None
        with _opened(self._store) as former:
            wanted = [one.id for one in former]
            if place is not None and place.journal not in wanted:
                raise Misuse("This page was of a journal that is not here.", remedy="Ask for the newest again.")
            for journal in former[0 if place is None else wanted.index(place.journal) :]:
                yield Backwards(journal, place)
                place = None


@contextmanager
def _opened(store: DeskStore) -> Iterator[list[Journal]]:
    """The journals this one continues, newest first."""
    former = store.former()
    try:
        yield former[::-1]
    finally:
        for journal in former:
            journal.file.close()


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))
