"""The pages of a bundle as a feed: a desk pulls from it what it would pull over a line."""

from collections.abc import Iterator

from msgspec import Struct

from passdesk.domain import canonical
from passdesk.errors import Damaged, Declined
from passdesk.store import exchanged
from passdesk.store.desk_store import DeskStore
from passdesk.sync.bundle_file import Part
from passdesk.sync.bundle_keys import cursor_of
from passdesk.sync.wire import LONGEST_ANSWER, Cursor, Page


class Extent(Struct, frozen=True):
    """The pages of a bundle: after change `start`, up to `end`; the last accounts for own entries up to `accounted`."""

    start: int
    end: Cursor
    accounted: int


def read_page(part: Part) -> tuple[int, Page]:
    """The change a page begins after, and the page."""
    match canonical.decode(part.body, limit=LONGEST_ANSWER):
        case [int(start), bytes(page)] if start >= 0 and not isinstance(start, bool):
            return start, Page.from_bytes(page)
    raise Damaged("A page in the bundle does not read.", kept="Nothing of it was used.")


def follow(extent: Extent | None, start: int, page: Page) -> Extent:
    """The extent with one more page; `Damaged` for pages that are not of one feed, in its order."""
    fits = extent is None or (extent.end.generation, extent.end.scope, extent.end.number) == (
        page.generation, page.scope, start,
    )  # fmt: skip
    if not fits or page.anew or page.number < start:
        raise Damaged("The pages in the bundle do not follow one another.", kept="Nothing of it was used.")
    return Extent(start if extent is None else extent.start, page.cursor, page.accounted or 0)


def is_older(store: DeskStore, extent: Extent, written: int) -> bool:
    """Whether this desk has heard all of it, or was told otherwise since. `Declined` where it begins after what this
    desk has. `written`: µs UTC by the server."""
    own, end = cursor_of(store), extent.end
    if own is not None:
        place, theirs = (own.generation, own.scope, own.number), (end.generation, end.scope, end.number)
        heard = exchanged.exchanged_at(store.journal) or 0
        behind = written <= heard or extent.accounted < store.registers.current.accounted
        if theirs < place or (theirs == place and behind):
            return True
    same = own is not None and (own.generation, own.scope) == (end.generation, end.scope)
    if extent.start > (own.number if own is not None and same else 0):
        raise Declined(
            "This bundle begins after what this desk has.",
            kept="Nothing of it was used.",
            remedy="Write a bundle on this desk, and take the answer to that one.",
        )
    return False


class FilePages:
    """`pull` from parts that are read once, in order; each page as the server would give it for the cursor."""

    def __init__(self, parts: Iterator[Part], extent: Extent) -> None:
        self._parts, self._extent = parts, extent

    def pull(self, cursor: Cursor | None) -> Page:
        end = self._extent.end
        if cursor is None or (cursor.generation, cursor.scope) != (end.generation, end.scope):
            return Page(end.generation, end.scope, 0, anew=True, more=True)
        for part in self._parts:
            if part.kind != "page":
                break
            _, page = read_page(part)
            if page.number > cursor.number or not page.more:
                return page
        raise Damaged("The bundle ends before its last page.", kept="What came before is applied.")
