"""Opening a desk for work: a power cut is noted, and a journal in doubt is continued in a new one."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from passdesk.clock import Reading
from passdesk.credential import keys
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
        elif store.power_cut:
            store.write("power_cut", {"held": store.head_held, "head": store.journal.seq}, reading=reading)
        yield store
