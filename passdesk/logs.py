"""The program's own log: one JSON object a line, rotating, in the data folder, without personal data."""

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from passdesk.errors import Misuse, Trouble

LEVEL = "PASSDESK_LOG_LEVEL"
LEVELS = ("debug", "info", "warning", "error")
# What an event may carry. A name or a document number has no field to travel in, and free text fits none.
FIELDS = frozenset(
    [
        "attempt", "bytes", "clock", "code", "count", "desk", "generation", "journal", "kind", "lane", "ms",
        "number", "reason", "rows", "seq", "status", "verdict",
    ]
)  # fmt: skip
_OURS = logging.getLogger("passdesk")
_CODE = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")
_BYTES_A_FILE, _OLDER_FILES = 1_000_000, 4


def level_of(environ: Mapping[str, str]) -> str:
    """The level the environment names; `Misuse` for one there is none of."""
    level = (environ.get(LEVEL) or "info").lower()
    if level not in LEVELS:
        raise Misuse(f"{LEVEL} is {level!r}.", kept="Nothing was changed.", remedy=f"Use one of {', '.join(LEVELS)}.")
    return level


def no_log() -> logging.Logger:
    """A log that keeps nothing, where none can be kept."""
    logger = logging.Logger("passdesk")  # noqa: LOG001
    logger.addHandler(logging.NullHandler())
    return logger


def open_log(data_folder: Path, environ: Mapping[str, str]) -> logging.Logger:
    """The log of the desk in `data_folder`, at the level PASSDESK_LOG_LEVEL names (info where it names none).

    Raises `Misuse` for an unknown level, `Trouble` where the folder can't be made.
    """
    level = level_of(environ)
    folder = data_folder / "logs"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"The log folder {folder} can't be made: {error}.") from error
    # Outside the shared tree of loggers: what libraries say there may hold anything. What this program's own modules
    # say there (`_OURS`) is kept with the module for the event, its words withheld.
    logger = logging.Logger("passdesk", level.upper())  # noqa: LOG001
    file = folder / "passdesk.log"
    handler = _LogFile(file, maxBytes=_BYTES_A_FILE, backupCount=_OLDER_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(_Lines())
    handler.setLevel(level.upper())
    logger.addHandler(handler)
    _OURS.addHandler(handler)
    return logger


def close_log(logger: logging.Logger) -> None:
    """Close the log's file; what is written to it afterwards opens it again."""
    for handler in logger.handlers:
        _OURS.removeHandler(handler)
        handler.close()


def note(
    logger: logging.Logger, level: int, event: str, error: BaseException | None = None, **fields: object
) -> None:
    """Write that `event` (a code such as `exchange_failed`) happened; see FIELDS for what it may carry."""
    logger.log(level, event, exc_info=error, extra={"fields": fields})


class _LogFile(RotatingFileHandler):
    _said = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002 - as logging calls it
        """A full disk must not stop a gate: say it once and go on."""
        if self._said:
            return
        self._said = True
        print(f"The log {self.baseFilename} can't be written: {sys.exc_info()[1]}.", file=sys.stderr)


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "event": _event(record)}
        fields: Mapping[str, object] = getattr(record, "fields", {})
        line |= {name: _plain(value) if name in FIELDS else "withheld" for name, value in fields.items()}
        if record.exc_info and record.exc_info[1]:
            line["error"] = _place(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _event(record: logging.LogRecord) -> object:
    """A code; of free text only which module said it."""
    event = _plain(record.msg)
    return record.name if event == "withheld" and record.name != _OURS.name else event


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case bytes():
            return value.hex()
        case str() if _CODE.fullmatch(value):
            return value
        case _:
            return "withheld"


def _place(error: BaseException) -> str:
    """The kind of error and where it arose; its message may quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
