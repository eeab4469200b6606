"""A file that is there whole or not at all under its own name."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO

from passdesk.errors import Trouble


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write beside `path`, bring it to the disk and rename it at the end; any failure leaves what was there before.

    `Trouble` where the folder or the disk refuses. Others may not read what is being written.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.part")  # no longer than the name, which may be as long as one can
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, "There is a folder of this name")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - opened by descriptor, so that its mode is set at birth
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise Trouble(
            f"{path} could not be written: {error.strerror or error}.",
            kept="No file was left under this name that was not there before.",
            remedy="Check the folder and the room on the disk.",
        ) from error
    finally:
        with suppress(OSError):  # where its folder is gone too, what went wrong first is what is told
            beside.unlink(missing_ok=True)
