"""What a folder holds, a desk or a server: both have a keys.json, and each has commands of its own."""

from pathlib import Path

from passdesk.errors import Misuse
from passdesk.store.continuing import JOURNAL_FILE

SERVER_FILE = "server.db"


def is_server(folder: Path) -> bool:
    return (folder / SERVER_FILE).exists() and not (folder / JOURNAL_FILE).exists()


def is_desk(folder: Path) -> bool:
    return (folder / JOURNAL_FILE).exists() and not (folder / SERVER_FILE).exists()


def refuse_server(folder: Path) -> None:
    """`Misuse` for a server's folder where a desk's is needed."""
    if is_server(folder):
        raise Misuse(
            f"This is the folder of a server, not of a desk: {folder}.",
            kept="Nothing was changed.",
            remedy="Name a desk's folder, or use `passdesk server`: see `passdesk server --help`.",
        )


def refuse_desk(folder: Path) -> None:
    """`Misuse` for a desk's folder where a server's is needed."""
    if is_desk(folder):
        raise Misuse(
            f"This is the folder of a desk, not of a server: {folder}.",
            kept="Nothing was changed.",
            remedy="Name a server's folder; `passdesk server init` makes one, with --adopt for the zone of this desk.",
        )
