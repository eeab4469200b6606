"""One room of the gallery in a process of its own."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path


def one_room(name: str, out: Path, desks: Path, only: Sequence[str]) -> tuple[list[str], int]:
    """In a process of its own: what is clipped there, and how many pictures were taken."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.gallery.darkroom import FULL, Darkroom
    from tests.gallery.hanging import go_through

    folder = desks / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    darkroom = Darkroom(FULL, out)
    for _ in go_through(name, folder, darkroom, only):
        pass
    return darkroom.found, darkroom.taken
