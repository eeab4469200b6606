"""The line from a desk to its server, opened and closed."""

from collections.abc import Iterator
from contextlib import contextmanager

from passdesk.clock import Clock
from passdesk.store.desk_store import DeskStore
from passdesk.sync.client import HttpLink


@contextmanager
def link_of(store: DeskStore, clock: Clock) -> Iterator[HttpLink]:
    """A line for as long as the block lasts; nothing is sent by opening it."""
    link = HttpLink.to(store.journal, clock)
    try:
        yield link
    finally:
        link.close()
