"""Files a command is given to read or to write."""

import os
from contextlib import suppress
from pathlib import Path

from passdesk.errors import Misuse, Trouble


def read_bytes(path: Path, limit: int) -> bytes:
    """The file's bytes; `Trouble` where it can't be read, `Misuse` where it has more than `limit`."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Trouble(
            f"{path} can't be read: {error.strerror or error}.", kept="Nothing was changed.", remedy="Check the name."
        ) from error
    if len(data) > limit:
        raise Misuse(f"{path} is larger than {limit // 1024} KiB.", kept="Nothing was changed.")
    return data


def is_file(text: str) -> bool:
    """Whether a word of the command line names a file that is there; one that no file could be called does not."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def check_place(path: Path) -> None:
    """`Misuse` where no file can be written under `path`: asked before anything is done that is to be written there."""
    if not path.name or path.is_dir():
        raise Misuse(f"{path} is a folder.", kept="Nothing was done.", remedy="Name the file itself.")
    if not path.parent.is_dir():
        raise Misuse(f"There is no folder {path.parent}.", kept="Nothing was done.", remedy="Make it, or name another.")
    if not os.access(path.parent, os.W_OK):
        raise Trouble(f"{path.parent} may not be written.", kept="Nothing was done.", remedy="Name another place.")


def write_new(path: Path, data: bytes) -> None:
    """Write a whole file or none: under another name first, then renamed over `path`."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise Trouble(
            f"{path} can't be written: {error.strerror or error}.",
            kept="No half file is left.",
            remedy="Name another place.",
        ) from error
