"""Files a command is given to read or to write."""

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


def write_new(path: Path, data: bytes) -> None:
    """Write a whole file or none: under another name first, then renamed over `path`."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Trouble(
            f"{path} can't be written: {error.strerror or error}.",
            kept="No half file is left.",
            remedy="Name another place.",
        ) from error
