"""The command line: one command per job. `main` is what both `passdesk` and `main.py` run."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passdesk.cli.surroundings import Surroundings

__all__ = ["main"]


def main(words: "Sequence[str] | None" = None, around: "Surroundings | None" = None) -> int:
    """Run one command, or open the window; gives the exit status: 0 done, 1 refused, 2 wrong use, 3 could not read or
    write. Without any word the window opens, and typer, which takes as long to load as Qt, is left alone."""
    given = sys.argv[1:] if words is None else words
    if given:
        from passdesk.cli.app import run

        return run(given, around)
    from passdesk.cli.window import open_alone

    return open_alone(around)
