"""Where a simulation lives: in memory where the system has such a place, on the disk elsewhere."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder that is gone afterwards. What survives a crash is simulated, so nothing need reach a real disk."""
    within = str(_IN_MEMORY) if os.access(_IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="passdesk-", dir=within) as folder:
        yield Path(folder)
