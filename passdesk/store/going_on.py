"""Opening a desk for work: a power cut is noted, and a journal in doubt is continued in a new one."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from passdesk.clock import Reading
from passdesk.credential import keys
from passdesk.domain.movements import Times
from passdesk.domain.register import Draft
from passdesk.store.desk_store import DeskStore

log = logging.getLogger(__name__)


@contextmanager
def open_desk(folder: Path, database_key: bytes, reading: Reading) -> Iterator[DeskStore]:
    """The desk, ready to write.

    The lane goes on: a journal that cannot be the one last held here is kept, pushed first at the next exchange, and
    continued in a new one under a new key.
    """
    with DeskStore.open(folder, database_key) as store:
        if store.doubt is not None:
            log.warning("this desk goes on in a new journal: %s", store.doubt)
            store.begin_anew(keys.seed_of(keys.generate()), reading)
        note_start(store, reading)
        yield store


def note_start(store: DeskStore, reading: Reading) -> None:
    """What a start has to say before anything else is written: a power cut, and how late it is at least."""
    if store.power_cut:
        store.write("power_cut", {"held": store.head_held, "head": store.journal.seq}, reading=reading)
    _hold_clock(store, reading)


def _hold_clock(store: DeskStore, reading: Reading) -> None:
    """Before the first entry of a boot that has no signed time: how late it is at least.

    Times heard after the last entry of an earlier boot stand in no entry, so nobody else could date what follows.
    """
    heard = store.journal.last_server_time
    if heard is None or store.journal.anchor(reading.boot_id) is not None:
        return
    with store.view() as view:
        known = Draft(view).held(Times, store.journal.id)
    if known is None or known.floor < heard:
        store.write("clock_held", {"floor": heard}, reading=reading)
